//! What the tests of all coded detectors share.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{FAMILIES, Files};
use inventory::Package;

use crate::inspect::inspect_outside;
use crate::{Kind, Sheet, Why, inspect, shown};

/// Each finding is `line kind name place`; the ecosystem, known by the name alone, is left out.
pub fn check(path: &str, text: &str, expected: &[&str]) {
    check_bytes(path, text.as_bytes(), expected);
}

pub fn check_bytes(path: &str, bytes: &[u8], expected: &[&str]) {
    let report = inspect_outside(Path::new(path), bytes);
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

/// What a file says of components. A component is `line package-url` and, where known, `own`, the scope, the
/// relation, `licence`, `requires`, `source`, the number of hashes and `-> names` of what it depends on; a wish is
/// `line wish package-url requirement scope`.
pub fn check_sheet(path: &str, text: &str, expected: &[&str]) {
    check_sheet_bytes(path, text.as_bytes(), expected);
}

pub fn check_sheet_bytes(path: &str, bytes: &[u8], expected: &[&str]) {
    let report = inspect_outside(Path::new(path), bytes);
    assert_eq!(report.not_read, [], "{path}");
    let shown: Vec<String> = report.sheets.iter().flat_map(shown_sheet).collect();
    assert_eq!(shown, expected, "{path}");
}

/// What several files say of components once a join has put them together: each line of [`check_sheet`] after the
/// path of its file.
pub fn check_joined(join: fn(&mut [Sheet]), files: &[(&str, &str)], expected: &[&str]) {
    let mut sheets: Vec<Sheet> = Vec::new();
    for (path, text) in files {
        let report = inspect(Path::new(path), text.as_bytes()).expect("the built-in detectors are sound");
        assert_eq!(report.not_read, [], "{path}");
        sheets.extend(report.sheets);
    }
    join(&mut sheets);
    let lines = |sheet| shown_sheet(sheet).into_iter().map(|line| format!("{} {line}", sheet.path.display()));
    let shown: Vec<String> = sheets.iter().flat_map(lines).collect();
    assert_eq!(shown, expected);
}

pub fn shown_sheet(sheet: &Sheet) -> Vec<String> {
    let line = |line: Option<u32>| line.map_or("-".to_owned(), |line| line.to_string());
    let purl = |package: &Package| package.purl().unwrap_or_else(|| format!("no package-url: {package}"));
    let word = |word: &dyn std::fmt::Debug| format!("{word:?}").to_lowercase();
    let components = sheet.components.iter().enumerate().map(|(at, component)| {
        let mut parts = vec![line(component.evidence[0].line), purl(&component.package)];
        parts.extend(component.own.then(|| "own".to_owned()));
        parts.extend(component.scope.map(|scope| word(&scope)));
        parts.extend(component.relation.map(|relation| word(&relation)));
        parts.extend(component.licence.as_ref().map(|licence| format!("licence={licence}")));
        parts.extend(component.requirement.as_ref().map(|requirement| format!("requires={requirement}")));
        parts.extend(component.source.as_ref().map(|source| format!("source={source}")));
        if !component.hashes.is_empty() {
            parts.push(format!("hashes={}", component.hashes.len()));
        }
        let targets = sheet.edges.iter().filter(|(from, _)| from.0 == at);
        let targets: Vec<&str> = targets.map(|(_, to)| &*sheet.components[to.0].package.name).collect();
        if !targets.is_empty() {
            parts.push(format!("-> {}", targets.join(" ")));
        }
        parts.join(" ")
    });
    let wishes = sheet.wishes.iter().map(|wish| {
        let scope = word(&wish.scope);
        format!("{} wish {} {} {scope}", line(wish.line), purl(&wish.package), wish.requirement)
    });
    components.chain(wishes).collect()
}

/// The AI assets a file shows, in order: `kind name property=value …`. Of an expected asset the words must come in
/// this order; a finding may have more properties. `property=` stands for any value.
pub fn check_assets(path: &str, bytes: impl AsRef<[u8]>, expected: &[&str]) {
    let report = inspect_outside(Path::new(path), bytes.as_ref());
    assert_eq!(report.not_read, [], "{path}");
    let shown: Vec<String> = report
        .findings
        .iter()
        .filter(|finding| finding.kind.asset().is_some())
        .map(|finding| {
            let properties = finding.properties.iter().map(|of| format!(" {}={}", of.name, of.value));
            format!("{} {}{}", finding.kind.as_str(), finding.name, properties.collect::<String>())
        })
        .collect();
    assert_eq!(shown.len(), expected.len(), "{path}: {shown:#?}");
    for (shown, expected) in shown.iter().zip(expected) {
        let mut words = shown.split(' ');
        let missing = expected.split(' ').find(|word| match word.strip_suffix('=') {
            Some(_) => !words.any(|found| found.starts_with(word)),
            None => !words.any(|found| found == *word),
        });
        assert_eq!(missing, None, "{path}: {shown}");
    }
}

pub fn check_malformed(path: &str, text: &str) {
    let report = inspect(Path::new(path), text.as_bytes()).expect("the built-in detectors are sound");
    let why: Vec<&Why> = report.not_read.iter().map(|not_read| &not_read.why).collect();
    assert!(matches!(why[..], [Why::Malformed(_)]), "{}: {why:?}", shown(Path::new(path)));
}

#[test]
fn every_file_in_a_family_is_in_its_list() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/detectors");
    let names = |folder: &Path| -> BTreeSet<String> {
        let entries = fs::read_dir(folder).expect("the folder is there");
        entries.map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned()).collect()
    };
    for (family, detectors) in FAMILIES {
        let path = folder.join(family);
        let text = fs::read_to_string(folder.join(format!("{family}.rs"))).expect("the family has a file");
        for detector in *detectors {
            let file = format!("{}.rs", detector.id.replace('-', "_"));
            assert!(path.join(&file).is_file(), "{family}/{file}");
        }
        if path.is_dir() {
            for file in names(&path).iter().filter_map(|name| name.strip_suffix(".rs")) {
                assert!(text.contains(&format!("mod {file};")), "{family}/{file}.rs is in no list");
            }
        }
    }
}

#[test]
fn every_path_pattern_is_sound() {
    for detector in FAMILIES.iter().flat_map(|(_, detectors)| detectors.iter()) {
        if let Files::Named(patterns) | Files::NamedIf(patterns, _) = detector.files {
            for pattern in patterns {
                assert_eq!(*pattern, pattern.to_lowercase(), "{}", detector.id);
                crate::paths::Paths::default().add((*pattern).into(), 0).expect(detector.id);
            }
        }
    }
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
        "composer.lock",
        "composer/installed.json",
        "Gemfile.lock",
        "Package.resolved",
        "Podfile.lock",
        "Cartfile.resolved",
        "pubspec.lock",
        "mix.lock",
        "mix.exs",
        "rebar.lock",
        "manifest.toml",
        "Project.toml",
        "stack.yaml.lock",
        "cabal.project.freeze",
        "renv.lock",
        "DESCRIPTION",
        "conan.lock",
        "conanfile.txt",
        "conanfile.py",
        "vcpkg.json",
        "vcpkg/status",
        "x.cmake",
        "meson.build",
        "subprojects/x.wrap",
        "MODULE.bazel",
        "MODULE.bazel.lock",
        "WORKSPACE",
        "west.yml",
        "default.xml",
        "dependencies.lock",
        "a/idf_component.yml",
        "platformio.ini",
        "library.json",
        "library.properties",
        "sketch.yaml",
        "x.csolution.yml",
        "x.uvprojx",
        "x.pdsc",
        "x.lib",
        "project.yml",
        "pkg/x/Makefile",
        "license.manifest",
        "x.manifest",
        "x_1.0.bb",
        "kas.yml",
        "manifest.csv",
        "package/x/x.mk",
        "elm.json",
        "shard.lock",
        "dub.selections.json",
        "build.zig.zon",
        "nimble.lock",
        "x.rockspec",
        "luarocks.lock",
        "cpanfile.snapshot",
        "x.opam.locked",
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
