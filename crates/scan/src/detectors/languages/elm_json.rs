//! Reads `elm.json`: an application pins its packages, a package asks for ranges.

use inventory::{Component, Package, Relation, Scope};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::licence_text;
use crate::tree::{Node, json};

pub const DETECTOR: Detector = Detector { id: "elm-json", files: Files::Named(&["elm.json"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(manifest) = found.parsed(json(&text)) else { return };
    let own = !found.is_vendored();
    if let Some(name) = manifest.get("name")
        && let Some(written) = name.as_str()
    {
        let licence = manifest.text("license").and_then(licence_text::declared);
        let package = package(written, manifest.text("version"));
        found.component(Component { own, licence, ..Component::new(package) }, name.line);
    }
    for (key, scope) in [("dependencies", Scope::Runtime), ("test-dependencies", Scope::Development)] {
        let Some(list) = manifest.get(key) else { continue };
        if manifest.text("type") == Some("application") {
            pinned(list, "direct", scope, Relation::Direct, found);
            pinned(list, "indirect", scope, Relation::Transitive, found);
        } else if own {
            for (name, range) in list.entries() {
                found.wish(package(&name.text, None), range.as_str().unwrap_or_default(), scope, name.line);
            }
        }
    }
}

fn pinned(list: &Node, key: &str, scope: Scope, relation: Relation, found: &mut Found) {
    for (name, version) in list.table(key) {
        let component = Component::new(package(&name.text, version.as_str()));
        found.component(Component { scope: Some(scope), relation: Some(relation), ..component }, name.line);
    }
}

fn package(written: &str, version: Option<&str>) -> Package {
    let (author, name) = written.split_once('/').unwrap_or(("", written));
    let package = Package::new("elm", name, version);
    Package { namespace: Some(author.to_owned()).filter(|author| !author.is_empty()), ..package }
}

#[test]
fn applications_and_packages_are_read() {
    let application = r#"{
    "type": "application",
    "dependencies": {
        "direct": {"elm/core": "1.0.5"},
        "indirect": {"elm/json": "1.1.3"}
    },
    "test-dependencies": {"direct": {"elm-explorations/test": "2.0.1"}, "indirect": {}}
}"#;
    crate::detectors::tests::check_sheet(
        "elm.json",
        application,
        &[
            "4 pkg:elm/elm/core@1.0.5 runtime direct",
            "5 pkg:elm/elm/json@1.1.3 runtime transitive",
            "7 pkg:elm/elm-explorations/test@2.0.1 development direct",
        ],
    );
    let package = r#"{
    "type": "package", "name": "example/door", "version": "1.2.3", "license": "MIT",
    "dependencies": {"elm/core": "1.0.0 <= v < 2.0.0"}
}"#;
    crate::detectors::tests::check_sheet(
        "elm.json",
        package,
        &["2 pkg:elm/example/door@1.2.3 own licence=MIT", "3 wish pkg:elm/elm/core 1.0.0 <= v < 2.0.0 runtime"],
    );
}
