//! Reads `.gitmodules`: other repositories inside this one. Which commit is checked out stands in Git's own store,
//! not here.

use inventory::{Component, Package, Property, Relation};

use super::super::{Detector, Files, Want};
use super::repository;
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::sheet::Origin;

pub const DETECTOR: Detector =
    Detector { id: "git-modules", files: Files::Named(&[".gitmodules"]), want: Want::Whole, read };

#[derive(Default)]
struct Module {
    line: u32,
    name: String,
    path: String,
    url: String,
    branch: String,
}

fn read(file: &SourceFile, found: &mut Found) {
    found.origin(Origin::Manifest);
    let mut module = Module::default();
    for line in lines(&file.text()) {
        let text = line.text.trim();
        if let Some(section) = text.strip_prefix('[') {
            report(std::mem::take(&mut module), found);
            match section.trim_end_matches(']').split_once('"') {
                Some((word, name)) if word.trim() == "submodule" && text.ends_with(']') => {
                    module.line = line.number;
                    module.name = name.trim_end_matches('"').to_owned();
                }
                _ => found.malformed(format!("line {}: no submodule", line.number)),
            }
        } else if let Some((key, value)) = text.split_once('=') {
            let value = value.trim().trim_matches('"').to_owned();
            match key.trim() {
                "path" => module.path = value,
                "url" => module.url = value,
                "branch" => module.branch = value,
                _ => {}
            }
        }
    }
    report(module, found);
}

fn report(module: Module, found: &mut Found) {
    if module.line == 0 || module.url.is_empty() {
        return;
    }
    // `../door.git` stands beside this repository, wherever that is.
    let package = repository::package(&module.url, None).unwrap_or_else(|| {
        let path = module.url.trim_end_matches('/');
        let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".git");
        Package::new("generic", if name.is_empty() { &module.name } else { name }, None)
    });
    let properties = [("path", &module.path), ("branch", &module.branch)];
    let properties = properties.into_iter().filter(|(_, value)| !value.is_empty());
    let component = Component {
        relation: Some(Relation::Direct),
        properties: properties.map(|(name, value)| Property::new(name, value)).collect(),
        ..Component::new(package)
    };
    found.component(component, module.line);
}

#[test]
fn submodules_are_listed_without_a_version() {
    let text = "[submodule \"third_party/door\"]\n\tpath = third_party/door\n\turl = https://github.com/Example/Door.git\n[submodule \"key\"]\r\n\tpath = key\r\n\turl = ../key.git\r\n\tbranch = main\r\n[submodule \"x\"]\n\tpath = x\n";
    crate::detectors::tests::check_sheet(
        ".gitmodules",
        text,
        &["1 pkg:github/example/door direct", "4 pkg:generic/key direct"],
    );
    crate::detectors::tests::check_malformed(".gitmodules", "[submod");
}
