//! Runs of text in which nothing from outside is markup.

use crate::notes::Notes;
use crate::{Gap, Inline, State, Words, address, clean};

/// Where a run stands.
#[derive(Clone, Copy, PartialEq)]
pub enum Place {
    /// At the start of a line, where more characters have a meaning.
    Line,
    /// Behind other text.
    Inside,
    /// In a table, where a pipe ends the cell even in code.
    Cell,
}

pub struct Run<'p> {
    pub words: &'p Words,
    pub notes: Notes<'p>,
    pub state: State,
}

impl Run<'_> {
    pub fn render(&self, run: &[Inline], place: Place) -> String {
        let parts = run.iter().map(|inline| self.part(inline, place)).collect();
        finish(join(parts), place)
    }

    /// The run in strong type as a whole.
    pub fn render_strong(&self, run: &[Inline]) -> String {
        let parts = run.iter().map(|inline| (true, self.part(inline, Place::Line).1)).collect();
        finish(join(parts), Place::Line)
    }

    /// What is missing and what asks for it, in strong type.
    pub fn gap(&self, gap: &Gap) -> String {
        format!("**{}**", self.missing(gap))
    }

    fn missing(&self, gap: &Gap) -> String {
        let cites = if gap.cites.is_empty() { String::new() } else { format!(" ({})", gap.cites.join(", ")) };
        format!("[{}: {}]", escape(&self.words.missing), escape(&format!("{}{cites}", gap.what)))
    }

    /// Whether it is strong, and its markup.
    fn part(&self, inline: &Inline, place: Place) -> (bool, String) {
        match inline {
            Inline::Text(text) => (false, escape(text)),
            Inline::Strong(text) => (true, escape(text)),
            Inline::Code(text) => (false, code(text, place)),
            Inline::Link { text, url } => (false, link(text, url)),
            Inline::Field(field) if self.state == State::Draft && !clean::is_blank(&field.text) => {
                (false, format!("{}[^{}]", escape(&field.text), self.notes.sources.number(&field.source)))
            }
            Inline::Field(field) => (false, escape(&field.text)),
            Inline::Gap(gap) => (true, self.missing(gap)),
        }
    }
}

/// Plain text that begins a line.
pub fn text(plain: &str) -> String {
    finish(escape(plain), Place::Line)
}

fn finish(run: String, place: Place) -> String {
    let run = run.trim();
    if place != Place::Line {
        return run.to_owned();
    }
    // At the start of a line these would open a list or underline a heading.
    if run.starts_with(['-', '+', '=', ':']) {
        return format!("\\{run}");
    }
    let digits = run.bytes().take_while(u8::is_ascii_digit).count();
    match run.split_at_checked(digits) {
        Some((number, rest)) if digits > 0 && rest.starts_with(['.', ')']) => format!("{number}\\{rest}"),
        _ => run.to_owned(),
    }
}

fn escape(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    for c in clean::line(plain).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '$' | '!' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// A code span that no content can close.
fn code(plain: &str, place: Place) -> String {
    let mut plain = clean::line(plain);
    if clean::is_blank(&plain) {
        return String::new();
    }
    if place == Place::Cell {
        plain = plain.replace('|', "\\|");
    }
    let longest = plain.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 || plain.starts_with(' ') { " " } else { "" };
    format!("{fence}{pad}{plain}{pad}{fence}")
}

fn link(text: &str, url: &str) -> String {
    let shown = if clean::is_blank(text) { url } else { text };
    match address(url) {
        Some(address) => format!("[{}](<{}>)", escape(shown), address.replace('&', "&amp;")),
        None if shown == url => escape(shown),
        None => escape(&format!("{shown} ({url})")),
    }
}

/// Puts parts together so that the marks of strong type are taken as such.
fn join(parts: Vec<(bool, String)>) -> String {
    let mut merged: Vec<(bool, String)> = Vec::new();
    for (is_strong, text) in parts.into_iter().filter(|(_, text)| !text.is_empty()) {
        match merged.last_mut() {
            Some((was_strong, before)) if *was_strong == is_strong => before.push_str(&text),
            _ => merged.push((is_strong, text)),
        }
    }
    let mut out = String::new();
    let mut parts = merged.into_iter().peekable();
    while let Some((is_strong, text)) = parts.next() {
        let inner = text.trim();
        if !is_strong || inner.is_empty() {
            out.push_str(&text);
            continue;
        }
        let start = text.len() - text.trim_start().len();
        let end = text.trim_end().len();
        out.push_str(text.get(..start).unwrap_or_default());
        let next = if end < text.len() { Some(' ') } else { parts.peek().and_then(|(_, text)| text.chars().next()) };
        if is_marked(out.chars().next_back(), inner.chars().next()) && is_marked(next, inner.chars().next_back()) {
            out.extend(["**", inner, "**"]);
        } else {
            out.extend(["<strong>", inner, "</strong>"]);
        }
        out.push_str(text.get(end..).unwrap_or_default());
    }
    out
}

/// Whether two asterisks between these characters are taken as a mark.
fn is_marked(outer: Option<char>, inner: Option<char>) -> bool {
    inner.is_some_and(char::is_alphanumeric) || outer.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_text_stays_text() {
        assert_eq!(text("a|b"), "a\\|b");
        assert_eq!(text("<script>&copy;"), "&lt;script&gt;&amp;copy;");
        assert_eq!(text("![x](http://y)"), "\\!\\[x\\](http://y)");
        assert_eq!(text("x\n# no\n\n---"), "x \\# no  ---");
    }

    #[test]
    fn nothing_at_the_start_of_a_line_has_a_meaning() {
        assert_eq!(text("- x"), "\\- x");
        assert_eq!(text("1986. A year"), "1986\\. A year");
        assert_eq!(text("    code"), "code");
        assert_eq!(text("==="), "\\===");
        assert_eq!(text("1.5 kg"), "1\\.5 kg");
    }

    #[test]
    fn nothing_closes_a_code_span() {
        assert_eq!(code("a`b", Place::Line), "`` a`b ``");
        assert_eq!(code("a|b", Place::Cell), "`a\\|b`");
        assert_eq!(code("a|b", Place::Line), "`a|b`");
    }

    #[test]
    fn strong_type_is_marked_even_where_asterisks_would_not_do() {
        let part = |is_strong, text: &str| (is_strong, text.to_owned());
        assert_eq!(join(vec![part(false, "a "), part(true, "b"), part(false, " c")]), "a **b** c");
        assert_eq!(join(vec![part(false, "a"), part(true, " b "), part(false, "c")]), "a **b** c");
        assert_eq!(join(vec![part(false, "a"), part(true, "(b)"), part(false, "c")]), "a<strong>(b)</strong>c");
        assert_eq!(join(vec![part(true, "a"), part(true, "b")]), "**ab**");
    }

    #[test]
    fn only_safe_addresses_are_linked() {
        assert_eq!(link("Page", "https://example.org/?a=1&b=2"), "[Page](<https://example.org/?a=1&amp;b=2>)");
        assert_eq!(link("Page", "javascript:x"), "Page (javascript:x)");
        assert_eq!(link("", "https://example.org"), "[https://example.org](<https://example.org>)");
    }
}
