//! Reads `etc/os-release`: which operating system a tree of files is.

use inventory::{Component, ComponentKind, Package, Property};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Line, lines};
use crate::sheet::Origin;

pub const DETECTOR: Detector = Detector {
    id: "os-release",
    files: Files::Named(&["etc/os-release", "usr/lib/os-release"]),
    want: Want::Head,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let value = |key: &str| {
        // The last one counts: the file is meant for a shell.
        lines(&text).filter_map(|line| Some((value_of(line, key)?, line.number))).last()
    };
    let Some((id, line)) = value("ID") else { return };
    let version = value("VERSION_ID").map(|(version, _)| version);
    let codename = value("VERSION_CODENAME").map(|(name, _)| name);
    let mut properties = Vec::new();
    for (key, name) in [("VERSION_CODENAME", "codename"), ("CPE_NAME", "cpe"), ("SUPPORT_END", "support-end")] {
        properties.extend(value(key).map(|(value, _)| Property::new(name, value)));
    }
    found.origin(Origin::Installed);
    found.setting("id", &id);
    // A release without number is known by its name.
    if let Some(release) = version.as_deref().or(codename.as_deref()) {
        found.setting("release", release);
    }
    let component = Component {
        kind: ComponentKind::OperatingSystem,
        description: value("PRETTY_NAME").map(|(name, _)| name),
        properties,
        ..Component::new(Package::new("generic", &id, version.as_deref()))
    };
    found.component(component, line);
}

/// The value of a shell variable set in a line, without its quotes.
fn value_of(line: Line, key: &str) -> Option<String> {
    let value = line.text.trim().strip_prefix(key)?.strip_prefix('=')?.trim();
    let quoted = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    let value = quoted.unwrap_or(value).replace("\\\"", "\"");
    (!value.is_empty()).then_some(value)
}

#[test]
fn the_system_is_a_component() {
    let check = crate::detectors::tests::check_sheet;
    let debian = "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\n\
VERSION=\"12 (bookworm)\"\nVERSION_CODENAME=bookworm\nID=debian\nHOME_URL=\"https://www.debian.org/\"\n";
    check("usr/lib/os-release", debian, &["6 pkg:generic/debian@12"]);
    check("rootfs/etc/os-release", "NAME=Arch\nID='arch'\nBUILD_ID=rolling\n", &["2 pkg:generic/arch"]);
    check("etc/os-release", "# nothing\n", &[]);
}
