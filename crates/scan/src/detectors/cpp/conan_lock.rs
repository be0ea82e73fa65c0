//! Reads `conan.lock`: lists of references (Conan 2, format 0.5) or a graph (Conan 1, format 0.4).

use std::collections::HashMap;

use inventory::{Component, Scope};

use super::super::{Detector, Files, Want};
use super::conan_reference::reference;
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::{At, Origin};
use crate::tree::{Node, json};

pub const DETECTOR: Detector =
    Detector { id: "conan-lock", files: Files::Named(&["conan.lock", "*.conan.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(lock) = found.parsed(json(&text)) else { return };
    found.origin(Origin::Lock);
    for (key, scope) in [
        ("requires", None),
        ("build_requires", Some(Scope::Development)),
        ("python_requires", Some(Scope::Development)),
        ("config_requires", Some(Scope::Development)),
    ] {
        for entry in lock.list(key) {
            if let Some(reference) = entry.as_str().and_then(reference) {
                found.component(Component { scope, ..Component::new(reference.package) }, entry.line);
            }
        }
    }
    if let Some(nodes) = lock.at(&["graph_lock", "nodes"]) {
        graph(nodes, found);
    }
}

fn graph(nodes: &Node, found: &mut Found) {
    let mut known: HashMap<&str, (At, &Node)> = HashMap::new();
    for (id, node) in nodes.entries() {
        // The consumer has a path and, unless it is a recipe, no reference.
        let Some(name) = node.get("ref") else { continue };
        let Some(reference) = name.as_str().and_then(reference) else { continue };
        let own = node.get("path").is_some();
        let scope = (node.text("context") == Some("build")).then_some(Scope::Development);
        let at = found.component(Component { own, scope, ..Component::new(reference.package) }, name.line);
        known.insert(&id.text, (at, node));
    }
    for (id, _) in nodes.entries() {
        let Some((from, node)) = known.get(&*id.text) else { continue };
        for key in ["requires", "build_requires"] {
            for (to, _) in node.list(key).iter().filter_map(Node::as_str).filter_map(|id| known.get(id)) {
                found.depends(*from, *to);
            }
        }
    }
    found.sheet().edges_complete = true;
}

#[test]
fn both_forms_are_read() {
    let second = r#"{
    "version": "0.5",
    "requires": [
        "zlib/1.2.13#e377bee636333ae348d51ca90874e353%1692672717.68",
        "left-pad/8.0.0@acme/stable"
    ],
    "build_requires": ["cmake/3.27.1#aa%1.0"],
    "python_requires": []
}"#;
    crate::detectors::tests::check_sheet(
        "conan.lock",
        second,
        &[
            "4 pkg:conan/zlib@1.2.13?rrev=e377bee636333ae348d51ca90874e353",
            "5 pkg:conan/left-pad@8.0.0?channel=stable&user=acme",
            "7 pkg:conan/cmake@3.27.1?rrev=aa development",
        ],
    );
    let first = r#"{
 "graph_lock": {
  "nodes": {
   "0": {"options": "", "requires": ["1"], "build_requires": ["3"], "path": "conanfile.txt", "context": "host"},
   "1": {"ref": "left-pad/1.12#0", "package_id": "aa", "requires": ["2"], "context": "host"},
   "2": {"ref": "zlib/1.2.11#bb", "context": "host"},
   "3": {"ref": "cmake/3.20.0", "context": "build"}
  },
  "revisions_enabled": false
 },
 "version": "0.4"
}"#;
    crate::detectors::tests::check_sheet(
        "conan.lock",
        first,
        &[
            "5 pkg:conan/left-pad@1.12 -> zlib",
            "6 pkg:conan/zlib@1.2.11?rrev=bb",
            "7 pkg:conan/cmake@3.20.0 development",
        ],
    );
    crate::detectors::tests::check_malformed("conan.lock", "{\"requires\": [\"a/1");
}
