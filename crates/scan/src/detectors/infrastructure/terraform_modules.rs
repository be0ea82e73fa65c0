//! Reads `.terraform/modules/modules.json`: the modules Terraform has fetched.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use super::repository;
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::Origin;
use crate::tree;

pub const DETECTOR: Detector = Detector {
    id: "terraform-modules",
    files: Files::Named(&[".terraform/modules/modules.json"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(list) = found.parsed(tree::json(&text)) else { return };
    found.origin(Origin::Installed);
    for module in list.list("Modules") {
        let (Some(source), Some(key)) = (module.get("Source"), module.text("Key")) else { continue };
        let (written, version) = (source.as_str().unwrap_or_default(), module.text("Version"));
        // The root, and folders of the project itself.
        if key.is_empty() || written.is_empty() || written.starts_with('.') {
            continue;
        }
        let package = match version {
            Some(_) => {
                let path = written.split("//").next().unwrap_or(written);
                let path = path.strip_prefix("registry.terraform.io/").unwrap_or(path);
                Some(Package::new("terraform", path, version))
            }
            None => {
                let revision = written.split(['?', '&']).find_map(|part| part.strip_prefix("ref="));
                repository::package(written, revision)
            }
        };
        if let Some(package) = package {
            found.component(Component::new(package), source.line);
        }
    }
}

#[test]
fn fetched_modules_are_listed() {
    let list = r#"{"Modules": [
{"Key": "", "Source": "", "Dir": "."},
{"Key": "vpc", "Source": "registry.terraform.io/terraform-aws-modules/vpc/aws", "Version": "5.1.0", "Dir": ".terraform/modules/vpc"},
{"Key": "own", "Source": "./own", "Dir": "own"},
{"Key": "door", "Source": "git::https://github.com/example/door.git?ref=v1", "Dir": ".terraform/modules/door"}]}"#;
    crate::detectors::tests::check_sheet(
        ".terraform/modules/modules.json",
        list,
        &["3 pkg:terraform/terraform-aws-modules/vpc/aws@5.1.0", "5 pkg:github/example/door@v1"],
    );
    crate::detectors::tests::check_malformed(".terraform/modules/modules.json", "{");
}
