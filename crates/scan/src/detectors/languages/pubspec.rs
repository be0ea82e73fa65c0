//! Reads `pubspec.yaml`: name, version, and the packages it asks for, by indentation.

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "pubspec", files: Files::Named(&["pubspec.yaml", "pubspec.yml"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let mut scope = None;
    for line in lines(&text) {
        let indent = line.text.len() - line.text.trim_start().len();
        let Some((key, value)) = line.text.trim().split_once(':') else { continue };
        let value = value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'']);
        if indent == 0 {
            scope = match key {
                "dependencies" => Some(Scope::Runtime),
                "dev_dependencies" => Some(Scope::Development),
                _ => None,
            };
            match key {
                "name" => found.add(Kind::ManifestName, value, Some(line)),
                "version" => found.add(Kind::ManifestVersion, value, Some(line)),
                // A description may be folded over several lines; then its text is elsewhere.
                "description" if !value.starts_with(['>', '|']) => {
                    found.add(Kind::ManifestDescription, value, Some(line));
                }
                _ => {}
            }
        } else if let Some(scope) = scope
            && indent == 2
        {
            found.dependency("pub", key, scope, || Some(line));
        }
    }
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
    langchain: ../x
dev_dependencies:
  google_generative_ai: any
";
    crate::detectors::tests::check(
        "pubspec.yaml",
        manifest,
        &[
            "1 manifest-name door product",
            "2 manifest-version 1.2.3+4 product",
            "4 ai-library TensorFlow Lite product",
            "9 hosted-model-client Google Gemini development",
        ],
    );
}
