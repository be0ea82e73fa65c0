//! Reads `packages.config`: the packages of a project, all of them, each with its version.

use inventory::Component;

use super::super::{Detector, Files, Want};
use super::nuget_version;
use crate::file::SourceFile;
use crate::found::{Found, Line, Scope};
use crate::sheet::Origin;
use crate::xml::{self, Event};

pub const DETECTOR: Detector = Detector {
    id: "packages-config",
    files: Files::Named(&["packages.config", "packages.*.config"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let mut is_open = false;
    for (number, event) in xml::events(&text) {
        match event {
            Event::Open { name: "packages", .. } => {
                is_open = true;
                found.origin(Origin::Lock);
            }
            Event::Close { name: "packages" } => is_open = false,
            Event::Open { name: "package", attributes } if is_open => {
                let get = |name| xml::attribute(attributes, name).unwrap_or_default();
                let is_development = get("developmentDependency").eq_ignore_ascii_case("true");
                let scope = if is_development { Scope::Development } else { Scope::Runtime };
                found.dependency("nuget", get("id"), scope, || Some(Line { number, text: attributes }));
                if let Some(package) = nuget_version::package(get("id"), get("version")) {
                    found.component(Component { scope: Some(scope), ..Component::new(package) }, number);
                }
            }
            _ => {}
        }
    }
    if is_open {
        found.malformed("no end of `packages`");
    }
}

#[test]
fn packages_are_read() {
    let config = "\
<?xml version=\"1.0\" encoding=\"utf-8\"?>
<packages>
  <package id=\"OpenAI\" version=\"2.0\" />
  <package id=\"Example.Tool\" version=\"1.0.0\" targetFramework=\"net48\" developmentDependency=\"true\" />
</packages>";
    crate::detectors::tests::check("packages.config", config, &["3 hosted-model-client OpenAI product"]);
    crate::detectors::tests::check_sheet(
        "packages.config",
        config,
        &["3 pkg:nuget/OpenAI@2.0 runtime", "4 pkg:nuget/Example.Tool@1.0.0 development"],
    );
    crate::detectors::tests::check_malformed("packages.config", "<packages><package id=\"A\" version=\"1\" />");
}
