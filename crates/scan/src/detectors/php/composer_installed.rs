//! Reads `vendor/composer/installed.json`: the packages that are there. Composer 1 wrote a list, Composer 2 an object.

use std::collections::HashSet;

use inventory::Scope;

use super::super::{Detector, Files, Want};
use super::composer_package::Packages;
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::Origin;
use crate::tree::{Node, json};

pub const DETECTOR: Detector =
    Detector { id: "composer-installed", files: Files::Named(&["composer/installed.json"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(installed) = found.parsed(json(&text)) else { return };
    found.origin(Origin::Installed);
    let of_development: HashSet<&str> = installed.list("dev-package-names").iter().filter_map(Node::as_str).collect();
    let list = if installed.is_table() { installed.list("packages") } else { installed.items() };
    let mut packages = Packages::default();
    for package in list {
        let is_development = package.text("name").is_some_and(|name| of_development.contains(name));
        packages.add(package, is_development.then_some(Scope::Development), found);
    }
    packages.link(found);
    found.sheet().edges_complete = true;
}

#[test]
fn both_forms_are_read() {
    let first = r#"[
    {"name": "example/left-pad", "version": "1.2.3", "version_normalized": "1.2.3.0", "license": ["MIT"]}
]"#;
    crate::detectors::tests::check_sheet(
        "vendor/composer/installed.json",
        first,
        &["2 pkg:composer/example/left-pad@1.2.3 licence=MIT"],
    );
    let second = r#"{
    "packages": [
        {"name": "example/left-pad", "version": "1.2.3", "require": {"example/door": "*"}},
        {"name": "example/door", "version": "2.0.0", "install-path": "../example/door"}
    ],
    "dev": true,
    "dev-package-names": ["example/door"]
}"#;
    crate::detectors::tests::check_sheet(
        "vendor/composer/installed.json",
        second,
        &["3 pkg:composer/example/left-pad@1.2.3 -> door", "4 pkg:composer/example/door@2.0.0 development"],
    );
}
