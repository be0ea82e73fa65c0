//! Reads `*.pdsc`, the description of a CMSIS pack: its name, and the newest of its releases.

use inventory::Component;

use super::super::{Detector, Files, Want};
use super::generic;
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::Origin;
use crate::xml::{Event, attribute, events};

pub const DETECTOR: Detector = Detector { id: "cmsis-pack", files: Files::Named(&["*.pdsc"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let (mut path, mut name, mut vendor, mut release) = (Vec::new(), None, None, None);
    for (line, event) in events(&text) {
        match event {
            Event::Open { name: element, attributes } => {
                path.push(element);
                // Releases stand with the newest first.
                if path[..] == ["package", "releases", "release"] {
                    release = release.or_else(|| attribute(attributes, "version"));
                }
            }
            Event::Close { .. } => {
                path.pop();
            }
            Event::Text(text) => match path[..] {
                ["package", "name"] => name = name.or(Some((text, line))),
                ["package", "vendor"] => vendor = vendor.or(Some(text)),
                _ => {}
            },
        }
        if path.len() > 64 || (release.is_some() && name.is_some() && vendor.is_some()) {
            break;
        }
    }
    if let (Some((name, line)), Some(vendor)) = (name, vendor) {
        found.origin(Origin::Installed);
        found.component(Component::new(generic(&format!("{vendor}/{name}"), release)), line);
    }
}

#[test]
fn a_pack_has_the_version_of_its_newest_release() {
    let pack = "\
<?xml version=\"1.0\"?>
<package schemaVersion=\"1.7\">
  <vendor>Example</vendor>
  <name>Door_DFP</name>
  <releases>
    <release version=\"2.14.0\" date=\"2024-01-01\">New</release>
    <release version=\"2.13.0\">Old</release>
  </releases>
</package>
";
    crate::detectors::tests::check_sheet("Example.Door_DFP.pdsc", pack, &["4 pkg:generic/Example/Door_DFP@2.14.0"]);
}
