//! Reads `pixi.toml`: what it asks of conda and of pip.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use super::conda_package::Request;
use super::{installed, name_table, requirement};
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::report::Kind;
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "pixi-toml", files: Files::Named(&["pixi.toml"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(root) = found.parsed(tree::toml(&text)) else { return };
    for project in ["workspace", "project", "package"].iter().filter_map(|key| root.get(key)) {
        for (key, kind) in [
            ("name", Kind::ManifestName),
            ("version", Kind::ManifestVersion),
            ("description", Kind::ManifestDescription),
        ] {
            if let Some((node, value)) = project.get(key).and_then(|node| Some((node, node.as_str()?))) {
                found.add(kind, value, lines(&text).nth(node.line.saturating_sub(1) as usize));
            }
        }
        if let Some((node, name)) = project.get("name").and_then(|node| Some((node, node.as_str()?))) {
            let package = Package::new("conda", name, project.text("version"));
            let licence = project.text("license").filter(|licence| !licence.is_empty()).map(installed::licence);
            found.component(Component { own: true, licence, ..Component::new(package) }, node.line);
        }
    }
    requests(&root, &text, found);
}

/// The dependencies of a workspace, of its features and of its targets.
pub fn requests(root: &Node, text: &str, found: &mut Found) {
    part(root, Scope::Runtime, text, found);
    for (name, feature) in root.table("feature") {
        let scope = if requirement::is_development(&name.text) { Scope::Development } else { Scope::Optional };
        part(feature, scope, text, found);
    }
}

fn part(part: &Node, scope: Scope, text: &str, found: &mut Found) {
    let targets = part.table("target").map(|(_, target)| target);
    for part in std::iter::once(part).chain(targets) {
        conda(part.get("dependencies"), scope, text, found);
        conda(part.get("run-dependencies"), scope, text, found);
        conda(part.get("host-dependencies"), scope, text, found);
        conda(part.get("build-dependencies"), Scope::Development, text, found);
        name_table::read(part.get("pypi-dependencies"), scope, text, found);
    }
}

fn conda(table: Option<&Node>, scope: Scope, text: &str, found: &mut Found) {
    for (name, node) in table.into_iter().flat_map(Node::entries) {
        let requirement = node.as_str().or_else(|| node.text("version")).unwrap_or_default();
        // Nearly all libraries are called in conda as they are in pip.
        found.dependency("pypi", &name.text, scope, || lines(text).nth(name.line.saturating_sub(1) as usize));
        if node.text("path").is_some() {
            continue;
        }
        let request = Request::new(&name.text, requirement);
        let channel = node.text("channel").and_then(|channel| channel.rsplit('/').next()).unwrap_or_default();
        found.wish(request.package.with("channel", channel), request.requirement, scope, name.line);
    }
}

#[test]
fn dependencies_of_features_and_targets_are_read() {
    let manifest = r#"
[workspace]
name = "door"
version = "0.1.0"
channels = ["conda-forge"]
[dependencies]
python = "3.11.*"
pytorch = { version = "==2.0", channel = "pytorch" }
[pypi-dependencies]
openai = ">=1"
hinge = { path = ".", editable = true }
[feature.test.dependencies]
nail = "*"
[target.linux-64.dependencies]
bolt = ">=1,<2"
"#;
    crate::detectors::tests::check_sheet(
        "pixi.toml",
        manifest,
        &[
            "3 pkg:conda/door@0.1.0 own",
            "7 wish pkg:conda/python 3.11.* runtime",
            "8 wish pkg:conda/pytorch@2.0?channel=pytorch ==2.0 runtime",
            "10 wish pkg:pypi/openai >=1 runtime",
            "15 wish pkg:conda/bolt >=1,<2 runtime",
            "13 wish pkg:conda/nail * development",
        ],
    );
    crate::detectors::tests::check_malformed("pixi.toml", "[workspace");
}
