//! Reads `Cargo.toml`: name, version, licence, and the crates it asks for.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use super::inheritance;
use crate::Place;
use crate::file::SourceFile;
use crate::found::{Found, Line, Scope, lines};
use crate::licence_text;
use crate::report::Kind;
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "cargo-toml", files: Files::Named(&["cargo.toml"]), want: Want::Whole, read };

/// What Cargo takes if a manifest has no version.
const NO_VERSION: &str = "0.0.0";

const TABLES: [(&str, Scope); 5] = [
    ("dependencies", Scope::Runtime),
    ("build-dependencies", Scope::Development),
    ("build_dependencies", Scope::Development),
    ("dev-dependencies", Scope::Development),
    ("dev_dependencies", Scope::Development),
];

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(manifest) = found.parsed(tree::toml(&text)) else { return };
    let workspace = manifest.get("workspace");
    // A workspace gives its members version and licence; `version.workspace = true` is no text.
    let packages = [manifest.get("package"), workspace.and_then(|workspace| workspace.get("package"))];
    for package in packages.into_iter().flatten() {
        for (key, kind) in [
            ("name", Kind::ManifestName),
            ("version", Kind::ManifestVersion),
            ("description", Kind::ManifestDescription),
        ] {
            if let Some(node) = package.get(key)
                && let Some(value) = node.as_str()
            {
                found.add(kind, value, line(&text, node.line));
            }
        }
        if let Some(node) = package.get("license")
            && let Some(licence) = node.as_str()
        {
            found.licence(licence, line(&text, node.line));
        }
    }
    own(&manifest, found);
    dependencies(&manifest, &text, found);
    for (_, target) in manifest.table("target") {
        dependencies(target, &text, found);
    }
    if let Some(workspace) = workspace {
        for (key, node) in workspace.table("dependencies") {
            let package = node.text("package").unwrap_or(&key.text);
            found.dependency("cargo", package, Scope::Runtime, || line(&text, key.line));
        }
        inheritance::offer(workspace, found);
    }
}

/// The crate itself. What it takes from its workspace, a join fills in.
fn own(manifest: &Node, found: &mut Found) {
    let Some(package) = manifest.get("package").or_else(|| manifest.get("project")) else { return };
    let Some(name) = package.get("name") else { return };
    let Some(written) = name.as_str() else { return };
    let version = match package.get("version") {
        Some(version) => version.as_str(),
        None => Some(NO_VERSION),
    };
    let licence = package.text("license");
    let component = Component {
        own: found.place() != Place::Vendored,
        licence: licence.map(|licence| licence_text::spdx(licence).unwrap_or_else(|| licence.to_owned())),
        description: package.text("description").map(str::to_owned),
        source: package.text("repository").map(str::to_owned),
        ..Component::new(Package::new("cargo", written, version))
    };
    found.component(component, name.line);
    inheritance::ask(package, found);
}

fn dependencies(table: &Node, text: &str, found: &mut Found) {
    for (key, scope) in TABLES {
        for (name, node) in table.table(key) {
            // `openai = { package = "async-openai", … }` is async-openai.
            let package = node.text("package").unwrap_or(&name.text);
            found.dependency("cargo", package, scope, || line(text, name.line));
            let scope = if scope == Scope::Runtime && node.is_true("optional") { Scope::Optional } else { scope };
            let (package, requirement) = inheritance::asked_for(package, node);
            found.wish(package, &requirement, scope, name.line);
            inheritance::ask_for(&name.text, node, found);
        }
    }
}

fn line(text: &str, number: u32) -> Option<Line<'_>> {
    lines(text).nth(number.saturating_sub(1) as usize)
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::{check, check_malformed, check_sheet};

    const MANIFEST: &str = r#"
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

    #[test]
    fn a_manifest_says_what_it_is_and_what_it_asks_for() {
        check(
            "Cargo.toml",
            MANIFEST,
            &[
                "3 manifest-name door product",
                "4 manifest-version 1.2.3 product",
                "5 licence MIT OR Apache-2.0 product",
                "7 hosted-model-client OpenAI product",
                "9 ai-library PyTorch product",
                "11 ai-library Candle development",
            ],
        );
        check_sheet(
            "Cargo.toml",
            MANIFEST,
            &[
                "3 pkg:cargo/door@1.2.3 own licence=MIT OR Apache-2.0",
                "7 wish pkg:cargo/async-openai 0.25 runtime",
                "11 wish pkg:cargo/candle-core 0.7 development",
                "9 wish pkg:cargo/tch 0.17 runtime",
            ],
        );
        check_malformed("Cargo.toml", "[package\nname = {{ name }}");
    }

    #[test]
    fn requirements_are_kept_as_written_and_exact_ones_are_versions() {
        let manifest = r#"
[package]
name = "door"
[dependencies]
a = "=1.2.3"
b = "=1.2"
c = { git = "https://example.eu/c", tag = "v1" }
d = { version = "1", optional = true }
[dependencies.e]
version = "2"
[build-dependencies]
f = "*"
"#;
        check_sheet(
            "Cargo.toml",
            manifest,
            &[
                "3 pkg:cargo/door@0.0.0 own",
                "5 wish pkg:cargo/a@1.2.3 =1.2.3 runtime",
                "6 wish pkg:cargo/b =1.2 runtime",
                "7 wish pkg:cargo/c git+https://example.eu/c?tag=v1 runtime",
                "8 wish pkg:cargo/d 1 optional",
                "9 wish pkg:cargo/e 2 runtime",
                "12 wish pkg:cargo/f * development",
            ],
        );
        check_sheet("vendor/door/Cargo.toml", "[package]\nname = \"door\"\n", &["2 pkg:cargo/door@0.0.0"]);
    }
}
