//! Reads `Packages/packages-lock.json`: the packages the package manager of Unity resolved for a project.

use std::collections::HashMap;

use inventory::{Component, Package, Relation};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::{git_package, name_and_version, stem, vcs_url, without_login};
use crate::sheet::{At, Origin};
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "unity-lock", files: Files::Named(&["packages/packages-lock.json"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(lock) = found.parsed(tree::json(&text)) else { return };
    found.origin(Origin::Lock);
    found.sheet().edges_complete = true;
    let mut known: HashMap<&str, At> = HashMap::new();
    for (name, entry) in lock.table("dependencies") {
        let component = Component { relation: relation(entry), ..component(&name.text, entry) };
        known.insert(&name.text, found.component(component, name.line));
    }
    for (name, entry) in lock.table("dependencies") {
        let Some(from) = known.get(&*name.text) else { continue };
        for (need, _) in entry.table("dependencies") {
            if let Some(to) = known.get(&*need.text).filter(|to| *to != from) {
                found.depends(*from, *to);
            }
        }
    }
}

/// The project's own packages have depth 0.
fn relation(entry: &Node) -> Option<Relation> {
    let depth = entry.text("depth")?;
    Some(if depth == "0" { Relation::Direct } else { Relation::Transitive })
}

fn component(name: &str, entry: &Node) -> Component {
    let version = entry.text("version").unwrap_or_default();
    match entry.text("source").unwrap_or_default() {
        // The version is the address, with the folder in it and the tag behind it.
        "git" => {
            let url = version.split(['#', '?']).next().unwrap_or_default();
            let commit = entry.text("hash");
            Component { source: Some(vcs_url(url, commit)), ..Component::new(git_package(url, name, commit)) }
        }
        "embedded" | "local" => Component { own: true, ..Component::new(Package::new("generic", name, None)) },
        "local-tarball" => {
            let (_, version) = name_and_version(stem(version.rsplit(['/', ':']).next().unwrap_or_default()));
            Component::new(Package::new("generic", name, version))
        }
        // `builtin` comes with the editor. Unity's registry has a type of package-url no more than others of its kind.
        _ => {
            let registry = without_login(entry.text("url").unwrap_or_default());
            Component::new(Package::new("generic", name, Some(version)).with("repository_url", registry))
        }
    }
}

#[test]
fn packages_of_all_sources_are_read() {
    let lock = r#"{
  "dependencies": {
    "eu.example.door": {
      "version": "2.0.1",
      "depth": 0,
      "source": "registry",
      "dependencies": { "eu.example.hinge": "1.0.0", "eu.example.none": "1.0.0" },
      "url": "https://packages.example.eu"
    },
    "eu.example.hinge": { "version": "1.0.0", "depth": 1, "source": "builtin", "dependencies": {} },
    "eu.example.gate": {
      "version": "https://github.com/example/gate.git?path=/package#v1.2.0",
      "depth": 0,
      "source": "git",
      "dependencies": {},
      "hash": "0123456789abcdef0123456789abcdef01234567"
    },
    "eu.example.own": { "version": "file:eu.example.own", "depth": 0, "source": "embedded", "dependencies": {} },
    "eu.example.packed": { "version": "file:../packed-3.1.0.tgz", "depth": 0, "source": "local-tarball" }
  }
}"#;
    crate::detectors::tests::check_sheet(
        "game/Packages/packages-lock.json",
        lock,
        &[
            "3 pkg:generic/eu.example.door@2.0.1?repository_url=https:%2F%2Fpackages.example.eu direct -> eu.example.hinge",
            "10 pkg:generic/eu.example.hinge@1.0.0 transitive",
            "11 pkg:github/example/gate@0123456789abcdef0123456789abcdef01234567 direct \
             source=git+https://github.com/example/gate.git@0123456789abcdef0123456789abcdef01234567",
            "18 pkg:generic/eu.example.own own direct",
            "19 pkg:generic/eu.example.packed@3.1.0 direct",
        ],
    );
    crate::detectors::tests::check_sheet("other/packages-lock.json", lock, &[]);
    crate::detectors::tests::check_malformed("Packages/packages-lock.json", "{\"dependencies\": {");
}
