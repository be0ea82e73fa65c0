//! Reads `azure-pipelines.yml`: the images its jobs run in and the repositories it takes templates from.

use inventory::{Component, Package, Relation};

use super::super::{Detector, Files, Want};
use super::image;
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::tree::{self, Node, Value};

pub const DETECTOR: Detector = Detector {
    id: "azure-pipelines",
    files: Files::Named(&["azure-pipelines*.yml", "azure-pipelines*.yaml", ".azure-pipelines/*.yml"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(pipeline) = found.parsed(tree::yaml(&text)) else { return };
    if let Some(resources) = pipeline.get("resources") {
        resources.list("containers").iter().filter_map(|one| one.get("image")).for_each(|image| run_in(image, found));
        for entry in resources.list("repositories").iter().filter(|entry| entry.text("type") == Some("github")) {
            let Some(name) = entry.get("name") else { continue };
            let revision = entry.text("ref").map(|revision| {
                ["refs/tags/", "refs/heads/"]
                    .iter()
                    .find_map(|prefix| revision.strip_prefix(prefix))
                    .unwrap_or(revision)
            });
            let package = Package::new("github", name.as_str().unwrap_or_default(), revision);
            add(Component::new(package), name.line, found);
        }
    }
    containers(&pipeline, found);
}

/// `container: image`, or a table with one. A name given above among the resources is none.
fn containers(node: &Node, found: &mut Found) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| containers(item, found)),
        Value::Table(entries) => {
            for (key, value) in entries {
                match &*key.text {
                    "container" => match value.get("image") {
                        Some(image) => run_in(image, found),
                        None if value.as_str().is_some_and(|written| written.contains([':', '/'])) => {
                            run_in(value, found);
                        }
                        None => {}
                    },
                    "resources" => {}
                    _ => containers(value, found),
                }
            }
        }
        _ => {}
    }
}

fn run_in(image: &Node, found: &mut Found) {
    if let Some(component) = image::component(image.as_str().unwrap_or_default()) {
        add(component, image.line, found);
    }
}

fn add(component: Component, line: u32, found: &mut Found) {
    let component = Component { scope: Some(Scope::Development), relation: Some(Relation::Direct), ..component };
    found.component(component, line);
}

#[test]
fn images_and_repositories_are_listed() {
    let pipeline = "resources:\n  repositories:\n  - repository: t\n    type: github\n    name: example/flows\n    ref: refs/tags/v1\n  containers:\n  - container: py\n    image: python:3.12\njobs:\n- job: a\n  container: py\n- job: b\n  container: {image: 'node:20'}\n- job: c\n  container: ubuntu:22.04\n";
    crate::detectors::tests::check_sheet(
        "azure-pipelines.yml",
        pipeline,
        &[
            "9 pkg:docker/python@3.12 development direct source=python:3.12",
            "5 pkg:github/example/flows@v1 development direct",
            "14 pkg:docker/node@20 development direct source=node:20",
            "16 pkg:docker/ubuntu@22.04 development direct source=ubuntu:22.04",
        ],
    );
    crate::detectors::tests::check_malformed("azure-pipelines.yml", "jobs: [");
}
