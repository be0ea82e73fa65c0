//! Reads `.cargo-checksum.json`, which `cargo vendor` puts beside the `Cargo.toml` of each crate it copies.

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::Origin;
use crate::tree;

pub const DETECTOR: Detector =
    Detector { id: "cargo-checksum", files: Files::Named(&[".cargo-checksum.json"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    match tree::json(&text) {
        Ok(json) => {
            found.origin(Origin::Installed);
            // A crate copied from a repository has none.
            found.setting("package", json.text("package").unwrap_or_default());
        }
        Err(fault) => found.malformed(fault),
    }
}

#[test]
fn a_broken_checksum_file_is_reported() {
    crate::detectors::tests::check_sheet(".cargo-checksum.json", r#"{"files":{},"package":null}"#, &[]);
    crate::detectors::tests::check_malformed(".cargo-checksum.json", r#"{"files":{"#);
}
