//! Reads `maven_install.json`, the lockfile of Bazel's `rules_jvm_external`, in its old and its new form.

use std::collections::HashMap;

use inventory::{Component, Hash, HashAlgorithm};

use super::super::{Detector, Files, Want};
use super::coordinates;
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::{At, Origin};
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "maven-install", files: Files::Named(&["*maven_install.json"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(lock) = found.parsed(tree::json(&text)) else { return };
    found.origin(Origin::Lock);
    found.sheet().edges_complete = true;
    let mut known: HashMap<String, At> = HashMap::new();
    let mut needs: Vec<(At, &[Node])> = Vec::new();
    // Version 1: a list with the version in the coordinates.
    for entry in lock.get("dependency_tree").map_or(&[][..], |tree| tree.list("dependencies")) {
        let Some((node, coordinates)) = entry.get("coord").and_then(|node| Some((node, node.as_str()?))) else {
            continue;
        };
        let (name, version) = coordinates.rsplit_once(':').unwrap_or((coordinates, ""));
        if let Some(at) = component(name, version, entry.text("sha256"), node.line, found) {
            known.insert(coordinates.to_owned(), at);
            needs.push((at, entry.list("directDependencies")));
        }
    }
    // Version 2 and later: a table by name.
    for (name, entry) in lock.table("artifacts") {
        let sum = entry.at(&["shasums", "jar"]).and_then(Node::as_str);
        if let Some(at) = component(&name.text, entry.text("version").unwrap_or_default(), sum, name.line, found) {
            known.insert(name.text.to_string(), at);
        }
    }
    for (name, list) in lock.table("dependencies") {
        needs.extend(known.get(&*name.text).map(|at| (*at, list.items())));
    }
    for (from, list) in needs {
        for to in list.iter().filter_map(|name| known.get(name.as_str()?)) {
            found.depends(from, *to);
        }
    }
}

/// The name is `group:artifact`, `group:artifact:type` or `group:artifact:type:classifier`.
fn component(name: &str, version: &str, sum: Option<&str>, line: u32, found: &mut Found) -> Option<At> {
    let mut parts = name.split(':');
    let package = coordinates::package(parts.next()?, parts.next()?, version)?;
    let (kind, classifier) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let component = Component {
        hashes: sum.and_then(|sum| Hash::hex(HashAlgorithm::Sha256, sum)).into_iter().collect(),
        ..Component::new(coordinates::with_file(package, classifier, kind))
    };
    Some(found.component(component, line))
}

#[test]
fn both_forms_are_read() {
    let sum = "0123456789abcdef".repeat(4);
    let old = format!(
        r#"{{"dependency_tree": {{"version": "0.1.0", "dependencies": [
  {{"coord": "g:a:1.0", "sha256": "{sum}", "directDependencies": ["g:b:jar:sources:2.0"]}},
  {{"coord": "g:b:jar:sources:2.0", "directDependencies": []}}
]}}}}"#
    );
    let expected = ["2 pkg:maven/g/a@1.0 hashes=1 -> b", "3 pkg:maven/g/b@2.0?classifier=sources"];
    crate::detectors::tests::check_sheet("maven_install.json", &old, &expected);
    let new = format!(
        r#"{{"artifacts": {{
  "g:a": {{"shasums": {{"jar": "{sum}"}}, "version": "1.0"}},
  "g:b:jar:sources": {{"shasums": {{"jar": null}}, "version": "2.0"}}
}}, "dependencies": {{"g:a": ["g:b:jar:sources"]}}, "version": "2"}}"#
    );
    crate::detectors::tests::check_sheet("third_maven_install.json", &new, &expected);
    crate::detectors::tests::check_malformed("maven_install.json", "{\"artifacts\":");
}
