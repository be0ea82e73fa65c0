//! Reads the database of pacman (Arch Linux): `var/lib/pacman/local/NAME-VERSION/desc`.

use inventory::{Component, Package, Property};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::sheet::Origin;

pub const DETECTOR: Detector =
    Detector { id: "pacman-desc", files: Files::Named(&["pacman/local/*/desc"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    // The values under `%NAME%`, one a line.
    let values = |key: &str| -> Vec<(&str, u32)> {
        let after = lines(&text).skip_while(|line| line.text.trim() != key).skip(1);
        after.map(|line| (line.text.trim(), line.number)).take_while(|(value, _)| !value.is_empty()).collect()
    };
    let first = |key: &str| values(key).first().map(|(value, _)| *value);
    let Some((name, line)) = values("%NAME%").first().copied() else {
        return found.malformed("%NAME% is missing");
    };
    let Some(version) = first("%VERSION%") else {
        return found.malformed("%VERSION% is missing");
    };
    let licences: Vec<&str> = values("%LICENSE%").iter().map(|(licence, _)| *licence).collect();
    let mut properties: Vec<Property> = Vec::new();
    for (key, property) in [("%BASE%", "source-package"), ("%URL%", "homepage")] {
        properties.extend(first(key).map(|value| Property::new(property, value)));
    }
    found.origin(Origin::Installed);
    let component = Component {
        licence: super::licence(&licences.join(" AND ")),
        supplier: first("%PACKAGER%").map(str::to_owned),
        description: first("%DESC%").map(str::to_owned),
        properties,
        ..Component::new(Package::new("alpm", name, Some(version)).with("arch", first("%ARCH%").unwrap_or_default()))
    };
    found.component(component, line);
}

#[test]
fn an_installed_package_is_listed() {
    let desc = "%NAME%\ndoor\n\n%VERSION%\n1:2.0-3\n\n%BASE%\ndoor\n\n%DESC%\nopens\n\n%URL%\nhttps://example.org\n\n\
%ARCH%\nx86_64\n\n%LICENSE%\nMIT\nApache-2.0\n\n%DEPENDS%\nglibc\n\n";
    crate::detectors::tests::check_sheet(
        "var/lib/pacman/local/door-1:2.0-3/desc",
        desc,
        &["2 pkg:alpm/door@1:2.0-3?arch=x86_64 licence=MIT AND Apache-2.0"],
    );
    crate::detectors::tests::check_malformed("var/lib/pacman/local/door-2/desc", "%NAME%\ndoor\n\n%VERS");
}
