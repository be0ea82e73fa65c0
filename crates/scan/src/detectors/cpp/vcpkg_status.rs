//! Reads `vcpkg/status`, vcpkg's database of what is installed.

use std::collections::HashMap;

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::fields::{field, stanzas};
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::Origin;

pub const DETECTOR: Detector =
    Detector { id: "vcpkg-status", files: Files::Named(&["vcpkg/status"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    found.origin(Origin::Installed);
    let stanzas = stanzas(&text);
    let mut known = HashMap::new();
    let mut needs = Vec::new();
    for stanza in &stanzas {
        let value = |name| field(stanza, name).map(|field| &*field.value);
        let (Some(name), Some("install ok installed")) = (field(stanza, "Package"), value("Status")) else { continue };
        let triplet = value("Architecture").unwrap_or_default();
        // A feature is a part of its port, and may need more.
        let key = (name.value.as_str(), triplet);
        let at = match (known.get(&key), value("Version")) {
            (Some(at), _) => *at,
            (None, None) => continue,
            (None, version) => {
                let port = value("Port-Version").filter(|port| *port != "0").unwrap_or_default();
                let package = Package::new("vcpkg", &name.value, version).with("port_version", port);
                found.component(Component::new(package.with("triplet", triplet)), name.line)
            }
        };
        known.insert(key, at);
        for need in value("Depends").unwrap_or_default().split(',') {
            let need = need.trim();
            // `zlib:x64-linux` is of another triplet.
            let (need, of) = need.split_once(':').unwrap_or((need, triplet));
            needs.push((at, (need.split(['[', ' ']).next().unwrap_or(need), of)));
        }
    }
    for (from, key) in needs {
        if let Some(to) = known.get(&key).filter(|to| **to != from) {
            found.depends(from, *to);
        }
    }
    found.sheet().edges_complete = true;
}

#[test]
fn installed_ports_are_read() {
    let status = "\
Package: zlib
Version: 1.3.1
Architecture: x64-linux
Multi-Arch: same
Abi: aa
Status: install ok installed

Package: left-pad
Version: 2.0
Port-Version: 3
Depends: zlib
Architecture: x64-linux
Status: install ok installed

Package: left-pad
Feature: tls
Depends: tls
Architecture: x64-linux
Status: install ok installed

Package: gone
Version: 1
Architecture: x64-linux
Status: purge ok not-installed
";
    crate::detectors::tests::check_sheet(
        "vcpkg_installed/vcpkg/status",
        status,
        &[
            "1 pkg:vcpkg/zlib@1.3.1?triplet=x64-linux",
            "8 pkg:vcpkg/left-pad@2.0?port_version=3&triplet=x64-linux -> zlib",
        ],
    );
}
