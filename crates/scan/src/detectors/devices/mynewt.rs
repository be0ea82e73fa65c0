//! Reads Mynewt's `project.yml`: the repositories it fetches.

use inventory::{Component, Relation};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::git_package;
use crate::tree::yaml;

pub const DETECTOR: Detector =
    Detector { id: "mynewt", files: Files::Named(&["project.yml"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    // Others have a file of this name too, and some of them templates.
    let Ok(project) = yaml(&text) else { return };
    for (key, repository) in project.entries() {
        let Some(name) = key.text.strip_prefix("repository.") else { continue };
        let Some(version) = repository.text("vers") else { continue };
        let of_user = || Some(format!("https://github.com/{}/{}", repository.text("user")?, repository.text("repo")?));
        let Some(url) = repository.text("url").map(str::to_owned).or_else(of_user) else { continue };
        // `0-latest` and `1.11-latest` move; `abc-commit` is one.
        let pinned = match version.rsplit_once('-') {
            Some((_, "latest" | "dev" | "stable")) => None,
            Some((commit, "commit")) => Some(commit),
            _ => Some(version),
        };
        let component = Component {
            relation: Some(Relation::Direct),
            requirement: if pinned.is_none() { Some(version.to_owned()) } else { None },
            ..Component::new(git_package(&url, name, pinned))
        };
        found.component(component, key.line);
    }
}

#[test]
fn repositories_are_read_with_their_version() {
    let project = "\
project.name: \"door\"
project.repositories:
    - core
repository.core:
    type: github
    vers: 1.11.0
    user: example
    repo: core
repository.moving:
    type: git
    vers: 0-dev
    url: https://git.example/moving.git
";
    crate::detectors::tests::check_sheet(
        "project.yml",
        project,
        &[
            "4 pkg:github/example/core@1.11.0 direct",
            "9 pkg:generic/moving?vcs_url=git%2Bhttps:%2F%2Fgit.example%2Fmoving.git direct requires=0-dev",
        ],
    );
}
