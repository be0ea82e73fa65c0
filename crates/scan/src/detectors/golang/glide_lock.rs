//! Reads `glide.lock`, the lockfile of Glide.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::sheet::Origin;
use crate::tree;

pub const DETECTOR: Detector =
    Detector { id: "glide-lock", files: Files::Named(&["glide.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(lock) = found.parsed(tree::yaml(&text)) else { return };
    found.origin(Origin::Lock);
    for (list, scope) in [("imports", Scope::Runtime), ("testImports", Scope::Development)] {
        for import in lock.list(list) {
            let Some(name) = import.get("name") else { continue };
            let Some(module) = name.as_str() else { continue };
            let component = Component {
                scope: Some(scope),
                source: import.text("repo").map(str::to_owned),
                ..Component::new(Package::new("golang", module, import.text("version")))
            };
            found.component(component, name.line);
        }
    }
}

#[test]
fn imports_are_read() {
    let lock = "\
hash: aa
imports:
- name: example.eu/a
  version: v1.10
  subpackages:
  - x
testImports:
- name: example.eu/b
  version: 0123456789abcdef0123456789abcdef01234567
";
    crate::detectors::tests::check_sheet(
        "glide.lock",
        lock,
        &[
            "3 pkg:golang/example.eu/a@v1.10 runtime",
            "8 pkg:golang/example.eu/b@0123456789abcdef0123456789abcdef01234567 development",
        ],
    );
    crate::detectors::tests::check_malformed("glide.lock", "imports: [");
}
