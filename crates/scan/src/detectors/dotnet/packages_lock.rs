//! Reads `packages.lock.json`, versions 1 and 2: the packages of a project for each framework it is built for.

use std::collections::{HashMap, HashSet};

use inventory::{Component, Hash, HashAlgorithm, Package, Relation};

use super::super::{Detector, Files, Want};
use super::library::merge_relation;
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::{At, Origin};
use crate::tree;

pub const DETECTOR: Detector = Detector {
    id: "packages-lock",
    files: Files::Named(&["packages.lock.json", "packages.*.lock.json"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(lock) = found.parsed(tree::json(&text)) else { return };
    found.origin(Origin::Lock);
    found.sheet().edges_complete = true;
    let mut known: HashMap<(String, String), At> = HashMap::new();
    let mut edges: HashSet<(At, At)> = HashSet::new();
    let mut of_frameworks: HashMap<String, HashMap<String, At>> = HashMap::new();
    for (framework, packages) in lock.table("dependencies") {
        let mut here: HashMap<String, At> = HashMap::new();
        for (name, package) in packages.entries() {
            let kind = package.text("type").unwrap_or_default();
            let version = package.text("resolved").unwrap_or_default();
            let relation = match kind {
                "Direct" => Some(Relation::Direct),
                "Transitive" | "CentralTransitive" => Some(Relation::Transitive),
                _ => None,
            };
            let key = (name.text.to_lowercase(), version.to_owned());
            let at = *known.entry(key).or_insert_with(|| {
                let hash = package.text("contentHash").and_then(|hash| Hash::base64(HashAlgorithm::Sha512, hash));
                let component = Component {
                    own: kind == "Project",
                    hashes: hash.into_iter().collect(),
                    ..Component::new(Package::new("nuget", &name.text, Some(version)))
                };
                found.component(component, name.line)
            });
            merge_relation(found, at, relation);
            here.insert(name.text.to_lowercase(), at);
        }
        // `net8.0/linux-x64` lists only what differs from `net8.0`.
        let general = framework.text.split_once('/').and_then(|(general, _)| of_frameworks.get(general));
        for (name, package) in packages.entries() {
            let Some(from) = here.get(&name.text.to_lowercase()).copied() else { continue };
            for (dependency, _) in package.table("dependencies") {
                let dependency = dependency.text.to_lowercase();
                let to = here.get(&dependency).or_else(|| general?.get(&dependency));
                if let Some(to) = to.copied()
                    && edges.insert((from, to))
                {
                    found.depends(from, to);
                }
            }
        }
        of_frameworks.insert(framework.text.to_string(), here);
    }
}

#[test]
fn packages_of_several_frameworks_are_read_once() {
    let hash = format!("{}==", "A".repeat(86));
    let lock = format!(
        r#"{{
  "version": 2,
  "dependencies": {{
    "net8.0": {{
      "Example.Door": {{
        "type": "Direct",
        "requested": "[5.0.0, )",
        "resolved": "5.0.0",
        "contentHash": "{hash}",
        "dependencies": {{ "Example.hinge": "1.0.0" }}
      }},
      "Example.Hinge": {{ "type": "Transitive", "resolved": "1.0.0" }},
      "Example.Pane": {{ "type": "CentralTransitive", "requested": "[2, )", "resolved": "2.0.0" }},
      "window": {{ "type": "Project", "dependencies": {{ "Example.Pane": "[2.0.0, )" }} }}
    }},
    "net48": {{
      "Example.Hinge": {{ "type": "Direct", "resolved": "1.0.0" }},
      "Example.Pane": {{ "type": "Transitive", "resolved": "1.9.0" }}
    }},
    "net8.0/linux-x64": {{
      "Example.Native": {{ "type": "Transitive", "resolved": "1.0.0", "dependencies": {{ "Example.Pane": "2.0.0" }} }}
    }}
  }}
}}"#
    );
    crate::detectors::tests::check_sheet(
        "packages.lock.json",
        &lock,
        &[
            "5 pkg:nuget/Example.Door@5.0.0 direct hashes=1 -> Example.Hinge",
            "12 pkg:nuget/Example.Hinge@1.0.0 direct",
            "13 pkg:nuget/Example.Pane@2.0.0 transitive",
            "14 pkg:nuget/window own -> Example.Pane",
            "18 pkg:nuget/Example.Pane@1.9.0 transitive",
            "21 pkg:nuget/Example.Native@1.0.0 transitive -> Example.Pane",
        ],
    );
    crate::detectors::tests::check_malformed("packages.lock.json", "{\"version\": 1,");
}
