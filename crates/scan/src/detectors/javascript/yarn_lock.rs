//! Reads `yarn.lock`: the classic form here, that of Yarn 2 and later in `yarn_berry`.

use inventory::{Component, Hash, HashAlgorithm};

use super::super::{Detector, Files, Want};
use super::{registry, yarn_berry};
use crate::HashMap;
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::needs::Needs;
use crate::sheet::Origin;

pub const DETECTOR: Detector =
    Detector { id: "yarn-lock", files: Files::Named(&["yarn.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    found.origin(Origin::Lock);
    if text.lines().any(|line| line.starts_with("__metadata:")) {
        yarn_berry::read(&text, found);
    } else {
        classic(&text, found);
    }
}

/// One paragraph of the file: the requests it answers, and the answer.
#[derive(Default)]
struct Entry {
    line: u32,
    requests: Vec<String>,
    version: Option<String>,
    resolved: Option<String>,
    integrity: Option<String>,
    /// Name, requirement, and whether it may be left out.
    dependencies: Vec<(String, String, bool)>,
}

fn classic(text: &str, found: &mut Found) {
    let (entries, mut broken) = entries(text);
    let mut answers = HashMap::default();
    let mut components = Vec::new();
    for entry in &entries {
        let Some(component) = component(entry) else {
            broken = broken.or(Some(entry.line));
            continue;
        };
        let at = found.component(component, entry.line);
        components.push((at, entry));
        answers.extend(entry.requests.iter().map(|request| (request.as_str(), at)));
    }
    let mut needs = Needs::default();
    for (from, entry) in components {
        for (name, requirement, optional) in &entry.dependencies {
            match (answers.get(&*format!("{name}@{requirement}")), optional) {
                (Some(to), true) => needs.optional_edge(from, *to),
                (Some(to), false) => needs.edge(from, *to),
                (None, _) => {}
            }
        }
    }
    needs.settle(found.sheet());
    if let Some(line) = broken {
        found.malformed(format_args!("line {line}: no entry of a yarn.lock"));
    }
}

/// The entries, and the first line that belongs to none.
fn entries(text: &str) -> (Vec<Entry>, Option<u32>) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut broken = None;
    let mut list = "";
    for line in lines(text) {
        let trimmed = line.text.trim();
        let indent = line.text.len() - line.text.trim_start().len();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let words = words(trimmed);
        match (indent, entries.last_mut(), words.as_deref()) {
            (0, _, Some([requests @ .., last])) if trimmed.ends_with(':') => {
                let requests = requests.iter().chain([last]).filter(|request| !request.is_empty());
                let requests: Vec<String> = requests.cloned().collect();
                entries.push(Entry { line: line.number, requests, ..Entry::default() });
                list = "";
            }
            (1..=3, Some(entry), Some([key, value])) => match &**key {
                "version" => entry.version = Some(value.clone()),
                "resolved" => entry.resolved = Some(value.clone()),
                "integrity" => entry.integrity = Some(value.clone()),
                _ => {}
            },
            (1..=3, Some(_), Some([key])) if trimmed.ends_with(':') => {
                list = match &**key {
                    "dependencies" => "dependencies",
                    "optionalDependencies" => "optionalDependencies",
                    _ => "",
                };
            }
            (4.., Some(entry), Some([name, requirement])) if !list.is_empty() => {
                entry.dependencies.push((name.clone(), requirement.clone(), list == "optionalDependencies"));
            }
            (4.., Some(_), Some(_)) if list.is_empty() => {}
            // A field whose value is several words.
            (1..=3, Some(entry), Some([key, values @ ..])) if key == "integrity" => {
                entry.integrity = Some(values.join(" "));
            }
            _ => broken = broken.or(Some(line.number)),
        }
    }
    (entries, broken)
}

/// The words of a line, quoted or not, without the `,` and `:` behind them. None if a quote does not end.
fn words(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut rest = line;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',', ':']);
        if rest.is_empty() {
            return Some(words);
        }
        if let Some(quoted) = rest.strip_prefix('"') {
            let mut escaped = false;
            let end = quoted.find(|c| {
                let is_end = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                is_end
            })?;
            words.push(quoted.get(..end)?.replace("\\\"", "\"").replace("\\\\", "\\"));
            rest = quoted.get(end + 1..)?;
        } else {
            let end = rest.find([' ', '\t', ',']).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            words.push(word.trim_end_matches(':').to_owned());
            rest = after;
        }
    }
}

/// None if the entry breaks off before its version.
fn component(entry: &Entry) -> Option<Component> {
    let request = entry.requests.first()?;
    let (name, asked) = registry::split(request);
    let asked = asked.unwrap_or_default();
    let version = entry.version.as_deref()?;
    let name = asked.strip_prefix("npm:").map_or(name, |alias| registry::split(alias).0);
    let is_archive = asked.ends_with("gz");
    let own = entry.resolved.is_none() && !is_archive && (asked.starts_with("file:") || asked.starts_with("link:"));
    // The fragment of an address is the digest of the archive or the commit.
    let address = entry.resolved.as_deref();
    let component = registry::resolved(name, Some(version), address);
    let mut hashes = registry::hashes(entry.integrity.as_deref());
    let digest = address.filter(|_| hashes.is_empty()).and_then(|address| address.rsplit_once('#'));
    let is_git = component.package.qualifiers.iter().any(|(key, _)| key == "vcs_url");
    hashes.extend(digest.filter(|_| !is_git).and_then(|(_, digest)| Hash::hex(HashAlgorithm::Sha1, digest)));
    let source = component.source.clone().map(|source| match source.split_once('#') {
        Some((address, _)) if !is_git => address.to_owned(),
        _ => source,
    });
    Some(Component { own, hashes, source, ..component })
}

#[test]
fn the_classic_form_is_read_with_its_edges() {
    let lock = r#"# THIS IS AN AUTOGENERATED FILE. DO NOT EDIT THIS FILE DIRECTLY.
# yarn lockfile v1


"@example/real@>=2, <3", "@example/real@^2.1.0":
  version "2.1.4"
  resolved "https://registry.example.eu/@example/real/-/real-2.1.4.tgz#da39a3ee5e6b4b0d3255bfef95601890afd80709"

"alias@npm:nail@^1.0.0", nail@^1.0.0:
  version "1.0.3"
  resolved "https://user:word@registry.example.eu/nail/-/nail-1.0.3.tgz"
  integrity sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk= sha512-broken

"door@git+https://github.com/example/door.git#main":
  version "0.1.0"
  resolved "git+https://github.com/example/door.git#0123456789abcdef0123456789abcdef01234567"
  dependencies:
    "@example/real" ">=2, <3"
    alias "npm:nail@^1.0.0"
  optionalDependencies:
    nail "^1.0.0"
    absent "*"

"hinge@file:parts/hinge":
  version "0.2.0"
"#;
    crate::detectors::tests::check_sheet(
        "yarn.lock",
        &lock.replace('\n', "\r\n"),
        &[
            "5 pkg:npm/%40example/real@2.1.4 \
             source=https://registry.example.eu/@example/real/-/real-2.1.4.tgz hashes=1",
            "9 pkg:npm/nail@1.0.3 source=https://registry.example.eu/nail/-/nail-1.0.3.tgz hashes=1",
            "14 pkg:npm/door@0.1.0?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fdoor.git\
             %400123456789abcdef0123456789abcdef01234567 \
             source=git+https://github.com/example/door.git@0123456789abcdef0123456789abcdef01234567 -> real nail",
            "24 pkg:npm/hinge@0.2.0 own",
        ],
    );
    crate::detectors::tests::check_malformed("yarn.lock", "a@^1:\n  version \"1.0.0\"\n\nb@^1:\n");
    crate::detectors::tests::check_malformed("yarn.lock", "a@^1:\n  version \"1.0.0");
    crate::detectors::tests::check_malformed("yarn.lock", "<<<<<<< HEAD\na@^1:\n  version \"1.0.0\"\n");
}
