//! Reads the database of apk (Alpine, Wolfi, OpenWrt): `lib/apk/db/installed`, one paragraph for each package.

use std::collections::HashMap;

use inventory::{Component, Hash, HashAlgorithm, Package, Property};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::sheet::{At, Origin};

pub const DETECTOR: Detector =
    Detector { id: "apk-installed", files: Files::Named(&["lib/apk/db/installed"]), want: Want::Whole, read };

/// What one paragraph says; the files of a package are passed over.
#[derive(Default)]
struct Entry<'a> {
    line: u32,
    name: &'a str,
    version: &'a str,
    arch: &'a str,
    licence: &'a str,
    origin: &'a str,
    checksum: &'a str,
    description: &'a str,
    homepage: &'a str,
    maintainer: &'a str,
    depends: &'a str,
    provides: &'a str,
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    found.origin(Origin::Installed);
    let mut listed: Vec<(At, Entry)> = Vec::new();
    let mut broken = None;
    let mut entry = Entry::default();
    for line in lines(&text) {
        let Some((key, value)) = line.text.split_once(':') else {
            if line.text.trim().is_empty() {
                finish(std::mem::take(&mut entry), &mut listed, &mut broken, found);
            } else {
                broken.get_or_insert(line.number);
            }
            continue;
        };
        if entry.line == 0 || key == "P" {
            entry.line = line.number;
        }
        let value = value.trim();
        match key {
            "P" => entry.name = value,
            "V" => entry.version = value,
            "A" => entry.arch = value,
            "L" => entry.licence = value,
            "o" => entry.origin = value,
            "C" => entry.checksum = value,
            "T" => entry.description = value,
            "U" => entry.homepage = value,
            "m" => entry.maintainer = value,
            "D" => entry.depends = value,
            "p" => entry.provides = value,
            _ => {}
        }
    }
    finish(entry, &mut listed, &mut broken, found);
    edges(&listed, found);
    found.sheet().edges_complete = broken.is_none();
    if let Some(line) = broken {
        found.malformed(format!("line {line}: no whole entry"));
    }
}

fn finish<'a>(entry: Entry<'a>, listed: &mut Vec<(At, Entry<'a>)>, broken: &mut Option<u32>, found: &mut Found) {
    if entry.line == 0 {
        return;
    }
    if entry.name.is_empty() || entry.version.is_empty() {
        broken.get_or_insert(entry.line);
    }
    if entry.name.is_empty() {
        return;
    }
    let text = |value: &str| (!value.is_empty()).then(|| value.to_owned());
    // `Q1` marks a SHA-1 in base64; `Q2` would be a SHA-256.
    let hash = [("Q1", HashAlgorithm::Sha1), ("Q2", HashAlgorithm::Sha256)]
        .into_iter()
        .find_map(|(mark, algorithm)| Hash::base64(algorithm, entry.checksum.strip_prefix(mark)?));
    let properties = [("source-package", entry.origin), ("homepage", entry.homepage)];
    let properties = properties.into_iter().filter(|(_, value)| !value.is_empty());
    let component = Component {
        licence: super::licence(entry.licence),
        hashes: hash.into_iter().collect(),
        supplier: text(entry.maintainer),
        description: text(entry.description),
        properties: properties.map(|(name, value)| Property::new(name, value)).collect(),
        ..Component::new(Package::new("apk", entry.name, Some(entry.version)).with("arch", entry.arch))
    };
    listed.push((found.component(component, entry.line), entry));
}

fn edges(listed: &[(At, Entry)], found: &mut Found) {
    let mut by_name: HashMap<&str, At> = HashMap::new();
    for (at, entry) in listed {
        by_name.entry(entry.name).or_insert(*at);
    }
    // `so:libssl.so.3=3`, `cmd:door=1-r0`, `/bin/sh`: what a package stands in for.
    for (at, entry) in listed {
        for provided in entry.provides.split_whitespace() {
            by_name.entry(bare(provided)).or_insert(*at);
        }
    }
    for (from, entry) in listed {
        // `!name` is a conflict.
        let wanted = entry.depends.split_whitespace().filter(|name| !name.starts_with('!'));
        let mut targets: Vec<At> =
            wanted.filter_map(|name| by_name.get(bare(name)).copied()).filter(|to| to != from).collect();
        targets.sort_unstable();
        targets.dedup();
        for target in targets {
            found.depends(*from, target);
        }
    }
}

/// `busybox>=1.36@edge` is `busybox`.
fn bare(name: &str) -> &str {
    name.split(['=', '<', '>', '~', '@']).next().unwrap_or(name)
}

#[test]
fn packages_their_origin_and_their_dependencies_are_listed() {
    let installed = "C:Q1pQ+iD2ulMtgWBgSmtGqQbOsVaZo=\nP:musl\nV:1.2.5-r0\nA:x86_64\nS:407278\nI:667648\n\
T:the musl c library\nU:https://musl.libc.org/\nL:MIT\no:musl\nm:Example <a@example.org>\nt:1708872462\n\
p:so:libc.musl-x86_64.so.1=1\nF:lib\nR:ld-musl-x86_64.so.1\na:0:0:755\nZ:Q1Vz3x2dVbn9XBlPBpYrjp4ZZJfdo=\n\n\
C:Q2bad\nP:door\nV:3.0_rc1-r2\nA:x86_64\nL:GPL-2.0-only AND custom\no:door-src\n\
D:so:libc.musl-x86_64.so.1 musl>=1.2 !left-pad /bin/sh\n\n";
    crate::detectors::tests::check_sheet(
        "rootfs/lib/apk/db/installed",
        installed,
        &[
            "2 pkg:apk/musl@1.2.5-r0?arch=x86_64 licence=MIT hashes=1",
            "20 pkg:apk/door@3.0_rc1-r2?arch=x86_64 licence=GPL-2.0-only AND custom -> musl",
        ],
    );
    crate::detectors::tests::check_malformed("usr/lib/apk/db/installed", "C:Q1aa\nP:door\nV:1\n\nC:Q1b");
}
