//! Text that Markdown takes as text.

use crate::words::is_hostile;

/// Plain text on one line: nothing in it is markup, a link or a mention.
pub fn text(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    let mut before = ' ';
    for c in plain.chars() {
        match c {
            '\n' | '\r' | '\t' => out.push(' '),
            c if is_hostile(c) => out.push('\u{fffd}'),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '$' => {
                out.push('\\');
                out.push(c);
            }
            // An invisible joiner keeps GitHub from notifying whoever bears the name.
            '@' => out.push_str("@\u{2060}"),
            // Addresses stay text.
            '/' if before == ':' => out.push_str("\\/"),
            c => out.push(c),
        }
        before = c;
    }
    // At the start of a line these would open a list or a quotation.
    if out.starts_with(['-', '+', '=']) { format!("\\{out}") } else { out }
}

/// Text of others: nothing in it may end a cell or a line, or begin a tag.
pub fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' => out.push_str("\\|"),
            '<' => out.push_str("&lt;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Text with one sentence a line, indented as the rest of a list item.
pub fn lines(plain: &str) -> String {
    text(plain).replace(". ", ".\n   ").replace("? ", "?\n   ")
}

/// A code span that no content can close; a pipe in it would end a table cell.
pub fn code(plain: &str) -> String {
    let plain = plain.replace(['\n', '\r'], " ").replace('|', "¦").replace(is_hostile, "\u{fffd}");
    let longest = plain.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{fence}{pad}{plain}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_stays_text() {
        assert_eq!(text("a|b"), "a\\|b");
        assert_eq!(text("<script>"), "&lt;script&gt;");
        assert_eq!(text("[x](http://y)"), "\\[x\\](http:\\//y)");
        assert_eq!(text("@team\n# no"), "@\u{2060}team \\# no");
        assert_eq!(text("- x"), "\\- x");
        assert_eq!(text("gpj.\u{202e}exe"), "gpj.\u{fffd}exe");
    }

    #[test]
    fn nothing_closes_a_code_span() {
        assert_eq!(code("a`b"), "`` a`b ``");
        assert_eq!(code("a|b"), "`a¦b`");
    }

    #[test]
    fn each_sentence_stands_on_its_own_line() {
        assert_eq!(lines("One. Two? Three."), "One.\n   Two?\n   Three.");
    }
}
