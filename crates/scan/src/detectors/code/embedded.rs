//! Models in JSON that stands in a text: what a program sends without a library.

use memchr::memmem;

/// The values of `"model": "…"` in a text, each with its offset. The quotes may be escaped or single.
pub fn models(text: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    // Most texts of a program are words.
    if text.len() < 12 || memchr::memchr(b':', text.as_bytes()).is_none() {
        return found;
    }
    for at in memmem::find_iter(text.as_bytes(), b"odel") {
        let Some(rest) = text.get(at + 4..) else { continue };
        let rest = ["Id", "_id", "Name", "_name", ""].iter().find_map(|end| quote(rest.strip_prefix(end)?));
        let Some(rest) = rest.and_then(|rest| rest.trim_start().strip_prefix(':')) else { continue };
        let Some(value) = quote(rest.trim_start()) else { continue };
        let len = value.find(['"', '\'', '\\']).unwrap_or(0);
        if (2..=120).contains(&len)
            && let Some(id) = value.get(..len)
        {
            found.push((id, value.as_ptr() as usize - text.as_ptr() as usize));
        }
    }
    found
}

/// What follows a quote, escaped or not.
fn quote(text: &str) -> Option<&str> {
    text.trim_start_matches('\\').strip_prefix(['"', '\''])
}

#[test]
fn a_model_is_found_in_the_body_of_a_request() {
    let ids = |text| models(text).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!(ids(r#"{"model":"a-1","modelId" : "b-2"}"#), ["a-1", "b-2"]);
    assert_eq!(ids(r#"{\"model\": \"a-1\"}"#), ["a-1"]);
    assert_eq!(ids("'model': 'a-1'"), ["a-1"]);
    assert_eq!(ids(r#"a model: "x" and "model" of"#), [] as [&str; 0]);
}
