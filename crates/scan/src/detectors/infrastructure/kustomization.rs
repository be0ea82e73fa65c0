//! Reads `kustomization.yaml`: images it puts in, charts it fills in, and folders of other repositories it builds on.

use inventory::{Component, Package, Relation};

use super::super::{Detector, Files, Want};
use super::{helm_chart, image, repository};
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::tree;

pub const DETECTOR: Detector = Detector {
    id: "kustomization",
    files: Files::Named(&["kustomization.yaml", "kustomization.yml"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let document = match tree::yaml(&text) {
        Ok(document) => document,
        Err(_) if text.contains("{{") => return,
        Err(fault) => return found.malformed(fault),
    };
    for entry in document.list("images") {
        let Some(name) = entry.get("newName").or(entry.get("name")) else { continue };
        let mut written = name.as_str().unwrap_or_default().to_owned();
        if let Some(tag) = entry.text("newTag") {
            written = format!("{written}:{tag}");
        }
        if let Some(digest) = entry.text("digest") {
            written = format!("{written}@{digest}");
        }
        if let Some(component) = image::component(&written) {
            let component = Component { scope: Some(Scope::Runtime), relation: Some(Relation::Direct), ..component };
            found.component(component, name.line);
        }
    }
    for resource in ["resources", "bases", "components"].iter().flat_map(|key| document.list(key)) {
        let written = resource.as_str().unwrap_or_default();
        // A file fetched by itself is not a repository.
        if written.ends_with(".yaml") || written.ends_with(".yml") {
            continue;
        }
        let is_remote = written.contains("://") || written.starts_with("github.com/") || written.starts_with("git@");
        let revision = written.split(['?', '&']).find_map(|part| part.strip_prefix("ref="));
        if let Some(package) = repository::package(written, revision).filter(|_| is_remote) {
            let component =
                Component { scope: Some(Scope::Runtime), relation: Some(Relation::Direct), ..Component::new(package) };
            found.component(component, resource.line);
        }
    }
    for chart in document.list("helmCharts") {
        let Some(name) = chart.get("name") else { continue };
        let wanted = chart.text("version").unwrap_or_default();
        let package = Package::new("helm", name.as_str().unwrap_or_default(), helm_chart::exact(wanted));
        let package = package.with("repository_url", chart.text("repo").unwrap_or_default().trim_end_matches('/'));
        found.wish(package, wanted, Scope::Runtime, name.line);
    }
}

#[test]
fn images_charts_and_remote_folders_are_listed() {
    let text = "resources:\n- deployment.yaml\n- ../base\n- https://github.com/example/door//deploy?ref=v1.2\n- https://example.org/install.yaml\nimages:\n- name: door\n  newName: ghcr.io/example/door\n  newTag: 1.2.3\n- name: key\n  digest: sha256:00\nhelmCharts:\n- name: hinge\n  repo: https://charts.example.org\n  version: 1.0.0\n";
    crate::detectors::tests::check_sheet(
        "deploy/kustomization.yaml",
        text,
        &[
            "8 pkg:docker/example/door@1.2.3?repository_url=ghcr.io runtime direct source=ghcr.io/example/door:1.2.3",
            "10 pkg:docker/key@sha256:00 runtime direct source=key@sha256:00",
            "4 pkg:github/example/door@v1.2 runtime direct",
            "13 wish pkg:helm/hinge@1.0.0?repository_url=https:%2F%2Fcharts.example.org 1.0.0 runtime",
        ],
    );
    crate::detectors::tests::check_malformed("kustomization.yaml", "images: [");
}
