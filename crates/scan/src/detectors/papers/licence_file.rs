//! Reads `LICENSE`, `COPYING` and their like: which licence the text is.

use super::super::{Detector, Files, Want};
use crate::file::{FileName, SourceFile};
use crate::found::Found;
use crate::licence_text;
use crate::report::Kind;

pub const DETECTOR: Detector = Detector { id: "licence-file", files: Files::If(is_licence), want: Want::Head, read };

fn is_licence(name: &FileName) -> bool {
    let file = name.lower_name();
    let rest =
        ["licenses", "licence", "license", "copying", "unlicense"].iter().find_map(|word| file.strip_prefix(word));
    let named = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '_']));
    // The REUSE convention: LICENSES/MIT.txt.
    (named || name.lower_folder() == "licenses") && !is_source(name.extension())
}

/// `license.rs` is about licences, but none.
fn is_source(extension: &str) -> bool {
    matches!(
        extension,
        "c" | "cc"
            | "cpp"
            | "cs"
            | "css"
            | "go"
            | "h"
            | "hpp"
            | "html"
            | "java"
            | "js"
            | "json"
            | "jsx"
            | "kt"
            | "lock"
            | "php"
            | "png"
            | "py"
            | "rb"
            | "rs"
            | "sh"
            | "svg"
            | "swift"
            | "toml"
            | "ts"
            | "tsx"
            | "vue"
            | "xml"
            | "yaml"
            | "yml"
            | "key"
            | "pem"
            | "lic"
    )
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    if text.trim().is_empty() {
        return;
    }
    let licences = licence_text::licences(&text);
    for licence in &licences {
        found.add_file(Kind::Licence, licence, first_line(&text));
    }
    if licences.is_empty() {
        found.add_file(Kind::Licence, licence_text::NOT_RECOGNISED, first_line(&text));
    }
}

fn first_line(text: &str) -> &str {
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default()
}

#[test]
fn a_licence_file_is_recognised_or_said_not_to_be() {
    let check = crate::detectors::tests::check;
    let apache = "Apache License\nVersion 2.0, January 2004\n";
    check("LICENSE-APACHE", apache, &["- licence Apache-2.0 product"]);
    check("docs/COPYING.txt", apache, &["- licence Apache-2.0 product"]);
    check("vendor/x/LICENCE", apache, &["- licence Apache-2.0 vendored"]);
    check("LICENSES/Apache-2.0.txt", apache, &["- licence Apache-2.0 product"]);
    check("LICENSE", "All rights reserved", &["- licence NOASSERTION product"]);
    check("license.rs", apache, &[]);
    check("LICENSE", " \n", &[]);
}
