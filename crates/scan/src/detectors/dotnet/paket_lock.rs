//! Reads `paket.lock`: the packages, repositories and files Paket resolved.

use std::collections::HashMap;

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::sheet::{At, Origin};

pub const DETECTOR: Detector =
    Detector { id: "paket-lock", files: Files::Named(&["paket.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    found.origin(Origin::Lock);
    found.sheet().edges_complete = true;
    let (mut section, mut remote, mut group) = ("", "", "");
    // Each group is resolved by itself.
    let mut known: HashMap<(&str, String), At> = HashMap::new();
    let mut needs: Vec<(At, &str, &str)> = Vec::new();
    let mut last = None;
    for line in lines(&text) {
        let entry = line.text.trim();
        match line.text.len() - line.text.trim_start_matches(' ').len() {
            0 if entry.starts_with("GROUP ") => group = entry.get(6..).unwrap_or_default(),
            0 => section = entry,
            2 => remote = entry.strip_prefix("remote:").map_or(remote, str::trim),
            // Without a name the line begins one further in.
            4 | 5 => {
                let Some((name, version)) = entry.split_once('(') else { continue };
                let (name, version) = (name.trim(), version.split(')').next().unwrap_or_default());
                let component = match section {
                    "NUGET" => Component::new(Package::new("nuget", name, Some(version))),
                    // The file of a repository, or the repository itself; the version is the revision.
                    "GITHUB" => Component::new(Package::new("github", remote, Some(version))),
                    "GIT" => Component {
                        source: Some(format!("git+{remote}@{version}")),
                        ..Component::new(Package::new("generic", of_repository(remote), Some(version)))
                    },
                    _ => continue,
                };
                let scope = is_for_development(group).then_some(Scope::Development);
                let at = found.component(Component { scope, ..component }, line.number);
                last = Some(at);
                if section == "NUGET" {
                    known.insert((group, name.to_lowercase()), at);
                }
            }
            6 => {
                let name = entry.split([' ', '(']).next().unwrap_or_default();
                needs.extend(last.filter(|_| section == "NUGET").map(|from| (from, group, name)));
            }
            _ => {}
        }
    }
    for (from, group, name) in needs {
        if let Some(to) = known.get(&(group, name.to_lowercase())) {
            found.depends(from, *to);
        }
    }
}

fn of_repository(remote: &str) -> &str {
    let name = remote.trim_end_matches('/').rsplit(['/', ':']).next().unwrap_or(remote);
    name.strip_suffix(".git").unwrap_or(name)
}

/// Groups have names of their own; these are what they are commonly called.
fn is_for_development(group: &str) -> bool {
    matches!(
        group.to_ascii_lowercase().as_str(),
        "build" | "test" | "tests" | "docs" | "documentation" | "formatting" | "analyzers" | "tools" | "dev"
    )
}

#[test]
fn groups_packages_and_repositories_are_read() {
    let lock = "\
STORAGE: NONE
NUGET
  remote: https://nuget.example.eu/v3/index.json
    Example.Door (6.0.1)
      Example.Hinge (>= 2.0) - restriction: >= net6.0
    Example.Hinge (2.1) - redirects: force
GITHUB
  remote: example/pane
    src/file.fs (0123abc)
GIT
  remote: https://example.eu/window.git
     (0456def)

GROUP Build
NUGET
  remote: https://nuget.example.eu/v3/index.json
    Example.Hinge (3.0)
";
    crate::detectors::tests::check_sheet(
        "paket.lock",
        lock,
        &[
            "4 pkg:nuget/Example.Door@6.0.1 -> Example.Hinge",
            "6 pkg:nuget/Example.Hinge@2.1",
            "9 pkg:github/example/pane@0123abc",
            "12 pkg:generic/window@0456def source=git+https://example.eu/window.git@0456def",
            "17 pkg:nuget/Example.Hinge@3.0 development",
        ],
    );
}
