//! Reads `poetry.lock` of all versions.

use std::collections::HashMap;

use inventory::{Component, Hash, Package, Scope};

use super::super::{Detector, Files, Want};
use super::names::Names;
use super::requirement;
use crate::file::SourceFile;
use crate::found::Found;
use crate::git_source::{GitSource, without_login};
use crate::needs::Needs;
use crate::sheet::Origin;
use crate::tree::{self, Node, Value};

pub const DETECTOR: Detector =
    Detector { id: "poetry-lock", files: Files::Named(&["poetry.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(root) = found.parsed(tree::toml(&text)) else { return };
    found.origin(Origin::Lock);
    // Until version 1.2 the digests of all packages stood together at the end.
    let metadata = root.get("metadata");
    let files: HashMap<String, &[Node]> = ["files", "hashes"]
        .iter()
        .flat_map(|key| metadata.into_iter().flat_map(|metadata| metadata.table(key)))
        .map(|(name, files)| (requirement::normal(&name.text), files.items()))
        .collect();
    let mut names = Names::default();
    let mut packages = Vec::new();
    for entry in root.list("package") {
        let Some(name) = entry.text("name") else { continue };
        let mut component = component(entry, name);
        let own_files = entry.list("files").iter();
        let listed = files.get(&requirement::normal(name)).copied().unwrap_or_default();
        component.hashes = own_files.chain(listed).filter_map(hash).collect();
        let at = found.component(component, entry.get("name").map_or(entry.line, |name| name.line));
        names.add(name, entry.text("version"), at);
        packages.push((at, entry));
    }
    let mut needs = Needs::default();
    for (from, entry) in packages {
        for (name, details) in entry.table("dependencies") {
            let optional = details.is_true("optional");
            for to in names.find(&name.text, None) {
                if optional { needs.optional_edge(from, to) } else { needs.edge(from, to) }
            }
        }
    }
    needs.settle(found.sheet());
}

fn hash(file: &Node) -> Option<Hash> {
    match &file.value {
        // The oldest form: digests alone.
        Value::Text(digest) => Hash::of_length(digest),
        _ => requirement::hash(file.text("hash")?),
    }
}

fn component(entry: &Node, name: &str) -> Component {
    let version = entry.text("version");
    let source = |key: &str| entry.at(&["source", key]).and_then(Node::as_str);
    let mut component = Component::new(Package::new("pypi", name, version));
    component.scope = scope(entry);
    match source("type") {
        Some("git") => {
            let commit = source("resolved_reference").or(source("reference"));
            let git = GitSource::new(source("url").unwrap_or_default(), commit);
            component.package = git.of_package(component.package);
            component.source = Some(git.vcs_url());
        }
        Some("directory") => component.own = true,
        _ => component.source = source("url").map(|url| without_login(url).into_owned()),
    }
    component
}

/// Until version 1.5 a package had a category, from 2.1 on it has groups; between, nothing is said.
fn scope(entry: &Node) -> Option<Scope> {
    let is_main = match entry.text("category") {
        Some(category) => category == "main",
        None => {
            let mut groups = entry.get("groups")?.items().iter().filter_map(Node::as_str);
            groups.any(|group| group == "main")
        }
    };
    Some(match is_main {
        true if entry.is_true("optional") => Scope::Optional,
        true => Scope::Runtime,
        false => Scope::Development,
    })
}

#[test]
fn the_newer_form_is_read_with_its_edges() {
    let lock = r#"
[[package]]
name = "left-pad"
version = "1.3.0"
description = ""
optional = false
python-versions = "*"
groups = ["main", "dev"]
files = [
    {file = "left_pad-1.3.0.tar.gz", hash = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
]

[package.dependencies]
Nail = {version = ">=1", markers = "os_name == 'nt'"}
gate = {version = "*", optional = true}
absent = "*"

[package.extras]
more = ["gate"]

[[package]]
name = "nail"
version = "1.0"
optional = true
groups = ["main"]
files = []

[[package]]
name = "gate"
version = "0.3"
groups = ["test"]
files = []
[package.source]
type = "git"
url = "https://github.com/example/gate.git"
reference = "main"
resolved_reference = "0123456789abcdef"

[[package]]
name = "hinge"
version = "0.1.0"
files = []
develop = true
[package.source]
type = "directory"
url = "parts/hinge"

[metadata]
lock-version = "2.1"
python-versions = "^3.11"
content-hash = "aa"
"#;
    crate::detectors::tests::check_sheet(
        "poetry.lock",
        lock,
        &[
            "3 pkg:pypi/left-pad@1.3.0 runtime hashes=1 -> nail gate",
            "22 pkg:pypi/nail@1.0 optional",
            "29 pkg:pypi/gate@0.3?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fgate.git%400123456789abcdef \
             development source=git+https://github.com/example/gate.git@0123456789abcdef",
            "40 pkg:pypi/hinge@0.1.0 own",
        ],
    );
    crate::detectors::tests::check_malformed("poetry.lock", &lock[..lock.len() / 4]);
}

#[test]
fn the_older_form_has_categories_and_its_digests_at_the_end() {
    let lock = r#"
[[package]]
name = "Left_Pad"
version = "1.3.0"
category = "dev"
optional = false

[metadata]
lock-version = "1.1"

[metadata.files]
left-pad = [
    {file = "left_pad-1.3.0.tar.gz", hash = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
]
"#;
    let expected = ["3 pkg:pypi/left-pad@1.3.0 development hashes=1"];
    crate::detectors::tests::check_sheet("poetry.lock", lock, &expected);
}
