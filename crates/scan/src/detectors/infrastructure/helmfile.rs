//! Reads `helmfile.yaml`: the releases of charts it installs.

use std::collections::HashMap;

use inventory::Package;

use super::super::{Detector, Files, Want};
use super::helm_chart;
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::tree;

pub const DETECTOR: Detector = Detector {
    id: "helmfile",
    files: Files::Named(&["helmfile.yaml", "helmfile.yml", "helmfile.d/*.yaml", "helmfile.lock"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let documents = match tree::yaml_documents(&text) {
        Ok(documents) => documents,
        Err(_) if text.contains("{{") => return,
        Err(fault) => return found.malformed(fault),
    };
    // A repository may be named in an earlier document.
    let repositories: HashMap<&str, &str> = documents
        .iter()
        .flat_map(|document| document.list("repositories"))
        .filter_map(|repository| Some((repository.text("name")?, repository.text("url")?)))
        .collect();
    for release in documents.iter().flat_map(|document| document.list("releases")) {
        let Some(chart) = release.get("chart") else { continue };
        let written = chart.as_str().unwrap_or_default();
        let Some((repository, name)) = written.rsplit_once('/') else { continue };
        if written.starts_with(['.', '/']) || written.contains("{{") {
            continue;
        }
        let address = repositories.get(repository).copied();
        let address = address.or(Some(repository).filter(|repository| repository.contains("://")));
        let wanted = release.text("version").filter(|version| !version.contains("{{")).unwrap_or_default();
        let package = Package::new("helm", name, helm_chart::exact(wanted))
            .with("repository_url", address.unwrap_or_default().trim_end_matches('/'));
        found.wish(package, wanted, Scope::Runtime, chart.line);
    }
}

#[test]
fn releases_are_asked_for() {
    let check = crate::detectors::tests::check_sheet;
    let helmfile = "repositories:\n- name: example\n  url: https://charts.example.org\n---\nreleases:\n- name: a\n  chart: example/door\n  version: 1.2.3\n- name: b\n  chart: ./own\n- name: c\n  chart: oci://ghcr.io/example/key\n  version: ^1\n";
    check(
        "helmfile.yaml",
        helmfile,
        &[
            "7 wish pkg:helm/door@1.2.3?repository_url=https:%2F%2Fcharts.example.org 1.2.3 runtime",
            "12 wish pkg:helm/key?repository_url=oci:%2F%2Fghcr.io%2Fexample ^1 runtime",
        ],
    );
    check("helmfile.yaml", "releases:\n{{ range }}\n- [", &[]);
    crate::detectors::tests::check_malformed("helmfile.yaml", "releases: [");
}
