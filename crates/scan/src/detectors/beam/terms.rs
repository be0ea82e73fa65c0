//! Erlang and Elixir terms as lockfiles write them: tuples, lists, maps, strings, atoms, binaries.

use std::borrow::Cow;

use crate::tree::{Fault, Key, Node, Value};

const DEPTH_MAX: usize = 32;

/// More terms than any lockfile has.
const TERMS_MAX: usize = 400_000;

/// Every term of a text. Tuples and lists are lists; `key: value` in a list is a table with one entry.
pub fn terms(text: &str) -> Result<Vec<Node<'_>>, Fault> {
    let mut parser = Parser { text, at: 0, line: 1, terms: 0 };
    let mut terms = Vec::new();
    loop {
        parser.skip();
        // A dot ends an Erlang term.
        while parser.take(".") {
            parser.skip();
        }
        if parser.rest().is_empty() {
            return Ok(terms);
        }
        terms.push(parser.term(0)?);
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    terms: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip(&mut self) {
        for c in self.rest().chars() {
            match c {
                '\n' => self.line += 1,
                c if c.is_whitespace() => {}
                _ => return,
            }
            self.at += c.len_utf8();
        }
    }

    fn take(&mut self, token: &str) -> bool {
        let is_next = self.rest().starts_with(token);
        if is_next {
            self.at += token.len();
        }
        is_next
    }

    fn fault<T>(&self, message: &str) -> Result<T, Fault> {
        Err(Fault { line: self.line, message: message.to_owned() })
    }

    fn term(&mut self, depth: usize) -> Result<Node<'a>, Fault> {
        if depth > DEPTH_MAX {
            return self.fault("nested too deep");
        }
        self.terms += 1;
        if self.terms > TERMS_MAX {
            return self.fault("more terms than any lockfile has");
        }
        self.skip();
        let line = self.line;
        let value = if self.take("%{") {
            return self.until("}", depth).map(|items| Node { line, value: map(items) });
        } else if self.take("{") {
            Value::List(self.until("}", depth)?)
        } else if self.take("[") {
            Value::List(self.until("]", depth)?)
        } else if self.take("<<") {
            let text = if self.take("\"") { self.string()? } else { Cow::Borrowed("") };
            match self.rest().find(">>") {
                // `<<"x"/utf8>>`
                Some(end) => self.at += end + 2,
                None => return self.fault("a binary without end"),
            }
            Value::Text(text)
        } else if self.take("\"") || self.take(":\"") {
            Value::Text(self.string()?)
        } else {
            let _ = self.take(":");
            let rest = self.rest();
            let len = rest
                .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '@' | '-' | '.' | '!' | '?')))
                .unwrap_or(rest.len());
            // The dot behind a last word ends the term.
            let word = rest.get(..len).unwrap_or_default().trim_end_matches('.');
            if word.is_empty() {
                return self.fault("a term was expected");
            }
            self.at += word.len();
            Value::Text(Cow::Borrowed(word))
        };
        Ok(Node { line, value })
    }

    /// The terms up to a bracket. A pair becomes a table with one entry.
    fn until(&mut self, end: &str, depth: usize) -> Result<Vec<Node<'a>>, Fault> {
        let mut items = Vec::new();
        loop {
            self.skip();
            if self.take(end) {
                return Ok(items);
            }
            if self.take(",") {
                continue;
            }
            if self.rest().is_empty() {
                return self.fault("a bracket without end");
            }
            let node = self.term(depth + 1)?;
            let is_pair = self.rest().starts_with(':') || {
                self.skip();
                self.rest().starts_with("=>")
            };
            if !is_pair {
                items.push(node);
                continue;
            }
            let _ = self.take("=>") || self.take(":");
            let value = self.term(depth + 1)?;
            if let Node { line, value: Value::Text(text) } = node {
                items.push(Node { line, value: Value::Table(vec![(Key { line, text }, value)]) });
            }
        }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        let rest = self.rest();
        let mut escaped = false;
        for (at, c) in rest.char_indices() {
            match c {
                '\n' => self.line += 1,
                '\\' if !escaped => {
                    escaped = true;
                    continue;
                }
                '"' if !escaped => {
                    self.at += at + 1;
                    let text = rest.get(..at).unwrap_or_default();
                    // A name or a version has no escapes; others are of no interest.
                    return Ok(Cow::Borrowed(text));
                }
                _ => {}
            }
            escaped = false;
        }
        self.fault("a string without end")
    }
}

fn map(items: Vec<Node<'_>>) -> Value<'_> {
    let entries = items.into_iter().filter_map(|item| match item.value {
        Value::Table(mut entries) if entries.len() == 1 => entries.pop(),
        _ => None,
    });
    Value::Table(entries.collect())
}

#[test]
fn terms_of_both_languages_are_read() {
    let nodes = terms("%{\n  \"a\": {:hex, :b, \"1.0\", [x: true, y: [:z]]},\n  c => d}").expect("sound");
    let map = &nodes[0];
    let entry = map.get("a").expect("there");
    assert_eq!(entry.items()[2].as_str(), Some("1.0"));
    assert_eq!(entry.items()[3].items()[0].text("x"), Some("true"));
    assert_eq!(map.entries().map(|(key, _)| key.line).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(map.text("c"), Some("d"));
    let nodes = terms("{\"1.2.0\",\n[{<<\"a\">>,{pkg,<<\"b\"/utf8>>,<<\"1\">>},0}]}.\n[].\n").expect("sound");
    assert_eq!(nodes.len(), 2);
    assert_eq!(nodes[0].items()[1].items()[0].items()[1].items()[1].as_str(), Some("b"));
    for text in ["%{", "{\"", "[}", "<<\"a\"", &"[".repeat(1000)] {
        assert!(terms(text).is_err(), "{text}");
    }
}
