//! Reads `composer.json`: name, version, licence, and the packages it asks for.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use super::composer_package::{is_platform, licence};
use crate::file::SourceFile;
use crate::found::{Found, Scope, line_of_number};
use crate::report::Kind;
use crate::repository::exact;
use crate::tree::{Node, json};

pub const DETECTOR: Detector =
    Detector { id: "composer-json", files: Files::Named(&["composer.json"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let manifest = match json(&text) {
        Ok(manifest) if manifest.is_table() => manifest,
        Ok(_) => return found.malformed("an object was expected"),
        Err(fault) => return found.malformed(fault),
    };
    let line = |node: &Node| line_of_number(&text, node.line);
    for (key, kind) in
        [("name", Kind::ManifestName), ("version", Kind::ManifestVersion), ("description", Kind::ManifestDescription)]
    {
        if let Some(node) = manifest.get(key)
            && let Some(value) = node.as_str()
        {
            found.add(kind, value, line(node));
        }
    }
    let of_this = licence(&manifest);
    if let (Some(node), Some(licence)) = (manifest.get("license"), &of_this) {
        found.licence(licence, line(node));
    }
    let own = !found.is_vendored();
    let version = manifest.text("version");
    if let Some(name) = manifest.get("name")
        && let Some(written) = name.as_str()
        // `installed.json` knows the version of what Composer put there.
        && (own || version.is_some())
    {
        let component = Component {
            own,
            licence: of_this,
            description: manifest.text("description").map(str::to_owned),
            ..Component::new(Package::new("composer", written, version))
        };
        found.component(component, name.line);
    }
    for (key, scope) in [("require", Scope::Runtime), ("require-dev", Scope::Development)] {
        for (name, requirement) in manifest.table(key) {
            found.dependency("composer", &name.text, scope, || line_of_number(&text, name.line));
            if own && !is_platform(&name.text) {
                let requirement = requirement.as_str().unwrap_or_default();
                found.wish(Package::new("composer", &name.text, exact(requirement)), requirement, scope, name.line);
            }
        }
    }
}

#[test]
fn a_manifest_says_what_it_is_and_what_it_asks_for() {
    let manifest = r#"{
  "name": "acme/door",
  "license": ["MIT", "GPL-3.0-or-later"],
  "require": {
    "php": ">=8.2",
    "openai-php/client": "^0.10"
  },
  "require-dev": {
    "rubix/ml": "^2"
  }
}"#;
    crate::detectors::tests::check(
        "composer.json",
        manifest,
        &[
            "2 manifest-name acme/door product",
            "3 licence MIT OR GPL-3.0-or-later product",
            "6 hosted-model-client OpenAI product",
            "9 ai-library Rubix ML development",
        ],
    );
    crate::detectors::tests::check_sheet(
        "composer.json",
        manifest,
        &[
            "2 pkg:composer/acme/door own licence=MIT OR GPL-3.0-or-later",
            "6 wish pkg:composer/openai-php/client ^0.10 runtime",
            "9 wish pkg:composer/rubix/ml ^2 development",
        ],
    );
}
