//! Reads the packages of RIOT, `pkg/*/Makefile`: each fetches a repository at a version.

use inventory::Component;

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::licence_text;
use crate::repository::{git_package, vcs_url};

pub const DETECTOR: Detector =
    Detector { id: "riot-package", files: Files::Named(&["pkg/*/makefile"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let value = |key: &str| {
        lines(&text).find_map(|line| {
            let (name, value) = line.text.split_once('=')?;
            let value = value.split(" #").next().unwrap_or_default().trim();
            let is_it = name.trim_end_matches([':', '?', ' ']) == key && !value.contains('$');
            is_it.then_some((value, line.number))
        })
    };
    let (Some((name, line)), Some((url, _))) = (value("PKG_NAME"), value("PKG_URL")) else { return };
    let version = value("PKG_VERSION").map(|(version, _)| version);
    let component = Component {
        licence: value("PKG_LICENSE").and_then(|(licence, _)| licence_text::declared(licence)),
        source: Some(vcs_url(url, version)),
        ..Component::new(git_package(url, name, version))
    };
    found.component(component, line);
}

#[test]
fn a_package_is_a_repository_at_a_version() {
    let makefile = "\
PKG_NAME=door
PKG_URL=https://github.com/example/door.git
# v1.2.3
PKG_VERSION=0123456789abcdef0123456789abcdef01234567
PKG_LICENSE=BSD-3-Clause

include $(RIOTBASE)/pkg/pkg.mk
";
    crate::detectors::tests::check_sheet(
        "pkg/door/Makefile",
        makefile,
        &["1 pkg:github/example/door@0123456789abcdef0123456789abcdef01234567 licence=BSD-3-Clause \
           source=git+https://github.com/example/door.git@0123456789abcdef0123456789abcdef01234567"],
    );
    crate::detectors::tests::check_sheet("pkg/other/Makefile", "all:\n\techo x=y\n", &[]);
}
