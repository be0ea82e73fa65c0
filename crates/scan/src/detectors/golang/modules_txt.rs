//! Reads `vendor/modules.txt`: the modules whose packages `go mod vendor` copied.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use super::go_mod::required;
use super::go_mod_line::{Replacement, replacement};
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::sheet::Origin;

pub const DETECTOR: Detector =
    Detector { id: "modules-txt", files: Files::Named(&["vendor/modules.txt"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    found.origin(Origin::Installed);
    // A module counts once a package of it is there: at the end stand replacements that were not used.
    let mut module: Option<(Component, u32)> = None;
    for line in lines(&text) {
        let code = line.text.trim();
        if let Some(written) = code.strip_prefix("# ") {
            let words: Vec<&str> = written.split_whitespace().collect();
            module = component(&words).map(|component| (component, line.number));
        } else if !code.is_empty()
            && !code.starts_with('#')
            && let Some((component, number)) = module.take()
        {
            found.component(component, number);
        }
    }
}

fn component(words: &[&str]) -> Option<Component> {
    match words {
        [module, version] => Some(Component::new(Package::new("golang", module, Some(version)))),
        [_, _, "=>", ..] => {
            let replacement: Replacement = replacement(words)?;
            Some(required(replacement.old, "", Some(&replacement)))
        }
        _ => None,
    }
}

#[test]
fn copied_modules_are_installed() {
    let list = "\
# example.eu/a v1.0.0
## explicit; go 1.20
example.eu/a/x
example.eu/a/y
# example.eu/b v1.0.0
## explicit
# example.eu/c v1.0.0 => example.eu/fork v1.2.0
## explicit
example.eu/c
# example.eu/d v0.0.0 => ./d
## explicit
example.eu/d
# example.eu/c => example.eu/fork v1.2.0
";
    crate::detectors::tests::check_sheet(
        "vendor/modules.txt",
        list,
        &[
            "1 pkg:golang/example.eu/a@v1.0.0",
            "7 pkg:golang/example.eu/fork@v1.2.0",
            "10 pkg:golang/example.eu/d requires=./d",
        ],
    );
}
