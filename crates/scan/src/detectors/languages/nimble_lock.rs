//! Reads Nim's `nimble.lock`: the packages Nimble resolved, each with its commit.

use std::collections::HashMap;

use inventory::{Component, Hash, HashAlgorithm, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::vcs_url;
use crate::sheet::Origin;
use crate::tree::{Node, json};

pub const DETECTOR: Detector =
    Detector { id: "nimble-lock", files: Files::Named(&["nimble.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(lock) = found.parsed(json(&text)) else { return };
    found.origin(Origin::Lock);
    let mut known = HashMap::new();
    for (name, entry) in lock.table("packages") {
        let vcs = entry.text("url").map(|url| vcs_url(url, entry.text("vcsRevision")));
        let package = Package::new("nimble", &name.text, entry.text("version"));
        let digest = entry.at(&["checksums", "sha1"]).and_then(Node::as_str);
        let component = Component {
            hashes: digest.and_then(|sum| Hash::hex(HashAlgorithm::Sha1, sum)).into_iter().collect(),
            source: vcs.clone(),
            ..Component::new(package.with("vcs_url", vcs.unwrap_or_default()))
        };
        known.insert(&*name.text, found.component(component, name.line));
    }
    for (name, entry) in lock.table("packages") {
        let Some(from) = known.get(&*name.text) else { continue };
        for to in entry.list("dependencies").iter().filter_map(|need| known.get(need.as_str()?)) {
            found.depends(*from, *to);
        }
    }
    found.sheet().edges_complete = true;
}

#[test]
fn packages_are_read_with_their_needs() {
    let lock = r#"{
  "version": 1,
  "packages": {
    "leftpad": {
      "version": "0.3.2", "vcsRevision": "abc123", "url": "https://github.com/example/leftpad",
      "downloadMethod": "git", "dependencies": [],
      "checksums": {"sha1": "da39a3ee5e6b4b0d3255bfef95601890afd80709"}
    },
    "door": {"version": "1.0.0", "dependencies": ["leftpad"]}
  }
}"#;
    crate::detectors::tests::check_sheet(
        "nimble.lock",
        lock,
        &[
            "4 pkg:nimble/leftpad@0.3.2?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fleftpad%40abc123 \
             source=git+https://github.com/example/leftpad@abc123 hashes=1",
            "9 pkg:nimble/door@1.0.0 -> leftpad",
        ],
    );
}
