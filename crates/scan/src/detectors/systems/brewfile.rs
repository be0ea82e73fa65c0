//! Reads `Brewfile` and `Brewfile.lock.json`: what Homebrew is asked to install.

use inventory::{Component, Hash, HashAlgorithm, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::sheet::Origin;
use crate::tree;

pub const DETECTOR: Detector =
    Detector { id: "brewfile", files: Files::Named(&["brewfile", "brewfile.lock.json"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    if file.name.lower_name() == "brewfile" {
        for line in lines(&text) {
            if let Some(name) = asked_for(line.text) {
                // What a Brewfile installs is on the developer's machine.
                found.wish(package(name, None), "", Scope::Development, line.number);
            }
        }
        return;
    }
    let Some(lock) = found.parsed(tree::json(&text)) else { return };
    found.origin(Origin::Lock);
    for kind in ["brew", "cask"] {
        for (name, entry) in lock.get("entries").into_iter().flat_map(|entries| entries.table(kind)) {
            let files = entry.at(&["bottle", "files"]);
            let hashes = files.into_iter().flat_map(|files| files.entries());
            let hashes = hashes.filter_map(|(_, file)| Hash::hex(HashAlgorithm::Sha256, file.text("sha256")?));
            let component = Component {
                scope: Some(Scope::Development),
                hashes: hashes.collect(),
                ..Component::new(package(&name.text, entry.text("version")))
            };
            found.component(component, name.line);
        }
    }
}

/// `brew "name", …` or `cask "name"`.
fn asked_for(line: &str) -> Option<&str> {
    let line = line.trim();
    let rest = line.strip_prefix("brew").or_else(|| line.strip_prefix("cask"))?;
    let rest = rest.trim_start_matches([' ', '(']);
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest.get(1..)?.split(quote).next().filter(|name| !name.is_empty())
}

/// `user/tap/name` belongs to a tap.
fn package(written: &str, version: Option<&str>) -> Package {
    match written.rsplit_once('/') {
        Some((tap, name)) => Package { namespace: Some(tap.to_owned()), ..Package::new("brew", name, version) },
        None => Package::new("brew", written, version),
    }
}

#[test]
fn formulae_and_casks_are_asked_for() {
    let check = crate::detectors::tests::check_sheet;
    let brewfile = "tap \"example/tap\"\n# brew \"key\"\nbrew \"door\", args: [\"HEAD\"]\nbrew 'example/tap/hinge'\ncask \"left-pad\"\n";
    check(
        "Brewfile",
        brewfile,
        &[
            "3 wish pkg:brew/door  development",
            "4 wish pkg:brew/example/tap/hinge  development",
            "5 wish pkg:brew/left-pad  development",
        ],
    );
    let lock = "{\"entries\": {\"brew\": {\n\"door\": {\"version\": \"1.2\", \"bottle\": {\"files\": {\"all\": {\"sha256\": \"ABC\"}}}}}}}";
    check("Brewfile.lock.json", lock, &["2 pkg:brew/door@1.2 development"]);
    crate::detectors::tests::check_malformed("Brewfile.lock.json", "{");
}
