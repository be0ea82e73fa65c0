//! Reads `.gitlab-ci.yml`: the images jobs run in, and the pipelines of other projects that are put in.

use std::collections::HashMap;

use inventory::{Component, Package, Property, Relation};

use super::super::{Detector, Files, Want};
use super::image;
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::tree::{self, Node, Value};

pub const DETECTOR: Detector = Detector {
    id: "gitlab-ci",
    files: Files::Named(&[".gitlab-ci.yml", "*.gitlab-ci.yml", ".gitlab/ci/*.yml", ".gitlab-ci/*.yml"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(documents) = found.parsed(tree::yaml_documents(&text)) else { return };
    // A header of its own may say what a component is given.
    for document in &documents {
        let variables = document.table("variables").filter_map(|(name, variable)| {
            // With a description the value stands beside it.
            Some((&*name.text, variable.as_str().or_else(|| variable.text("value"))?))
        });
        let variables: &Variables = &variables.collect();
        jobs(document, variables, found);
        document.table("default").for_each(|(key, value)| job_entry(&key.text, value, variables, found));
        for (_, job) in document.entries().filter(|(key, _)| !matches!(&*key.text, "default" | "variables" | "spec")) {
            jobs(job, variables, found);
        }
        match document.get("include") {
            Some(Node { value: Value::List(items), .. }) => items.iter().for_each(|item| include(item, found)),
            Some(item) => include(item, found),
            None => {}
        }
    }
}

/// What is set for the whole pipeline.
type Variables<'a> = HashMap<&'a str, &'a str>;

fn jobs(job: &Node, variables: &Variables, found: &mut Found) {
    job.entries().for_each(|(key, value)| job_entry(&key.text, value, variables, found));
}

fn job_entry(key: &str, value: &Node, variables: &Variables, found: &mut Found) {
    match key {
        "image" => run_in(value, variables, found),
        "services" => value.items().iter().for_each(|service| run_in(service, variables, found)),
        _ => {}
    }
}

/// A name, or a table with one.
fn run_in(node: &Node, variables: &Variables, found: &mut Found) {
    let node = node.get("name").unwrap_or(node);
    let Some(written) = node.as_str() else { return };
    let value = |name: &str| variables.get(name).copied();
    if let Some(component) = image::component(&image::with_variables(written, &value)) {
        let component = Component { scope: Some(Scope::Development), relation: Some(Relation::Direct), ..component };
        found.component(component, node.line);
    }
}

/// A file of another project, or a component of a catalogue. Files of this project and templates of GitLab's own
/// are no components.
fn include(item: &Node, found: &mut Found) {
    let (package, line, path) = if let Some(project) = item.get("project") {
        let revision = item.text("ref").filter(|revision| !revision.contains('$'));
        let path = project.as_str().unwrap_or_default();
        if path.contains('$') {
            return;
        }
        (Package::new("gitlab", path.trim_matches('/'), revision), project.line, None)
    } else if let Some(component) = item.get("component") {
        // `host/group/project/component@version`
        let Some((address, version)) = component.as_str().unwrap_or_default().split_once('@') else { return };
        let Some((host, path)) = address.split_once('/') else { return };
        let Some((project, name)) = path.rsplit_once('/') else { return };
        let host = if host.starts_with('$') || host == "gitlab.com" { "" } else { host };
        let version = Some(version).filter(|version| !version.contains('$') && !version.starts_with('~'));
        let package = Package::new("gitlab", project, version).with("repository_url", host);
        (package, component.line, Some(Property::new("path", name)))
    } else {
        return;
    };
    let component = Component {
        scope: Some(Scope::Development),
        relation: Some(Relation::Direct),
        properties: path.into_iter().collect(),
        ..Component::new(package)
    };
    found.component(component, line);
}

#[test]
fn images_and_pipelines_of_others_are_listed() {
    let text = "variables:\n  TAG: \"3.12\"\nimage: python:$TAG\ninclude:\n  - local: /x.yml\n  - project: group/flows\n    ref: v1.2\n    file: /a.yml\n  - component: $CI_SERVER_FQDN/example/door/scan@1.0\n  - template: Auto-DevOps.gitlab-ci.yml\ntest:\n  image:\n    name: node:20\n    entrypoint: ['']\n  services:\n    - postgres:16\n    - name: $MY_IMAGE\n  script:\n    - !reference [.a, script]\n";
    crate::detectors::tests::check_sheet(
        ".gitlab-ci.yml",
        text,
        &[
            "3 pkg:docker/python@3.12 development direct source=python:3.12",
            "13 pkg:docker/node@20 development direct source=node:20",
            "16 pkg:docker/postgres@16 development direct source=postgres:16",
            "6 pkg:gitlab/group/flows@v1.2 development direct",
            "9 pkg:gitlab/example/door@1.0 development direct",
        ],
    );
    crate::detectors::tests::check_malformed(".gitlab-ci.yml", "image: [");
}
