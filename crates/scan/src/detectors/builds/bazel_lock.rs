//! Reads `MODULE.bazel.lock`: the modules Bazel chose. Newer ones tell it by whose source was fetched, older ones
//! have a graph.

use std::collections::HashMap;

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::{At, Origin};
use crate::tree::{Node, json};

pub const DETECTOR: Detector =
    Detector { id: "bazel-lock", files: Files::Named(&["module.bazel.lock"]), want: Want::Whole, read };

const REGISTRY: &str = "https://bcr.bazel.build";

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(lock) = found.parsed(json(&text)) else { return };
    found.origin(Origin::Lock);
    for (url, _) in lock.table("registryFileHashes") {
        // <registry>/modules/<name>/<version>/source.json: only what was chosen is fetched.
        let Some((registry, path)) = url.text.rsplit_once("/modules/") else { continue };
        let parts: Vec<&str> = path.split('/').collect();
        if let [name, version, "source.json"] = parts[..] {
            let registry = if registry == REGISTRY { "" } else { registry };
            let package = Package::new("bazel", name, Some(version)).with("repository_url", registry);
            found.component(Component::new(package), url.line);
        }
    }
    if let Some(graph) = lock.get("moduleDepGraph") {
        read_graph(graph, found);
    }
}

fn read_graph(graph: &Node, found: &mut Found) {
    let mut known: HashMap<&str, At> = HashMap::new();
    for (key, module) in graph.entries() {
        let Some(name) = module.text("name").filter(|name| !name.is_empty()) else { continue };
        // `bazel_tools` comes with Bazel.
        if name == "bazel_tools" {
            continue;
        }
        let own = key.text == "<root>";
        let package = Package::new("bazel", name, module.text("version"));
        known.insert(&key.text, found.component(Component { own, ..Component::new(package) }, key.line));
    }
    for (key, module) in graph.entries() {
        let Some(from) = known.get(&*key.text) else { continue };
        for to in module.table("deps").filter_map(|(_, key)| known.get(key.as_str()?)) {
            found.depends(*from, *to);
        }
    }
    found.sheet().edges_complete = true;
}

#[test]
fn chosen_modules_are_read_from_both_forms() {
    let newer = r#"{
  "lockFileVersion": 11,
  "registryFileHashes": {
    "https://bcr.bazel.build/bazel_registry.json": "aa",
    "https://bcr.bazel.build/modules/left-pad/1.0.0/MODULE.bazel": "bb",
    "https://bcr.bazel.build/modules/left-pad/1.2.0/MODULE.bazel": "cc",
    "https://bcr.bazel.build/modules/left-pad/1.2.0/source.json": "dd",
    "https://r.example/modules/door/0.1/source.json": "ee"
  },
  "moduleExtensions": {}
}"#;
    crate::detectors::tests::check_sheet(
        "MODULE.bazel.lock",
        newer,
        &["7 pkg:bazel/left-pad@1.2.0", "8 pkg:bazel/door@0.1?repository_url=https:%2F%2Fr.example"],
    );
    let older = r#"{
  "lockFileVersion": 3,
  "moduleDepGraph": {
    "<root>": {"name": "own", "version": "0.1", "key": "<root>", "deps": {"pad": "left-pad@1.2.0", "bazel_tools": "bazel_tools@_"}},
    "left-pad@1.2.0": {"name": "left-pad", "version": "1.2.0", "key": "left-pad@1.2.0", "deps": {}},
    "bazel_tools@_": {"name": "bazel_tools", "version": "", "key": "bazel_tools@_"}
  }
}"#;
    crate::detectors::tests::check_sheet(
        "MODULE.bazel.lock",
        older,
        &["4 pkg:bazel/own@0.1 own -> left-pad", "5 pkg:bazel/left-pad@1.2.0"],
    );
}
