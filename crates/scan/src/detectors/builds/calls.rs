//! The calls of a Starlark or Meson file, with those of their arguments that are written out.
//!
//! Nothing is run: a value that is computed in any way but by joining texts is null.

use super::call_reader::Reader;
use crate::tree::Node;
#[cfg(test)]
use crate::tree::Value;

/// A call: `bazel_dep(name = "x", version = "1")`, `maven.install(…)`.
#[derive(Debug)]
pub struct Call {
    /// With its dots.
    pub name: String,
    pub line: u32,
    /// Arguments by place.
    pub places: Vec<Node<'static>>,
    /// A table of the arguments by name.
    pub names: Node<'static>,
}

impl Call {
    pub fn text(&self, name: &str) -> Option<&str> {
        self.names.text(name)
    }

    pub fn place(&self, at: usize) -> Option<&str> {
        self.places.get(at).and_then(Node::as_str)
    }

    /// The line of an argument's value, or of the call.
    pub fn line_of(&self, name: &str) -> u32 {
        self.names.get(name).map_or(self.line, |node| node.line)
    }

    /// The name of what is called, without what it is called on.
    pub fn last(&self) -> &str {
        self.name.rsplit('.').next().unwrap_or(&self.name)
    }
}

/// Every call of a text, in the order in which they begin, and whether every bracket is closed.
pub fn calls(text: &str) -> (Vec<Call>, bool) {
    let mut reader = Reader::new(text);
    reader.statements();
    let mut calls = reader.calls;
    calls.sort_by_key(|call| call.line);
    (calls, !reader.open_end)
}

#[cfg(test)]
fn shown(node: &Node) -> String {
    match &node.value {
        Value::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(" ")),
        Value::Table(entries) => {
            let entries = entries.iter().map(|(key, node)| format!("{}={}", key.text, shown(node)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(" "))
        }
        _ => node.as_str().unwrap_or("null").to_owned(),
    }
}

#[test]
fn calls_are_read_with_what_their_arguments_say() {
    let text = "\
V = \"1.2\"  # a comment(
m.install(
    artifacts = [\"a:b:\" + V, \"c\"],
    x = {\"k\": True},
    y = \"%s-{}\" % V,
    z = \"v{}/{v}\".format(V, v = \"2\"),
    w = [i for i in x],
    u = V if V else \"no\",
)
g = dependency('glib', version : '>= 2', required: false)
if x == 3
  project('door', 'c', 'cpp')
endif
";
    let (calls, complete) = calls(text);
    assert!(complete);
    let shown: Vec<String> = calls
        .iter()
        .map(|call| {
            let places: Vec<String> = call.places.iter().map(shown).collect();
            format!("{} {}({}) {}", call.line, call.name, places.join(", "), shown(&call.names))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "2 m.install() {artifacts=[a:b:1.2 c] x={k=true} y=1.2-{} z=v1.2/2 w=[null] u=null}",
            "10 dependency(glib) {version=>= 2 required=false}",
            "12 project(door, c, cpp) {}",
        ]
    );
    for text in ["f(", "f([", "f({", "f(\"", "f)", "f(]", "({[", "\"\"\"", "a = = b", "f(a b c", "f(a:}", "'"] {
        let _ = super::calls::calls(text);
    }
    let _ = super::calls::calls(&"(".repeat(100_000));
    let _ = super::calls::calls(&"f(".repeat(100_000));
}
