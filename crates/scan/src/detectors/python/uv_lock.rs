//! Reads `uv.lock`: every package uv resolved, its files, and who needs it for what.

use inventory::{Component, Package, Scope};

use super::super::{Detector, Files, Want};
use super::names::Names;
use super::requirement;
use crate::file::SourceFile;
use crate::found::Found;
use crate::git_source::{GitSource, without_login};
use crate::needs::Needs;
use crate::sheet::{At, Origin};
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "uv-lock", files: Files::Named(&["uv.lock", "*.py.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(root) = found.parsed(tree::toml(&text)) else { return };
    found.origin(Origin::Lock);
    let mut names = Names::default();
    let mut packages = Vec::new();
    for entry in root.list("package") {
        let Some(component) = component(entry) else { continue };
        let name = entry.get("name");
        let own = component.own;
        let at = found.component(component, name.map_or(entry.line, |name| name.line));
        names.add(entry.text("name").unwrap_or_default(), entry.text("version"), at);
        packages.push((at, own, entry));
    }
    let mut needs = Needs::default();
    for (from, own, entry) in packages {
        let mut list = |nodes: &[Node], scope: Scope| {
            for node in nodes {
                let Some(name) = node.text("name") else { continue };
                for to in names.find(name, node.text("version")) {
                    relate(&mut needs, from, to, own.then_some(scope));
                }
            }
        };
        list(entry.list("dependencies"), Scope::Runtime);
        // Of others only those extras are listed that somebody asked for.
        entry.table("optional-dependencies").for_each(|(_, extra)| list(extra.items(), Scope::Optional));
        entry.table("dev-dependencies").for_each(|(_, group)| list(group.items(), Scope::Development));
    }
    // A script, or a workspace without a project of its own.
    let manifest = root.get("manifest");
    let asked = manifest.map_or(&[][..], |manifest| manifest.list("requirements"));
    for node in asked.iter().filter(|node| node.is_table()) {
        let found = names.find(node.text("name").unwrap_or_default(), None);
        found.for_each(|at| needs.root(at, Some(Scope::Runtime)));
    }
    for (_, group) in manifest.into_iter().flat_map(|manifest| manifest.table("dependency-groups")) {
        for node in group.items() {
            let found = names.find(node.text("name").unwrap_or_default(), None);
            found.for_each(|at| needs.root(at, Some(Scope::Development)));
        }
    }
    needs.settle(found.sheet());
}

fn relate(needs: &mut Needs, from: At, to: At, asked_for: Option<Scope>) {
    needs.edge(from, to);
    if asked_for.is_some() {
        needs.root(to, asked_for);
    }
}

fn component(entry: &Node) -> Option<Component> {
    let name = entry.text("name")?;
    let version = entry.text("version");
    let source = |key: &str| entry.at(&["source", key]).and_then(Node::as_str);
    let own = ["editable", "virtual", "directory"].iter().any(|key| source(key).is_some());
    let mut component = Component { own, ..Component::new(Package::new("pypi", name, version)) };
    if let Some(git) = source("git") {
        // `https://host/o/r?tag=v1#1a2b`: the commit is what was taken.
        let (url, commit) = git.rsplit_once('#').unwrap_or((git, ""));
        let url = url.split('?').next().unwrap_or(url);
        let git = GitSource::new(url, Some(commit));
        component.package = git.of_package(Package::new("pypi", name, version.or(git.version())));
        component.source = Some(git.vcs_url());
        return Some(component);
    }
    let files = || entry.get("sdist").into_iter().chain(entry.list("wheels"));
    component.hashes = Vec::with_capacity(1 + entry.list("wheels").len());
    component.hashes.extend(files().filter_map(|file| requirement::hash(file.text("hash")?)));
    let archive = files().find_map(|file| file.text("url"));
    let address = source("url").or(archive).or_else(|| source("registry")).or_else(|| source("path"));
    component.source = address.filter(|_| !own).map(|address| without_login(address).into_owned());
    Some(component)
}

#[test]
fn every_source_is_read_with_the_edges() {
    let lock = r#"
version = 1
requires-python = ">=3.11"
[manifest]
members = ["door", "hinge"]
[[package]]
name = "door"
version = "0.1.0"
source = { virtual = "." }
dependencies = [{ name = "left-pad", extra = ["x"], marker = "os_name == 'nt'" }, { name = "hinge" }]
[package.optional-dependencies]
more = [{ name = "bolt" }]
[package.dev-dependencies]
dev = [{ name = "nail", version = "2.0" }]
[[package]]
name = "left-pad"
version = "1.3.0"
source = { registry = "https://index.example.eu/simple" }
dependencies = [{ name = "nail", version = "1.0", marker = "os_name == 'nt'" }]
sdist = { url = "https://files.example.eu/left_pad-1.3.0.tar.gz", hash = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", size = 1 }
wheels = [
    { url = "https://files.example.eu/left_pad-1.3.0-py3-none-any.whl", hash = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
]
[package.optional-dependencies]
x = [{ name = "gate" }]
[[package]]
name = "nail"
version = "1.0"
source = { registry = "https://user:word@index.example.eu/simple" }
resolution-markers = ["os_name == 'nt'"]
[[package]]
name = "nail"
version = "2.0"
source = { path = "wheels/nail-2.0-py3-none-any.whl" }
[[package]]
name = "gate"
version = "0.3"
source = { git = "https://github.com/example/gate?tag=v0.3#0123456789abcdef" }
[[package]]
name = "bolt"
version = "4.0"
source = { url = "https://example.eu/bolt-4.0.zip" }
[[package]]
name = "hinge"
source = { editable = "parts/hinge" }
dependencies = [{ name = "bolt" }]
"#;
    crate::detectors::tests::check_sheet(
        "uv.lock",
        lock,
        &[
            "7 pkg:pypi/door@0.1.0 own -> left-pad hinge bolt nail",
            "16 pkg:pypi/left-pad@1.3.0 runtime direct source=https://files.example.eu/left_pad-1.3.0.tar.gz hashes=2 \
             -> nail gate",
            "27 pkg:pypi/nail@1.0 runtime transitive source=https://index.example.eu/simple",
            "32 pkg:pypi/nail@2.0 development direct source=wheels/nail-2.0-py3-none-any.whl",
            "36 pkg:pypi/gate@0.3?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fgate%400123456789abcdef runtime \
             transitive source=git+https://github.com/example/gate@0123456789abcdef",
            "40 pkg:pypi/bolt@4.0 runtime direct source=https://example.eu/bolt-4.0.zip",
            "44 pkg:pypi/hinge own -> bolt",
        ],
    );
    crate::detectors::tests::check_malformed("uv.lock", &lock[..lock.len() / 2]);
}
