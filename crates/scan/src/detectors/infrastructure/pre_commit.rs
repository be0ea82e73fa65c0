//! Reads `.pre-commit-config.yaml`: the repositories of hooks that run before a commit.

use inventory::{Component, Property, Relation};

use super::super::{Detector, Files, Want};
use super::repository;
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::tree;

pub const DETECTOR: Detector = Detector {
    id: "pre-commit",
    files: Files::Named(&[".pre-commit-config.yaml", ".pre-commit-config.yml"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let config = match tree::yaml(&text) {
        Ok(config) => config,
        Err(_) if text.contains("{{") || text.contains("{%") => return,
        Err(fault) => return found.malformed(fault),
    };
    let lines: Vec<&str> = text.lines().collect();
    for entry in config.list("repos") {
        let Some(repo) = entry.get("repo") else { continue };
        // `local` and `meta` are no addresses.
        let revision = entry.get("rev");
        let written = revision.and_then(|revision| revision.as_str());
        let Some(package) = repository::package(repo.as_str().unwrap_or_default(), written) else { continue };
        let line = revision.and_then(|revision| lines.get(usize::try_from(revision.line).ok()?.checked_sub(1)?));
        let version = line.filter(|_| written.is_some_and(repository::is_commit));
        let version = version.and_then(|line| repository::version_in_comment(line));
        let component = Component {
            scope: Some(Scope::Development),
            relation: Some(Relation::Direct),
            properties: version.map(|version| Property::new("version", version)).into_iter().collect(),
            ..Component::new(package)
        };
        found.component(component, repo.line);
    }
}

#[test]
fn repositories_of_hooks_are_listed() {
    let config = "repos:\n- repo: https://github.com/pre-commit/pre-commit-hooks\n  rev: v4.5.0\n  hooks:\n  - id: check-yaml\n- repo: local\n  hooks: []\n- repo: https://github.com/example/door\n  rev: 0123456789abcdef0123456789abcdef01234567  # frozen: 1.2\n";
    crate::detectors::tests::check_sheet(
        ".pre-commit-config.yaml",
        config,
        &[
            "2 pkg:github/pre-commit/pre-commit-hooks@v4.5.0 development direct",
            "8 pkg:github/example/door@0123456789abcdef0123456789abcdef01234567 development direct",
        ],
    );
    crate::detectors::tests::check_malformed(".pre-commit-config.yaml", "repos: [");
}
