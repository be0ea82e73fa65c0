//! Settings of any form as names and values: YAML, `.env`, properties, INI, TOML, HCL, and what scripts set.
//!
//! No parser for each: an entry is a name, `:` or `=`, and a value in one line, and what stands further left in the
//! lines above holds it.

/// One entry.
pub struct Entry<'a> {
    pub key: &'a str,
    pub value: &'a str,
    /// Where the value stands.
    pub at: usize,
    /// The names that hold it, outermost first.
    pub parents: Vec<&'a str>,
}

/// Deeper nesting is cut.
const PARENTS_MAX: usize = 12;
/// A longer line is no setting.
const LINE_BYTES_MAX: usize = 4000;

/// Calls `found` with each entry. `is_quiet` says where comments are.
pub fn each_entry<'a>(text: &'a str, is_quiet: impl Fn(usize) -> bool, mut found: impl FnMut(Entry<'a>)) {
    // What is open: how far it is indented, and its name.
    let mut open: Vec<(usize, &'a str)> = Vec::new();
    // `name: X` of a list, whose `value:` follows.
    let mut named: Option<&'a str> = None;
    let mut offset = 0;
    for whole in text.split_inclusive('\n') {
        let start = offset;
        offset += whole.len();
        let line = whole.trim_end();
        let content = line.trim_start();
        if content.is_empty() || line.len() > LINE_BYTES_MAX {
            continue;
        }
        let mut content = content;
        let mut indent = line.len() - content.len();
        if is_quiet(start + indent) {
            continue;
        }
        // `# NAME=value` in a template, where the caller lets it pass.
        content = content.trim_start_matches(['#', ' ']);
        while let Some(rest) = content.strip_prefix("- ") {
            content = rest.trim_start();
            indent = line.len() - content.len();
        }
        // What stands in a list may stand as far left as what holds the list.
        let is_item = line.trim_start().starts_with("- ");
        let holds = |depth: usize| depth < indent && !(is_item && depth > line.len() - line.trim_start().len());
        while open.last().is_some_and(|(depth, _)| !holds(*depth)) {
            open.pop();
        }
        let at_of = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
        if let Some(name) = variable(content)
            && open.len() < PARENTS_MAX
        {
            open.push((indent, name));
        }
        let mut is_first = true;
        let mut has_entry = false;
        for (key, rest) in pairs(content) {
            has_entry = true;
            let value = value(rest);
            if rest.trim_start().starts_with('{') && !rest.trim_start().starts_with("{{") && rest.trim() != "{" {
                // `model: { name: x }`: the rest of the line lies in it.
                if open.len() < PARENTS_MAX {
                    open.push((indent, key));
                }
                is_first = false;
                continue;
            }
            if value.is_empty() || value == "{" || value == "|" || value == ">" {
                if is_first && open.len() < PARENTS_MAX {
                    open.push((indent, key));
                }
                break;
            }
            if is_quiet(at_of(value)) {
                break;
            }
            let key = if key == "value" { named.take().unwrap_or(key) } else { key };
            named = if key == "name" { Some(value) } else { None };
            found(Entry { key, value, at: at_of(value), parents: names(&open) });
            is_first = false;
        }
        if has_entry {
            continue;
        }
        if let Some(block) = content.strip_suffix('{') {
            // `model {`, `resource "a" "b" {`.
            let name = block.trim().split([' ', '"']).next().unwrap_or_default();
            if !name.is_empty() && variable(content).is_none() && open.len() < PARENTS_MAX {
                open.push((indent, name));
            }
        } else if line.trim_start().starts_with("- ")
            && let Some((_, key)) = open.last()
        {
            // An entry of a list: its name is that of the list.
            let value = value(content);
            if !value.is_empty() && !is_quiet(at_of(value)) {
                let parents = names(open.get(..open.len() - 1).unwrap_or_default());
                found(Entry { key, value, at: at_of(value), parents });
            }
        }
    }
}

/// `variable "name" {`.
fn variable(line: &str) -> Option<&str> {
    let (name, rest) = line.strip_prefix("variable \"")?.split_once('"')?;
    rest.trim_start().starts_with('{').then_some(name)
}

fn names<'a>(open: &[(usize, &'a str)]) -> Vec<&'a str> {
    open.iter().map(|(_, key)| *key).collect()
}

/// The names of a line, each with what follows its mark.
fn pairs(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + line.get(from..)?.find([':', '='])?;
            from = at + 1;
            let after = line.get(from..)?;
            let is_colon = line.as_bytes().get(at) == Some(&b':');
            // `a:b` is no entry but in JSON and where something is quoted; `a==b`, `a:=b` and `://` are none at all.
            if after.starts_with(['=', '/', ':']) {
                from += 1;
                continue;
            }
            let before = line.get(..at)?.trim_end();
            let is_quoted = before.ends_with(['"', '\'']);
            if is_colon
                && !is_quoted
                && !after.is_empty()
                && !after.starts_with([' ', '"', '\'', '\t'])
                && before.contains(' ')
            {
                continue;
            }
            if is_colon && !is_quoted && !after.is_empty() && !after.starts_with([' ', '\t', '"', '\'']) {
                continue;
            }
            let key = key(before)?;
            if !key.is_empty() {
                return Some((key, after));
            }
        }
    })
}

/// The name at the end of what stands before a mark.
fn key(before: &str) -> Option<&str> {
    let before = before.trim_end_matches(['"', '\'', '\\', ' ', ':', '?', '+']);
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let start = before.rfind(|c| !is_key(c)).map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    before.get(start..)
}

/// A value without quotes and comment; the default of one that is taken from elsewhere.
fn value(rest: &str) -> &str {
    let rest = rest.trim_start().trim_start_matches('\\');
    // `&name value`: an anchor of YAML.
    let rest = match rest.strip_prefix('&') {
        Some(anchored) => anchored.split_once(' ').map_or("", |(_, value)| value.trim_start()),
        None => rest,
    };
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let value = match quote {
        Some(quote) => {
            let inner = rest.get(1..).unwrap_or_default();
            inner.split([quote, '\\']).next().unwrap_or_default()
        }
        None if rest.starts_with("${") => rest.split([' ', '"', '\'', ',']).next().unwrap_or_default(),
        None => rest.split([' ', '\t', ',', '}', ']', ')', '"', '\'', '`', ';', '|']).next().unwrap_or_default(),
    };
    // `${NAME:-default}`, `${NAME:default}`.
    let Some(inner) = value.strip_prefix("${").and_then(|inner| inner.split('}').next()) else { return value };
    let default = inner.split_once(":-").or_else(|| inner.split_once(':')).or_else(|| inner.split_once('-'));
    default.map_or(value, |(_, default)| default)
}

#[test]
fn entries_are_read_in_every_form() {
    let entries = |text: &str| {
        let mut found = Vec::new();
        each_entry(
            text,
            |_| false,
            |entry| {
                let path: Vec<&str> = entry.parents.iter().copied().chain([entry.key]).collect();
                assert!(text[entry.at..].starts_with(entry.value));
                found.push(format!("{}={}", path.join("/"), entry.value));
            },
        );
        found
    };
    assert_eq!(entries("a:\n  b:\n    - c: x # y\n      d: 'z'\n  e: w"), ["a/b/c=x", "a/b/d=z", "a/e=w"]);
    assert_eq!(entries("models:\n- x:1\n- \"y\"\n"), ["models=x:1", "models=y"]);
    assert_eq!(entries("A_B=x\nexport C=\"y\"\n# D='z'"), ["A_B=x", "C=y", "D=z"]);
    assert_eq!(entries("a.b.c=${X:-x}\na.d=${Y:y}"), ["a.b.c=x", "a.d=y"]);
    assert_eq!(
        entries("r \"a\" \"b\" {\n  m = \"x\"\n  model {\n    name = \"y\"\n  }\n}"),
        ["r/m=x", "r/model/name=y"]
    );
    assert_eq!(entries("variable \"m\" { default = \"x\" }\ne = { F = \"y\" }"), ["m/default=x", "e/F=y"]);
    assert_eq!(entries("- name: M\n  value: x\n"), ["name=M", "M=x"]);
    assert_eq!(entries("with: {model: x/y, n: 1}"), ["with/model=x/y", "with/n=1"]);
    assert_eq!(entries("curl -d '{\"model\":\"x\"}' http://a/b"), ["model=x"]);
    assert_eq!(entries("a: &b x/y # z\nc: &d\n  e: f"), ["a=x/y", "c/e=f"]);
    assert_eq!(entries("[a]\nb = \"x\"\nc = [\"y\"]"), ["b=x", "c=["]);
}
