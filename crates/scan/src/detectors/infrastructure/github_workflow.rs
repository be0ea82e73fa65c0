//! Reads workflows of GitHub Actions (and of Forgejo and Gitea, which are written alike) and `action.yml`: the
//! actions they use and the images they run in.

use inventory::{Component, Package, Property, Relation};

use super::super::{Detector, Files, Want};
use super::{image, repository};
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::tree::{self, Node};

pub const DETECTOR: Detector = Detector {
    id: "github-workflow",
    files: Files::Named(&[
        ".github/workflows/*.yml",
        ".github/workflows/*.yaml",
        ".forgejo/workflows/*.yml",
        ".forgejo/workflows/*.yaml",
        ".gitea/workflows/*.yml",
        ".gitea/workflows/*.yaml",
        "action.yml",
        "action.yaml",
    ]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let is_workflow = !file.name.lower_name().starts_with("action.") || file.name.lower_folder() == "workflows";
    let document = match tree::yaml(&text) {
        Ok(document) => document,
        // A file called `action.yml` may be anything, one of a template engine too.
        Err(_) if !is_workflow => return,
        Err(fault) => return found.malformed(fault),
    };
    let lines: Vec<&str> = text.lines().collect();
    for (_, job) in document.table("jobs") {
        job.get("uses").into_iter().for_each(|uses| action(uses, &lines, found));
        job.list("steps").iter().filter_map(|step| step.get("uses")).for_each(|uses| action(uses, &lines, found));
        let services = job.table("services").map(|(_, service)| service);
        for container in job.get("container").into_iter().chain(services) {
            run_in(container.get("image").unwrap_or(container), found);
        }
    }
    if let Some(runs) = document.get("runs") {
        runs.list("steps").iter().filter_map(|step| step.get("uses")).for_each(|uses| action(uses, &lines, found));
        // `Dockerfile` is the action's own.
        if let Some(image) = runs.get("image").filter(|image| text_of(image).starts_with("docker://")) {
            run_in(image, found);
        }
    }
}

fn text_of<'a>(node: &'a Node) -> &'a str {
    node.as_str().unwrap_or_default().trim()
}

fn run_in(written: &Node, found: &mut Found) {
    if let Some(component) = image::component(text_of(written)) {
        let component = Component { scope: Some(Scope::Development), relation: Some(Relation::Direct), ..component };
        found.component(component, written.line);
    }
}

/// `owner/repository/path@revision`, an address, an image, or a path of this repository.
fn action(uses: &Node, lines: &[&str], found: &mut Found) {
    let written = text_of(uses);
    if written.starts_with("docker://") {
        return run_in(uses, found);
    }
    // What begins with a dot is part of the project itself.
    if written.starts_with('.') || written.contains("${{") {
        return;
    }
    let Some((path, revision)) = written.rsplit_once('@').filter(|(_, revision)| !revision.is_empty()) else { return };
    let mut properties = Vec::new();
    let package = if path.contains("://") {
        repository::package(path, Some(revision))
    } else {
        let mut parts = path.splitn(3, '/');
        let (Some(owner), Some(name)) = (parts.next(), parts.next()) else { return };
        properties.extend(parts.next().map(|path| Property::new("path", path)));
        Some(Package::new("github", &format!("{owner}/{name}"), Some(revision)))
    };
    let Some(package) = package else { return };
    if repository::is_commit(revision) {
        let line = usize::try_from(uses.line).ok().and_then(|line| lines.get(line.checked_sub(1)?));
        let version = line.and_then(|line| repository::version_in_comment(line));
        properties.extend(version.map(|version| Property::new("version", version)));
    }
    let component = Component {
        scope: Some(Scope::Development),
        relation: Some(Relation::Direct),
        properties,
        ..Component::new(package)
    };
    found.component(component, uses.line);
}

#[test]
fn actions_and_images_of_a_workflow_are_listed() {
    let workflow = "name: CI
on: [push]
jobs:
  a:
    runs-on: ubuntu-latest
    container: node:20
    services:
      db:
        image: postgres:16
    steps:
      - uses: actions/checkout@v4
      - name: pinned
        uses: \"Example/Door@0123456789abcdef0123456789abcdef01234567\" # v4.1.0
      - uses: github/codeql-action/analyze@v3
      - uses: ./local
      - uses: docker://door:1
      - run: make
  b:
    uses: example/flows/.github/workflows/x.yml@main
";
    let check = crate::detectors::tests::check_sheet;
    check(
        ".github/workflows/ci.yml",
        workflow,
        &[
            "11 pkg:github/actions/checkout@v4 development direct",
            "13 pkg:github/example/door@0123456789abcdef0123456789abcdef01234567 development direct",
            "14 pkg:github/github/codeql-action@v3 development direct",
            "16 pkg:docker/door@1 development direct source=door:1",
            "6 pkg:docker/node@20 development direct source=node:20",
            "9 pkg:docker/postgres@16 development direct source=postgres:16",
            "19 pkg:github/example/flows@main development direct",
        ],
    );
    crate::detectors::tests::check_malformed(".github/workflows/ci.yml", "jobs:\n  a: [\n");
}

#[test]
fn an_action_made_of_others_names_them() {
    let check = crate::detectors::tests::check_sheet;
    let action = "name: x\nruns:\n  using: composite\n  steps:\n  - uses: https://code.example.org/actions/door@v2\n  - uses: a/b@${{ inputs.v }}\n";
    check(
        "action.yml",
        action,
        &["5 pkg:generic/door@v2?vcs_url=git%2Bhttps:%2F%2Fcode.example.org%2Factions%2Fdoor%40v2 development direct"],
    );
    check("x/action.yaml", "runs:\n  using: docker\n  image: Dockerfile\n", &[]);
    check("x/action.yaml", "{{ broken", &[]);
}
