//! Reads Crystal's `shard.lock`: the repositories Shards resolved.

use inventory::Component;

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::git_package;
use crate::sheet::Origin;
use crate::tree::yaml;

pub const DETECTOR: Detector =
    Detector { id: "shard-lock", files: Files::Named(&["shard.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(lock) = found.parsed(yaml(&text)) else { return };
    found.origin(Origin::Lock);
    for (name, shard) in lock.table("shards") {
        let hosted = [
            ("github", "https://github.com/"),
            ("gitlab", "https://gitlab.com/"),
            ("bitbucket", "https://bitbucket.org/"),
        ];
        let hosted = hosted.iter().find_map(|(key, host)| Some(format!("{host}{}", shard.text(key)?)));
        let url = shard.text("git").map(str::to_owned).or(hosted).unwrap_or_default();
        // `0.1.0+git.commit.abc` is a commit after a release.
        let version = shard.text("version").or(shard.text("commit"));
        let version = version.map(|version| version.split_once("+git.commit.").map_or(version, |(_, commit)| commit));
        let own = shard.get("path").is_some();
        found.component(Component { own, ..Component::new(git_package(&url, &name.text, version)) }, name.line);
    }
}

#[test]
fn both_versions_are_read() {
    let lock = "\
version: 2.0
shards:
  left_pad:
    git: https://github.com/example/left_pad.git
    version: 1.2.3
  door:
    git: https://gitlab.com/example/door.git
    version: 0.1.0+git.commit.abc123
  old:
    github: example/old
    commit: fedcba98
";
    crate::detectors::tests::check_sheet(
        "shard.lock",
        lock,
        &[
            "3 pkg:github/example/left_pad@1.2.3",
            "6 pkg:generic/door@abc123?vcs_url=git%2Bhttps:%2F%2Fgitlab.com%2Fexample%2Fdoor.git%40abc123",
            "9 pkg:github/example/old@fedcba98",
        ],
    );
}
