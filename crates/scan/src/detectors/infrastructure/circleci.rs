//! Reads `.circleci/config.yml`: the orbs it uses and the images its jobs run in.

use inventory::{Component, Package, Relation};

use super::super::{Detector, Files, Want};
use super::image;
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::tree;

pub const DETECTOR: Detector = Detector {
    id: "circleci",
    files: Files::Named(&[".circleci/config.yml", ".circleci/config.yaml"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(config) = found.parsed(tree::yaml(&text)) else { return };
    let mut add = |component: Component, line: u32| {
        let component = Component { scope: Some(Scope::Development), relation: Some(Relation::Direct), ..component };
        found.component(component, line);
    };
    for (_, orb) in config.table("orbs") {
        // An orb written out in the file itself is a table.
        let Some((name, version)) = orb.as_str().and_then(|written| written.split_once('@')) else { continue };
        let (namespace, name) = name.rsplit_once('/').unwrap_or(("", name));
        let mut package = Package::new("generic", name, Some(version));
        package.namespace = (!namespace.is_empty()).then(|| namespace.to_owned());
        let package = package.with("repository_url", "https://circleci.com/developer/orbs");
        add(Component::new(package), orb.line);
    }
    for (_, job) in config.table("jobs").chain(config.table("executors")) {
        for image in job.list("docker").iter().filter_map(|container| container.get("image")) {
            if let Some(component) = image::component(image.as_str().unwrap_or_default()) {
                add(component, image.line);
            }
        }
    }
}

#[test]
fn orbs_and_images_are_listed() {
    let config = "version: 2.1\norbs:\n  node: circleci/node@5.1.0\n  own: {jobs: {}}\nexecutors:\n  e:\n    docker:\n      - image: cimg/go:1.22\njobs:\n  a:\n    docker:\n      - image: << parameters.image >>\n      - image: postgres:16\n";
    crate::detectors::tests::check_sheet(
        ".circleci/config.yml",
        config,
        &[
            "3 pkg:generic/circleci/node@5.1.0?repository_url=https:%2F%2Fcircleci.com%2Fdeveloper%2Forbs development direct",
            "13 pkg:docker/postgres@16 development direct source=postgres:16",
            "8 pkg:docker/cimg/go@1.22 development direct source=cimg/go:1.22",
        ],
    );
    crate::detectors::tests::check_malformed(".circleci/config.yml", "jobs: [");
}
