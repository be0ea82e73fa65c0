//! How Yocto writes licences: `&` for and, `|` for or.

use crate::licence_text;

pub fn expression(written: &str) -> Option<String> {
    let written = written.trim();
    let words = written.replace('&', " AND ").replace('|', " OR ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    // What is no expression stays as it was written.
    licence_text::spdx(&words).or_else(|| licence_text::declared(written))
}
