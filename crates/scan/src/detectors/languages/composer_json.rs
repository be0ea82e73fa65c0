//! Reads `composer.json`: name, version, licence, and the packages it asks for.

use serde_json::{Map, Value};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope, line_of_key};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "composer-json", files: Files::Named(&["composer.json"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let object: Map<String, Value> = match serde_json::from_str(&text) {
        Ok(object) => object,
        Err(error) => return found.malformed(error),
    };
    for (key, kind) in
        [("name", Kind::ManifestName), ("version", Kind::ManifestVersion), ("description", Kind::ManifestDescription)]
    {
        if let Some(value) = object.get(key).and_then(Value::as_str) {
            found.add(kind, value, line_of_key(&text, key));
        }
    }
    // A list means a choice between them.
    let licence = match object.get("license") {
        Some(Value::String(licence)) => licence.clone(),
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" OR "),
        _ => String::new(),
    };
    found.licence(&licence, line_of_key(&text, "license"));
    for (key, scope) in [("require", Scope::Runtime), ("require-dev", Scope::Development)] {
        let dependencies = object.get(key).and_then(Value::as_object);
        for name in dependencies.into_iter().flat_map(Map::keys) {
            found.dependency("composer", name, scope, || line_of_key(&text, name));
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
}
