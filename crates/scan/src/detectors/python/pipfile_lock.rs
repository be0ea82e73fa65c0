//! Reads `Pipfile.lock`.

use inventory::{Component, Package, Scope};

use super::super::{Detector, Files, Want};
use super::requirement;
use crate::file::SourceFile;
use crate::found::Found;
use crate::git_source::{GitSource, without_login};
use crate::sheet::Origin;
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "pipfile-lock", files: Files::Named(&["pipfile.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let root = match tree::json(&text) {
        Ok(root) if root.is_table() => root,
        Ok(_) => return found.malformed("it is no object"),
        Err(fault) => return found.malformed(fault),
    };
    found.origin(Origin::Lock);
    for (category, packages) in root.entries().filter(|(key, _)| key.text != "_meta") {
        let scope = match &*category.text {
            "default" => Scope::Runtime,
            "develop" => Scope::Development,
            name if requirement::is_development(name) => Scope::Development,
            _ => Scope::Optional,
        };
        for (name, entry) in packages.entries() {
            let component = Component { scope: Some(scope), ..component(&name.text, entry) };
            found.component(component, name.line);
        }
    }
}

fn component(name: &str, entry: &Node) -> Component {
    let version = entry.text("version").or_else(|| entry.as_str()).and_then(requirement::pin);
    let mut component = Component::new(Package::new("pypi", name, version));
    component.hashes = entry.list("hashes").iter().filter_map(Node::as_str).filter_map(requirement::hash).collect();
    if let Some(url) = entry.text("git") {
        // `git+https://…@ref` in newer ones, address and `ref` apart in older.
        let git = GitSource::of_pip(url).filter(|git| git.revision.is_some());
        let git = git.unwrap_or_else(|| GitSource::new(url, entry.text("ref")));
        component.package = git.of_package(Package::new("pypi", name, version.or(git.version())));
        component.source = Some(git.vcs_url());
        return component;
    }
    let address = entry.text("file").or_else(|| entry.text("path"));
    let archive = address.and_then(requirement::of_file).map(|(_, version)| version);
    component.own = address.is_some() && archive.is_none() && !address.is_some_and(|address| address.contains("://"));
    if component.package.version.is_none() {
        component.package = Package::new("pypi", name, archive);
    }
    component.source = address.filter(|_| !component.own).map(|address| without_login(address).into_owned());
    component
}

#[test]
fn every_sort_of_entry_is_read() {
    let lock = r#"{
    "_meta": {"hash": {"sha256": "aa"}, "pipfile-spec": 6, "requires": {}, "sources": []},
    "default": {
        "left_pad": {
            "hashes": ["sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "sha256:broken"],
            "index": "pypi", "markers": "python_version >= '3.8'", "version": "==1.3.0"
        },
        "gate": {"git": "https://github.com/example/gate.git", "ref": "0123456789abcdef"},
        "bolt": {"file": "https://example.eu/bolt-4.0.tar.gz"},
        "hinge": {"editable": true, "path": "parts/hinge"}
    },
    "develop": {"nail": {"version": "==2.0"}},
    "more": {"frame": {"version": "===3.1"}}
}"#;
    crate::detectors::tests::check_sheet(
        "Pipfile.lock",
        lock,
        &[
            "4 pkg:pypi/left-pad@1.3.0 runtime hashes=1",
            "8 pkg:pypi/gate@0123456789abcdef?vcs_url=\
             git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fgate.git%400123456789abcdef runtime \
             source=git+https://github.com/example/gate.git@0123456789abcdef",
            "9 pkg:pypi/bolt@4.0 runtime source=https://example.eu/bolt-4.0.tar.gz",
            "10 pkg:pypi/hinge own runtime",
            "12 pkg:pypi/nail@2.0 development",
            "13 pkg:pypi/frame@3.1 optional",
        ],
    );
    crate::detectors::tests::check_malformed("Pipfile.lock", &lock[..lock.len() / 2]);
}
