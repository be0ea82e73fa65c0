//! Reads `gradle.properties`: values that build files name.

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;

pub const DETECTOR: Detector =
    Detector { id: "gradle-properties", files: Files::Named(&["gradle.properties"]), want: Want::Whole, read };

/// The setting of one property: the name, a space, the value.
pub const PROPERTY: &str = "property";

/// Longer values are no versions.
const VALUE_BYTES_MAX: usize = 200;

fn read(file: &SourceFile, found: &mut Found) {
    for (_, key, value) in entries(&file.text()) {
        // It also holds passwords; only what can be a version or a name is kept, and only for the join.
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | ':');
        if value.len() <= VALUE_BYTES_MAX && !key.contains(' ') && value.chars().all(is_plain) {
            found.setting(PROPERTY, &format!("{key} {value}"));
        }
    }
}

/// Line, key and value of each entry of a Java properties file. Values over several lines are cut at the first.
pub fn entries(text: &str) -> impl Iterator<Item = (u32, &str, &str)> {
    crate::found::lines(text).filter_map(|line| {
        let entry = line.text.trim();
        if entry.is_empty() || entry.starts_with(['#', '!']) {
            return None;
        }
        let end = entry.find(|c: char| matches!(c, '=' | ':') || c.is_whitespace())?;
        let (key, value) = entry.split_at_checked(end)?;
        let value = value.trim_start();
        Some((line.number, key, value.strip_prefix(['=', ':']).unwrap_or(value).trim()))
    })
}

#[test]
fn entries_are_read_in_every_form() {
    let found: Vec<_> = entries("# a\n\na=1\n b : 2\nc 3\n!d=4\ne=\n").collect();
    assert_eq!(found, [(3, "a", "1"), (4, "b", "2"), (5, "c", "3"), (7, "e", "")]);
}
