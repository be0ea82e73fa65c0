//! Reads the explicit lists of conda: one address a line, behind `@EXPLICIT`.

use inventory::Hash;

use super::super::{Detector, Files, Want};
use super::conda_package;
use crate::file::{FileName, SourceFile};
use crate::found::{Found, lines};
use crate::sheet::Origin;

pub const DETECTOR: Detector =
    Detector { id: "conda-explicit", files: Files::NamedIf(&["*.lock", "*.txt"], is_list), want: Want::Whole, read };

fn is_list(name: &FileName) -> bool {
    let name = name.lower_name();
    name.contains("conda") || name.contains("explicit") || name == "spec-file.txt" || name == "spec-list.txt"
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let mut is_explicit = false;
    for line in lines(&text) {
        let code = line.text.trim();
        is_explicit |= code == "@EXPLICIT";
        if !is_explicit || code.starts_with(['#', '@']) {
            continue;
        }
        if let Some(mut component) = conda_package::fetched(code) {
            component.hashes = code
                .split_once('#')
                .and_then(|(_, digest)| Hash::of_length(digest.trim_start_matches("sha256:")))
                .into_iter()
                .collect();
            found.component(component, line.number);
        }
    }
    if is_explicit {
        found.origin(Origin::Lock);
    }
}

#[test]
fn only_what_says_that_it_is_explicit_is_read() {
    let list = "# platform: linux-64\n@EXPLICIT\n\
        https://repo.anaconda.com/pkgs/main/linux-64/left-pad-1.3.0-h0_0.tar.bz2#d41d8cd98f00b204e9800998ecf8427e\n";
    crate::detectors::tests::check_sheet(
        "conda-linux-64.lock",
        list,
        &["3 pkg:conda/left-pad@1.3.0?build=h0_0&channel=main&subdir=linux-64&type=tar.bz2 \
           source=https://repo.anaconda.com/pkgs/main/linux-64/left-pad-1.3.0-h0_0.tar.bz2 hashes=1"],
    );
    crate::detectors::tests::check_sheet("conda.txt", &list.replace("@EXPLICIT", ""), &[]);
}
