//! Looking into JSON somebody else wrote: what is not there, or is something else, is nothing.

use serde_json::Value;

/// The text under a key, if there is one that is not empty.
pub(crate) fn text<'a>(of: &'a Value, key: &str) -> Option<&'a str> {
    of.get(key)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// The list under a key; empty if there is none.
pub(crate) fn list<'a>(of: &'a Value, key: &str) -> &'a [Value] {
    of.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The texts under a key: of a list, or the one that stands there alone.
pub(crate) fn texts<'a>(of: &'a Value, key: &str) -> impl Iterator<Item = &'a str> {
    let alone = of.get(key).and_then(Value::as_str);
    list(of, key).iter().filter_map(Value::as_str).chain(alone)
}

#[test]
fn what_is_not_there_is_nothing() {
    let value = serde_json::json!({"a": " x ", "b": ["y", 3], "c": "", "d": {}});
    assert_eq!(text(&value, "a"), Some("x"));
    assert_eq!(text(&value, "c"), None);
    assert_eq!(text(&value, "d"), None);
    assert_eq!(texts(&value, "b").collect::<Vec<_>>(), ["y"]);
    assert_eq!(texts(&value, "a").collect::<Vec<_>>(), [" x "]);
    assert!(list(&value, "a").is_empty());
    assert!(list(&Value::Null, "a").is_empty());
}
