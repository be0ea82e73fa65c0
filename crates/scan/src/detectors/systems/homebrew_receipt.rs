//! Reads `Cellar/NAME/VERSION/INSTALL_RECEIPT.json`: what Homebrew has installed.

use inventory::{Component, Package, Relation};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::Origin;
use crate::tree;

pub const DETECTOR: Detector = Detector {
    id: "homebrew-receipt",
    files: Files::Named(&["cellar/*/*/install_receipt.json"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(receipt) = found.parsed(tree::json(&text)) else { return };
    let mut folders = file.name.path().rsplit('/').skip(1);
    let (Some(version), Some(name)) = (folders.next(), folders.next()) else { return };
    let relation = match receipt.text("installed_on_request") {
        Some("true") => Some(Relation::Direct),
        Some("false") => Some(Relation::Transitive),
        _ => None,
    };
    // The tap it came from; the usual one says nothing.
    let tap = receipt.at(&["source", "tap"]).and_then(|tap| tap.as_str()).filter(|tap| *tap != "homebrew/core");
    let mut package = Package::new("brew", name, Some(version));
    package.namespace = tap.map(str::to_owned);
    found.origin(Origin::Installed);
    found.component(Component { relation, ..Component::new(package) }, None);
}

#[test]
fn what_is_in_the_cellar_is_installed() {
    let check = crate::detectors::tests::check_sheet;
    let receipt = r#"{"homebrew_version": "4.2.0", "installed_on_request": true,
  "source": {"tap": "homebrew/core", "versions": {"stable": "1.2"}}}"#;
    check("opt/homebrew/Cellar/door/1.2_1/INSTALL_RECEIPT.json", receipt, &["- pkg:brew/door@1.2_1 direct"]);
    let tapped = r#"{"source": {"tap": "example/tap"}}"#;
    check("usr/local/Cellar/key/2/INSTALL_RECEIPT.json", tapped, &["- pkg:brew/example/tap/key@2"]);
    crate::detectors::tests::check_malformed("Cellar/door/1/INSTALL_RECEIPT.json", "{");
}
