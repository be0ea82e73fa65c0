//! Reads `ivy.xml`: the module and the modules it asks for.

use inventory::Component;

use super::super::{Detector, Files, Want};
use super::{coordinates, gradle_lockfile};
use crate::Place;
use crate::file::SourceFile;
use crate::found::{Found, Line, Scope};
use crate::report::Kind;
use crate::xml::{self, Event};

pub const DETECTOR: Detector = Detector { id: "ivy-xml", files: Files::Named(&["ivy.xml"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    for (number, event) in xml::events(&text) {
        let Event::Open { name, attributes } = event else { continue };
        let get = |name| xml::attribute(attributes, name).unwrap_or_default();
        match name {
            "info" => {
                found.add(Kind::ManifestName, get("module"), Some(Line { number, text: attributes }));
                let Some(package) = coordinates::package(get("organisation"), get("module"), get("revision")) else {
                    continue;
                };
                let own = found.place() != Place::Vendored;
                found.component(Component { own, ..Component::new(package) }, number);
            }
            "dependency" => {
                let Some(package) = coordinates::package(get("org"), get("name"), get("rev")) else { continue };
                // `conf="test->default"`: the part before the arrow is ours.
                let ours = get("conf").split("->").next().unwrap_or_default().to_ascii_lowercase();
                let is_development = gradle_lockfile::is_development(&ours) || ours.trim() == "provided";
                let scope = if is_development { Scope::Development } else { Scope::Runtime };
                let line = Line { number, text: attributes };
                found.dependency("maven", &package.full_name(), scope, || Some(line));
                found.wish(package, get("rev"), scope, number);
            }
            _ => {}
        }
    }
}

#[test]
fn a_module_and_its_dependencies_are_read() {
    let module = "\
<ivy-module version=\"2.0\">
  <info organisation=\"eu.example\" module=\"door\" revision=\"1.0\"/>
  <dependencies>
    <dependency org=\"eu.example\" name=\"hinge\" rev=\"2.0\" conf=\"compile->default\"/>
    <dependency org=\"eu.example\" name=\"window\" rev=\"3.+\" conf=\"test->default\"/>
  </dependencies>
</ivy-module>";
    crate::detectors::tests::check_sheet(
        "ivy.xml",
        module,
        &[
            "2 pkg:maven/eu.example/door@1.0 own",
            "4 wish pkg:maven/eu.example/hinge@2.0 2.0 runtime",
            "5 wish pkg:maven/eu.example/window 3.+ development",
        ],
    );
}
