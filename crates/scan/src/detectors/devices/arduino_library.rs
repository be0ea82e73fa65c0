//! Reads Arduino's `library.properties`: a library, our own or copied into `libraries`.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::fields::sections;
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::licence_text;
use crate::sheet::Origin;

pub const DETECTOR: Detector =
    Detector { id: "arduino-library", files: Files::Named(&["library.properties"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let sections = sections(&text);
    let entries = sections.first().map(|section| section.entries()).unwrap_or_default();
    let value = |key: &str| {
        let entry = entries.iter().find(|entry| entry.key == key)?;
        Some((entry.values.first()?.text, entry.line))
    };
    let (Some((name, line)), Some((version, _))) = (value("name"), value("version")) else { return };
    let is_installed = file.name.lower_folders().rev().nth(1).is_some_and(|folder| folder == "libraries");
    let own = !is_installed && !found.is_vendored();
    if !own {
        found.origin(Origin::Installed);
    }
    let component = Component {
        own,
        licence: value("license").and_then(|(licence, _)| licence_text::declared(licence)),
        description: value("sentence").map(|(text, _)| text.to_owned()),
        ..Component::new(Package::new("generic", name, Some(version)))
    };
    found.component(component, line);
    if let Some((needs, line)) = value("depends").filter(|_| own) {
        // `Left Pad (>=1.0), Door`
        for need in needs.split(',') {
            let (name, requirement) = need.split_once('(').unwrap_or((need, ""));
            if !name.trim().is_empty() {
                let package = Package::new("generic", name, None);
                found.wish(package, requirement.trim_end().trim_end_matches(')'), Scope::Runtime, line);
            }
        }
    }
}

#[test]
fn our_own_library_is_told_from_an_installed_one() {
    let properties = "\
name=Door Control
version=1.2.3
author=Example
sentence=Opens doors.
license=MIT
architectures=*
depends=Left Pad (>=1.0), Example
";
    crate::detectors::tests::check_sheet(
        "library.properties",
        properties,
        &[
            "1 pkg:generic/Door%20Control@1.2.3 own licence=MIT",
            "7 wish pkg:generic/Left%20Pad >=1.0 runtime",
            "7 wish pkg:generic/Example  runtime",
        ],
    );
    crate::detectors::tests::check_sheet(
        "libraries/Door/library.properties",
        "name=Door\r\nversion=2.0\r\n",
        &["1 pkg:generic/Door@2.0"],
    );
}
