//! Reads `Package.swift`: its name, and the packages it asks for, by the shape of its calls.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope, line_where, lines};
use crate::report::Kind;
use crate::repository::repository;

pub const DETECTOR: Detector =
    Detector { id: "swift-package", files: Files::Named(&["package.swift"]), want: Want::Whole, read };

/// A call longer than this is none of a dependency.
const CALL_BYTES_MAX: usize = 300;

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let own = !found.is_vendored();
    if let Some(line) = line_where(&text, |line| line.trim_start().starts_with("name:"))
        && let Some(name) = line.text.split('"').nth(1)
    {
        found.add(Kind::ManifestName, name, Some(line));
        // A package-url of Swift wants the host it is fetched from, which its own manifest does not know.
        found.component(Component { own, ..Component::new(Package::new("generic", name, None)) }, line.number);
    }
    let mut offset = 0;
    let mut is_binary = false;
    for (raw, line) in text.split_inclusive('\n').zip(lines(&text)) {
        let start = offset;
        offset += raw.len();
        let code = line.text.trim();
        if code.starts_with("//") {
            continue;
        }
        is_binary = begins_binary(code).unwrap_or(is_binary);
        if let Some((before, address)) = line.text.split_once("url:")
            && let Some(address) = address.split('"').nth(1)
        {
            let at = start + before.len();
            let address = address.trim_end_matches('/').trim_end_matches(".git");
            let names: Vec<&str> = address.rsplit('/').take(2).collect();
            if let [name, owner] = names[..] {
                let package = format!("{owner}/{name}");
                found.dependency("swift", &package, Scope::Runtime, || Some(line));
            }
            let rest = text.get(at..).unwrap_or_default();
            if let Some(repository) = repository(address).filter(|_| own && !is_binary) {
                let requirement = requirement(rest);
                let pinned = requirement
                    .strip_prefix("exact")
                    .or_else(|| requirement.strip_prefix("revision"))
                    .map(|rest| rest.trim_matches([':', ' ', '(', ')']));
                let package = Package::new("swift", &format!("{}/{}", repository.host, repository.path), pinned);
                found.wish(package, &requirement, Scope::Runtime, line.number);
            }
        }
    }
}

/// Whether the last call begun is a `binaryTarget`: it has an address too, and a checksum. None if none begins here.
fn begins_binary(code: &str) -> Option<bool> {
    let (package, binary) = (code.rfind(".package("), code.rfind(".binaryTarget("));
    (package.is_some() || binary.is_some()).then_some(binary > package)
}

/// What stands between the address and the end of the call: `from: 1.2.3`, `exact: 1.2.3`, `1.0.0..<2.0.0`.
fn requirement(call: &str) -> String {
    let mut requirement = String::new();
    let mut depth = 0;
    let mut quotes = 0;
    for c in call.chars().take(CALL_BYTES_MAX) {
        match c {
            '"' => quotes += 1,
            ')' if depth == 0 && quotes % 2 == 0 => break,
            ')' if quotes % 2 == 0 => depth -= 1,
            '(' if quotes % 2 == 0 => depth += 1,
            _ => {}
        }
        // The address itself ends with the second quote.
        if quotes >= 2 && c != '"' && !c.is_control() {
            requirement.push(c);
        }
    }
    let requirement = requirement.trim_matches([',', ' ']).trim_start_matches('.');
    requirement.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn packages_are_known_by_repository() {
    let manifest = "\
let package = Package(
    name: \"Door\",
    dependencies: [
        .package(url: \"https://github.com/MacPaw/OpenAI.git\", from: \"0.2.4\"),
        .package(
            url: \"https://github.com/example/left-pad\",
            .exact(\"1.2.3\")
        ),
        .package(url: \"git@github.com:example/range.git\", \"1.0.0\"..<\"2.0.0\"),
        // .package(url: \"https://github.com/example/old\", from: \"1.0.0\"),
        .package(path: \"../Own\"),
        .binaryTarget(name: \"X\", url: \"https://x.example/a/b.zip\", checksum: \"aa\"),
    ]
)
";
    crate::detectors::tests::check(
        "Package.swift",
        manifest,
        &["2 manifest-name Door product", "4 hosted-model-client OpenAI product"],
    );
    crate::detectors::tests::check_sheet(
        "Package.swift",
        manifest,
        &[
            "2 pkg:generic/Door own",
            "4 wish pkg:swift/github.com/MacPaw/OpenAI from: 0.2.4 runtime",
            "6 wish pkg:swift/github.com/example/left-pad@1.2.3 exact(1.2.3) runtime",
            "9 wish pkg:swift/github.com/example/range 1.0.0..<2.0.0 runtime",
        ],
    );
}
