//! JSON, and JSON with comments and trailing commas.

use std::borrow::Cow;

use super::{Budget, Fault, Key, Node, Value, depth};

/// Parses strict JSON (RFC 8259). A byte-order mark is passed over.
pub fn json(text: &str) -> Result<Node<'_>, Fault> {
    document(text, false)
}

/// Parses JSON as editors and some package managers write it: with comments and trailing commas.
pub fn jsonc(text: &str) -> Result<Node<'_>, Fault> {
    document(text, true)
}

fn document(text: &str, lenient: bool) -> Result<Node<'_>, Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut parser = Parser { text, at: 0, line: 1, lenient, budget: Budget::new() };
    parser.skip_space()?;
    let node = parser.value(0)?;
    parser.skip_space()?;
    if parser.at < text.len() { parser.fault("something follows the document") } else { Ok(node) }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    lenient: bool,
    budget: Budget,
}

impl<'a> Parser<'a> {
    fn fault<T>(&self, message: &str) -> Result<T, Fault> {
        Err(Fault { line: self.line, message: message.to_owned() })
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) -> Result<(), Fault> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r') => self.at += 1,
                Some(b'\n') => {
                    self.at += 1;
                    self.line += 1;
                }
                Some(b'/') if self.lenient => self.skip_comment()?,
                _ => return Ok(()),
            }
        }
    }

    fn skip_comment(&mut self) -> Result<(), Fault> {
        let rest = &self.text[self.at..];
        let len = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            match rest.find("*/") {
                Some(end) => end + 2,
                None => return self.fault("a comment without end"),
            }
        } else {
            return self.fault("unexpected `/`");
        };
        let newlines = memchr::memchr_iter(b'\n', &rest.as_bytes()[..len]).count();
        self.line += u32::try_from(newlines).unwrap_or(0);
        self.at += len;
        Ok(())
    }

    fn value(&mut self, level: usize) -> Result<Node<'a>, Fault> {
        depth(level, self.line)?;
        self.budget.take(self.line)?;
        let line = self.line;
        let value = match self.peek() {
            Some(b'{') => self.table(level)?,
            Some(b'[') => self.list(level)?,
            Some(b'"') => Value::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b't') => self.word("true", Value::Bool(true))?,
            Some(b'f') => self.word("false", Value::Bool(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            Some(_) => return self.fault("unexpected character"),
            None => return self.fault("the text ends too early"),
        };
        Ok(Node { line, value })
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Result<Value<'a>, Fault> {
        if !self.text[self.at..].starts_with(word) {
            return self.fault("unexpected word");
        }
        self.at += word.len();
        Ok(value)
    }

    fn number(&mut self) -> Result<Value<'a>, Fault> {
        let rest = &self.text[self.at..];
        let len = rest.find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')).unwrap_or(rest.len());
        let number = &rest[..len];
        if number.parse::<f64>().is_err() {
            return self.fault("a broken number");
        }
        self.at += len;
        Ok(Value::Number(Cow::Borrowed(number)))
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        self.at += 1;
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut owned: Option<String> = None;
        let mut from = start;
        loop {
            let Some(len) = memchr::memchr3(b'"', b'\\', b'\n', &bytes[self.at..]) else {
                return self.fault("a string without end");
            };
            self.at += len;
            match bytes[self.at] {
                b'"' => {
                    let rest = &self.text[from..self.at];
                    self.at += 1;
                    return Ok(match owned {
                        Some(mut owned) => {
                            owned.push_str(rest);
                            Cow::Owned(owned)
                        }
                        None => Cow::Borrowed(rest),
                    });
                }
                b'\n' => return self.fault("a string over the end of its line"),
                _ => {
                    let owned = owned.get_or_insert_with(String::new);
                    owned.push_str(&self.text[from..self.at]);
                    let escaped = Self::escape(self.text, &mut self.at);
                    match escaped {
                        Some(c) => owned.push(c),
                        None => return self.fault("a broken escape"),
                    }
                    from = self.at;
                }
            }
        }
    }

    /// Reads the escape at `at`, which points at the backslash, and moves behind it.
    fn escape(text: &str, at: &mut usize) -> Option<char> {
        let bytes = text.as_bytes();
        let kind = *bytes.get(*at + 1)?;
        *at += 2;
        Some(match kind {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let unit = hex4(text, at)?;
                if (0xd800..0xdc00).contains(&unit) && bytes.get(*at..*at + 2) == Some(b"\\u") {
                    let mut ahead = *at + 2;
                    if let Some(low) = hex4(text, &mut ahead).filter(|low| (0xdc00..0xe000).contains(low)) {
                        *at = ahead;
                        return char::from_u32(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00));
                    }
                }
                // Half of a pair is no character; the rest of the text is still good.
                char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => return None,
        })
    }

    fn list(&mut self, level: usize) -> Result<Value<'a>, Fault> {
        self.at += 1;
        let mut items = Vec::new();
        self.skip_space()?;
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value(level + 1)?);
            if self.after_value(b']')? {
                return Ok(Value::List(items));
            }
        }
    }

    fn table(&mut self, level: usize) -> Result<Value<'a>, Fault> {
        self.at += 1;
        let mut entries = Vec::new();
        self.skip_space()?;
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Table(entries));
        }
        loop {
            if self.peek() != Some(b'"') {
                return self.fault("a key was expected");
            }
            let line = self.line;
            let key = Key { line, text: self.string()? };
            self.skip_space()?;
            if self.peek() != Some(b':') {
                return self.fault("`:` was expected");
            }
            self.at += 1;
            self.skip_space()?;
            entries.push((key, self.value(level + 1)?));
            if self.after_value(b'}')? {
                return Ok(Value::Table(entries));
            }
        }
    }

    /// Whether the list or table ends here; else the next value begins.
    fn after_value(&mut self, end: u8) -> Result<bool, Fault> {
        self.skip_space()?;
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                self.skip_space()?;
                if self.lenient && self.peek() == Some(end) {
                    self.at += 1;
                    return Ok(true);
                }
                Ok(false)
            }
            Some(byte) if byte == end => {
                self.at += 1;
                Ok(true)
            }
            Some(_) => self.fault("`,` was expected"),
            None => self.fault("the text ends too early"),
        }
    }
}

fn hex4(text: &str, at: &mut usize) -> Option<u32> {
    let unit = u32::from_str_radix(text.get(*at..*at + 4)?, 16).ok()?;
    *at += 4;
    Some(unit)
}
