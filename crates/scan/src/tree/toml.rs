//! TOML, through the `toml` crate's own spans.

use std::borrow::Cow;

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};

use super::toml_plain::plain;
use super::{Budget, Fault, Key, Node, Value, depth};

/// Parses TOML. A byte-order mark is passed over.
pub fn toml(text: &str) -> Result<Node<'_>, Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    plain(text).map_or_else(|| library(text), Ok)
}

/// All of TOML.
pub(super) fn library(text: &str) -> Result<Node<'_>, Fault> {
    let lines = Lines::new(text);
    let table = DeTable::parse(text).map_err(|error| Fault {
        line: error.span().map_or(1, |span| lines.of(span.start)),
        message: error.message().to_owned(),
    })?;
    node_of_table(table.into_inner(), 1, &lines, &mut Budget::new(), 0)
}

/// Where each line begins.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Lines {
        Lines(memchr::memchr_iter(b'\n', text.as_bytes()).collect())
    }

    fn of(&self, offset: usize) -> u32 {
        u32::try_from(self.0.partition_point(|newline| *newline < offset) + 1).unwrap_or(u32::MAX)
    }
}

fn node_of_table<'a>(
    table: DeTable<'a>,
    line: u32,
    lines: &Lines,
    budget: &mut Budget,
    level: usize,
) -> Result<Node<'a>, Fault> {
    depth(level, line)?;
    budget.take(line)?;
    let mut entries = Vec::with_capacity(table.len());
    for (key, value) in table {
        let line = lines.of(key.span().start);
        let text = key.into_inner();
        entries.push((Key { line, text }, node(value, lines, budget, level + 1)?));
    }
    // The crate sorts by name; the file's own order is what people see.
    entries.sort_by_key(|(key, _)| key.line);
    Ok(Node { line, value: Value::Table(entries) })
}

fn node<'a>(value: Spanned<DeValue<'a>>, lines: &Lines, budget: &mut Budget, level: usize) -> Result<Node<'a>, Fault> {
    let line = lines.of(value.span().start);
    depth(level, line)?;
    let value = match value.into_inner() {
        DeValue::Table(table) => return node_of_table(table, line, lines, budget, level),
        DeValue::String(text) => Value::Text(text),
        DeValue::Integer(number) => Value::Number(Cow::Owned(number.as_str().to_owned())),
        DeValue::Float(number) => Value::Number(Cow::Owned(number.as_str().to_owned())),
        DeValue::Boolean(value) => Value::Bool(value),
        DeValue::Datetime(time) => Value::Text(Cow::Owned(time.to_string())),
        DeValue::Array(array) => {
            let items = array.into_iter().map(|item| node(item, lines, budget, level + 1));
            Value::List(items.collect::<Result<_, _>>()?)
        }
    };
    budget.take(line)?;
    Ok(Node { line, value })
}
