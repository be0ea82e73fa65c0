//! Reads `detectors/` with its fixtures: each marked line is found, and no other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::inspect::inspect_everywhere;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../detectors")
}

fn file_names() -> BTreeSet<String> {
    fs::read_dir(folder())
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed"))
        // What coded detectors read stands in folders.
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

/// `x.toml` is a detector file; `x.Cargo.toml` is a fixture.
fn is_detector_file(name: &str) -> bool {
    name.ends_with(".toml") && name.matches('.').count() == 1
}

#[test]
fn every_fixture_shows_what_its_marks_say_and_nothing_else() {
    let mut wrong: Vec<String> = Vec::new();
    let mut found_by_file: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut traps: BTreeMap<String, usize> = BTreeMap::new();
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in &built_in().expect("they are sound").rows {
        ids.entry(row.group.to_string()).or_default().insert(row.id.to_string());
    }

    for name in file_names() {
        if is_detector_file(&name) || name == "README.md" {
            continue;
        }
        let (stem, rest) = name.split_once('.').expect("a fixture is called x.something");
        let of_file = ids.get(stem).unwrap_or_else(|| panic!("{name} belongs to no detector file"));
        let text = fs::read_to_string(folder().join(&name)).expect("a fixture is text");
        // `x.py` is any Python file; `x.go.mod` is `go.mod`.
        let path = if rest.contains('.') { rest.to_owned() } else { format!("fixture.{rest}") };

        let mut marked = BTreeSet::new();
        for (line, number) in text.lines().zip(1..) {
            if let Some((_, marks)) = line.split_once("finds: ") {
                // In a notebook more JSON follows.
                let marks = marks.split(['\\', '"']).next().unwrap_or_default();
                marked.extend(marks.split(", ").map(|id| (number, id.trim().to_owned())));
            } else if line.contains("finds nothing") {
                *traps.entry(stem.to_owned()).or_default() += 1;
            }
        }
        let found: BTreeSet<(u32, String)> = if rest == "paths" {
            paths(&text)
        } else {
            let report = inspect_everywhere(Path::new(&path), text.as_bytes());
            assert_eq!(report.not_read, [], "{name}");
            report.findings.into_iter().filter_map(|finding| Some((finding.line?, finding.detector))).collect()
        };
        let found: BTreeSet<(u32, String)> = found.into_iter().filter(|(_, id)| of_file.contains(id)).collect();
        wrong.extend(found.symmetric_difference(&marked).map(|(line, id)| {
            let is_marked = marked.contains(&(*line, id.clone()));
            let what = if is_marked { "is marked and not found" } else { "is found and not marked" };
            format!("{name}:{line} {id} {what}")
        }));
        found_by_file.entry(stem.to_owned()).or_default().extend(found.into_iter().map(|(_, id)| id));
    }

    assert!(wrong.is_empty(), "{wrong:#?}");
    for (stem, ids) in &ids {
        let found = found_by_file.remove(stem).unwrap_or_default();
        let never: Vec<&String> = ids.difference(&found).collect();
        assert!(never.is_empty(), "no fixture of {stem}.toml shows {never:?}");
        assert!(traps.contains_key(stem), "no fixture of {stem}.toml holds a trap");
    }
}

/// Each line is a path.
fn paths(text: &str) -> BTreeSet<(u32, String)> {
    let mut found = BTreeSet::new();
    for (line, number) in text.lines().zip(1..) {
        let path = line.split('#').next().unwrap_or_default().trim();
        if !path.is_empty() {
            let report = inspect_everywhere(Path::new(path), b"");
            found.extend(report.findings.into_iter().map(|finding| (number, finding.detector)));
        }
    }
    found
}

#[test]
fn every_list_can_be_read() {
    let patterns = built_in().expect("they are sound");
    let of_all = patterns.packages.values().chain(patterns.modules.values());
    for listed in of_all.chain([&patterns.keys, &patterns.images, &patterns.actions]) {
        let list = listed.list();
        assert!(!list.is_empty() && list.iter().all(|(_, row)| patterns.row(*row as usize).is_some()), "{list:?}");
    }
}

#[test]
fn a_mistake_in_a_detector_file_is_named() {
    let check = |text: &str, expected: &str| {
        let parsed = toml::from_str(text).map_err(|error| error.to_string());
        let packed = parsed.and_then(|file| written::packed(vec![("x", file)]));
        // A detector lives as long as the program.
        let patterns = packed.and_then(|bytes| Patterns::read(bytes.leak()).map_err(|error| error.to_string()));
        let error = patterns.expect_err(text);
        assert!(error.contains(expected), "{error}");
    };
    check("kind = 'door'\n[[detector]]\nid = 'a'\nname = 'A'", "detectors/x.toml: a: unknown variant");
    check("kind = 'ci'\n[[detector]]\nid = 'a'\nname = 'A'\ncolour = 'red'", "unknown field");
    let detector = |rest: &str| format!("kind = 'ci'\n[[detector]]\nid = 'a'\nname = 'A'\n{rest}");
    check(&detector("text = ['ai']"), "detectors/x.toml: a: \"ai\" is too short");
    check(&detector("paths = ['a/**/b']"), "a: \"a/**/b\" is no path pattern");
    check(&detector("packages = { conda = ['a'] }"), "a: unknown ecosystem \"conda\"");
    check(&detector("imports = { cobol = ['a'] }"), "unknown variant");
    check(&detector("imports = { notebook = ['a'] }"), "unknown variant");
    check(&detector("\n[[detector]]\nid = 'a'\nname = 'B'"), "a: another detector has this id");
    let twice = |table: &str| detector(&format!("{table}\n[[detector]]\nid = 'b'\nname = 'B'\n{table}"));
    check(&twice("packages = { npm = ['x'] }"), "b: another detector has the package");
    check(&twice("imports = { go = ['x'] }"), "b: another detector has the module");
}
