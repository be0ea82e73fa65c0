//! Lockfiles that break off in the middle: each is listed, and the rest of the tree is read.
//!
//! The half of each ends within a word. A format of plain lines that breaks off between two of them cannot be told
//! from a shorter file.

use std::fs;
use std::path::Path;

use scan::{Kind, Why, shown};

use super::{found, not_read, scanned, tree};

const LOCKFILES: [(&str, &str); 13] = [
    (
        "npm1/package-lock.json",
        r#"{"name": "door", "lockfileVersion": 1, "dependencies": {"left-pad": {"version": "1.3.0"}}}"#,
    ),
    (
        "npm3/package-lock.json",
        r#"{"name": "door", "lockfileVersion": 3, "packages": {"node_modules/left-pad": {"version": "1.3.0"}}}"#,
    ),
    (
        "yarn1/yarn.lock",
        "left-pad@^1.0.0:\n  version \"1.3.0\"\n\nright-pad@^1.0.0:\n  version \"1.0.0\"\n  \
         resolved \"https://packages.example/right-pad-1.0.0.tgz\"\n",
    ),
    (
        "yarn4/yarn.lock",
        "__metadata:\n  version: 8\n\n\"left-pad@npm:^1.0.0\":\n  version: 1.3.0\n  \
         resolution: \"left-pad@npm:1.3.0\"\n",
    ),
    (
        "pnpm/pnpm-lock.yaml",
        "lockfileVersion: '9.0'\n\npackages:\n\n  left-pad@1.3.0:\n    resolution: {integrity: sha512-AAAA}\n\n\
         snapshots:\n\n  left-pad@1.3.0: {}\n",
    ),
    (
        "uv/uv.lock",
        "version = 1\n\n[[package]]\nname = \"left-pad\"\nversion = \"1.3.0\"\n\
         source = { registry = \"https://packages.example/simple\" }\n",
    ),
    (
        "poetry/poetry.lock",
        "[[package]]\nname = \"left-pad\"\nversion = \"1.3.0\"\ndescription = \"Pads on the left\"\n\
         optional = false\n\n[metadata]\nlock-version = \"2.0\"\n",
    ),
    (
        "cargo/Cargo.lock",
        "version = 4\n\n[[package]]\nname = \"left-pad\"\nversion = \"1.3.0\"\n\
         source = \"registry+https://packages.example/index\"\n",
    ),
    (
        "go/go.sum",
        "packages.example/left v1.3.0 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\
         packages.example/left v1.3.0/go.mod h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
    ),
    ("go/go.mod", "module door.example/door\n\nrequire (\n\tpackages.example/left v1.3.0\n)\n"),
    (
        "ruby/Gemfile.lock",
        "GEM\n  remote: https://packages.example/\n  specs:\n    left-pad (1.3.0)\n    right-pad (1.0.0)\n\n\
         PLATFORMS\n  ruby\n\nDEPENDENCIES\n  left-pad\n",
    ),
    ("php/composer.lock", r#"{"packages": [{"name": "example/left-pad", "version": "1.3.0"}], "packages-dev": []}"#),
    (
        "dotnet/packages.lock.json",
        r#"{"version": 1, "dependencies": {"net8.0": {"Left.Pad": {"type": "Direct", "resolved": "1.3.0"}}}}"#,
    ),
];

#[test]
fn a_lockfile_cut_in_half_is_listed_and_the_rest_is_read() {
    let rest: [(&str, &[u8]); 2] = [
        ("z/Cargo.lock", b"[[package]]\nname = \"hinge\"\nversion = \"2.0.0\"\n"),
        ("z/main.py", b"import anthropic\n"),
    ];
    let halves = LOCKFILES.map(|(path, text)| (path, &text.as_bytes()[..text.len() / 2]));
    let report = scanned(&tree(&[&halves[..], &rest].concat()));
    let broken = report.not_read.iter().filter(|not_read| matches!(not_read.why, Why::Malformed(_)));
    let mut broken: Vec<String> = broken.map(|not_read| shown(&not_read.path)).collect();
    broken.sort();
    let mut expected = LOCKFILES.map(|(path, _)| path);
    expected.sort_unstable();
    assert_eq!(broken, expected, "{:?}", not_read(&report));
    assert_eq!(report.not_read.len(), LOCKFILES.len());
    assert_eq!(found(&report, Kind::HostedModelClient), ["z/main.py: Anthropic"]);
    let hinges = report.sheets.iter().filter(|sheet| sheet.path == Path::new("z/Cargo.lock"));
    assert_eq!(hinges.map(|sheet| sheet.components.len()).sum::<usize>(), 1);
}

#[test]
fn the_same_lockfiles_are_read_when_they_are_whole() {
    let files = LOCKFILES.map(|(path, text)| (path, text.as_bytes()));
    let report = scanned(&tree(&files));
    assert_eq!(not_read(&report), [""; 0]);
    for (path, _) in LOCKFILES {
        assert!(report.sheets.iter().any(|sheet| sheet.path == Path::new(path)), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn a_lockfile_that_is_no_file_is_not_waited_for() {
    let root = tree(&[("b/Cargo.lock/main.py", b"import openai\n")]);
    fs::create_dir(root.path().join("a")).expect("made");
    super::unix::pipe(&root.path().join("a/package-lock.json"));
    let report = scanned(&root);
    assert_eq!(not_read(&report), ["a/package-lock.json: not a regular file"]);
    assert_eq!(found(&report, Kind::HostedModelClient), ["b/Cargo.lock/main.py: OpenAI"]);
}
