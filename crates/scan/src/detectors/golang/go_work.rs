//! Reads `go.work`: the modules that are built together, and what replaces others in all of them.

use super::super::{Detector, Files, Want};
use super::go_mod_line::{entries, replacement};
use crate::file::SourceFile;
use crate::found::Found;

pub const DETECTOR: Detector = Detector { id: "go-work", files: Files::Named(&["go.work"]), want: Want::Whole, read };

/// The setting of a folder with a module.
pub const USE: &str = "use";
/// The setting of a replacement, as written.
pub const REPLACE: &str = "replace";

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let (entries, unclosed) = entries(&text);
    if let Some(line) = unclosed {
        found.malformed(format!("line {line}: a block without end"));
    }
    for entry in entries {
        match (entry.directive, &entry.words[..]) {
            ("use", [folder]) => found.setting(USE, folder),
            ("replace", words) if replacement(words).is_some() => found.setting(REPLACE, &words.join(" ")),
            _ => {}
        }
    }
}

#[test]
fn a_broken_workspace_is_reported() {
    crate::detectors::tests::check_malformed("go.work", "go 1.22\nuse (\n\t./a");
}
