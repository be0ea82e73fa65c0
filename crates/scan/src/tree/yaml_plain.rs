//! The plain part of YAML that lockfiles are written in, read line by line.
//!
//! It gives up on whatever is unusual (anchors, tags, scalars over several lines, escapes) and leaves that to
//! `saphyr-parser`: what it accepts means the same there.

use std::borrow::Cow;

use super::{Budget, Key, Node, Value};

const DEPTH_MAX: usize = 64;

/// The documents of a stream, if all are plain throughout.
pub fn plain(text: &str) -> Option<Vec<Node<'_>>> {
    let mut reader = Reader { rest: text, number: 0, line: None, budget: Budget::new() };
    let mut documents = Vec::new();
    reader.advance()?;
    while let Some(line) = reader.line {
        if line.content == "---" {
            reader.advance()?;
            // An empty document between two marks is for the library.
            if reader.line.is_none_or(|next| next.content == "---") {
                return None;
            }
            continue;
        }
        documents.push(reader.block(line.indent, 0)?);
        if reader.line.is_some_and(|next| next.content != "---") {
            return None;
        }
    }
    Some(documents)
}

/// A line with something in it.
#[derive(Clone, Copy)]
struct Line<'a> {
    indent: usize,
    /// Without indentation, comment and line end.
    content: &'a str,
    number: u32,
}

struct Reader<'a> {
    rest: &'a str,
    number: u32,
    line: Option<Line<'a>>,
    budget: Budget,
}

impl<'a> Reader<'a> {
    /// Goes to the next line with something in it.
    fn advance(&mut self) -> Option<()> {
        self.line = None;
        while !self.rest.is_empty() {
            let end = memchr::memchr(b'\n', self.rest.as_bytes());
            let (line, rest) = match end {
                Some(end) => (&self.rest[..end], &self.rest[end + 1..]),
                None => (self.rest, ""),
            };
            self.rest = rest;
            self.number += 1;
            let line = line.trim_end_matches(['\r', ' ']);
            let content = line.trim_start_matches(' ');
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            // A tab, a directive, the end of a document or a mark with something behind it.
            let is_odd = memchr::memchr2(b'\t', b'\r', content.as_bytes()).is_some() || content.starts_with('%');
            if is_odd || content.starts_with("...") || (content.starts_with("---") && content != "---") {
                return None;
            }
            self.line = Some(Line { indent: line.len() - content.len(), content, number: self.number });
            return Some(());
        }
        Some(())
    }

    /// The list or table that begins in the current line.
    fn block(&mut self, indent: usize, level: usize) -> Option<Node<'a>> {
        let line = self.line?;
        if level > DEPTH_MAX || line.indent != indent {
            return None;
        }
        self.budget.take(line.number).ok()?;
        let value = if is_item(line.content) {
            Value::List(self.items(indent, level)?)
        } else {
            Value::Table(self.entries(indent, level)?)
        };
        Some(Node { line: line.number, value })
    }

    fn entries(&mut self, indent: usize, level: usize) -> Option<Vec<(Key<'a>, Node<'a>)>> {
        let mut entries = Vec::new();
        while let Some(line) = self.line.filter(|line| line.indent >= indent && line.content != "---") {
            if line.indent > indent || is_item(line.content) {
                return None;
            }
            let (key, rest) = key(line.content)?;
            if key == "<<" {
                return None;
            }
            let key = Key { line: line.number, text: key };
            let value = if rest.is_empty() {
                self.advance()?;
                match self.line {
                    Some(next) if next.indent > indent => self.block(next.indent, level + 1)?,
                    Some(next) if next.indent == indent && is_item(next.content) => self.block(indent, level + 1)?,
                    _ => self.leaf(line.number, Value::Null)?,
                }
            } else if matches!(rest, "|" | "|-") {
                let text = self.literal(indent, rest == "|")?;
                self.leaf(line.number + 1, Value::Text(text))?
            } else {
                let value = self.scalar(rest, line.number)?;
                self.advance()?;
                // What is deeper goes on with the scalar.
                if self.line.is_some_and(|next| next.indent > indent) {
                    return None;
                }
                value
            };
            entries.push((key, value));
        }
        Some(entries)
    }

    /// The lines of a literal block, which are deeper than its key.
    fn literal(&mut self, outer: usize, keep_end: bool) -> Option<Cow<'a, str>> {
        let mut text = String::new();
        let mut inner = None;
        loop {
            let end = memchr::memchr(b'\n', self.rest.as_bytes());
            let line = self.rest[..end.unwrap_or(self.rest.len())].trim_end_matches('\r');
            let indent = line.len() - line.trim_start_matches(' ').len();
            let is_blank = line.len() == indent;
            if self.rest.is_empty() || (!is_blank && indent <= outer) {
                break;
            }
            if !is_blank && indent < *inner.get_or_insert(indent) {
                return None;
            }
            // Blank lines before the first one are for the library.
            let from = inner?;
            text.push_str(line.get(from..).unwrap_or_default());
            text.push('\n');
            self.number += 1;
            self.rest = end.map_or("", |end| &self.rest[end + 1..]);
        }
        text.truncate(text.trim_end_matches('\n').len());
        if keep_end && !text.is_empty() {
            text.push('\n');
        }
        self.advance()?;
        inner.map(|_| Cow::Owned(text))
    }

    fn items(&mut self, indent: usize, level: usize) -> Option<Vec<Node<'a>>> {
        let mut items = Vec::new();
        while let Some(line) = self.line.filter(|line| line.indent == indent && is_item(line.content)) {
            let rest = line.content[1..].trim_start_matches(' ');
            let inner = indent + line.content.len() - rest.len();
            let item = if rest.is_empty() {
                self.advance()?;
                match self.line {
                    Some(next) if next.indent > indent => self.block(next.indent, level + 1)?,
                    _ => self.leaf(line.number, Value::Null)?,
                }
            } else if is_item(rest) {
                return None;
            } else if key(rest).is_some() {
                self.line = Some(Line { indent: inner, content: rest, number: line.number });
                self.block(inner, level + 1)?
            } else {
                let value = self.scalar(rest, line.number)?;
                self.advance()?;
                value
            };
            items.push(item);
            if self.line.is_some_and(|next| next.indent > indent) {
                return None;
            }
        }
        Some(items)
    }

    fn leaf(&mut self, line: u32, value: Value<'a>) -> Option<Node<'a>> {
        self.budget.take(line).ok()?;
        Some(Node { line, value })
    }

    /// A value that stands in one line.
    fn scalar(&mut self, text: &'a str, line: u32) -> Option<Node<'a>> {
        match text.as_bytes().first()? {
            b'{' | b'[' => {
                let mut flow = Flow { text, at: 0, line, budget: &mut self.budget };
                let node = flow.value(0)?;
                (comment_or_end(&text[flow.at..])).then_some(node)
            }
            b'\'' | b'"' => {
                let (value, rest) = quoted(text)?;
                if !comment_or_end(rest) {
                    return None;
                }
                self.leaf(line, Value::Text(value))
            }
            _ => {
                let text = text.split(" #").next().unwrap_or(text).trim_end_matches(' ');
                let value = bare(text)?;
                self.leaf(line, value)
            }
        }
    }
}

fn is_item(content: &str) -> bool {
    content == "-" || content.starts_with("- ")
}

/// Whether nothing but a comment follows.
fn comment_or_end(rest: &str) -> bool {
    rest.trim_start_matches(' ').is_empty() || rest.starts_with(" #")
}

/// A scalar without quotes.
fn bare(text: &str) -> Option<Value<'_>> {
    let first = text.chars().next()?;
    let is_sign = matches!(first, '-' | '?' | ':') && text[1..].starts_with([' ']) || text == "-" || text == "?";
    if is_sign || "&*!|>%@`'\"#{}[],".contains(first) || text.contains(": ") || text.ends_with(':') {
        return None;
    }
    Some(match text {
        "~" | "null" => Value::Null,
        text => Value::Text(Cow::Borrowed(text)),
    })
}

/// A key with its colon at the beginning of a text, and what follows it.
fn key(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let (key, rest) = if text.starts_with(['\'', '"']) {
        let (key, rest) = quoted(text)?;
        (key, rest.strip_prefix(':').filter(|rest| rest.is_empty() || rest.starts_with(' '))?)
    } else {
        let at = memchr::memchr_iter(b':', text.as_bytes())
            .find(|at| matches!(text.as_bytes().get(at + 1), None | Some(b' ')))?;
        let key = &text[..at];
        if key.ends_with(' ') || key.contains(" #") || !matches!(bare(key)?, Value::Text(_)) {
            return None;
        }
        (Cow::Borrowed(key), &text[at + 1..])
    };
    let rest = rest.trim_start_matches(' ');
    Some((key, if rest.starts_with('#') { "" } else { rest }))
}

/// What stands in quotes at the beginning, and what follows. Escapes in double quotes are for the library.
fn quoted(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let bytes = text.as_bytes();
    if bytes.first()? == &b'"' {
        let end = 1 + memchr::memchr2(b'"', b'\\', &bytes[1..])?;
        return (bytes[end] == b'"').then(|| (Cow::Borrowed(&text[1..end]), &text[end + 1..]));
    }
    let mut owned = String::new();
    let mut from = 1;
    loop {
        let end = from + memchr::memchr(b'\'', &bytes[from..])?;
        if bytes.get(end + 1) == Some(&b'\'') {
            owned.push_str(&text[from..=end]);
            from = end + 2;
            continue;
        }
        let last = &text[from..end];
        let value = if owned.is_empty() { Cow::Borrowed(last) } else { Cow::Owned(owned + last) };
        return Some((value, &text[end + 1..]));
    }
}

/// `{a: b, c: [d]}` in one line.
struct Flow<'r, 'a> {
    text: &'a str,
    at: usize,
    line: u32,
    budget: &'r mut Budget,
}

impl<'a> Flow<'_, 'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
    }

    fn value(&mut self, level: usize) -> Option<Node<'a>> {
        self.budget.take(self.line).ok()?;
        if level > DEPTH_MAX {
            return None;
        }
        let value = match self.peek()? {
            b'[' => {
                let mut items = Vec::new();
                self.each(b']', |flow| {
                    items.push(flow.value(level + 1)?);
                    Some(())
                })?;
                Value::List(items)
            }
            b'{' => {
                let mut entries = Vec::new();
                self.each(b'}', |flow| {
                    let text = flow.key()?;
                    let value = flow.value(level + 1)?;
                    entries.push((Key { line: flow.line, text }, value));
                    Some(())
                })?;
                Value::Table(entries)
            }
            b'\'' | b'"' => {
                let (value, rest) = quoted(&self.text[self.at..])?;
                self.at = self.text.len() - rest.len();
                Value::Text(value)
            }
            _ => bare(self.word()?)?,
        };
        Some(Node { line: self.line, value })
    }

    /// Reads each part up to the closing bracket.
    fn each(&mut self, end: u8, mut part: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        self.skip_space();
        if self.peek()? == end {
            self.at += 1;
            return Some(());
        }
        loop {
            part(self)?;
            self.skip_space();
            let byte = self.peek()?;
            self.at += 1;
            if byte == end {
                return Some(());
            }
            if byte != b',' {
                return None;
            }
            self.skip_space();
        }
    }

    /// A scalar without quotes, up to what divides or ends.
    fn word(&mut self) -> Option<&'a str> {
        let rest = &self.text[self.at..];
        let len = rest.find([',', ']', '}', '[', '{'])?;
        self.at += len;
        let word = rest[..len].trim_end_matches(' ');
        (!word.is_empty() && !word.contains(" #")).then_some(word)
    }

    fn key(&mut self) -> Option<Cow<'a, str>> {
        let rest = &self.text[self.at..];
        let (key, rest) = if rest.starts_with(['\'', '"']) {
            let (key, rest) = quoted(rest)?;
            (key, rest.strip_prefix(": ")?)
        } else {
            let (key, rest) = rest.split_once(": ")?;
            if key.contains([',', ']', '}', '[', '{', ' ']) || !matches!(bare(key)?, Value::Text(_)) {
                return None;
            }
            (Cow::Borrowed(key), rest)
        };
        self.at = self.text.len() - rest.len();
        self.skip_space();
        Some(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without_lines_of_nothing(mut node: Node) -> Node {
        match &mut node.value {
            Value::Null => node.line = 0,
            Value::List(items) => *items = std::mem::take(items).into_iter().map(without_lines_of_nothing).collect(),
            Value::Table(entries) => {
                let all = std::mem::take(entries).into_iter();
                *entries = all.map(|(key, node)| (key, without_lines_of_nothing(node))).collect();
            }
            _ => {}
        }
        node
    }

    #[test]
    fn what_is_plain_means_what_the_library_reads() {
        for text in [
            "a: 1.10\nb:\n  c: x y # z\n  'd ''e': \"f\"\n",
            "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      a:\n        specifier: ^1.0.0\n        version: 1.0.0(b@2)\n\npackages:\n\n  '@a/b@1.0.0':\n    resolution: {integrity: sha512-AA==, tarball: https://x/y.tgz}\n    engines: {node: '>=6 || <9', npm: ^1}\n    cpu: [x64, arm]\n    os: []\n    d: {}\n",
            "---\na: b\n---\r\nc:\r\n- d\r\n- e: f\r\n  g:\r\n    - h\r\n-\r\n  i: ~\r\n",
            "- a\n- b: null\n  c:\n- -1\n- x:y\n",
            "a:\nb: # c\n  - 1\n",
            "a: |-\n  b # c\n\n   d: e\n\nf:\n  g: |\n    h\n    - i\n  j: k\nl: |\n  m",
        ] {
            let plain = plain(text).unwrap_or_else(|| panic!("not plain: {text}"));
            let library = super::super::yaml::library(text).expect(text);
            let plain: Vec<Node> = plain.into_iter().map(without_lines_of_nothing).collect();
            let library: Vec<Node> = library.into_iter().map(without_lines_of_nothing).collect();
            assert_eq!(plain, library, "{text}");
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_library() {
        for text in [
            "a: &b c",
            "a: *b",
            "a: !t b",
            "a: |+\n  b",
            "a: |\n\n  b",
            "a: |",
            "a: |2\n  b",
            "a: >\n  b",
            "a: b\n  c",
            "\ta: b",
            "a:\tb",
            "a: b: c",
            "? a",
            "<<: {a: b}",
            "- - a",
            "a: \"\\n\"",
            "a: \"b",
            "a: {b",
            "a: {b: c} d",
            "a: [b,\n c]",
            "%YAML 1.2",
            "a: b\n...",
            "--- a",
            "a: @b",
            "a: 'b' c",
            "a\nb",
            "a: b\n c: d",
            "- a\n b",
            "a:\n  - b\n c: d",
            "text",
        ] {
            assert!(plain(text).is_none(), "{text}");
        }
    }
}
