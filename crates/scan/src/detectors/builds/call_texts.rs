//! Texts that are put together from others: by `+`, `%` and `.format()`.

use std::borrow::Cow;

use crate::tree::{Key, Node, Value};

/// Longer texts are no names, versions or addresses.
pub const TEXT_BYTES_MAX: usize = 2000;

pub fn joined(a: Node<'static>, b: Node<'static>) -> Node<'static> {
    let value = match (a.value, b.value) {
        (Value::Text(a), Value::Text(b)) if a.len() + b.len() <= TEXT_BYTES_MAX => {
            Value::Text(Cow::Owned(format!("{a}{b}")))
        }
        (Value::List(mut a), Value::List(b)) => {
            a.extend(b);
            Value::List(a)
        }
        _ => Value::Null,
    };
    Node { line: a.line, value }
}

/// `"a-%s.zip" % VERSION`
pub fn filled(template: &Node, parts: &[Node], mark: &str) -> Value<'static> {
    let Some(template) = template.as_str() else { return Value::Null };
    let mut text = String::new();
    let mut rest = template;
    let mut parts = parts.iter();
    while let Some((before, after)) = rest.split_once(mark) {
        let Some(part) = parts.next().and_then(Node::as_str) else { return Value::Null };
        text.push_str(before);
        text.push_str(part);
        rest = after;
        if text.len() > TEXT_BYTES_MAX {
            return Value::Null;
        }
    }
    text.push_str(rest);
    Value::Text(Cow::Owned(text))
}

/// `"a-{}.zip".format(VERSION)`, `"{0}"`, `"{version}"`
pub fn formatted(template: &Node, places: &[Node], names: &[(Key, Node)]) -> Value<'static> {
    let Some(template) = template.as_str() else { return Value::Null };
    let mut text = String::new();
    let mut rest = template;
    let mut next = 0;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((field, after)) = after.split_once('}') else { return Value::Null };
        let part = if field.is_empty() {
            next += 1;
            places.get(next - 1)
        } else if let Ok(at) = field.parse::<usize>() {
            places.get(at)
        } else {
            names.iter().find(|(key, _)| key.text == field).map(|(_, node)| node)
        };
        let Some(part) = part.and_then(Node::as_str) else { return Value::Null };
        text.push_str(before);
        text.push_str(part);
        rest = after;
        if text.len() > TEXT_BYTES_MAX {
            return Value::Null;
        }
    }
    text.push_str(rest);
    Value::Text(Cow::Owned(text))
}
