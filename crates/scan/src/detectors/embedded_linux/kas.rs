//! Reads kas files: the layers and repositories of a build, each at a revision.

use inventory::{Component, Relation};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::{fixed, git_package, vcs_url};
use crate::sheet::Origin;
use crate::tree::yaml;

pub const DETECTOR: Detector = Detector {
    id: "kas",
    files: Files::Named(&["kas.yml", "kas.yaml", "kas-*.yml", "kas-*.yaml", "*-kas.yml", "kas/*.yml", "kas/*.yaml"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(project) = found.parsed(yaml(&text)) else { return };
    // Every kas file begins with a header.
    if project.at(&["header", "version"]).is_none() {
        return;
    }
    found.origin(Origin::Lock);
    let default =
        |key| project.get("defaults").and_then(|defaults| defaults.at(&["repos", key])).and_then(|node| node.as_str());
    for (name, repository) in project.table("repos") {
        // A repository without address is the one the file lies in.
        let Some(url) = repository.text("url") else { continue };
        let refspec = repository.text("refspec").or(default("refspec"));
        let commit = repository.text("commit");
        let tag = repository.text("tag").or(default("tag"));
        let branch = repository.text("branch").or(default("branch"));
        // An old `refspec` is a commit, a tag or a branch; only a commit is sure.
        let pinned = commit.or(tag).or(refspec.filter(|text| is_commit(text))).and_then(fixed);
        let moving = branch.or(refspec).filter(|_| pinned.is_none());
        let component = Component {
            relation: Some(Relation::Direct),
            requirement: moving.map(str::to_owned),
            source: url.contains(':').then(|| vcs_url(url, pinned)),
            ..Component::new(git_package(url, &name.text, pinned))
        };
        found.component(component, name.line);
    }
}

fn is_commit(text: &str) -> bool {
    text.len() >= 12 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[test]
fn repositories_are_read_with_their_revision() {
    let project = "\
header:
  version: 14
machine: door
defaults:
  repos:
    branch: scarthgap
repos:
  meta-own:
  poky:
    url: https://git.example/poky
    commit: 0123456789abcdef0123456789abcdef01234567
    layers:
      meta:
  meta-door:
    url: https://github.com/example/meta-door.git
    tag: v1.2
  moving:
    url: https://github.com/example/moving.git
";
    crate::detectors::tests::check_sheet(
        "kas/door.yml",
        project,
        &[
            "9 pkg:generic/poky@0123456789abcdef0123456789abcdef01234567?\
             vcs_url=git%2Bhttps:%2F%2Fgit.example%2Fpoky%400123456789abcdef0123456789abcdef01234567 direct \
             source=git+https://git.example/poky@0123456789abcdef0123456789abcdef01234567",
            "14 pkg:github/example/meta-door@v1.2 direct source=git+https://github.com/example/meta-door.git@v1.2",
            "17 pkg:github/example/moving direct requires=scarthgap source=git+https://github.com/example/moving.git",
        ],
    );
    crate::detectors::tests::check_sheet("kas.yml", "a: b\n", &[]);
}
