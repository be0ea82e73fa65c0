//! Reads `vcpkg.json`: the project, what it asks for, and the versions it overrides.

use std::collections::HashMap;

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::licence_text;
use crate::tree::{Node, Value, json};

pub const DETECTOR: Detector =
    Detector { id: "vcpkg-json", files: Files::Named(&["vcpkg.json"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(manifest) = found.parsed(json(&text)) else { return };
    let own = !found.is_vendored();
    if let Some(name) = manifest.get("name")
        && let Some(written) = name.as_str()
    {
        let component = Component {
            own,
            licence: manifest.text("license").and_then(licence_text::declared),
            description: manifest.text("description").map(str::to_owned),
            ..Component::new(package(written, &manifest))
        };
        found.component(component, name.line);
    }
    if !own {
        return;
    }
    let overrides: HashMap<&str, &Node> =
        manifest.list("overrides").iter().filter_map(|entry| Some((entry.text("name")?, entry))).collect();
    let baseline = manifest.text("builtin-baseline");
    wishes(manifest.list("dependencies"), Scope::Runtime, &overrides, baseline, found);
    for (_, feature) in manifest.table("features") {
        wishes(feature.list("dependencies"), Scope::Optional, &overrides, baseline, found);
    }
}

/// A version is written under one of four names, with the scheme it follows.
fn package(name: &str, node: &Node) -> Package {
    let keys = ["version", "version-string", "version-semver", "version-date"];
    let version = keys.iter().find_map(|key| node.text(key));
    // `1.2.3#4` has the port's own version behind.
    let (version, port) = match version.and_then(|version| version.split_once('#')) {
        Some((version, port)) => (Some(version), Some(port)),
        None => (version, node.text("port-version")),
    };
    Package::new("vcpkg", name, version).with("port_version", port.filter(|port| *port != "0").unwrap_or_default())
}

fn wishes(list: &[Node], scope: Scope, overrides: &HashMap<&str, &Node>, baseline: Option<&str>, found: &mut Found) {
    for entry in list {
        let (name, line) = match &entry.value {
            Value::Text(name) => (&**name, entry.line),
            _ => match entry.get("name").map(|name| (name.as_str(), name.line)) {
                Some((Some(name), line)) => (name, line),
                _ => continue,
            },
        };
        let scope = if entry.is_true("host") { Scope::Development } else { scope };
        let (package, requirement) = match (overrides.get(name), entry.text("version>="), baseline) {
            (Some(pin), _, _) => {
                let package = package(name, pin);
                let requirement = package.version.clone().unwrap_or_default();
                (package, requirement)
            }
            (None, Some(least), _) => (Package::new("vcpkg", name, None), format!(">={least}")),
            (None, None, Some(baseline)) => (Package::new("vcpkg", name, None), format!("baseline {baseline}")),
            (None, None, None) => (Package::new("vcpkg", name, None), String::new()),
        };
        found.wish(package, &requirement, scope, line);
    }
}

#[test]
fn a_manifest_says_what_it_asks_for_and_overrides() {
    let manifest = r#"{
  "name": "door",
  "version-string": "1.2.3",
  "license": "MIT",
  "builtin-baseline": "3426db05b996481ca31e95fff3734cf23e0f51bc",
  "dependencies": [
    "zlib",
    {"name": "left-pad", "version>=": "1.0.0#2", "features": ["x"]},
    {"name": "example", "default-features": false},
    {"name": "cmake-helper", "host": true}
  ],
  "features": {"tls": {"description": "x", "dependencies": ["tls"]}},
  "overrides": [{"name": "example", "version": "8.2.0", "port-version": 1}]
}"#;
    let baseline = "baseline 3426db05b996481ca31e95fff3734cf23e0f51bc";
    crate::detectors::tests::check_sheet(
        "vcpkg.json",
        manifest,
        &[
            "2 pkg:vcpkg/door@1.2.3 own licence=MIT",
            &format!("7 wish pkg:vcpkg/zlib {baseline} runtime"),
            "8 wish pkg:vcpkg/left-pad >=1.0.0#2 runtime",
            "9 wish pkg:vcpkg/example@8.2.0?port_version=1 8.2.0 runtime",
            &format!("10 wish pkg:vcpkg/cmake-helper {baseline} development"),
            &format!("12 wish pkg:vcpkg/tls {baseline} optional"),
        ],
    );
}
