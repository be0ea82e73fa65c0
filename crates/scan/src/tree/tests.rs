use super::*;

fn shape(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(text) | Value::Text(text) => format!("{text}:{}", node.line),
        Value::List(items) => format!("[{}]", items.iter().map(shape).collect::<Vec<_>>().join(" ")),
        Value::Table(entries) => {
            let entry = |(key, node): &(Key, Node)| format!("{}:{}={}", key.text, key.line, shape(node));
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(" "))
        }
    }
}

fn read(read: fn(&str) -> Result<Node<'_>, Fault>, text: &str) -> String {
    read(text).map_or_else(|fault| format!("fault {fault}"), |node| shape(&node))
}

#[test]
fn values_keep_their_lines_in_all_three() {
    assert_eq!(read(json, "{\"a\": [1.10,\n \"x\\n\\u00e9\"],\n\"b\": null}"), "{a:1=[1.10:1 x\né:2] b:3=null}");
    assert_eq!(read(toml, "b = 1.10\n[a]\nc = [\"x\",\n \"y\"]\n"), "{b:1=1.10:1 a:2={c:3=[x:3 y:4]}}");
    assert_eq!(read(yaml, "b: 1.10\na:\n  - x\n  - {y: 2}\n"), "{b:1=1.10:1 a:2=[x:3 {y:4=2:4}]}");
}

#[test]
fn the_forms_editors_write_are_read_where_they_are_allowed() {
    assert_eq!(read(jsonc, "// a\n{\"a\": [1, /* b\n */ 2,],}"), "{a:2=[1:2 2:3]}");
    assert_eq!(read(json, "{\"a\": 1,}"), "fault line 1: a key was expected");
    assert_eq!(read(json, "\u{feff}{}"), "{}");
    assert_eq!(
        read(yaml, "a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n  b: 2\n"),
        "{a:1={b:1=1:1} c:2={b:1=1:1} d:3={b:5=2:5}}"
    );
    assert_eq!(read(yaml, "a:\n  b: [\n    x\n  ]\n  c: {\n    d: 1\n  }\n"), "{a:1={b:2=[x:3] c:5={d:6=1:6}}}");
    let documents = yaml_documents("a: 1\n---\nb: 2\n").map(|all| all.iter().map(shape).collect::<Vec<_>>());
    assert_eq!(documents, Ok(vec!["{a:1=1:1}".to_owned(), "{b:3=2:3}".to_owned()]));
}

#[test]
fn a_hostile_text_is_refused_in_bounded_memory() {
    let bomb: String = (1..30)
        .fold("a0: &a0 [x, x]\n".to_owned(), |text, at| format!("{text}a{at}: &a{at} [*a{}, *a{}]\n", at - 1, at - 1));
    assert!(read(yaml, &bomb).contains("more than"));
    assert!(read(json, &"[".repeat(100_000)).contains("nested deeper"));
    assert!(read(yaml, &"[".repeat(2000)).starts_with("fault"));
    assert!(read(toml, &format!("a = {}", "[".repeat(100_000))).starts_with("fault"));
    for text in ["", "{", "{\"a\"", "\"", "\"\\u12", "tru", "1e", "[1 2]", "{\"a\":1}x"] {
        assert!(read(json, text).starts_with("fault"), "{text}");
    }
}
