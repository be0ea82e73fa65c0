//! The lines of `go.mod` and `go.work`, which share one grammar.

use crate::found::{Line, lines};

/// One entry: `require a v1` and a line `a v1` inside `require ( … )` are the same.
pub struct Entry<'a> {
    pub directive: &'a str,
    /// What follows the directive, without quotes.
    pub words: Vec<&'a str>,
    /// What stands behind `//`.
    pub comment: &'a str,
    pub line: Line<'a>,
}

/// A module put in the place of another one.
#[derive(Debug, PartialEq, Eq)]
pub struct Replacement<'a> {
    pub old: &'a str,
    /// Any version if none.
    pub old_version: Option<&'a str>,
    /// A module, or a folder if it has no version.
    pub new: &'a str,
    pub new_version: Option<&'a str>,
}

/// Every entry, and the line of a block that never ends, or never begins after its directive.
pub fn entries(text: &str) -> (Vec<Entry<'_>>, Option<u32>) {
    let mut entries = Vec::new();
    let mut block: Option<(&str, u32)> = None;
    let mut bare = None;
    for line in lines(text) {
        let (code, comment) = line.text.split_once("//").unwrap_or((line.text, ""));
        let (code, comment) = (code.trim(), comment.trim());
        if code == ")" {
            block = None;
            continue;
        }
        let (directive, rest) = match block {
            Some((directive, _)) => (directive, code),
            None => {
                let end = code.find(|c: char| c.is_whitespace() || c == '(').unwrap_or(code.len());
                let (directive, rest) = code.split_at(end);
                (directive, rest.trim())
            }
        };
        if block.is_none() && rest == "(" {
            block = Some((directive, line.number));
        } else if !rest.is_empty() {
            let words = rest.split_whitespace().map(|word| word.trim_matches(['"', '`'])).collect();
            entries.push(Entry { directive, words, comment, line });
        } else if !code.is_empty() {
            bare = bare.or(Some(line.number));
        }
    }
    (entries, bare.or(block.map(|(_, line)| line)))
}

/// Reads `old => new`, with or without versions.
pub fn replacement<'a>(words: &[&'a str]) -> Option<Replacement<'a>> {
    let (old, old_version, new) = match words {
        [old, "=>", new @ ..] => (old, None, new),
        [old, version, "=>", new @ ..] => (old, Some(*version), new),
        _ => return None,
    };
    match new {
        [new] => Some(Replacement { old, old_version, new, new_version: None }),
        [new, version] => Some(Replacement { old, old_version, new, new_version: Some(version) }),
        _ => None,
    }
}

#[test]
fn blocks_and_single_lines_are_the_same() {
    let (found, unclosed) = entries("require(\n\ta v1 // indirect\n)\nreplace \"b\" v2 => ../b\nuse (");
    let shown: Vec<_> = found.iter().map(|entry| (entry.directive, entry.words.join(" "), entry.comment)).collect();
    assert_eq!(shown, [("require", "a v1".into(), "indirect"), ("replace", "b v2 => ../b".into(), "")]);
    assert_eq!(unclosed, Some(5));
    assert_eq!(entries("module a\n\nrequire ").1, Some(3));
    let replacement = found.last().and_then(|entry| replacement(&entry.words));
    assert_eq!(replacement, Some(Replacement { old: "b", old_version: Some("v2"), new: "../b", new_version: None }));
}
