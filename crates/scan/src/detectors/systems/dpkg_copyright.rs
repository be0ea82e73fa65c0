//! Reads `usr/share/doc/PACKAGE/copyright` where it is machine-readable: the licence that dpkg itself does not know.

use std::collections::HashMap;

use super::super::{Detector, Files, Want};
use super::paragraphs;
use crate::file::SourceFile;
use crate::found::Found;
use crate::licence_text;
use crate::sheet::Sheet;

pub const DETECTOR: Detector =
    Detector { id: "dpkg-copyright", files: Files::Named(&["usr/share/doc/*/copyright"]), want: Want::Whole, read };

const FOLDER: &str = "usr/share/doc/";

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let head: String = text.chars().take(2000).collect();
    if !head.contains("packaging-manuals/copyright-format") && !head.contains("dep.debian.net/deps/dep5") {
        return;
    }
    let (paragraphs, _) = paragraphs::paragraphs(&text);
    let licence = paragraphs
        .iter()
        .find(|paragraph| paragraph.get("Files").is_some_and(|files| files.split_whitespace().any(|file| file == "*")))
        .and_then(|paragraph| paragraph.get("License")?.lines().next());
    if let Some(licence) = licence {
        found.setting("licence", &expression(licence));
    }
}

/// Debian's short names as SPDX writes them: `GPL-2+ or Expat` is `GPL-2.0-or-later OR MIT`.
fn expression(written: &str) -> String {
    let words = written.split_whitespace().map(|word| match word.trim_end_matches(',') {
        "Expat" | "expat" => "MIT".to_owned(),
        "and" => "AND".to_owned(),
        "or" => "OR".to_owned(),
        "BSD-3-clause" => "BSD-3-Clause".to_owned(),
        "BSD-2-clause" => "BSD-2-Clause".to_owned(),
        "zlib" | "ZLIB" => "Zlib".to_owned(),
        "Apache-2" => "Apache-2.0".to_owned(),
        word => gnu(word).unwrap_or_else(|| word.to_owned()),
    });
    let joined = words.collect::<Vec<_>>().join(" ");
    licence_text::spdx(&joined).unwrap_or_else(|| written.to_owned())
}

/// `GPL-2+` is `GPL-2.0-or-later`, `LGPL-2.1` is `LGPL-2.1-only`.
fn gnu(word: &str) -> Option<String> {
    let (name, version) = word.split_once('-').filter(|(name, _)| matches!(*name, "GPL" | "LGPL" | "AGPL" | "GFDL"))?;
    let (version, suffix) = version.strip_suffix('+').map_or((version, "only"), |version| (version, "or-later"));
    if version.is_empty() || !version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let version = if version.contains('.') { version.to_owned() } else { format!("{version}.0") };
    Some(format!("{name}-{version}-{suffix}"))
}

/// Gives the packages of a dpkg database the licences found beside it.
pub fn join(sheets: &mut [Sheet]) {
    let mut licences: HashMap<String, String> = HashMap::new();
    for sheet in sheets.iter().filter(|sheet| sheet.detector == DETECTOR.id) {
        let path = sheet.path.to_string_lossy().replace('\\', "/");
        let package = path.strip_suffix("/copyright").filter(|path| path.contains(FOLDER));
        if let (Some(package), Some(licence)) = (package, sheet.setting("licence")) {
            licences.insert(package.to_owned(), licence.to_owned());
        }
    }
    if licences.is_empty() {
        return;
    }
    for sheet in sheets.iter_mut().filter(|sheet| sheet.detector == "dpkg-status") {
        let path = sheet.path.to_string_lossy().replace('\\', "/");
        let Some(root) = path.rfind("var/lib/dpkg/").and_then(|at| path.get(..at)) else { continue };
        for component in &mut sheet.components {
            if component.licence.is_none() {
                component.licence = licences.get(&format!("{root}{FOLDER}{}", component.package.name)).cloned();
            }
        }
    }
}

#[test]
fn the_licence_of_a_package_stands_beside_its_documentation() {
    use crate::inspect;
    use std::path::Path;

    let copyright = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: door\n\n\
Files: *\nCopyright: 2020 Example\nLicense: GPL-2+ or Expat\n\nFiles: debian/*\nCopyright: 2021 Example\nLicense: Expat\n\n\
License: Expat\n Permission is hereby granted\n";
    let read = |path: &str, text: &str| inspect(Path::new(path), text.as_bytes()).expect("sound").sheets;
    let mut sheets = read("r/usr/share/doc/door/copyright", copyright);
    sheets.extend(read("r/var/lib/dpkg/status", "Package: door\nVersion: 1\n\nPackage: key\nVersion: 1\n"));
    join(&mut sheets);
    let licences: Vec<_> =
        sheets.iter().flat_map(|sheet| &sheet.components).map(|one| one.licence.as_deref()).collect();
    assert_eq!(licences, [Some("GPL-2.0-or-later OR MIT"), None]);
    assert!(read("r/usr/share/doc/door/copyright", "This is door, by Example.\n").is_empty());
}
