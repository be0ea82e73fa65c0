//! Reads `*.deps.json`, which .NET puts beside a program: the libraries it loads.

use std::collections::HashSet;

use inventory::Relation;

use super::super::{Detector, Files, Want};
use super::library;
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::{At, Origin};
use crate::tree;

pub const DETECTOR: Detector =
    Detector { id: "deps-json", files: Files::Named(&["*.deps.json"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(document) = found.parsed(tree::json(&text)) else { return };
    // Other tools call files so too.
    if document.get("runtimeTarget").is_none() || document.get("libraries").is_none() {
        return;
    }
    found.origin(Origin::Installed);
    found.sheet().edges_complete = true;
    let known = library::libraries(&document, found);
    library::edges(&document, &known, found);
    let sheet = found.sheet();
    let own: HashSet<At> = (0..).zip(&sheet.components).filter(|(_, one)| one.own).map(|(at, _)| At(at)).collect();
    if own.is_empty() {
        return;
    }
    let direct: HashSet<At> = sheet.edges.iter().filter(|(from, _)| own.contains(from)).map(|(_, to)| *to).collect();
    for (at, component) in sheet.components.iter_mut().enumerate().filter(|(_, component)| !component.own) {
        component.relation = Some(if direct.contains(&At(at)) { Relation::Direct } else { Relation::Transitive });
    }
}

#[test]
fn libraries_and_their_edges_are_read() {
    let hash = format!("sha512-{}==", "A".repeat(86));
    let deps = format!(
        r#"{{
  "runtimeTarget": {{ "name": ".NETCoreApp,Version=v8.0/linux-x64", "signature": "" }},
  "targets": {{
    ".NETCoreApp,Version=v8.0": {{}},
    ".NETCoreApp,Version=v8.0/linux-x64": {{
      "door/1.0.0": {{ "dependencies": {{
        "Example.Hinge": "2.0.0", "runtimepack.Example.Runtime.linux-x64": "8.0.1", "Example.File": "1.0.0.0" }},
        "runtime": {{ "door.dll": {{}} }} }},
      "Example.Hinge/2.0.0": {{ "dependencies": {{ "Example.Pane": "3.0.0-rc.1" }} }},
      "Example.Pane/3.0.0-rc.1": {{}},
      "runtimepack.Example.Runtime.linux-x64/8.0.1": {{}}
    }}
  }},
  "libraries": {{
    "door/1.0.0": {{ "type": "project", "serviceable": false, "sha512": "" }},
    "Example.Hinge/2.0.0": {{ "type": "package", "serviceable": true, "sha512": "{hash}", "path": "x" }},
    "Example.Pane/3.0.0-rc.1": {{ "type": "package", "serviceable": true, "sha512": "" }},
    "runtimepack.Example.Runtime.linux-x64/8.0.1": {{ "type": "runtimepack", "serviceable": false, "sha512": "" }},
    "Example.File.Reference/1.0.0.0": {{ "type": "reference", "serviceable": false, "sha512": "" }}
  }}
}}"#
    );
    crate::detectors::tests::check_sheet(
        "bin/door.deps.json",
        &deps,
        &[
            "15 pkg:nuget/door@1.0.0 own -> Example.Hinge Example.Runtime.linux-x64",
            "16 pkg:nuget/Example.Hinge@2.0.0 direct hashes=1 -> Example.Pane",
            "17 pkg:nuget/Example.Pane@3.0.0-rc.1 transitive",
            "18 pkg:nuget/Example.Runtime.linux-x64@8.0.1 direct",
            "19 pkg:generic/Example.File@1.0.0.0 transitive",
        ],
    );
    crate::detectors::tests::check_sheet("other.deps.json", "[]", &[]);
    crate::detectors::tests::check_malformed("door.deps.json", "{\"libraries\": {");
}
