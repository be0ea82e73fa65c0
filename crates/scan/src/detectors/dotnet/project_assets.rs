//! Reads `project.assets.json`, which a restore leaves in `obj`: the packages of a project with their edges.

use std::collections::HashSet;

use inventory::Relation;

use super::super::{Detector, Files, Want};
use super::library;
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::sheet::Origin;
use crate::tree;

pub const DETECTOR: Detector =
    Detector { id: "project-assets", files: Files::Named(&["project.assets.json"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(document) = found.parsed(tree::json(&text)) else { return };
    found.origin(Origin::Lock);
    found.sheet().edges_complete = true;
    let known = library::libraries(&document, found);
    library::edges(&document, &known, found);
    let (mut asked, mut private): (HashSet<String>, HashSet<String>) = Default::default();
    for (_, framework) in document.at(&["project", "frameworks"]).into_iter().flat_map(|node| node.entries()) {
        for (name, dependency) in framework.table("dependencies") {
            asked.insert(name.text.to_lowercase());
            if dependency.text("suppressParent").is_some_and(|assets| assets.eq_ignore_ascii_case("all")) {
                private.insert(name.text.to_lowercase());
            }
        }
    }
    if asked.is_empty() {
        return;
    }
    for component in found.sheet().components.iter_mut().filter(|component| !component.own) {
        let name = component.package.name.to_lowercase();
        let is_direct = asked.contains(&name);
        component.relation = Some(if is_direct { Relation::Direct } else { Relation::Transitive });
        component.scope = private.contains(&name).then_some(Scope::Development);
    }
}

#[test]
fn restored_packages_are_read() {
    let hash = format!("{}==", "A".repeat(86));
    let assets = format!(
        r#"{{
  "version": 3,
  "targets": {{ "net8.0": {{
    "Example.Door/1.0.0": {{ "type": "package", "dependencies": {{ "Example.Hinge": "[2.0.0, )" }} }},
    "Example.Hinge/2.0.0": {{ "type": "package" }},
    "window/1.0.0": {{ "type": "project" }}
  }} }},
  "libraries": {{
    "Example.Door/1.0.0": {{ "sha512": "{hash}", "type": "package", "path": "example.door/1.0.0" }},
    "Example.Hinge/2.0.0": {{ "sha512": "{hash}", "type": "package" }},
    "window/1.0.0": {{ "type": "project", "path": "../window/window.csproj" }}
  }},
  "project": {{ "frameworks": {{ "net8.0": {{ "dependencies": {{
    "Example.Door": {{ "suppressParent": "All", "target": "Package", "version": "[1.0.0, )" }} }} }} }} }}
}}"#
    );
    crate::detectors::tests::check_sheet(
        "obj/project.assets.json",
        &assets,
        &[
            "9 pkg:nuget/Example.Door@1.0.0 development direct hashes=1 -> Example.Hinge",
            "10 pkg:nuget/Example.Hinge@2.0.0 transitive hashes=1",
            "11 pkg:nuget/window@1.0.0 own",
        ],
    );
    crate::detectors::tests::check_malformed("project.assets.json", "{");
}
