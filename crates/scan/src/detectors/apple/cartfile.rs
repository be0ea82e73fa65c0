//! Reads Carthage's `Cartfile.resolved`, and what `Cartfile` asks for.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::repository::{archive_package, git_package};
use crate::sheet::Origin;

pub const DETECTOR: Detector = Detector {
    id: "cartfile",
    files: Files::Named(&["cartfile", "cartfile.private", "cartfile.resolved"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let is_lock = file.name.lower_name() == "cartfile.resolved";
    let is_private = file.name.lower_name() == "cartfile.private";
    if is_lock {
        found.origin(Origin::Lock);
    }
    for line in lines(&text) {
        let mut parts = line.text.trim().splitn(3, '"');
        let (Some(kind), Some(place), Some(rest)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let requirement = rest.split(" #").next().unwrap_or_default().trim();
        let version = if is_lock { requirement.trim_matches('"') } else { "" };
        let Some(package) = package(kind.trim(), place, version) else { continue };
        if is_lock {
            found.component(Component::new(package), line.number);
        } else {
            let scope = if is_private { Scope::Development } else { Scope::Runtime };
            found.wish(package, &requirement.replace('"', ""), scope, line.number);
        }
    }
}

fn package(kind: &str, place: &str, version: &str) -> Option<Package> {
    let version = Some(version).filter(|version| !version.is_empty());
    match kind {
        "github" if !place.contains(':') => Some(Package::new("github", place, version)),
        "github" | "git" => Some(git_package(place, "", version)),
        "binary" => {
            let file = place.rsplit('/').next().unwrap_or(place);
            Some(Package {
                version: version.map(str::to_owned),
                ..archive_package(place, file.trim_end_matches(".json"))
            })
        }
        _ => None,
    }
}

#[test]
fn all_three_sources_are_read() {
    let lock = "\
binary \"https://dl.example/LeftPad.json\" \"2.3.0\"
git \"https://gitlab.com/example/Door.git\" \"v1.0\"
github \"Example/Example\" \"5.4.3\"
";
    crate::detectors::tests::check_sheet(
        "Cartfile.resolved",
        lock,
        &[
            "1 pkg:generic/LeftPad@2.3.0?download_url=https:%2F%2Fdl.example%2FLeftPad.json",
            "2 pkg:generic/Door@v1.0?vcs_url=git%2Bhttps:%2F%2Fgitlab.com%2Fexample%2FDoor.git%40v1.0",
            "3 pkg:github/example/example@5.4.3",
        ],
    );
    crate::detectors::tests::check_sheet(
        "Cartfile",
        "# ours\ngithub \"Example/Example\" ~> 5.4 # why\ngithub \"a/b\" \"main\"\n",
        &["2 wish pkg:github/example/example ~> 5.4 runtime", "3 wish pkg:github/a/b main runtime"],
    );
}
