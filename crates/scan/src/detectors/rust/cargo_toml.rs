//! Reads `Cargo.toml`: name, version, licence, and the crates it asks for.

use toml::{Table, Value};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope, line_of_key};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "cargo-toml", files: Files::Named(&["cargo.toml"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let table: Table = match toml::from_str(&text) {
        Ok(table) => table,
        Err(error) => return found.malformed(error.message()),
    };
    // A workspace gives its members version and licence; `version.workspace = true` is no text.
    let workspace = table.get("workspace").and_then(Value::as_table);
    let packages = [table.get("package"), workspace.and_then(|workspace| workspace.get("package"))];
    for package in packages.into_iter().flatten().filter_map(Value::as_table) {
        for (key, kind) in [
            ("name", Kind::ManifestName),
            ("version", Kind::ManifestVersion),
            ("description", Kind::ManifestDescription),
        ] {
            if let Some(value) = package.get(key).and_then(Value::as_str) {
                found.add(kind, value, line_of_key(&text, key));
            }
        }
        if let Some(licence) = package.get("license").and_then(Value::as_str) {
            found.licence(licence, line_of_key(&text, "license"));
        }
    }
    dependencies(&table, &text, found);
    if let Some(workspace) = workspace {
        dependencies(workspace, &text, found);
    }
    let targets = table.get("target").and_then(Value::as_table);
    for target in targets.into_iter().flat_map(Table::values).filter_map(Value::as_table) {
        dependencies(target, &text, found);
    }
}

fn dependencies(table: &Table, text: &str, found: &mut Found) {
    for (key, scope) in [
        ("dependencies", Scope::Runtime),
        ("build-dependencies", Scope::Development),
        ("dev-dependencies", Scope::Development),
    ] {
        let Some(dependencies) = table.get(key).and_then(Value::as_table) else { continue };
        for (name, value) in dependencies {
            // `openai = { package = "async-openai", … }` is async-openai.
            let package = value.get("package").and_then(Value::as_str).unwrap_or(name);
            found.dependency("cargo", package, scope, || line_of_key(text, name));
        }
    }
}

#[test]
fn a_manifest_says_what_it_is_and_what_it_asks_for() {
    let manifest = r#"
[package]
name = "door"
version = "1.2.3"
license = "MIT/Apache-2.0"
[dependencies]
llm = { package = "async-openai", version = "0.25" }
[target.'cfg(unix)'.dependencies]
tch = "0.17"
[dev-dependencies]
candle-core = "0.7"
"#;
    crate::detectors::tests::check(
        "Cargo.toml",
        manifest,
        &[
            "3 manifest-name door product",
            "4 manifest-version 1.2.3 product",
            "5 licence MIT OR Apache-2.0 product",
            "7 hosted-model-client OpenAI product",
            "9 ai-library PyTorch product",
            "11 ai-library Candle development",
        ],
    );
    crate::detectors::tests::check_malformed("Cargo.toml", "[package\nname = {{ name }}");
}
