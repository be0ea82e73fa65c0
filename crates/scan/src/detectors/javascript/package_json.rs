//! Reads `package.json`: name, version, licence, and the packages it asks for.

use serde_json::{Map, Value};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope, line_of_key};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "package-json", files: Files::Named(&["package.json"]), want: Want::Whole, read };

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
    // Once it was an object: { "type": "MIT", "url": … }.
    let licence = object.get("license");
    let licence = licence.and_then(|licence| licence.as_str().or_else(|| licence.get("type")?.as_str()));
    if let Some(licence) = licence {
        found.licence(licence, line_of_key(&text, "license"));
    }
    for (key, scope) in [
        ("dependencies", Scope::Runtime),
        ("optionalDependencies", Scope::Runtime),
        ("peerDependencies", Scope::Runtime),
        ("devDependencies", Scope::Development),
    ] {
        let Some(dependencies) = object.get(key).and_then(Value::as_object) else { continue };
        for (name, version) in dependencies {
            found.dependency("npm", real_name(name, version), scope, || line_of_key(&text, name));
        }
    }
}

/// `"llm": "npm:openai@^4"` is openai.
fn real_name<'a>(name: &'a str, version: &'a Value) -> &'a str {
    let alias = version.as_str().and_then(|version| version.strip_prefix("npm:"));
    alias.map_or(name, |alias| match alias.rfind('@') {
        Some(at) if at > 0 => &alias[..at],
        _ => alias,
    })
}

#[test]
fn a_manifest_says_what_it_is_and_what_it_asks_for() {
    let manifest = r#"{
  "name": "door",
  "version": "1.2.3",
  "license": { "type": "MIT" },
  "dependencies": {
    "left-pad": "1",
    "llm": "npm:@anthropic-ai/sdk@^0.30"
  },
  "devDependencies": {
    "openai": "^4"
  }
}"#;
    crate::detectors::tests::check(
        "package.json",
        manifest,
        &[
            "2 manifest-name door product",
            "3 manifest-version 1.2.3 product",
            "4 licence MIT product",
            "7 hosted-model-client Anthropic product",
            "10 hosted-model-client OpenAI development",
        ],
    );
    crate::detectors::tests::check_malformed("package.json", "{ // comment\n}");
    crate::detectors::tests::check_malformed("package.json", &"[".repeat(100_000));
}
