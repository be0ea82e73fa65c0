//! Reads the manifests of Android's `repo`: the projects it fetches, each at a revision.

use std::collections::HashMap;

use inventory::{Component, Relation};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::{fixed, git_package, is_commit, vcs_url};
use crate::sheet::Origin;
use crate::xml::{Event, attribute, events};

pub const DETECTOR: Detector = Detector {
    id: "repo-manifest",
    files: Files::Named(&["manifest.xml", "default.xml", "manifests/*.xml", "local_manifests/*.xml"]),
    want: Want::Whole,
    read,
};

#[derive(Default)]
struct Remote<'a> {
    fetch: &'a str,
    revision: Option<&'a str>,
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let mut remotes: HashMap<&str, Remote> = HashMap::new();
    let (mut default_remote, mut default_revision) = (None, None);
    let mut projects = Vec::new();
    let mut is_manifest = false;
    for (line, event) in events(&text) {
        let Event::Open { name, attributes } = event else { continue };
        let value = |key| attribute(attributes, key).map(str::trim).filter(|value| !value.is_empty());
        match name {
            "manifest" => is_manifest = true,
            // Another document of that name.
            _ if !is_manifest => return,
            "remote" => {
                let remote = Remote { fetch: value("fetch").unwrap_or_default(), revision: value("revision") };
                remotes.insert(value("name").unwrap_or_default(), remote);
            }
            "default" => {
                default_remote = value("remote");
                default_revision = value("revision");
            }
            "project" => {
                projects.extend(value("name").map(|name| (line, name, value("remote"), value("revision"))));
            }
            _ => {}
        }
    }
    if projects.is_empty() {
        return;
    }
    found.origin(Origin::Lock);
    let none = Remote::default();
    for (line, name, remote, revision) in projects {
        let remote = remote.or(default_remote).and_then(|remote| remotes.get(remote)).unwrap_or(&none);
        let revision = revision.or(remote.revision).or(default_revision).unwrap_or_default();
        // A revision without `refs/` is a tag only if it looks like one; all others are branches, unless a commit.
        let pinned =
            fixed(revision).filter(|_| revision.starts_with("refs/tags/") || is_commit(revision) || is_tag(revision));
        let url = format!("{}/{name}", remote.fetch.trim_end_matches('/'));
        let last = name.rsplit('/').next().unwrap_or(name);
        let component = Component {
            relation: Some(Relation::Direct),
            requirement: Some(revision.to_owned()).filter(|revision| pinned.is_none() && !revision.is_empty()),
            source: url.contains("://").then(|| vcs_url(&url, pinned)),
            ..Component::new(git_package(&url, last, pinned))
        };
        found.component(component, line);
    }
}

/// `v1.2.3`
fn is_tag(revision: &str) -> bool {
    crate::repository::is_version(revision) && revision.contains('.')
}

#[test]
fn projects_are_read_with_their_remote() {
    let manifest = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<manifest>
  <remote name=\"hub\" fetch=\"https://github.com\"/>
  <remote name=\"yocto\" fetch=\"https://git.example/yocto/\" revision=\"scarthgap\"/>
  <default revision=\"refs/tags/r1\" remote=\"hub\" sync-j=\"4\"/>
  <project name=\"example/door\" path=\"src/door\"/>
  <project name=\"poky\" remote=\"yocto\"/>
  <project name=\"example/pinned\" revision=\"0123456789abcdef0123456789abcdef01234567\" upstream=\"main\">
    <linkfile src=\"a\" dest=\"b\"/>
  </project>
</manifest>
";
    crate::detectors::tests::check_sheet(
        "default.xml",
        manifest,
        &[
            "6 pkg:github/example/door@r1 direct source=git+https://github.com/example/door@r1",
            "7 pkg:generic/poky?vcs_url=git%2Bhttps:%2F%2Fgit.example%2Fyocto%2Fpoky direct requires=scarthgap \
             source=git+https://git.example/yocto/poky",
            "8 pkg:github/example/pinned@0123456789abcdef0123456789abcdef01234567 direct \
             source=git+https://github.com/example/pinned@0123456789abcdef0123456789abcdef01234567",
        ],
    );
    crate::detectors::tests::check_sheet("x/manifest.xml", "<manifest package=\"a\"><application/></manifest>", &[]);
    crate::detectors::tests::check_sheet("default.xml", "<config><project name=\"a\"/></config>", &[]);
}
