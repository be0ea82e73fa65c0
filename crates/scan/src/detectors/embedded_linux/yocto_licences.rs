//! Reads Yocto's `license.manifest`: every package of an image with its version, recipe and licence.

use inventory::{Component, Package, Property};

use super::super::{Detector, Files, Want};
use super::yocto_licence::expression;
use crate::fields::{field, stanzas};
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::Origin;

pub const DETECTOR: Detector = Detector {
    id: "yocto-licences",
    files: Files::Named(&["license.manifest", "image_license.manifest"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    found.origin(Origin::Installed);
    for stanza in stanzas(&text) {
        let recipe = field(&stanza, "RECIPE NAME");
        let Some(name) = field(&stanza, "PACKAGE NAME").or(recipe).filter(|name| !name.value.is_empty()) else {
            continue;
        };
        let version = field(&stanza, "PACKAGE VERSION").or(field(&stanza, "VERSION"));
        let licence = field(&stanza, "LICENSE").and_then(|licence| expression(&licence.value));
        let package = Package::new("yocto", &name.value, version.map(|version| &*version.value));
        let mut component = Component { licence, ..Component::new(package) };
        component.properties.extend(recipe.map(|recipe| Property::new("recipe", recipe.value.clone())));
        found.component(component, name.line);
    }
}

#[test]
fn packages_are_read_with_their_licences() {
    let manifest = "\
PACKAGE NAME: left-pad
PACKAGE VERSION: 1.35.0
RECIPE NAME: left-pad
LICENSE: GPL-2.0-only & bzip2-1.0.6

PACKAGE NAME: libdoor6
PACKAGE VERSION: 2.35+git0+abc
RECIPE NAME: door
LICENSE: MIT | Apache-2.0

RECIPE NAME: boot
VERSION: 1.0
LICENSE: CLOSED
FILES: boot.bin
";
    crate::detectors::tests::check_sheet(
        "deploy/licenses/image/license.manifest",
        manifest,
        &[
            "1 pkg:yocto/left-pad@1.35.0 licence=GPL-2.0-only AND bzip2-1.0.6",
            "6 pkg:yocto/libdoor6@2.35%2Bgit0%2Babc licence=MIT OR Apache-2.0",
            "11 pkg:yocto/boot@1.0 licence=CLOSED",
        ],
    );
}
