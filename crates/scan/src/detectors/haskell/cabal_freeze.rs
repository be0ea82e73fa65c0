//! Reads `cabal.project.freeze`: the versions Cabal resolved.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::sheet::Origin;

pub const DETECTOR: Detector =
    Detector { id: "cabal-freeze", files: Files::Named(&["cabal.project.freeze"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    found.origin(Origin::Lock);
    for line in lines(&text) {
        let code = line.text.trim();
        let code = code.strip_prefix("constraints:").unwrap_or(code);
        if code.starts_with("--") {
            continue;
        }
        for constraint in code.split(',') {
            // `any.left-pad ==1.2.3`; flags of a package stand in constraints of their own.
            let Some((name, version)) = constraint.split_once("==") else { continue };
            let name = name.trim();
            let name = name.strip_prefix("any.").unwrap_or(name);
            let version = version.split_whitespace().next().filter(|version| !version.contains('*'));
            if !name.is_empty() && !name.contains([' ', ':']) && version.is_some() {
                found.component(Component::new(Package::new("hackage", name, version)), line.number);
            }
        }
    }
}

#[test]
fn frozen_versions_are_read() {
    let freeze = "\
active-repositories: hackage.haskell.org:merge
constraints: any.base ==4.18.0.0,
             any.left-pad ==1.10.0.0,
             left-pad -cffi +ordered-keymap
index-state: hackage.haskell.org 2024-01-01T00:00:00Z
";
    crate::detectors::tests::check_sheet(
        "cabal.project.freeze",
        freeze,
        &["2 pkg:hackage/base@4.18.0.0", "3 pkg:hackage/left-pad@1.10.0.0"],
    );
}
