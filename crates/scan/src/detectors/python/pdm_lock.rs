//! Reads `pdm.lock`.

use inventory::{Component, Package, Scope};

use super::super::{Detector, Files, Want};
use super::names::Names;
use super::requirement::{self, Requirement};
use crate::file::SourceFile;
use crate::found::Found;
use crate::git_source::{GitSource, without_login};
use crate::needs::Needs;
use crate::sheet::Origin;
use crate::tree::{self, Node};

pub const DETECTOR: Detector = Detector { id: "pdm-lock", files: Files::Named(&["pdm.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(root) = found.parsed(tree::toml(&text)) else { return };
    found.origin(Origin::Lock);
    let mut names = Names::default();
    let mut packages = Vec::new();
    for entry in root.list("package") {
        let Some(name) = entry.text("name") else { continue };
        // A package comes once more for each set of extras that is asked for.
        let known = names.exact(name, entry.text("version"));
        let at = known.unwrap_or_else(|| {
            let line = entry.get("name").map_or(entry.line, |name| name.line);
            let at = found.component(component(&root, entry, name), line);
            names.add(name, entry.text("version"), at);
            at
        });
        packages.push((at, entry));
    }
    let mut needs = Needs::default();
    for (from, entry) in packages {
        for written in entry.list("dependencies").iter().filter_map(Node::as_str) {
            let Some(requirement) = Requirement::parse(written) else { continue };
            let version = requirement::pin(requirement.specifier);
            names.find(requirement.name, version).for_each(|to| needs.edge(from, to));
        }
    }
    needs.settle(found.sheet());
}

fn component(root: &Node, entry: &Node, name: &str) -> Component {
    let version = entry.text("version");
    let mut component = Component::new(Package::new("pypi", name, version));
    component.scope = scope(entry);
    component.description = entry.text("summary").filter(|summary| !summary.is_empty()).map(str::to_owned);
    if let Some(url) = entry.text("git") {
        let git = GitSource::new(url, entry.text("revision").or(entry.text("ref")));
        component.package = git.of_package(component.package);
        component.source = Some(git.vcs_url());
    } else if let Some(path) = entry.text("path") {
        component.own = requirement::of_file(path).is_none();
    } else {
        component.source = entry.text("url").map(|url| without_login(url).into_owned());
    }
    // Before version 4.3 the digests of all packages stood together at the end.
    let key = format!("{name} {}", version.unwrap_or_default());
    let listed = root.at(&["metadata", "files", &*key]).map_or(&[][..], Node::items);
    let files = entry.list("files").iter().chain(listed);
    component.hashes = files.filter_map(|file| requirement::hash(file.text("hash")?)).collect();
    component
}

/// None before version 4.4, which names no groups.
fn scope(entry: &Node) -> Option<Scope> {
    let groups: Vec<&str> = entry.get("groups")?.items().iter().filter_map(Node::as_str).collect();
    Some(if groups.contains(&"default") {
        Scope::Runtime
    } else if groups.iter().all(|group| requirement::is_development(group)) {
        Scope::Development
    } else {
        Scope::Optional
    })
}

#[test]
fn packages_are_read_with_their_groups_and_edges() {
    let lock = r#"
[metadata]
groups = ["default", "dev", "more"]
lock_version = "4.5.0"

[[package]]
name = "left-pad"
version = "1.3.0"
summary = "Pads on the left"
groups = ["default"]
dependencies = ["nail>=1; os_name == 'nt'"]
files = [
    {file = "left_pad-1.3.0.tar.gz", hash = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
]

[[package]]
name = "left-pad"
version = "1.3.0"
extras = ["x"]
groups = ["default"]
dependencies = ["gate", "left-pad==1.3.0"]

[[package]]
name = "nail"
version = "1.0"
groups = ["dev"]

[[package]]
name = "gate"
version = "0.3"
git = "https://github.com/example/gate.git"
ref = "main"
revision = "0123456789abcdef"
groups = ["more"]

[[package]]
name = "hinge"
version = "0.1.0"
path = "./parts/hinge"
editable = true
"#;
    crate::detectors::tests::check_sheet(
        "pdm.lock",
        lock,
        &[
            "7 pkg:pypi/left-pad@1.3.0 runtime hashes=1 -> nail gate",
            "24 pkg:pypi/nail@1.0 development",
            "29 pkg:pypi/gate@0.3?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fgate.git%400123456789abcdef \
             optional source=git+https://github.com/example/gate.git@0123456789abcdef",
            "37 pkg:pypi/hinge@0.1.0 own",
        ],
    );
    crate::detectors::tests::check_malformed("pdm.lock", &lock[..lock.len() / 3]);
}
