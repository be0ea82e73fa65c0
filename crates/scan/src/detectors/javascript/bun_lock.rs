//! Reads `bun.lock`: every package Bun resolved, and who needs it.

use std::collections::HashMap;

use inventory::{Component, Property, Scope};

use super::super::{Detector, Files, Want};
use super::package_lock::LISTS;
use super::registry;
use crate::file::SourceFile;
use crate::found::Found;
use crate::needs::Needs;
use crate::sheet::{At, Origin};
use crate::tree::{self, Node};

pub const DETECTOR: Detector = Detector { id: "bun-lock", files: Files::Named(&["bun.lock"]), want: Want::Whole, read };

/// Looking up names in longer keys would only take time.
const KEY_BYTES_MAX: usize = 1024;

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let root = match tree::jsonc(&text) {
        Ok(root) if root.is_table() => root,
        Ok(_) => return found.malformed("it is no object"),
        Err(fault) => return found.malformed(fault),
    };
    found.origin(Origin::Lock);
    let mut workspaces: HashMap<&str, At> = HashMap::new();
    for (path, workspace) in root.table("workspaces") {
        let Some(name) = workspace.text("name").filter(|name| !name.is_empty()) else { continue };
        let own = Component { own: true, ..Component::new(registry::package(name, workspace.text("version"))) };
        workspaces.insert(&path.text, found.component(own, path.line));
    }
    let patches: HashMap<&str, &str> =
        root.table("patchedDependencies").filter_map(|(key, patch)| Some((&*key.text, patch.as_str()?))).collect();
    let mut known: HashMap<&str, At> = HashMap::new();
    for (key, entry) in root.table("packages") {
        let Some(written) = entry.items().first().and_then(Node::as_str) else { continue };
        let (name, Some(resolution)) = registry::split(written) else { continue };
        if let Some(folder) = resolution.strip_prefix("workspace:") {
            known.extend(workspaces.get(folder).map(|at| (&*key.text, *at)));
        } else if let Some(mut component) = component(name, resolution, entry) {
            component.properties.extend(patches.get(written).map(|patch| Property::new("patch", *patch)));
            known.insert(&key.text, found.component(component, key.line));
        }
    }

    // A key is a path of names; the innermost package of that name is meant.
    let find = |from: &str, name: &str| -> Option<At> {
        let mut path = Some(from).filter(|from| from.len() <= KEY_BYTES_MAX)?;
        // No tree is nested deeper.
        for _ in 0..64 {
            if path.is_empty() {
                break;
            }
            if let Some(at) = known.get(&*format!("{path}/{name}")) {
                return Some(*at);
            }
            path = above(path);
        }
        known.get(name).copied()
    };
    let mut needs = Needs::default();
    for (path, workspace) in root.table("workspaces") {
        let own = workspaces.get(&*path.text).copied();
        let name = workspace.text("name").unwrap_or_default();
        for (list, scope) in LISTS {
            for (needed, _) in workspace.table(list) {
                let Some(to) = find(name, &needed.text) else { continue };
                needs.root(to, Some(scope));
                if let Some(own) = own {
                    needs.edge(own, to);
                }
            }
        }
    }
    for (key, entry) in root.table("packages") {
        let Some(from) = known.get(&*key.text).copied() else { continue };
        let Some(details) = entry.items().iter().find(|item| item.is_table()) else { continue };
        for (list, scope) in LISTS.into_iter().filter(|(_, scope)| *scope != Scope::Development) {
            for (needed, _) in details.table(list) {
                match find(&key.text, &needed.text) {
                    Some(to) if scope == Scope::Optional => needs.optional_edge(from, to),
                    Some(to) => needs.edge(from, to),
                    None => {}
                }
            }
        }
    }
    needs.settle(found.sheet());
}

/// `a/@b/c` is inside `a`.
fn above(path: &str) -> &str {
    let (outer, _) = path.rsplit_once('/').unwrap_or_default();
    match outer.rsplit_once('/') {
        Some((outer, scope)) if scope.starts_with('@') => outer,
        None if outer.starts_with('@') => "",
        _ => outer,
    }
}

/// None for the folder the lockfile stands in.
fn component(name: &str, resolution: &str, entry: &Node) -> Option<Component> {
    let digest = entry.items().iter().skip(1).filter_map(Node::as_str).rfind(|text| text.starts_with("sha"));
    let hashes = registry::hashes(digest);
    let is_folder = ["link:", "file:"].iter().any(|protocol| resolution.starts_with(protocol));
    if resolution.starts_with("root:") {
        return None;
    }
    if is_folder && !resolution.ends_with("gz") {
        return Some(Component { own: true, ..Component::new(registry::package(name, None)) });
    }
    if resolution.starts_with(|c: char| c.is_ascii_digit()) {
        let archive = entry.items().get(1).and_then(Node::as_str).filter(|url| url.contains("://"));
        return Some(Component { hashes, ..registry::resolved(name, Some(resolution), archive) });
    }
    Some(Component { hashes, ..registry::resolved(name, None, Some(resolution)) })
}

#[test]
fn every_sort_of_tuple_is_read_with_its_edges() {
    let lock = r#"{
  "lockfileVersion": 1,
  "workspaces": {
    "": {
      "name": "door",
      "dependencies": { "alias": "npm:@example/real@^2", "gate": "github:example/gate", },
      "devDependencies": { "nail": "2", },
    },
    "parts/hinge": { "name": "hinge", "version": "0.1.0", "dependencies": { "nail": "1", }, },
  },
  "patchedDependencies": { "nail@1.0.0": "patches/nail.patch", },
  "packages": {
    "alias": ["@example/real@2.0.0", "", { "dependencies": { "nail": "1" }, "optionalDependencies": { "bolt": "4" } }, "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk="],
    "bolt": ["bolt@4.0.0", "https://registry.example.eu/bolt.tgz", {}, "sha512-broken"],
    "gate": ["gate@github:example/gate#0123456789abcdef", { "dependencies": { "hinge": "*" } }, "example-gate-0123456"],
    "hinge": ["hinge@workspace:parts/hinge"],
    "nail": ["nail@2.0.0", "", {}, "sha512-broken"],
    "lock": ["lock@file:parts/lock", {}],
    "frame": ["frame@https://example.eu/frame.tgz", {}],
    "alias/nail": ["nail@1.0.0", "", {}, "sha512-broken"],
    "hinge/nail": ["nail@1.0.0", "", {}, "sha512-broken"],
  },
}"#;
    crate::detectors::tests::check_sheet(
        "bun.lock",
        lock,
        &[
            "4 pkg:npm/door own -> real gate nail",
            "9 pkg:npm/hinge@0.1.0 own -> nail",
            "13 pkg:npm/%40example/real@2.0.0 runtime direct hashes=1 -> nail bolt",
            "14 pkg:npm/bolt@4.0.0 optional transitive source=https://registry.example.eu/bolt.tgz",
            "15 pkg:npm/gate@0123456789abcdef?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fgate.git%400123456789abcdef \
             runtime direct source=git+https://github.com/example/gate.git@0123456789abcdef -> hinge",
            "17 pkg:npm/nail@2.0.0 development direct",
            "18 pkg:npm/lock own",
            "19 pkg:npm/frame transitive source=https://example.eu/frame.tgz",
            "20 pkg:npm/nail@1.0.0 runtime transitive",
            "21 pkg:npm/nail@1.0.0 runtime direct",
        ],
    );
    assert_eq!([above("a/@b/c"), above("@b/c"), above("@b/c/d"), above("a")], ["a", "", "@b/c", ""]);
    crate::detectors::tests::check_malformed("bun.lock", &lock[..lock.len() / 2]);
}
