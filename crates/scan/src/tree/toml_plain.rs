//! The plain part of TOML that lockfiles are written in, read in one pass.
//!
//! It gives up on whatever is unusual (multi-line strings, dates, dotted keys, tables that are opened twice) and
//! leaves that to the `toml` crate: what it accepts means the same there.

use std::borrow::Cow;

use super::{Budget, Key, Node, Value};

/// Looking for a table among more keys than this would take longer than the library.
const KEYS_MAX: usize = 64;

/// The document, if it is plain throughout.
pub fn plain(text: &str) -> Option<Node<'_>> {
    let mut reader = Reader { text, at: 0, line: 1, budget: Budget::new() };
    let mut root: Vec<(Key, Node)> = Vec::new();
    // The keys of the table that is open; empty: the root itself.
    let mut path: Vec<Cow<str>> = Vec::new();
    loop {
        reader.skip_blank();
        let Some(byte) = reader.peek() else { break };
        if byte == b'[' {
            path = reader.header(&mut root)?;
        } else {
            let key = reader.key()?;
            reader.expect(b'=')?;
            let value = reader.value(0)?;
            reader.end_of_line()?;
            let table = open(&mut root, &path)?;
            // Two of one name are for the library to judge; the last two show most mistakes of hand.
            if table.last().is_some_and(|(last, _)| last.text == key.text) {
                return None;
            }
            table.push((key, value));
        }
    }
    Some(Node { line: 1, value: Value::Table(root) })
}

/// The entries of the table at the end of a path; of a list of tables the last.
fn open<'r, 'a>(
    root: &'r mut Vec<(Key<'a>, Node<'a>)>,
    path: &[Cow<'a, str>],
) -> Option<&'r mut Vec<(Key<'a>, Node<'a>)>> {
    let mut table = root;
    for part in path {
        if table.len() > KEYS_MAX {
            return None;
        }
        let (_, node) = table.iter_mut().rev().find(|(key, _)| key.text == *part)?;
        table = entries(node)?;
    }
    Some(table)
}

fn entries<'r, 'a>(node: &'r mut Node<'a>) -> Option<&'r mut Vec<(Key<'a>, Node<'a>)>> {
    match &mut node.value {
        Value::Table(entries) => Some(entries),
        Value::List(items) => match &mut items.last_mut()?.value {
            Value::Table(entries) => Some(entries),
            _ => None,
        },
        _ => None,
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    budget: Budget,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    /// Space, line ends and comments.
    fn skip_blank(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r') => self.at += 1,
                Some(b'\n') => {
                    self.at += 1;
                    self.line += 1;
                }
                Some(b'#') => {
                    let rest = &self.text.as_bytes()[self.at..];
                    self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                }
                _ => return,
            }
        }
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        self.skip_space();
        (self.peek()? == byte).then(|| self.at += 1)?;
        self.skip_space();
        Some(())
    }

    /// Nothing but a comment follows on the line.
    fn end_of_line(&mut self) -> Option<()> {
        self.skip_space();
        match self.peek() {
            None | Some(b'\n' | b'#') => Some(()),
            Some(b'\r') if self.text.as_bytes().get(self.at + 1) == Some(&b'\n') => Some(()),
            _ => None,
        }
    }

    /// One key; a dotted one is not plain.
    fn key(&mut self) -> Option<Key<'a>> {
        let line = self.line;
        let text = match self.peek()? {
            b'"' => self.string()?,
            _ => Cow::Borrowed(self.word()?),
        };
        self.skip_space();
        (self.peek() != Some(b'.')).then_some(Key { line, text })
    }

    fn word(&mut self) -> Option<&'a str> {
        let rest = &self.text[self.at..];
        let len = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count();
        self.at += len;
        (len > 0).then(|| &rest[..len])
    }

    /// `[a.b]` or `[[a.b]]`: opens the table and gives its path.
    fn header(&mut self, root: &mut Vec<(Key<'a>, Node<'a>)>) -> Option<Vec<Cow<'a, str>>> {
        let line = self.line;
        self.at += 1;
        let is_list = self.peek()? == b'[';
        self.at += usize::from(is_list);
        let mut path = Vec::new();
        loop {
            self.skip_space();
            path.push(if self.peek()? == b'"' { self.string()? } else { Cow::Borrowed(self.word()?) });
            self.skip_space();
            match self.peek()? {
                b'.' => self.at += 1,
                b']' => break,
                _ => return None,
            }
        }
        self.at += 1;
        if is_list {
            (self.peek()? == b']').then(|| self.at += 1)?;
        }
        self.end_of_line()?;
        self.budget.take(line).ok()?;
        let (last, above) = path.split_last()?;
        let table = open(root, above)?;
        if table.len() > KEYS_MAX {
            return None;
        }
        let fresh = Node { line, value: Value::Table(Vec::new()) };
        match table.iter_mut().rev().find(|(key, _)| key.text == *last) {
            Some((_, node)) => match &mut node.value {
                Value::List(items) if is_list => items.push(fresh),
                _ => return None,
            },
            None => {
                let value = if is_list { Value::List(vec![fresh]) } else { fresh.value };
                table.push((Key { line, text: last.clone() }, Node { line, value }));
            }
        }
        Some(path)
    }

    fn value(&mut self, level: usize) -> Option<Node<'a>> {
        if level > 16 {
            return None;
        }
        let line = self.line;
        self.budget.take(line).ok()?;
        let value = match self.peek()? {
            b'"' => Value::Text(self.string()?),
            b'[' => self.list(level)?,
            b'{' => self.inline(level)?,
            b't' | b'f' | b'0'..=b'9' => match self.word()? {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                // A date, a fraction or a number in another base is for the library.
                number
                    if number.len() < 10
                        && number.bytes().all(|byte| byte.is_ascii_digit())
                        && !(number.len() > 1 && number.starts_with('0')) =>
                {
                    Value::Number(Cow::Borrowed(number))
                }
                _ => return None,
            },
            _ => return None,
        };
        if matches!(self.peek(), Some(b'.' | b':' | b'_')) {
            return None;
        }
        Some(Node { line, value })
    }

    fn list(&mut self, level: usize) -> Option<Value<'a>> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_blank();
            if self.peek()? == b']' {
                self.at += 1;
                return Some(Value::List(items));
            }
            items.push(self.value(level + 1)?);
            self.skip_blank();
            match self.peek()? {
                b',' => self.at += 1,
                b']' => {}
                _ => return None,
            }
        }
    }

    fn inline(&mut self, level: usize) -> Option<Value<'a>> {
        self.at += 1;
        let mut entries: Vec<(Key, Node)> = Vec::new();
        self.skip_space();
        if self.peek()? == b'}' {
            self.at += 1;
            return Some(Value::Table(entries));
        }
        loop {
            self.skip_space();
            let key = self.key()?;
            self.expect(b'=')?;
            if entries.len() > KEYS_MAX || entries.iter().any(|(known, _)| known.text == key.text) {
                return None;
            }
            entries.push((key, self.value(level + 1)?));
            self.skip_space();
            match self.peek()? {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return Some(Value::Table(entries));
                }
                _ => return None,
            }
        }
    }

    /// A basic string of one line without escapes but `\"` and `\\`.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.at += 1;
        let bytes = self.text.as_bytes();
        let mut owned = String::new();
        let mut from = self.at;
        loop {
            self.at += memchr::memchr3(b'"', b'\\', b'\n', &bytes[self.at..])?;
            match bytes[self.at] {
                b'"' => {
                    let rest = &self.text[from..self.at];
                    let is_empty = from == self.at && owned.is_empty();
                    self.at += 1;
                    // Three quotes begin a string of several lines; control characters are a mistake.
                    // All bytes at once: a lockfile has a hundred thousand strings.
                    let is_control = |found: bool, byte: u8| found | (byte < b' ' && byte != b'\t');
                    if (is_empty && self.peek() == Some(b'"')) || rest.bytes().fold(false, is_control) {
                        return None;
                    }
                    if owned.is_empty() {
                        return Some(Cow::Borrowed(rest));
                    }
                    owned.push_str(rest);
                    return Some(Cow::Owned(owned));
                }
                b'\\' if matches!(bytes.get(self.at + 1), Some(b'"' | b'\\')) => {
                    owned.push_str(&self.text[from..self.at]);
                    owned.push(char::from(bytes[self.at + 1]));
                    self.at += 2;
                    from = self.at;
                }
                _ => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn agrees(text: &str) {
        let plain = plain(text).unwrap_or_else(|| panic!("not plain: {text}"));
        assert_eq!(sorted(plain), sorted(super::super::toml::library(text).expect(text)), "{text}");
    }

    /// The library puts the keys of a table in another order.
    fn sorted(mut node: Node) -> Node {
        match &mut node.value {
            Value::Table(entries) => {
                let mut all: Vec<_> =
                    std::mem::take(entries).into_iter().map(|(key, node)| (key, sorted(node))).collect();
                all.sort_by(|(a, _), (b, _)| a.text.cmp(&b.text));
                // Where a table begins is told by its header here, by its first key there.
                all.iter_mut().for_each(|(key, node)| (key.line, node.line) = (0, 0));
                *entries = all;
            }
            Value::List(items) => {
                *items = std::mem::take(items).into_iter().map(sorted).map(|node| Node { line: 0, ..node }).collect();
            }
            _ => {}
        }
        Node { line: 0, ..node }
    }

    #[test]
    fn what_is_plain_means_what_the_library_reads() {
        for text in [
            "",
            "# c\nversion = 4\n\n[[package]]\nname = \"a\"\ndependencies = [\n \"b 1\", # x\n \"c\",\n]\n\n[[package]]\nname = \"b\"\r\n",
            "[[package]]\nname = \"a\"\nsource = { registry = \"https://x\", n = 1 }\nsdist = {}\n[package.metadata]\na = [{ b = true }]\n[[package.x]]\ny = []\n[other]\nz = false\n",
            "\"a b\" = \"q \\\" \\\\ ü\"\n[d]\ne = 0\n",
        ] {
            agrees(text);
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_library() {
        for text in [
            "a.b = 1",
            "a = 1.5",
            "a = 1979-05-27",
            "a = 12:00:00",
            "a = '''x'''",
            "a = \"\"\"x\"\"\"",
            "a = 'x'",
            "a = 0x1f",
            "a = \"\\u00e9\"",
            "a = 1\na = 2",
            "[a]\n[a]",
            "a = [1 2]",
            "a = 1 b = 2",
            "a",
            "[a",
            "a = \"x",
            "a = -1",
            "a = 01",
            "a = 1_0",
        ] {
            assert!(plain(text).is_none(), "{text}");
        }
    }
}
