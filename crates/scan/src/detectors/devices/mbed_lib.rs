//! Reads Mbed's `*.lib` files: one line with the address of a repository and a commit.

use inventory::{Component, Relation};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::{git_package, vcs_url};
use crate::sheet::Origin;

// A static library of Windows has the same ending; its beginning shows that it is none.
pub const DETECTOR: Detector = Detector { id: "mbed-lib", files: Files::Named(&["*.lib"]), want: Want::Head, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(line) = text.lines().next().map(str::trim).filter(|line| line.len() < 500) else { return };
    if !line.starts_with("http") {
        return;
    }
    let (url, commit) = line.split_once('#').unwrap_or((line, ""));
    let url = url.trim_end_matches('/');
    let commit = Some(commit).filter(|commit| !commit.is_empty());
    let name = file.name.name();
    let name = name.get(..name.len().saturating_sub(".lib".len())).unwrap_or(name);
    found.origin(Origin::Lock);
    let component = Component {
        relation: Some(Relation::Direct),
        source: Some(vcs_url(url, commit)),
        ..Component::new(git_package(url, name, commit))
    };
    found.component(component, 1);
}

#[test]
fn a_library_is_a_repository_at_a_commit() {
    crate::detectors::tests::check_sheet(
        "door-os.lib",
        "https://github.com/Example/door-os/#26606218ad9d1ee1c8781aa73774fd7ea3a7658e\n",
        &["1 pkg:github/example/door-os@26606218ad9d1ee1c8781aa73774fd7ea3a7658e direct \
           source=git+https://github.com/Example/door-os@26606218ad9d1ee1c8781aa73774fd7ea3a7658e"],
    );
    crate::detectors::tests::check_sheet("x.lib", "!<arch>\n/   ", &[]);
}
