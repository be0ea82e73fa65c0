//! Reads `flake.lock` (Nix): the inputs of a flake, each pinned to a revision.

use std::collections::{HashMap, HashSet};

use inventory::{Component, Hash, Package, Property, Relation};

use super::super::{Detector, Files, Want};
use super::repository;
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::{At, Origin};
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "flake-lock", files: Files::Named(&["flake.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(lock) = found.parsed(tree::json(&text)) else { return };
    found.origin(Origin::Lock);
    let root = lock.text("root").unwrap_or("root");
    let nodes: HashMap<&str, &Node> = lock.table("nodes").map(|(name, node)| (&*name.text, node)).collect();
    let direct: HashSet<&str> = nodes.get(root).into_iter().flat_map(|root| inputs(root)).collect();
    let mut listed: HashMap<&str, At> = HashMap::new();
    for (name, node) in lock.table("nodes") {
        let Some(locked) = node.get("locked").filter(|_| name.text != root) else { continue };
        let Some(package) = package(&name.text, locked) else { continue };
        let relation = if direct.contains(&&*name.text) { Relation::Direct } else { Relation::Transitive };
        let branch = node.at(&["original", "ref"]).and_then(|branch| branch.as_str());
        let component = Component {
            relation: Some(relation),
            hashes: locked.text("narHash").and_then(Hash::integrity).into_iter().collect(),
            source: locked.text("url").map(str::to_owned),
            properties: branch.map(|branch| Property::new("ref", branch)).into_iter().collect(),
            ..Component::new(package)
        };
        listed.insert(&name.text, found.component(component, name.line));
    }
    for (name, node) in lock.table("nodes") {
        let Some(from) = listed.get(&*name.text) else { continue };
        for target in inputs(node).filter_map(|input| listed.get(input)) {
            found.depends(*from, *target);
        }
    }
    // An input that follows another is written as a path from the root: those edges are left out.
    found.sheet().edges_complete = false;
}

/// The nodes an input names. A list is a path to follow instead.
fn inputs<'a>(node: &'a Node) -> impl Iterator<Item = &'a str> {
    node.table("inputs").filter_map(|(_, input)| input.as_str())
}

fn package(name: &str, locked: &Node) -> Option<Package> {
    let revision = locked.text("rev");
    let kind = locked.text("type")?;
    let (owner, repo) = (locked.text("owner"), locked.text("repo"));
    match (kind, owner, repo) {
        ("github", Some(owner), Some(repo)) => {
            Some(Package::new("github", &format!("{owner}/{repo}"), revision).with("repository_url", host(locked)))
        }
        ("gitlab", Some(owner), Some(repo)) => {
            let path = format!("{owner}/{repo}").replace("%2F", "/");
            Some(Package::new("gitlab", &path, revision).with("repository_url", host(locked)))
        }
        ("sourcehut", Some(owner), Some(repo)) => {
            repository::package(&format!("https://git.sr.ht/{owner}/{repo}"), revision)
        }
        ("git" | "hg", ..) => repository::package(locked.text("url")?, revision),
        ("tarball" | "file", ..) => {
            Some(Package::new("generic", name, revision).with("download_url", locked.text("url")?))
        }
        // A folder of the project itself.
        _ => None,
    }
}

/// A server of somebody's own.
fn host<'a>(locked: &'a Node) -> &'a str {
    locked.text("host").unwrap_or_default()
}

#[test]
fn inputs_are_listed_with_their_revisions() {
    let lock = r#"{"nodes": {
"door": {"inputs": {"nixpkgs": "nixpkgs", "k": ["key"]},
  "locked": {"lastModified": 1, "narHash": "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "owner": "Example", "repo": "door", "rev": "0123abc", "type": "github"},
  "original": {"owner": "Example", "ref": "main", "repo": "door", "type": "github"}},
"key": {"locked": {"host": "git.example.org", "owner": "a%2Fb", "repo": "key", "rev": "1", "type": "gitlab"}},
"nixpkgs": {"locked": {"type": "tarball", "url": "https://example.org/nixpkgs.tar.xz", "narHash": "x"}},
"hinge": {"locked": {"type": "git", "url": "https://git.example.org/hinge", "rev": "2"}},
"own": {"locked": {"type": "path", "path": "./own"}},
"root": {"inputs": {"door": "door", "hinge": "hinge"}}}, "root": "root", "version": 7}"#;
    crate::detectors::tests::check_sheet(
        "flake.lock",
        lock,
        &[
            "2 pkg:github/example/door@0123abc direct hashes=1 -> nixpkgs",
            "5 pkg:gitlab/a/b/key@1?repository_url=git.example.org transitive",
            "6 pkg:generic/nixpkgs?download_url=https:%2F%2Fexample.org%2Fnixpkgs.tar.xz transitive \
             source=https://example.org/nixpkgs.tar.xz",
            "7 pkg:generic/hinge@2?vcs_url=git%2Bhttps:%2F%2Fgit.example.org%2Fhinge%402 direct \
             source=https://git.example.org/hinge",
        ],
    );
    crate::detectors::tests::check_malformed("flake.lock", "{\"nodes\": {");
}
