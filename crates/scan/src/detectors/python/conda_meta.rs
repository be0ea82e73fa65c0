//! Reads `conda-meta/*.json`: the packages conda has installed.

use inventory::{Component, Hash, HashAlgorithm, Package};

use super::super::{Detector, Files, Want};
use super::{conda_package, installed};
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::Origin;
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "conda-meta", files: Files::Named(&["conda-meta/*.json"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(root) = found.parsed(tree::json(&text)) else { return };
    // Beside the packages stand files of conda's own, without a name.
    let (Some(name), Some(version)) = (root.text("name"), root.text("version")) else { return };
    let url = root.text("url");
    let package = url.and_then(conda_package::of_address).unwrap_or_else(|| {
        let package = Package::new("conda", name, Some(version));
        let build = root.text("build").or_else(|| root.text("build_string")).unwrap_or_default();
        package.with("build", build).with("subdir", root.text("subdir").unwrap_or_default())
    });
    let digest = |key: &str, algorithm| Hash::hex(algorithm, root.text(key)?);
    let hashes = [digest("sha256", HashAlgorithm::Sha256), digest("md5", HashAlgorithm::Md5)];
    let component = Component {
        hashes: hashes.into_iter().flatten().collect(),
        licence: root.text("license").filter(|licence| !licence.is_empty()).map(installed::licence),
        source: url.map(conda_package::public),
        ..Component::new(package)
    };
    found.origin(Origin::Installed);
    found.component(component, root.get("name").map(|name: &Node| name.line));
}

#[test]
fn an_installed_package_is_read() {
    let record = r#"{
  "build": "h0_0", "build_number": 0, "depends": ["nail >=2"],
  "license": "MIT License",
  "name": "left-pad",
  "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "subdir": "linux-64",
  "url": "https://conda.example.eu/t/aa/conda-forge/linux-64/left-pad-1.3.0-h0_0.conda",
  "version": "1.3.0"
}"#;
    crate::detectors::tests::check_sheet(
        "opt/env/conda-meta/left-pad-1.3.0-h0_0.json",
        record,
        &["4 pkg:conda/left-pad@1.3.0?build=h0_0&channel=conda-forge&subdir=linux-64&type=conda licence=MIT \
           source=https://conda.example.eu/conda-forge/linux-64/left-pad-1.3.0-h0_0.conda hashes=1"],
    );
    crate::detectors::tests::check_sheet("conda-meta/state.json", r#"{"version": 1}"#, &[]);
    crate::detectors::tests::check_malformed("conda-meta/a.json", &record[..80]);
}
