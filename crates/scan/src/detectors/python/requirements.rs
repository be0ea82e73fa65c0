//! Reads `requirements*.txt`: the packages it asks for.

use super::super::{Detector, Files, Want};
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Scope, lines};

pub const DETECTOR: Detector = Detector {
    id: "requirements",
    files: Files::NamedIf(&["*.txt", "*.in", "*.pip"], is_requirements),
    want: Want::Whole,
    read,
};

fn is_requirements(name: &FileName) -> bool {
    matches!(name.extension(), "txt" | "in" | "pip")
        && (name.lower_name().contains("requirements") || name.lower_folder() == "requirements")
}

fn read(file: &SourceFile, found: &mut Found) {
    let stem = file.name.lower_name();
    let is_development =
        ["dev", "test", "lint", "docs", "ci"].iter().any(|word| stem.split(['-', '_', '.']).any(|part| part == *word));
    let scope = if is_development { Scope::Development } else { Scope::Runtime };
    let text = file.text();
    for line in lines(&text) {
        if let Some(package) = package(line.text) {
            found.dependency("pypi", package, scope, || Some(line));
        }
    }
}

/// The package a requirement line names; none for options, addresses and comments.
pub fn package(requirement: &str) -> Option<&str> {
    let requirement = requirement.trim();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let len = requirement.find(|c| !is_name(c)).unwrap_or(requirement.len());
    let (package, rest) = requirement.split_at(len);
    let starts = package.starts_with(|c: char| c.is_ascii_alphanumeric());
    let goes_on = rest.trim_start().chars().next();
    let is_requirement =
        goes_on.is_none_or(|c| matches!(c, '[' | '(' | '=' | '<' | '>' | '!' | '~' | ';' | '@' | '#' | ',' | '\\'));
    (starts && is_requirement).then_some(package)
}

#[test]
fn a_requirement_names_one_package() {
    let cases = [
        ("torch==2.4.0+cpu", Some("torch")),
        ("  scikit_learn[all]>=1 ; python_version > '3'  # why", Some("scikit_learn")),
        ("openai", Some("openai")),
        ("x @ https://example.eu/x.whl", Some("x")),
        ("-r base.txt", None),
        ("# torch", None),
        ("https://example.eu/torch.whl", None),
        ("these are words", None),
        ("", None),
    ];
    for (line, expected) in cases {
        assert_eq!(package(line), expected, "{line}");
    }
}

#[test]
fn requirements_for_development_are_marked_as_such() {
    let check = crate::detectors::tests::check;
    check("requirements.txt", "# torch\nopenai\n", &["2 hosted-model-client OpenAI product"]);
    check("requirements-dev.txt", "openai\n", &["1 hosted-model-client OpenAI development"]);
    check("requirements/test.txt", "openai\n", &["1 hosted-model-client OpenAI development"]);
    check("notes.txt", "openai\n", &[]);
}
