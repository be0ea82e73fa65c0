//! Reads `go.sum`: the digests of the modules that were fetched, old versions among them.

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::sheet::Origin;

pub const DETECTOR: Detector =
    Detector { id: "go-sum", files: Files::Named(&["go.sum", "go.work.sum"]), want: Want::Whole, read };

/// The setting of one digest: the line, module, version, digest.
pub const DIGEST: &str = "h1";

fn read(file: &SourceFile, found: &mut Found) {
    found.origin(Origin::Lock);
    for line in lines(&file.text()) {
        let words: Vec<&str> = line.text.split_whitespace().collect();
        match words[..] {
            [] => {}
            // The digest of a `go.mod` alone: the module was looked at, not built.
            [_, version, _] if version.ends_with("/go.mod") => {}
            [module, version, digest] => {
                if let Some(digest) = digest.strip_prefix("h1:") {
                    found.setting(DIGEST, &format!("{} {module} {version} {digest}", line.number));
                }
            }
            _ => return found.malformed(format!("line {}: not a module, a version and a digest", line.number)),
        }
    }
}

#[test]
fn a_line_cut_short_is_reported() {
    crate::detectors::tests::check_malformed("go.sum", "example.eu/a v1.0.0 h1:aa=\nexample.eu/b v1");
}
