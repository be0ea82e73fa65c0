//! Where answers go: standard output, with styles only in a terminal.

use std::io::Write;

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};
use app::Failure;
use serde::Serialize;

/// Prints text; a closed pipe is the reader's choice, not a failure.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout();
    if AutoStream::choice(&out) == ColorChoice::Never {
        // At once: stripped on its way, a long text would go out piece by piece.
        let plain = unstyled(text);
        return finish(out.write_all(plain.as_bytes()).and_then(|()| out.flush()));
    }
    let mut out = anstream::stdout();
    finish(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// The text without its styles. What is nothing but letters and styles, as long lists are, is not taken apart byte by
/// byte.
fn unstyled(text: &str) -> String {
    let is_plain = |byte: u8| byte == b'\n' || byte >= b' ' && byte != 0x7f;
    let mut parts = text.split('\u{1b}');
    let mut plain = String::with_capacity(text.len());
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let styled = part
            .strip_prefix('[')
            .and_then(|style| style.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').strip_prefix('m'));
        match styled {
            Some(rest) => plain.push_str(rest),
            None => return strip_str(text).to_string(),
        }
    }
    // Without a way out in the middle, many bytes are looked at together.
    let are_plain = |bytes: &[u8]| bytes.iter().fold(true, |so_far, byte| so_far & is_plain(*byte));
    if plain.as_bytes().chunks(1 << 12).all(are_plain) { plain } else { strip_str(text).to_string() }
}

/// Prints a value as JSON.
pub fn json(value: &impl Serialize) -> Result<(), Failure> {
    let mut text = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::refused("writing JSON", error.to_string(), "this is a fault of marque"))?;
    text.push('\n');
    let mut out = std::io::stdout().lock();
    finish(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

pub fn finish(result: std::io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::refused("writing the answer", error.to_string(), "check where the output goes")),
        Ok(()) => Ok(()),
    }
}

/// How wide text may be: the terminal, within reason, or 100 where there is none.
pub fn width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(100).clamp(40, 120)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_taken_off_and_what_else_steers_a_terminal_with_them() {
        assert_eq!(unstyled("a \u{1b}[1mbold\u{1b}[0m\n\u{1b}[38;5;9mred\u{1b}[0m"), "a bold\nred");
        assert_eq!(unstyled("Tür \u{1b}[1mauf\u{1b}[0m"), "Tür auf");
        assert_eq!(unstyled("a\u{1b}[2Jb\u{7}c"), "abc");
        for text in [
            "",
            "a\u{9b}1mb\u{1b}[1m\u{85}é",
            "\u{1b}",
            "\u{1b}[",
            "a\u{1b}[1",
            "\u{1b}[1mü\r\n\t\u{7f}",
            "\u{1b}[?25lx",
        ] {
            assert_eq!(unstyled(text), strip_str(text).to_string(), "{text:?}");
        }
    }
}
