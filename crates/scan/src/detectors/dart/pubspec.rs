//! Reads `pubspec.yaml`: name, version, and the packages it asks for.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope, line_of_number};
use crate::report::Kind;
use crate::repository::exact;
use crate::tree::{Node, yaml};

pub const DETECTOR: Detector =
    Detector { id: "pubspec", files: Files::Named(&["pubspec.yaml", "pubspec.yml"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(manifest) = found.parsed(yaml(&text)) else { return };
    let own = !found.is_vendored();
    for (key, kind) in
        [("name", Kind::ManifestName), ("version", Kind::ManifestVersion), ("description", Kind::ManifestDescription)]
    {
        if let Some(node) = manifest.get(key)
            && let Some(value) = node.as_str()
        {
            found.add(kind, value, line_of_number(&text, node.line));
        }
    }
    if let Some(node) = manifest.get("name")
        && let Some(name) = node.as_str()
    {
        let component = Component {
            own,
            description: manifest.text("description").map(|text| text.trim().to_owned()),
            ..Component::new(Package::new("pub", name, manifest.text("version")))
        };
        found.component(component, node.line);
    }
    for (key, scope) in [
        ("dependencies", Scope::Runtime),
        ("dev_dependencies", Scope::Development),
        ("dependency_overrides", Scope::Runtime),
    ] {
        for (name, asked) in manifest.table(key) {
            found.dependency("pub", &name.text, scope, || line_of_number(&text, name.line));
            if !own || asked.get("path").is_some() {
                continue;
            }
            let requirement = requirement(asked);
            // The revision of a repository is no version.
            let pinned = asked.as_str().or(asked.text("version")).and_then(exact);
            found.wish(Package::new("pub", &name.text, pinned), &requirement, scope, name.line);
        }
    }
}

/// `^1.2`, the version of `{hosted: …, version: ^1.2}`, or the revision of a repository.
fn requirement(asked: &Node) -> String {
    let git = asked.get("git").and_then(|git| git.text("ref"));
    let sdk = asked.text("sdk").map(|sdk| format!("sdk: {sdk}"));
    let text = asked.as_str().or(asked.text("version")).or(git);
    text.map(str::to_owned).or(sdk).unwrap_or_default()
}

#[test]
fn packages_are_read_with_their_section() {
    let manifest = "\
name: door
version: 1.2.3+4
dependencies:
  tflite_flutter: ^0.10.4
  # langchain: any
  own:
    path: ../x
  door:
    git: {url: https://github.com/example/door, ref: v2}
  flutter:
    sdk: flutter
dev_dependencies:
  google_generative_ai: 1.2.3
";
    crate::detectors::tests::check(
        "pubspec.yaml",
        manifest,
        &[
            "1 manifest-name door product",
            "2 manifest-version 1.2.3+4 product",
            "4 ai-library TensorFlow Lite product",
            "13 hosted-model-client Google Gemini development",
        ],
    );
    crate::detectors::tests::check_sheet(
        "pubspec.yaml",
        manifest,
        &[
            "1 pkg:pub/door@1.2.3%2B4 own",
            "4 wish pkg:pub/tflite_flutter ^0.10.4 runtime",
            "8 wish pkg:pub/door v2 runtime",
            "10 wish pkg:pub/flutter sdk: flutter runtime",
            "13 wish pkg:pub/google_generative_ai@1.2.3 1.2.3 development",
        ],
    );
}
