//! JSON, YAML and TOML as one kind of tree that knows the line of every value.
//!
//! The parsers bound depth and number of values, so that a hostile file costs an error and not the memory.

mod json;
mod toml;
mod toml_plain;
mod yaml;
mod yaml_plain;

use std::borrow::Cow;
use std::fmt;

pub use json::{json, jsonc};
pub use toml::toml;
pub use yaml::{yaml, yaml_documents};

/// Deeper nesting than any manifest has.
const DEPTH_MAX: usize = 128;

/// More values than any lockfile has; a tree of them stays below the memory a scan may take.
const NODES_MAX: usize = 400_000;

/// A value and the line it begins in, counted from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'a> {
    pub line: u32,
    pub value: Value<'a>,
}

/// A value. Numbers and YAML scalars stay as written: the version `1.10` is not `1.1`.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    Null,
    Bool(bool),
    Number(Cow<'a, str>),
    Text(Cow<'a, str>),
    List(Vec<Node<'a>>),
    /// In the order of the file; a key that comes twice is there twice.
    Table(Vec<(Key<'a>, Node<'a>)>),
}

/// A key and the line it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Key<'a> {
    pub line: u32,
    pub text: Cow<'a, str>,
}

/// Why a text is not what its name says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub line: u32,
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl<'a> Node<'a> {
    /// The value of a key of a table.
    pub fn get(&self, key: &str) -> Option<&Node<'a>> {
        self.entries().find(|(known, _)| known.text == key).map(|(_, node)| node)
    }

    /// The value at the end of a chain of keys.
    pub fn at(&self, keys: &[&str]) -> Option<&Node<'a>> {
        keys.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The text of a key of a table; numbers and booleans as written.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// This value as text; numbers and booleans as written.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Number(text) => Some(text),
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// Whether a key is set to true.
    pub fn is_true(&self, key: &str) -> bool {
        self.text(key) == Some("true")
    }

    /// The values of a list; none of anything else.
    pub fn items(&self) -> &[Node<'a>] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// The entries of a table; none of anything else.
    pub fn entries(&self) -> impl Iterator<Item = &(Key<'a>, Node<'a>)> {
        let entries: &[(Key, Node)] = match &self.value {
            Value::Table(entries) => entries,
            _ => &[],
        };
        entries.iter()
    }

    /// The values of a list under a key; none if it is no list or not there.
    pub fn list(&self, key: &str) -> &[Node<'a>] {
        self.get(key).map_or(&[], Node::items)
    }

    /// The entries of a table under a key; none if it is no table or not there.
    pub fn table(&self, key: &str) -> impl Iterator<Item = &(Key<'a>, Node<'a>)> {
        self.get(key).into_iter().flat_map(Node::entries)
    }

    pub fn is_table(&self) -> bool {
        matches!(self.value, Value::Table(_))
    }
}

/// Counts values and depth.
struct Budget {
    nodes: usize,
}

impl Budget {
    fn new() -> Budget {
        Budget { nodes: NODES_MAX }
    }

    fn take(&mut self, line: u32) -> Result<(), Fault> {
        match self.nodes.checked_sub(1) {
            Some(left) => {
                self.nodes = left;
                Ok(())
            }
            None => Err(Fault { line, message: format!("more than {NODES_MAX} values") }),
        }
    }
}

fn depth(depth: usize, line: u32) -> Result<(), Fault> {
    if depth > DEPTH_MAX {
        return Err(Fault { line, message: format!("nested deeper than {DEPTH_MAX}") });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
