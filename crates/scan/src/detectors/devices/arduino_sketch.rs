//! Reads Arduino's `sketch.yaml`: the platforms and libraries of its profiles, each pinned.

use std::collections::HashSet;

use inventory::{Component, ComponentKind, Package, Relation};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::Origin;
use crate::tree::{Node, yaml};

pub const DETECTOR: Detector =
    Detector { id: "arduino-sketch", files: Files::Named(&["sketch.yaml", "sketch.yml"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(sketch) = found.parsed(yaml(&text)) else { return };
    found.origin(Origin::Lock);
    let mut known = HashSet::new();
    let mut add = |written: &Node, kind: ComponentKind, found: &mut Found| {
        // `arduino:avr (1.8.3)`, `LeftPad (1.2.3)`
        let Some(text) = written.as_str() else { return };
        let (name, version) = text.split_once('(').unwrap_or((text, ""));
        let version = version.trim().trim_end_matches(')');
        let (vendor, name) = name.split_once(':').unwrap_or(("", name));
        let mut package = Package::new("generic", name, Some(version));
        package.namespace = Some(vendor.trim().to_owned()).filter(|vendor| !vendor.is_empty());
        if known.insert(package.clone()) {
            let relation = Some(Relation::Direct);
            found.component(Component { kind, relation, ..Component::new(package) }, written.line);
        }
    };
    for (_, profile) in sketch.table("profiles") {
        for platform in profile.list("platforms").iter().filter_map(|entry| entry.get("platform")) {
            add(platform, ComponentKind::Platform, found);
        }
        for library in profile.list("libraries") {
            add(library, ComponentKind::Library, found);
        }
    }
}

#[test]
fn platforms_and_libraries_of_profiles_are_read() {
    let sketch = "\
profiles:
  nano:
    fqbn: arduino:avr:nano
    platforms:
      - platform: arduino:avr (1.8.3)
    libraries:
      - LeftPad (1.2.3)
      - dir: ../own
  other:
    platforms:
      - platform: example:core (2.0.0)
        platform_index_url: https://x.example/index.json
    libraries:
      - LeftPad (1.2.3)
";
    crate::detectors::tests::check_sheet(
        "sketch.yaml",
        sketch,
        &[
            "5 pkg:generic/arduino/avr@1.8.3 direct",
            "7 pkg:generic/LeftPad@1.2.3 direct",
            "11 pkg:generic/example/core@2.0.0 direct",
        ],
    );
}
