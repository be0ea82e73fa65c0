//! Where a source file holds texts and comments.
//!
//! Good enough to tell code from what is said about it; not a parser. A short text ends at the end of its line at the
//! latest, so that a quote it misunderstands costs no more than that line.

use std::ops::Range;

use memchr::memmem;

use crate::language::Language;

mod style;

use style::{Backtick, Single, Style, style};

/// A comment or a text, in the order of the file. They do not overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub is_comment: bool,
    /// With the quotes or the marks of the comment.
    pub range: Range<usize>,
    /// Without them.
    pub inner: Range<usize>,
    /// A text that may go over several lines: three quotes, back quotes, raw.
    pub is_long: bool,
}

/// The comments and texts of a file.
pub fn pieces(language: Language, bytes: &[u8]) -> Vec<Piece> {
    let mut lexer = Lexer { language, style: style(language), bytes, at: 0, holes: Vec::new(), pieces: Vec::new() };
    lexer.run();
    lexer.pieces
}

struct Lexer<'b> {
    language: Language,
    style: Style,
    bytes: &'b [u8],
    at: usize,
    /// For each hole of a template that is open, how many braces are open in it.
    holes: Vec<usize>,
    pieces: Vec<Piece>,
}

/// The bytes that may begin a text or a comment, or open and close a hole.
const MAY_BEGIN: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b"#/\"'`{}";
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// Deeper templates are read as plain text.
const HOLES_MAX: usize = 32;

impl Lexer<'_> {
    fn run(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'#' if self.style.hash => self.hash(),
                b'/' if self.style.slash => self.slash(),
                b'"' => self.double(),
                b'\'' => self.single(),
                b'`' => self.backtick(),
                b'{' if !self.holes.is_empty() => {
                    if let Some(open) = self.holes.last_mut() {
                        *open += 1;
                    }
                    self.at += 1;
                }
                b'}' if !self.holes.is_empty() => self.close_brace(),
                // Most of a file is neither quote nor comment.
                _ => {
                    let rest = self.bytes.get(self.at..).unwrap_or_default();
                    self.at += rest.iter().position(|byte| MAY_BEGIN[usize::from(*byte)]).unwrap_or(rest.len()).max(1);
                }
            }
        }
    }

    fn rest(&self) -> &[u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> u8 {
        self.at.checked_sub(1).and_then(|at| self.bytes.get(at)).copied().unwrap_or(b'\n')
    }

    fn push(&mut self, is_comment: bool, len: usize, marks: (usize, usize), is_long: bool) {
        let end = (self.at + len).min(self.bytes.len());
        let inner_start = (self.at + marks.0).min(end);
        let inner = inner_start..end.saturating_sub(marks.1).max(inner_start);
        self.pieces.push(Piece { is_comment, range: self.at..end, inner, is_long });
        self.at = end;
    }

    fn rest_of_line(&self) -> usize {
        memchr::memchr(b'\n', self.rest()).unwrap_or(self.rest().len())
    }

    fn hash(&mut self) {
        let begins = !self.style.hash_after_space || self.before().is_ascii_whitespace() || self.at == 0;
        // `#[…]` is an attribute in PHP, `#{…}` a hole in a text of Ruby that was misunderstood.
        let is_attribute = self.language == Language::Php && self.rest().starts_with(b"#[");
        if !begins || is_attribute {
            self.at += 1;
        } else if self.language == Language::Julia && self.rest().starts_with(b"#=") {
            self.until(b"=#", 2, true);
        } else {
            let len = self.rest_of_line();
            self.push(true, len, (1, 0), false);
        }
    }

    /// A piece that goes on to `end`, or to the end of the file.
    fn until(&mut self, end: &[u8], marks: usize, is_comment: bool) {
        let rest = self.rest();
        let inside = rest.get(marks..).unwrap_or_default();
        let (len, closing) =
            memmem::find(inside, end).map_or((rest.len(), 0), |len| (marks + len + end.len(), end.len()));
        self.push(is_comment, len, (marks, closing), true);
    }

    fn slash(&mut self) {
        let rest = self.rest();
        if rest.starts_with(b"//") {
            let len = self.rest_of_line();
            self.push(true, len, (2, 0), false);
        } else if rest.starts_with(b"/*") {
            self.until(b"*/", 2, true);
        } else if self.language == Language::JavaScript && self.begins_a_pattern() {
            self.at += pattern_len(self.rest());
        } else {
            self.at += 1;
        }
    }

    /// Whether a slash begins a regular expression: where a value is expected it divides nothing.
    fn begins_a_pattern(&self) -> bool {
        let before = self.bytes.get(..self.at).unwrap_or_default().trim_ascii_end();
        match before.last() {
            None => true,
            Some(b'(' | b',' | b'=' | b':' | b'[' | b'!' | b'&' | b'|' | b'?' | b'{' | b'}' | b';' | b'~') => true,
            Some(_) => before.ends_with(b"return") || before.ends_with(b"typeof") || before.ends_with(b"case"),
        }
    }

    fn double(&mut self) {
        let rest = self.rest();
        if self.style.triple && rest.starts_with(b"\"\"\"") {
            return self.until(b"\"\"\"", 3, false);
        }
        let word = self.prefix();
        match self.language {
            // r"…", r#"…"#, br##"…"##.
            Language::Rust if matches!(word.trim_ascii_end().last(), Some(b'#' | b'r')) && is_raw(word) => {
                let marks = word.iter().filter(|byte| **byte == b'#').count();
                let end: Vec<u8> = [b'"'].into_iter().chain(std::iter::repeat_n(b'#', marks)).collect();
                self.until(&end, 1, false);
            }
            // R"name(…)name".
            Language::C if word.ends_with(b"R") => {
                let name: Vec<u8> = rest.iter().skip(1).take(17).take_while(|byte| **byte != b'(').copied().collect();
                if name.len() > 16 {
                    return self.short(b'"', true);
                }
                let end: Vec<u8> = [b")".as_slice(), &name, b"\""].concat();
                let marks = 2 + name.len();
                self.until(&end, marks, false);
            }
            // @"…" and $@"…" go over lines and know no escapes.
            Language::CSharp if word.ends_with(b"@") || word.ends_with(b"@$") => self.verbatim(),
            _ => self.short(b'"', true),
        }
    }

    /// What stands right before a quote and belongs to it.
    fn prefix(&self) -> &[u8] {
        let before = self.bytes.get(self.at.saturating_sub(12)..self.at).unwrap_or_default();
        let is_prefix = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'#' | b'@' | b'$' | b'_');
        let len = before.iter().rev().take_while(|byte| is_prefix(byte)).count();
        &before[before.len() - len..]
    }

    fn verbatim(&mut self) {
        let mut len = 1;
        let rest = self.rest();
        while let Some(at) = memchr::memchr(b'"', rest.get(len..).unwrap_or_default()) {
            len += at + 1;
            if rest.get(len) != Some(&b'"') {
                return self.push(false, len, (1, 1), true);
            }
            len += 1;
        }
        let len = rest.len();
        self.push(false, len, (1, 0), true);
    }

    fn single(&mut self) {
        match self.style.single {
            Single::Text if self.style.triple_single && self.rest().starts_with(b"'''") => self.until(b"'''", 3, false),
            Single::Text => self.short(b'\'', true),
            Single::Character => {
                self.at += match self.rest() {
                    [_, b'\\', _, b'\'', ..] => 4,
                    [_, _, b'\'', ..] => 3,
                    _ => 1,
                };
            }
            Single::Nothing => self.at += 1,
        }
    }

    fn short(&mut self, quote: u8, escapes: bool) {
        let len = short_len(self.rest(), quote, escapes);
        let is_closed = len > 1 && self.rest().get(len - 1) == Some(&quote);
        self.push(false, len, (1, usize::from(is_closed)), false);
    }

    fn backtick(&mut self) {
        match self.style.backtick {
            Backtick::Nothing => self.at += 1,
            Backtick::Raw => self.until(b"`", 1, false),
            Backtick::Template => self.template(1),
        }
    }

    /// A template from here to its end or to its next hole. `marks`: what opens it here.
    fn template(&mut self, marks: usize) {
        let rest = self.rest();
        let mut len = marks;
        while let Some(byte) = rest.get(len) {
            match byte {
                b'\\' => len += 1,
                b'`' => return self.push(false, len + 1, (marks, 1), true),
                b'$' if rest.get(len + 1) == Some(&b'{') && self.holes.len() < HOLES_MAX => {
                    self.push(false, len + 2, (marks, 2), true);
                    return self.holes.push(0);
                }
                _ => {}
            }
            len += 1;
        }
        let len = rest.len();
        self.push(false, len, (marks, 0), true);
    }

    fn close_brace(&mut self) {
        match self.holes.last_mut() {
            Some(0) => {
                self.holes.pop();
                // The template goes on behind its hole.
                self.template(1);
            }
            Some(open) => {
                *open -= 1;
                self.at += 1;
            }
            None => self.at += 1,
        }
    }
}

/// Whether a prefix of a text in Rust makes it raw: `r`, `br`, with any number of `#`.
fn is_raw(prefix: &[u8]) -> bool {
    let letters = prefix.iter().position(|byte| *byte == b'#').unwrap_or(prefix.len());
    matches!(prefix.get(..letters), Some(b"r" | b"br" | b"cr"))
}

/// How long a short text is that begins here, with its quotes.
fn short_len(rest: &[u8], quote: u8, escapes: bool) -> usize {
    let mut at = 1;
    while let Some(found) = rest.get(at..).and_then(|rest| memchr::memchr3(b'\\', b'\n', quote, rest)) {
        at += found;
        match rest.get(at) {
            Some(b'\n') => return at,
            Some(byte) if *byte == quote => return at + 1,
            // What follows the backslash does not end the text, but the line does.
            _ => at += if escapes && rest.get(at + 1) != Some(&b'\n') { 2 } else { 1 },
        }
    }
    rest.len()
}

/// How long a regular expression is that begins here; one that does not end in its line is none.
fn pattern_len(rest: &[u8]) -> usize {
    let mut at = 1;
    let mut in_class = false;
    while let Some(byte) = rest.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' => return 1,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'/' if !in_class => return at + 1,
            _ => {}
        }
        at += 1;
    }
    1
}

#[cfg(test)]
mod tests;
