//! Reads the projects that use CMSIS packs: csolution YAML, Keil's `.uvprojx` and `.cprj`.

use std::collections::HashSet;

use inventory::{Component, Package, Relation};

use super::super::{Detector, Files, Want};
use super::generic;
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::sheet::Origin;
use crate::tree::{Node, yaml};
use crate::xml::{Event, attribute, events};

pub const DETECTOR: Detector = Detector {
    id: "cmsis-project",
    files: Files::Named(&[
        "*.csolution.yml",
        "*.cproject.yml",
        "*.clayer.yml",
        "*.cbuild-pack.yml",
        "*.cdefault.yml",
        "*.uvprojx",
        "*.cprj",
    ]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    match file.name.extension() {
        "uvprojx" | "cprj" => read_xml(&text, found),
        _ => match yaml(&text) {
            Ok(document) => read_yaml(&document, found),
            Err(fault) => found.malformed(fault),
        },
    }
}

fn read_yaml(document: &Node, found: &mut Found) {
    if let Some(lock) = document.get("cbuild-pack") {
        found.origin(Origin::Lock);
        for entry in lock.list("resolved-packs") {
            let Some(pack) = entry.get("resolved-pack") else { continue };
            if let Some((package, _)) = pack.as_str().and_then(of_reference) {
                found.component(Component::new(package), pack.line);
            }
        }
        return;
    }
    for (_, part) in document.entries() {
        for pack in part.list("packs").iter().filter_map(|entry| entry.get("pack")) {
            if let Some((package, requirement)) = pack.as_str().and_then(of_reference) {
                found.wish(package, &requirement, Scope::Runtime, pack.line);
            }
        }
    }
}

/// `Vendor::Pack@1.2.3`, `Vendor::Pack@>=1.2`, `Vendor::Pack`, `Vendor::Pack@^1`.
fn of_reference(written: &str) -> Option<(Package, String)> {
    let (vendor, rest) = written.split_once("::")?;
    let (name, version) = rest.split_once('@').unwrap_or((rest, ""));
    let pinned = crate::repository::exact(version);
    Some((generic(&format!("{vendor}/{name}"), pinned), version.to_owned()))
}

fn read_xml(text: &str, found: &mut Found) {
    found.origin(Origin::Lock);
    let mut known = HashSet::new();
    let mut in_id = false;
    for (line, event) in events(text) {
        let package = match event {
            // <package name="CMSIS" vendor="ARM" version="5.9.0"/>
            Event::Open { name: "package", attributes } => {
                let value = |key| attribute(attributes, key).filter(|value| !value.is_empty());
                let (Some(name), Some(vendor)) = (value("name"), value("vendor")) else { continue };
                generic(&format!("{vendor}/{name}"), value("version").and_then(|range| range.split(':').next()))
            }
            // <PackID>Vendor.Pack.1.2.3</PackID>
            Event::Open { name: "PackID", .. } => {
                in_id = true;
                continue;
            }
            Event::Text(id) if in_id => match of_id(id) {
                Some(package) => package,
                None => continue,
            },
            Event::Close { name: "PackID" } => {
                in_id = false;
                continue;
            }
            _ => continue,
        };
        if known.insert(package.clone()) {
            let relation = Some(Relation::Direct);
            found.component(Component { relation, ..Component::new(package) }, line);
        }
    }
}

fn of_id(id: &str) -> Option<Package> {
    let (vendor, rest) = id.split_once('.')?;
    let at = rest.char_indices().find(|(at, c)| {
        *c == '.' && rest.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    });
    let (name, version) = at.map_or((rest, None), |(at, _)| (&rest[..at], rest.get(at + 1..)));
    Some(generic(&format!("{vendor}/{name}"), version))
}

#[test]
fn packs_are_read_from_all_project_forms() {
    let solution = "\
solution:
  created-for: CMSIS-Toolbox@2.6.0
  packs:
    - pack: ARM::CMSIS@6.1.0
    - pack: Example::Door_DFP@>=2.14
      for-context: Debug
    - pack: Keil::Any
  projects:
    - project: a.cproject.yml
";
    crate::detectors::tests::check_sheet(
        "door.csolution.yml",
        solution,
        &[
            "4 wish pkg:generic/ARM/CMSIS@6.1.0 6.1.0 runtime",
            "5 wish pkg:generic/Example/Door_DFP >=2.14 runtime",
            "7 wish pkg:generic/Keil/Any  runtime",
        ],
    );
    crate::detectors::tests::check_sheet(
        "door.cbuild-pack.yml",
        "cbuild-pack:\n  resolved-packs:\n    - resolved-pack: ARM::CMSIS@6.1.0\n      selected-by-pack: [ARM::CMSIS]\n",
        &["3 pkg:generic/ARM/CMSIS@6.1.0"],
    );
    let keil = "\
<Project>
  <TargetOption><PackID>Keil.STM32F4xx_DFP.2.14.0</PackID></TargetOption>
  <RTE><components><component Cclass=\"CMSIS\">
    <package name=\"CMSIS\" schemaVersion=\"1.3\" url=\"https://x.example/\" vendor=\"ARM\" version=\"5.9.0\"/>
  </component></components></RTE>
</Project>
";
    crate::detectors::tests::check_sheet(
        "door.uvprojx",
        keil,
        &["2 pkg:generic/Keil/STM32F4xx_DFP@2.14.0 direct", "4 pkg:generic/ARM/CMSIS@5.9.0 direct"],
    );
}
