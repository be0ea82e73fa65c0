//! What the tests of all coded detectors share.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::DETECTORS;
use crate::{Kind, Why, inspect, shown};

/// Each finding is `line kind name place`; the ecosystem, known by the name alone, is left out.
pub fn check(path: &str, text: &str, expected: &[&str]) {
    check_bytes(path, text.as_bytes(), expected);
}

pub fn check_bytes(path: &str, bytes: &[u8], expected: &[&str]) {
    let report = inspect(Path::new(path), bytes).expect("the built-in detectors are sound");
    assert_eq!(report.not_read, [], "{path}");
    let found: Vec<String> = report
        .findings
        .iter()
        .filter(|finding| finding.kind != Kind::Ecosystem)
        .map(|finding| {
            let line = finding.line.map_or("-".to_owned(), |line| line.to_string());
            let (kind, place) = (finding.kind.as_str(), finding.place.as_str());
            format!("{line} {kind} {} {place}", finding.name)
        })
        .collect();
    assert_eq!(found, expected, "{path}");
}

pub fn check_malformed(path: &str, text: &str) {
    let report = inspect(Path::new(path), text.as_bytes()).expect("the built-in detectors are sound");
    let why: Vec<&Why> = report.not_read.iter().map(|not_read| &not_read.why).collect();
    assert!(matches!(why[..], [Why::Malformed(_)]), "{}: {why:?}", shown(Path::new(path)));
}

#[test]
fn every_file_in_the_folder_is_in_the_list() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/detectors");
    let files: BTreeSet<String> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned())
        .filter(|name| name != "tests.rs")
        .map(|name| name.trim_end_matches(".rs").replace('_', "-"))
        .collect();
    let listed: BTreeSet<String> = DETECTORS.iter().map(|detector| detector.id.to_owned()).collect();
    assert_eq!(files, listed);
}

#[test]
fn no_detector_panics_on_what_it_does_not_expect() {
    let names: Vec<String> = [
        "Cargo.toml",
        "package.json",
        "composer.json",
        "pyproject.toml",
        "requirements.txt",
        "setup.py",
        "setup.cfg",
        "go.mod",
        "Gemfile",
        "x.gemspec",
        "pom.xml",
        "build.gradle",
        "libs.versions.toml",
        "x.csproj",
        "Package.swift",
        "Podfile",
        "pubspec.yaml",
        "CMakeLists.txt",
        "LICENSE",
        "SECURITY.md",
        "security.txt",
        "bom.json",
        "x.spdx",
        "x.pt",
        "x.safetensors",
        "x.py",
        "x.js",
        "x.go",
        "x.rs",
        "x.c",
        "x.rb",
        "x.ipynb",
        "x.swift",
        "x.R",
        "x.dart",
        "x.php",
        "x.cs",
        "x.yml",
        "noextension",
    ]
    .map(String::from)
    .to_vec();
    // Fragments that parsers look for, whole, cut short and in the wrong order.
    let fragments: [&[u8]; 26] = [
        b"",
        b"\n",
        b"\r\n",
        b"\0",
        b"\xff\xfe",
        b"\xfe\xff\x00",
        b"\xef\xbb\xbf",
        b"\"",
        b"'",
        b"=",
        b"(",
        b"project(",
        b"import openai",
        b"\"openai",
        b"<a><b",
        b"]]>",
        b"pod '",
        b"url:\"",
        b"require",
        b"add_dependency '",
        b"name=\"",
        b"\xf0\x9f\xa6\x80",
        b"\xf0\x9f",
        b"PK\x03\x04",
        b"#!/usr/bin/python",
        b"\\",
    ];
    for name in &names {
        for a in fragments {
            for b in fragments {
                let bytes = [a, b, b"\n", a].concat();
                let report = inspect(Path::new(name), &bytes).expect("sound");
                let failed = report.not_read.iter().any(|not_read| matches!(not_read.why, Why::DetectorFailed(_)));
                assert!(!failed, "{name}: {bytes:?}");
            }
        }
    }
}
