//! Reads `Chart.yaml` (and `requirements.yaml` of old charts): a Helm chart and those it asks for.

use inventory::{Component, ComponentKind, Package, Property};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::tree::{self, Node};

pub const DETECTOR: Detector = Detector {
    id: "helm-chart",
    files: Files::Named(&["chart.yaml", "chart.yml", "requirements.yaml"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let is_chart = file.name.lower_name() != "requirements.yaml";
    let chart = match tree::yaml(&text) {
        Ok(chart) => chart,
        // Other tools, too, call a file `requirements.yaml`.
        Err(_) if !is_chart || text.contains("{{") || text.contains("<<") => return,
        Err(fault) => return found.malformed(fault),
    };
    if let Some(name) = chart.get("name").filter(|_| is_chart && chart.text("apiVersion").is_some()) {
        let own = Component {
            own: true,
            kind: ComponentKind::Application,
            description: chart.text("description").map(str::to_owned),
            properties: chart
                .text("appVersion")
                .map(|version| Property::new("app-version", version))
                .into_iter()
                .collect(),
            ..Component::new(Package::new("helm", name.as_str().unwrap_or_default(), chart.text("version")))
        };
        found.component(own, name.line);
    }
    for dependency in chart.list("dependencies") {
        let Some(name) = dependency.get("name") else { continue };
        // A folder of the project is not somebody else's chart.
        if repository(dependency).starts_with("file://") {
            continue;
        }
        let wanted = dependency.text("version").unwrap_or_default();
        // With a condition it is installed only if the settings say so.
        let scope = if dependency.get("condition").is_some() { Scope::Optional } else { Scope::Runtime };
        found.wish(package(name, dependency, exact(wanted)), wanted, scope, name.line);
    }
}

fn repository<'a>(dependency: &'a Node) -> &'a str {
    dependency.text("repository").unwrap_or_default()
}

/// A chart and the address of its repository; a name given to one elsewhere (`@x`) is none.
pub fn package(name: &Node, dependency: &Node, version: Option<&str>) -> Package {
    let address =
        Some(repository(dependency)).filter(|address| address.contains("://") && !address.starts_with("file:"));
    let package = Package::new("helm", name.as_str().unwrap_or_default(), version);
    package.with("repository_url", address.unwrap_or_default().trim_end_matches('/'))
}

/// A whole version and nothing else: `1.2.3`, not `1.2` or `^1.2.3`.
pub fn exact(wanted: &str) -> Option<&str> {
    let version = wanted.trim();
    let numbers = version.trim_start_matches('v').split(['-', '+']).next().unwrap_or_default();
    let is_whole = numbers.split('.').count() == 3
        && numbers.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    (is_whole && !version.contains([' ', '|', ','])).then_some(version)
}

#[test]
fn a_chart_says_what_it_is_and_what_it_asks_for() {
    let check = crate::detectors::tests::check_sheet;
    let chart = "apiVersion: v2\nname: door\nversion: 1.0.0\nappVersion: \"2.1\"\ndependencies:\n  - name: postgresql\n    version: ~12.1\n    repository: https://charts.example.org/\n    condition: postgresql.enabled\n  - name: common\n    version: 2.0.3\n    repository: \"@example\"\n  - name: own\n    repository: file://../own\n";
    check(
        "deploy/door/Chart.yaml",
        chart,
        &[
            "2 pkg:helm/door@1.0.0 own",
            "6 wish pkg:helm/postgresql?repository_url=https:%2F%2Fcharts.example.org ~12.1 optional",
            "10 wish pkg:helm/common@2.0.3 2.0.3 runtime",
        ],
    );
    check("requirements.yaml", "dependencies:\n- name: key\n  version: '>=1'\n", &["2 wish pkg:helm/key >=1 runtime"]);
    check("requirements.yaml", "a: {{", &[]);
    crate::detectors::tests::check_malformed("Chart.yaml", "name: [\n");
}
