//! Reads PlatformIO's `library.json`, the manifest of a library, and `.piopm`, which it leaves in what it installed.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use super::generic;
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::licence_text;
use crate::repository::exact;
use crate::sheet::Origin;
use crate::tree::{Node, json};

pub const DETECTOR: Detector =
    Detector { id: "platformio-library", files: Files::Named(&["library.json", ".piopm"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(manifest) = found.parsed(json(&text)) else { return };
    let Some(name) = manifest.get("name") else { return };
    let Some(written) = name.as_str() else { return };
    let version = manifest.text("version");
    if file.name.lower_name() == ".piopm" {
        found.origin(Origin::Installed);
        let owner = manifest.get("spec").and_then(|spec| spec.text("owner"));
        let name_of = owner.map_or(written.to_owned(), |owner| format!("{owner}/{written}"));
        found.component(Component::new(generic(&name_of, version)), name.line);
        return;
    }
    // Others have a file of this name; only PlatformIO's say where the library runs or how it is built.
    let is_library = ["frameworks", "platforms", "build", "headers", "export", "srcFilter"]
        .iter()
        .any(|key| manifest.get(key).is_some());
    if !is_library {
        return;
    }
    let own = !found.is_vendored();
    let component = Component {
        own,
        licence: manifest.text("license").and_then(licence_text::declared),
        description: manifest.text("description").map(str::to_owned),
        ..Component::new(Package::new("generic", written, version))
    };
    found.component(component, name.line);
    if own {
        wishes(&manifest, found);
    }
}

/// A table of names and versions, or a list.
fn wishes(manifest: &Node, found: &mut Found) {
    for (name, asked) in manifest.table("dependencies") {
        let requirement = asked.as_str().unwrap_or_default();
        found.wish(generic(&name.text, exact(requirement)), requirement, Scope::Runtime, name.line);
    }
    for entry in manifest.list("dependencies") {
        let Some(name) = entry.text("name") else { continue };
        let name = entry.text("owner").map_or(name.to_owned(), |owner| format!("{owner}/{name}"));
        let requirement = entry.text("version").unwrap_or_default();
        found.wish(generic(&name, exact(requirement)), requirement, Scope::Runtime, entry.line);
    }
}

#[test]
fn a_library_and_what_was_installed_are_read() {
    let library = r#"{
  "name": "Door",
  "version": "1.2.3",
  "license": "MIT",
  "frameworks": "arduino",
  "dependencies": [
    {"owner": "example", "name": "LeftPad", "version": "^1.0"}
  ]
}"#;
    crate::detectors::tests::check_sheet(
        "library.json",
        library,
        &["2 pkg:generic/Door@1.2.3 own licence=MIT", "7 wish pkg:generic/example/LeftPad ^1.0 runtime"],
    );
    crate::detectors::tests::check_sheet(
        ".pio/libdeps/a/LeftPad/.piopm",
        r#"{"type": "library", "name": "LeftPad", "version": "6.21.3", "spec": {"owner": "example", "id": 64}}"#,
        &["1 pkg:generic/example/LeftPad@6.21.3"],
    );
    crate::detectors::tests::check_sheet("library.json", r#"{"name": "x", "machineName": "H5P"}"#, &[]);
}
