//! Reads OCaml's `*.opam.locked` and what `*.opam` asks for.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::licence_text;
use crate::sheet::Origin;

pub const DETECTOR: Detector = Detector {
    id: "opam-locked",
    files: Files::Named(&["*.opam", "*.opam.locked", "opam", "opam.locked"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    // Every opam file begins with the version of its format.
    if !lines(&text).take(20).any(|line| line.text.starts_with("opam-version:")) {
        return;
    }
    let file_name = file.name.lower_name();
    let is_lock = file_name.ends_with(".locked");
    let own = !found.is_vendored();
    let (mut name, mut version, mut licence) = (None, None, None);
    let mut optional = None;
    for line in lines(&text) {
        let code = line.text.trim();
        if code.starts_with('#') {
            continue;
        }
        let mut rest = code;
        if !line.text.starts_with([' ', '\t']) {
            let (key, value) = code.split_once(':').unwrap_or(("", code));
            let literal = || value.split('"').nth(1);
            match key {
                "name" => name = literal(),
                "version" => version = literal().map(|version| (version, line.number)),
                "license" => licence = literal(),
                "depends" => optional = Some(false),
                "depopts" => optional = Some(true),
                _ if optional.is_some() && !code.starts_with([']', '"']) => optional = None,
                _ => {}
            }
            rest = value;
        }
        let Some(is_optional) = optional else { continue };
        if let Some((need, filter)) =
            rest.trim_start_matches(['[', ' ']).strip_prefix('"').and_then(|rest| rest.split_once('"'))
        {
            let filter =
                filter.split_once('{').and_then(|(_, filter)| filter.split_once('}')).map_or("", |(filter, _)| filter);
            entry(need, filter.trim(), is_lock, is_optional, line.number, own, found);
        }
        if code.ends_with(']') {
            optional = None;
        }
    }
    if is_lock {
        found.origin(Origin::Lock);
    }
    let of_file = file_name.strip_suffix(".locked").unwrap_or(file_name).strip_suffix(".opam");
    if let (Some(name), Some((version, line))) = (name.or(of_file), version) {
        let licence = licence.and_then(licence_text::declared);
        let package = Package::new("opam", name, Some(version));
        found.component(Component { own, licence, ..Component::new(package) }, line);
    }
}

/// `"left-pad" {= "1.2" & with-test}`
fn entry(name: &str, filter: &str, is_lock: bool, is_optional: bool, line: u32, own: bool, found: &mut Found) {
    let is_development = ["with-test", "with-doc", "with-dev-setup"].iter().any(|word| filter.contains(word));
    let scope = match (is_development, is_optional) {
        (true, _) => Scope::Development,
        (_, true) => Scope::Optional,
        _ => Scope::Runtime,
    };
    let pinned =
        filter.split('&').find_map(|part| part.trim().strip_prefix('=')?.trim().strip_prefix('"')?.split('"').next());
    let package = Package::new("opam", name, pinned);
    if is_lock && pinned.is_some() {
        found.component(Component { scope: Some(scope), ..Component::new(package) }, line);
    } else if own && name != "ocaml" {
        found.wish(package, &filter.replace('"', ""), scope, line);
    }
}

#[test]
fn locked_and_asked_for_packages_are_read() {
    let lock = "\
opam-version: \"2.0\"
name: \"door\"
version: \"0.1\"
license: \"MIT\"
depends: [
  \"left-pad\" {= \"1.2.0\"}
  \"example\" {= \"2.0\" & with-test}
]
build: [\"dune\" \"build\"]
";
    crate::detectors::tests::check_sheet(
        "door.opam.locked",
        lock,
        &[
            "6 pkg:opam/left-pad@1.2.0 runtime",
            "7 pkg:opam/example@2.0 development",
            "3 pkg:opam/door@0.1 own licence=MIT",
        ],
    );
    let manifest = "opam-version: \"2.0\"\ndepends: [\n  \"ocaml\" {>= \"4.08\"}\n  \"left-pad\" {>= \"1.0\"}\n]\n";
    crate::detectors::tests::check_sheet("door.opam", manifest, &["4 wish pkg:opam/left-pad >= 1.0 runtime"]);
}
