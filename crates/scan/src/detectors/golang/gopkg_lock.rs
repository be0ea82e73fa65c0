//! Reads `Gopkg.lock`, the lockfile of `dep`.

use inventory::{Component, Package, Relation};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::Origin;
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "gopkg-lock", files: Files::Named(&["gopkg.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(lock) = found.parsed(tree::toml(&text)) else { return };
    found.origin(Origin::Lock);
    let imported: Option<Vec<&str>> =
        lock.at(&["solve-meta", "input-imports"]).map(|list| list.items().iter().filter_map(Node::as_str).collect());
    let imported: Option<std::collections::HashSet<&str>> = imported.map(|list| {
        let folders = |package| crate::join::upwards(package).filter(|folder| !folder.is_empty());
        list.into_iter().flat_map(folders).collect()
    });
    for project in lock.list("projects") {
        let Some(name) = project.get("name") else { continue };
        let Some(module) = name.as_str() else { continue };
        let revision = project.text("revision");
        let relation = imported
            .as_ref()
            .map(|imported| if imported.contains(module) { Relation::Direct } else { Relation::Transitive });
        let component = Component {
            relation,
            source: project.text("source").map(str::to_owned),
            ..Component::new(Package::new("golang", module, project.text("version").or(revision)))
        };
        found.component(component, name.line);
    }
}

#[test]
fn projects_are_read_with_version_or_revision() {
    let lock = r#"
[[projects]]
  digest = "1:aa"
  name = "example.eu/a"
  packages = ["."]
  revision = "0123456789abcdef0123456789abcdef01234567"
  version = "v1.0.0"

[[projects]]
  branch = "master"
  name = "example.eu/b"
  revision = "0123456789abcdef0123456789abcdef01234567"
  source = "https://example.eu/fork"

[solve-meta]
  input-imports = ["example.eu/a/x"]
"#;
    crate::detectors::tests::check_sheet(
        "Gopkg.lock",
        lock,
        &[
            "4 pkg:golang/example.eu/a@v1.0.0 direct",
            "11 pkg:golang/example.eu/b@0123456789abcdef0123456789abcdef01234567 transitive \
             source=https://example.eu/fork",
        ],
    );
    crate::detectors::tests::check_malformed("Gopkg.lock", "[[projects]");
}
