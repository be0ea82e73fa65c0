//! Reads `conanfile.txt`: what it requires, pinned or in a range.

use super::super::{Detector, Files, Want};
use super::conan_reference::reference;
use crate::fields::sections;
use crate::file::SourceFile;
use crate::found::{Found, Scope};

pub const DETECTOR: Detector =
    Detector { id: "conanfile-txt", files: Files::Named(&["conanfile.txt"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    for section in sections(&text) {
        let scope = match section.name {
            "requires" => Scope::Runtime,
            "build_requires" | "tool_requires" | "test_requires" => Scope::Development,
            _ => continue,
        };
        for line in section.lines {
            // `#` also begins a revision; only after a space it begins a comment.
            let written = line.text.split(" #").next().unwrap_or(line.text);
            if let Some(reference) = reference(written) {
                found.wish(reference.package, reference.version, scope, line.number);
            }
        }
    }
}

#[test]
fn requirements_are_read_with_their_section() {
    let manifest = "\
[requires]
# ours
zlib/1.2.13
left-pad/[>=1.0 <2]  # any
door/1.0@acme/stable#abc

[tool_requires]
cmake/3.27.1
[options]
zlib/*:shared=True
";
    crate::detectors::tests::check_sheet(
        "conanfile.txt",
        manifest,
        &[
            "3 wish pkg:conan/zlib@1.2.13 1.2.13 runtime",
            "4 wish pkg:conan/left-pad [>=1.0 <2] runtime",
            "5 wish pkg:conan/door@1.0?channel=stable&rrev=abc&user=acme 1.0 runtime",
            "8 wish pkg:conan/cmake@3.27.1 3.27.1 development",
        ],
    );
}
