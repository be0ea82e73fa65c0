//! YAML, from the events of `saphyr-parser`.

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};

use super::yaml_plain::plain;
use super::{Budget, Fault, Key, Node, Value, depth};

/// Parses the first document; an empty text is null.
pub fn yaml(text: &str) -> Result<Node<'_>, Fault> {
    let mut documents = yaml_documents(text)?;
    if documents.is_empty() {
        return Ok(Node { line: 1, value: Value::Null });
    }
    Ok(documents.swap_remove(0))
}

/// Parses every document of a stream. Every scalar is text as written; an empty one or `null` is null.
pub fn yaml_documents(text: &str) -> Result<Vec<Node<'_>>, Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    plain(text).map_or_else(|| library(text), Ok)
}

/// All of YAML.
pub(super) fn library(text: &str) -> Result<Vec<Node<'_>>, Fault> {
    documents(text).or_else(|fault| {
        // A closing bracket under the key it belongs to is against the letter, and most parsers read it.
        if fault.message != "invalid indentation" {
            return Err(fault);
        }
        let indented = with_brackets_indented(text);
        let documents = documents(&indented).map_err(|_| fault)?;
        Ok(documents.into_iter().map(owned).collect())
    })
}

fn with_brackets_indented(text: &str) -> String {
    let mut indented = String::with_capacity(text.len() + 64);
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with([']', '}']) {
            indented.push_str("  ");
        }
        indented.push_str(line);
    }
    indented
}

/// The same, independent of the text it was read from.
fn owned(node: Node<'_>) -> Node<'static> {
    let text = |text: Cow<'_, str>| -> Cow<'static, str> { Cow::Owned(text.into_owned()) };
    let value = match node.value {
        Value::Null => Value::Null,
        Value::Bool(value) => Value::Bool(value),
        Value::Number(number) => Value::Number(text(number)),
        Value::Text(value) => Value::Text(text(value)),
        Value::List(items) => Value::List(items.into_iter().map(owned).collect()),
        Value::Table(entries) => {
            let entry =
                |(key, value): (Key<'_>, Node<'_>)| (Key { line: key.line, text: text(key.text) }, owned(value));
            Value::Table(entries.into_iter().map(entry).collect())
        }
    };
    Node { line: node.line, value }
}

fn documents(text: &str) -> Result<Vec<Node<'_>>, Fault> {
    let mut builder =
        Builder { parser: Parser::new_from_str(text), anchors: HashMap::new(), budget: Budget::new(), line: 1 };
    let mut documents = Vec::new();
    loop {
        match builder.next()? {
            Event::StreamEnd | Event::Nothing => return Ok(documents),
            Event::StreamStart | Event::DocumentEnd => {}
            Event::DocumentStart(_) => {
                builder.anchors.clear();
                let event = builder.next()?;
                documents.push(builder.node(event, 0)?);
            }
            _ => return Err(Fault { line: builder.line, message: "a document was expected".to_owned() }),
        }
    }
}

struct Builder<'a> {
    parser: Parser<'a, StrInput<'a>>,
    anchors: HashMap<usize, Node<'a>>,
    budget: Budget,
    line: u32,
}

impl<'a> Builder<'a> {
    fn next(&mut self) -> Result<Event<'a>, Fault> {
        match self.parser.next_event() {
            None => Ok(Event::StreamEnd),
            Some(Ok((event, span))) => {
                self.line = u32::try_from(span.start.line()).unwrap_or(u32::MAX);
                Ok(event)
            }
            Some(Err(error)) => Err(Fault {
                line: u32::try_from(error.marker().line()).unwrap_or(u32::MAX),
                message: error.info().to_owned(),
            }),
        }
    }

    fn node(&mut self, event: Event<'a>, level: usize) -> Result<Node<'a>, Fault> {
        let line = self.line;
        depth(level, line)?;
        self.budget.take(line)?;
        let (anchor, value) = match event {
            Event::Alias(anchor) => {
                let Some(node) = self.anchors.get(&anchor).cloned() else {
                    return Err(Fault { line, message: "an alias without its anchor".to_owned() });
                };
                self.charge(&node)?;
                return Ok(node);
            }
            Event::Scalar(text, style, anchor, _) => (anchor, scalar(text, style)),
            Event::SequenceStart(anchor, _) => {
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        Event::SequenceEnd => break,
                        Event::StreamEnd => return Err(Fault { line, message: "a list without end".to_owned() }),
                        event => items.push(self.node(event, level + 1)?),
                    }
                }
                (anchor, Value::List(items))
            }
            Event::MappingStart(anchor, _) => (anchor, self.table(level)?),
            _ => return Err(Fault { line, message: "a value was expected".to_owned() }),
        };
        let node = Node { line, value };
        if anchor > 0 {
            self.charge(&node)?;
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn table(&mut self, level: usize) -> Result<Value<'a>, Fault> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let mut merged = Vec::new();
        loop {
            let event = self.next()?;
            if matches!(event, Event::MappingEnd) {
                break;
            }
            if matches!(event, Event::StreamEnd) {
                return Err(Fault { line: self.line, message: "a table without end".to_owned() });
            }
            let key = self.node(event, level + 1)?;
            let event = self.next()?;
            let value = self.node(event, level + 1)?;
            let text = match key.value {
                Value::Text(text) => text,
                Value::Null => Cow::Borrowed("null"),
                // A list or table as a key: nothing we read has one.
                _ => continue,
            };
            if text == "<<" {
                merged.push(value);
            } else {
                entries.push((Key { line: key.line, text }, value));
            }
        }
        for source in merged {
            let tables = match source.value {
                Value::List(tables) => tables,
                _ => vec![source],
            };
            for table in tables {
                let Value::Table(more) = table.value else { continue };
                for (key, value) in more {
                    if !entries.iter().any(|(known, _)| known.text == key.text) {
                        entries.push((key, value));
                    }
                }
            }
        }
        Ok(Value::Table(entries))
    }

    /// What is copied counts as if it had been written again.
    fn charge(&mut self, node: &Node) -> Result<(), Fault> {
        self.budget.take(self.line)?;
        match &node.value {
            Value::List(items) => items.iter().try_for_each(|item| self.charge(item)),
            Value::Table(entries) => entries.iter().try_for_each(|(_, value)| self.charge(value)),
            _ => Ok(()),
        }
    }
}

fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Value<'_> {
    match (&*text, style) {
        ("" | "~" | "null", ScalarStyle::Plain) => Value::Null,
        _ => Value::Text(text),
    }
}
