//! Reads D's `dub.selections.json`: the versions DUB chose.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::vcs_url;
use crate::sheet::Origin;
use crate::tree::json;

pub const DETECTOR: Detector =
    Detector { id: "dub-selections", files: Files::Named(&["dub.selections.json"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(selections) = found.parsed(json(&text)) else { return };
    found.origin(Origin::Lock);
    for (name, chosen) in selections.table("versions") {
        let version = chosen.as_str().or(chosen.text("version"));
        // `~master` is a branch.
        let pinned = version.filter(|version| !version.starts_with('~'));
        let source = chosen.text("repository").map(|url| vcs_url(url, version));
        let package = Package::new("dub", &name.text, pinned).with("vcs_url", source.clone().unwrap_or_default());
        let component = Component {
            own: chosen.get("path").is_some(),
            requirement: version.filter(|_| pinned.is_none()).map(str::to_owned),
            source,
            ..Component::new(package)
        };
        found.component(component, name.line);
    }
}

#[test]
fn chosen_versions_are_read() {
    let selections = r#"{
	"fileVersion": 1,
	"versions": {
		"left-pad": "0.9.5",
		"door": {"version": "abc123", "repository": "git+https://github.com/example/door.git"},
		"own": {"path": "../own"},
		"moving": "~master"
	}
}"#;
    crate::detectors::tests::check_sheet(
        "dub.selections.json",
        selections,
        &[
            "4 pkg:dub/left-pad@0.9.5",
            "5 pkg:dub/door@abc123?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fdoor.git%40abc123 \
             source=git+https://github.com/example/door.git@abc123",
            "6 pkg:dub/own own",
            "7 pkg:dub/moving requires=~master",
        ],
    );
}
