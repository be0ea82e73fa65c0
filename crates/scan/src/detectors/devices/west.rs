//! Reads Zephyr's `west.yml`: the projects west fetches, each at a revision.

use std::collections::HashMap;

use inventory::{Component, Relation};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::{fixed, git_package, vcs_url};
use crate::sheet::Origin;
use crate::tree::yaml;

pub const DETECTOR: Detector = Detector {
    id: "west",
    files: Files::Named(&["west.yml", "west.yaml", "submanifests/*.yml", "submanifests/*.yaml"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(document) = found.parsed(yaml(&text)) else { return };
    let Some(manifest) = document.get("manifest") else { return };
    found.origin(Origin::Lock);
    let remotes: HashMap<&str, &str> = manifest
        .list("remotes")
        .iter()
        .filter_map(|remote| Some((remote.text("name")?, remote.text("url-base")?)))
        .collect();
    let default = |key| manifest.get("defaults").and_then(|defaults| defaults.text(key));
    for project in manifest.list("projects") {
        let Some(name) = project.get("name") else { continue };
        let Some(written) = name.as_str() else { continue };
        let path = project.text("repo-path").unwrap_or(written);
        let remote = project.text("remote").or(default("remote")).and_then(|remote| remotes.get(remote));
        let of_remote = remote.map(|base| format!("{}/{path}", base.trim_end_matches('/')));
        // Without any of these a manifest is not complete; the name is still known.
        let url = project.text("url").map(str::to_owned).or(of_remote).unwrap_or_else(|| path.to_owned());
        let revision = project.text("revision").or(default("revision")).unwrap_or("master");
        let pinned = fixed(revision);
        let component = Component {
            relation: Some(Relation::Direct),
            requirement: if pinned.is_none() { Some(revision.to_owned()) } else { None },
            source: url.contains(':').then(|| vcs_url(&url, pinned)),
            ..Component::new(git_package(&url, written, pinned))
        };
        found.component(component, name.line);
    }
}

#[test]
fn projects_are_read_with_remotes_and_defaults() {
    let manifest = "\
manifest:
  version: \"1.0\"
  defaults:
    remote: upstream
    revision: main
  remotes:
    - name: upstream
      url-base: https://github.com/example-rtos
    - name: inner
      url-base: ssh://git@git.example:2222/fw
  projects:
    - name: rtos
      revision: v3.6.0
      import:
        name-allowlist: [cmsis]
    - name: hal
      repo-path: sdk-hal
      revision: 0123456789abcdef0123456789abcdef01234567
      path: modules/hal
    - name: door
      remote: inner
      revision: refs/tags/1.2
    - name: moving
    - name: apart
      url: https://github.com/example/apart.git
      revision: abc1234
  self:
    path: app
";
    crate::detectors::tests::check_sheet(
        "west.yml",
        manifest,
        &[
            "12 pkg:github/example-rtos/rtos@v3.6.0 direct source=git+https://github.com/example-rtos/rtos@v3.6.0",
            "16 pkg:github/example-rtos/sdk-hal@0123456789abcdef0123456789abcdef01234567 direct \
             source=git+https://github.com/example-rtos/sdk-hal@0123456789abcdef0123456789abcdef01234567",
            "20 pkg:generic/door@1.2?vcs_url=git%2Bssh:%2F%2Fgit.example:2222%2Ffw%2Fdoor%401.2 direct \
             source=git+ssh://git.example:2222/fw/door@1.2",
            "23 pkg:github/example-rtos/moving direct requires=main source=git+https://github.com/example-rtos/moving",
            "24 pkg:github/example/apart@abc1234 direct source=git+https://github.com/example/apart.git@abc1234",
        ],
    );
    crate::detectors::tests::check_malformed("west.yml", "manifest: [");
}
