//! TOML and JSON as one tree whose every value knows its place in the file.

use std::ops::Range;
use std::path::{Path, PathBuf};

use domain::Day;
use toml::de::{DeTable, DeValue};

use crate::mistake::{Mistake, did_you_mean};

/// A value and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub span: Range<usize>,
    pub value: Tree,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    Text(String),
    Number(f64),
    Bool(bool),
    Date(Day),
    List(Vec<Node>),
    Table(Vec<(Key, Node)>),
    /// JSON's null: nothing said.
    Nothing,
}

/// The keys and values of a table, in the order they are written.
pub type Entries = Vec<(Key, Node)>;

#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub name: String,
    pub span: Range<usize>,
}

impl Node {
    /// The items of a list; what is no list is the only one.
    pub fn items(self) -> Vec<Node> {
        match self.value {
            Tree::List(items) => items,
            _ => vec![self],
        }
    }

    pub fn describe(&self) -> &'static str {
        match self.value {
            Tree::Text(_) => "a text",
            Tree::Number(_) => "a number",
            Tree::Bool(_) => "true or false",
            Tree::Date(_) => "a date",
            Tree::List(_) => "a list",
            Tree::Table(_) => "a table",
            Tree::Nothing => "null",
        }
    }

    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Tree::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A file being read: its path, its text, and the mistakes found so far.
#[derive(Debug)]
pub struct Reading {
    pub path: PathBuf,
    pub source: String,
    pub mistakes: Vec<Mistake>,
}

impl Reading {
    pub fn new(path: &Path, source: impl Into<String>) -> Reading {
        Reading { path: path.to_owned(), source: source.into(), mistakes: Vec::new() }
    }

    pub fn mistake(&mut self, span: Range<usize>, message: impl Into<String>) -> &mut Mistake {
        self.mistakes.push(Mistake::new(&self.path, &self.source, span, message));
        let last = self.mistakes.len() - 1;
        &mut self.mistakes[last]
    }

    pub fn mistake_with_help(&mut self, span: Range<usize>, message: impl Into<String>, help: Option<String>) {
        self.mistake(span, message).help = help;
    }

    /// The line of a place, counted from 1.
    pub fn line_at(&self, at: usize) -> usize {
        self.source[..at.min(self.source.len())].matches('\n').count() + 1
    }

    /// A mistake about a line, counted from 1, of which no closer place is known.
    pub fn mistake_in_line(&mut self, line: u32, message: impl Into<String>) -> &mut Mistake {
        let start = line_start(&self.source, line);
        self.mistake(start..start, message)
    }

    /// The whole file as TOML, as far as it can be read.
    pub fn whole(&mut self) -> Entries {
        self.toml(0..self.source.len())
    }

    /// The whole file as one table.
    pub fn root(&mut self, what: impl Into<String>) -> Fields<'_> {
        let entries = self.whole();
        Fields::new(self, entries, 0..0, what)
    }

    /// The TOML between `range`, as far as it can be read; what cannot is a mistake.
    pub fn toml(&mut self, range: Range<usize>) -> Vec<(Key, Node)> {
        let offset = range.start;
        let source = self.source[range].to_owned();
        let (table, errors) = DeTable::parse_recoverable(&source);
        for error in errors {
            let span = error.span().unwrap_or(0..0);
            self.mistake(offset + span.start..offset + span.end, format!("not TOML: {}", error.message()));
        }
        self.toml_table(table.into_inner(), offset)
    }

    fn toml_table(&mut self, table: DeTable<'_>, offset: usize) -> Vec<(Key, Node)> {
        let mut entries = Vec::with_capacity(table.len());
        for (key, value) in table {
            let span = offset + key.span().start..offset + key.span().end;
            let name = key.into_inner().into_owned();
            if let Some(node) = self.toml_value(value, offset) {
                entries.push((Key { name, span }, node));
            }
        }
        entries
    }

    fn toml_value(&mut self, value: toml::Spanned<DeValue<'_>>, offset: usize) -> Option<Node> {
        let span = offset + value.span().start..offset + value.span().end;
        let value = match value.into_inner() {
            DeValue::String(text) => Tree::Text(text.into_owned()),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => Tree::Number(number as f64),
                Err(_) => {
                    self.mistake(span, "this number is too large");
                    return None;
                }
            },
            DeValue::Float(number) => match number.as_str().parse::<f64>() {
                Ok(number) if number.is_finite() => Tree::Number(number),
                _ => {
                    self.mistake(span, "not a finite number");
                    return None;
                }
            },
            DeValue::Boolean(yes) => Tree::Bool(yes),
            DeValue::Datetime(datetime) => {
                let day = match (datetime.date, datetime.time) {
                    (Some(date), None) => Day::from_ymd(date.year as i16, date.month as i8, date.day as i8),
                    _ => None,
                };
                match day {
                    Some(day) => Tree::Date(day),
                    None => {
                        self.mistake(span, format!("`{datetime}` is not a day")).help =
                            Some("write a day that exists, such as 2027-12-11, without a time".into());
                        return None;
                    }
                }
            }
            DeValue::Array(items) => {
                Tree::List(items.into_iter().filter_map(|item| self.toml_value(item, offset)).collect())
            }
            DeValue::Table(table) => Tree::Table(self.toml_table(table, offset)),
        };
        Some(Node { span, value })
    }
}

/// Where a line, counted from 1, begins.
pub fn line_start(source: &str, line: u32) -> usize {
    source.split_inclusive('\n').take((line as usize).saturating_sub(1)).map(str::len).sum()
}

/// The tree of a JSON value. JSON carries no places: every node has the span it is given.
pub fn from_json(value: &serde_json::Value, span: &Range<usize>) -> Node {
    let value = match value {
        serde_json::Value::Null => Tree::Nothing,
        serde_json::Value::Bool(yes) => Tree::Bool(*yes),
        serde_json::Value::Number(number) => Tree::Number(number.as_f64().unwrap_or(f64::NAN)),
        serde_json::Value::String(text) => match text.parse::<Day>() {
            Ok(day) => Tree::Date(day),
            Err(_) => Tree::Text(text.clone()),
        },
        serde_json::Value::Array(items) => Tree::List(items.iter().map(|item| from_json(item, span)).collect()),
        serde_json::Value::Object(entries) => Tree::Table(
            entries
                .iter()
                .map(|(name, value)| (Key { name: name.clone(), span: span.clone() }, from_json(value, span)))
                .collect(),
        ),
    };
    Node { span: span.clone(), value }
}

/// A table read key by key: each key is taken once, and what nobody took is a mistake.
pub struct Fields<'r> {
    pub reading: &'r mut Reading,
    entries: Vec<(Key, Node)>,
    /// Where the table is, for what is missing.
    pub span: Range<usize>,
    asked: Vec<&'static str>,
    what: String,
}

impl<'r> Fields<'r> {
    pub fn new(
        reading: &'r mut Reading,
        entries: Vec<(Key, Node)>,
        span: Range<usize>,
        what: impl Into<String>,
    ) -> Fields<'r> {
        Fields { reading, entries, span, asked: Vec::new(), what: what.into() }
    }

    pub fn take(&mut self, name: &'static str) -> Option<Node> {
        self.asked.push(name);
        let at = self.entries.iter().position(|(key, _)| key.name == name)?;
        Some(self.entries.remove(at).1)
    }

    pub fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|(key, _)| key.name == name)
    }

    fn wrong(&mut self, name: &str, node: &Node, wanted: &str) {
        let message = format!("`{name}` should be {wanted}, but is {}", node.describe());
        self.reading.mistake(node.span.clone(), message);
    }

    pub fn missing(&mut self, name: &str) {
        let (span, what) = (self.span.clone(), self.what.clone());
        self.reading.mistake(span, format!("{what} has no `{name}`"));
    }

    pub fn text(&mut self, name: &'static str) -> Option<(String, Range<usize>)> {
        let node = self.take(name)?;
        match node.value {
            Tree::Text(text) => Some((text, node.span)),
            _ => {
                self.wrong(name, &node, "a text");
                None
            }
        }
    }

    pub fn required_text(&mut self, name: &'static str) -> Option<(String, Range<usize>)> {
        if !self.has(name) {
            self.missing(name);
        }
        self.text(name)
    }

    /// A text that must be there and must say something.
    pub fn sentence(&mut self, name: &'static str) -> Option<String> {
        let said = self.required_text(name)?;
        self.saying(name, said)
    }

    /// A text that need not be there, but then says something.
    pub fn said(&mut self, name: &'static str) -> Option<String> {
        let said = self.text(name)?;
        self.saying(name, said)
    }

    fn saying(&mut self, name: &'static str, (text, span): (String, Range<usize>)) -> Option<String> {
        if text.trim().is_empty() {
            self.reading.mistake(span, format!("`{name}` says nothing"));
            return None;
        }
        Some(text)
    }

    /// The tables of a list of tables, each with its place; what is none is a mistake.
    pub fn tables(&mut self, name: &'static str) -> Vec<(Entries, Range<usize>)> {
        let mut tables = Vec::new();
        for node in self.list(name) {
            match node.value {
                Tree::Table(entries) => tables.push((entries, node.span)),
                _ => {
                    self.reading.mistake(node.span, format!("a {name} should be a table: write [[{name}]]"));
                }
            }
        }
        tables
    }

    pub fn texts(&mut self, name: &'static str) -> Vec<(String, Range<usize>)> {
        let Some(node) = self.take(name) else { return Vec::new() };
        match node.value {
            Tree::Text(text) => vec![(text, node.span)],
            Tree::List(items) => {
                let mut texts = Vec::new();
                for item in items {
                    match item.value {
                        Tree::Text(text) => texts.push((text, item.span)),
                        _ => self.wrong(name, &item, "a list of texts"),
                    }
                }
                texts
            }
            _ => {
                self.wrong(name, &node, "a list of texts");
                Vec::new()
            }
        }
    }

    pub fn bool(&mut self, name: &'static str) -> Option<bool> {
        let node = self.take(name)?;
        match node.value {
            Tree::Bool(yes) => Some(yes),
            _ => {
                self.wrong(name, &node, "true or false");
                None
            }
        }
    }

    pub fn number(&mut self, name: &'static str) -> Option<f64> {
        let node = self.take(name)?;
        match node.value {
            Tree::Number(number) => Some(number),
            _ => {
                self.wrong(name, &node, "a number");
                None
            }
        }
    }

    pub fn date(&mut self, name: &'static str) -> Option<Day> {
        let node = self.take(name)?;
        match node.value {
            Tree::Date(day) => Some(day),
            _ => {
                self.wrong(name, &node, "a date such as 2027-12-11");
                None
            }
        }
    }

    pub fn table(&mut self, name: &'static str) -> Option<(Entries, Range<usize>)> {
        let node = self.take(name)?;
        match node.value {
            Tree::Table(entries) => Some((entries, node.span)),
            _ => {
                self.wrong(name, &node, "a table");
                None
            }
        }
    }

    pub fn list(&mut self, name: &'static str) -> Vec<Node> {
        let Some(node) = self.take(name) else { return Vec::new() };
        match node.value {
            Tree::List(items) => items,
            _ => {
                self.wrong(name, &node, "a list");
                Vec::new()
            }
        }
    }

    /// What nobody asked for: for tables whose keys are data.
    pub fn rest(mut self) -> Vec<(Key, Node)> {
        std::mem::take(&mut self.entries)
    }

    /// Says which keys nobody asked for.
    pub fn done(self) {
        for (key, _) in &self.entries {
            let help = did_you_mean(&key.name, self.asked.iter().copied())
                .or_else(|| Some(format!("known keys: {}", self.asked.join(", "))));
            let message = format!("{} has no key `{}`", self.what, key.name);
            self.reading.mistake_with_help(key.span.clone(), message, help);
        }
    }
}
