//! Reads `Chart.lock` and `requirements.lock`: the charts Helm has chosen.

use inventory::{Component, Relation};

use super::super::{Detector, Files, Want};
use super::helm_chart;
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::Origin;
use crate::tree;

pub const DETECTOR: Detector =
    Detector { id: "helm-lock", files: Files::Named(&["chart.lock", "requirements.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    // Python tools write a `requirements.lock`, too.
    let is_helm = text.lines().any(|line| line.trim_end() == "dependencies:");
    if !is_helm && file.name.lower_name() != "chart.lock" {
        return;
    }
    let Some(lock) = found.parsed(tree::yaml(&text)) else { return };
    found.origin(Origin::Lock);
    for dependency in lock.list("dependencies") {
        let Some(name) = dependency.get("name") else { continue };
        let is_own = dependency.text("repository").is_some_and(|address| address.starts_with("file://"));
        let package = helm_chart::package(name, dependency, dependency.text("version"));
        found.component(
            Component { own: is_own, relation: Some(Relation::Direct), ..Component::new(package) },
            name.line,
        );
    }
}

#[test]
fn chosen_charts_are_listed() {
    let check = crate::detectors::tests::check_sheet;
    let lock = "dependencies:\n- name: postgresql\n  repository: https://charts.example.org\n  version: 12.1.9\n- name: own\n  repository: file://../own\n  version: 0.1.0\ndigest: sha256:00\ngenerated: \"2024-01-01T00:00:00Z\"\n";
    check(
        "Chart.lock",
        lock,
        &[
            "2 pkg:helm/postgresql@12.1.9?repository_url=https:%2F%2Fcharts.example.org direct",
            "5 pkg:helm/own@0.1.0 own direct",
        ],
    );
    check("requirements.lock", "left-pad==1.0\n", &[]);
    crate::detectors::tests::check_malformed("Chart.lock", "dependencies:\n- name: [\n");
}
