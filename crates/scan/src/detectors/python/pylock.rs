//! Reads `pylock.toml` and `pylock.*.toml`, the lockfile of the standard (PEP 751).

use inventory::{Component, Hash, Package, Scope};

use super::super::{Detector, Files, Want};
use super::names::Names;
use super::requirement;
use crate::file::SourceFile;
use crate::found::Found;
use crate::git_source::{GitSource, without_login};
use crate::needs::Needs;
use crate::sheet::Origin;
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "pylock", files: Files::Named(&["pylock.toml", "pylock.*.toml"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(root) = found.parsed(tree::toml(&text)) else { return };
    found.origin(Origin::Lock);
    let mut names = Names::default();
    let mut packages = Vec::new();
    for entry in root.list("packages") {
        let Some(name) = entry.text("name") else { continue };
        let line = entry.get("name").map_or(entry.line, |name| name.line);
        let at = found.component(component(entry, name), line);
        names.add(name, entry.text("version"), at);
        packages.push((at, entry));
    }
    // A locker may leave out who needs what.
    if packages.iter().all(|(_, entry)| entry.get("dependencies").is_none()) {
        return;
    }
    let mut needs = Needs::default();
    for (from, entry) in packages {
        for node in entry.list("dependencies") {
            let Some(name) = node.text("name") else { continue };
            names.find(name, node.text("version")).for_each(|to| needs.edge(from, to));
        }
    }
    needs.settle(found.sheet());
}

fn component(entry: &Node, name: &str) -> Component {
    let at = |keys: &[&str]| entry.at(keys).and_then(Node::as_str);
    let version = entry.text("version");
    let mut component = Component::new(Package::new("pypi", name, version));
    component.own = entry.get("directory").is_some();
    component.scope = scope(entry.text("marker"));
    if let Some(url) = at(&["vcs", "url"]) {
        let revision = at(&["vcs", "commit-id"]).or(at(&["vcs", "requested-revision"]));
        let git = GitSource::new(url, revision);
        component.package = git.of_package(Package::new("pypi", name, version.or(git.version())));
        component.source = Some(git.vcs_url());
        return component;
    }
    let files = || {
        let single = entry.get("archive").into_iter().chain(entry.get("sdist"));
        single.chain(entry.list("wheels"))
    };
    let hashes = files().flat_map(|file| file.table("hashes"));
    component.hashes = hashes.filter_map(|(algorithm, digest)| hash(&algorithm.text, digest)).collect();
    let file = files().find_map(|file| file.text("url").or_else(|| file.text("path")));
    component.source = file.or_else(|| entry.text("index")).map(|url| without_login(url).into_owned());
    component
}

fn hash(algorithm: &str, digest: &Node) -> Option<Hash> {
    requirement::hash(&format!("{algorithm}:{}", digest.as_str()?))
}

/// The marker says whether a package is only for a group or an extra.
fn scope(marker: Option<&str>) -> Option<Scope> {
    let marker = marker?;
    if marker.contains("dependency_groups") {
        return Some(Scope::Development);
    }
    marker.contains("in extras").then_some(Scope::Optional)
}

#[test]
fn every_source_is_read_with_the_edges() {
    let lock = r#"
lock-version = "1.0"
created-by = "example"
[[packages]]
name = "left-pad"
version = "1.3.0"
index = "https://index.example.eu/simple"
dependencies = [{ name = "nail" }]
wheels = [{ name = "x.whl", url = "https://example.eu/x.whl", hashes = { sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" } }]
[packages.sdist]
path = "sdist/left_pad-1.3.0.tar.gz"
hashes = { md5 = "d41d8cd98f00b204e9800998ecf8427e" }
[[packages]]
name = "nail"
version = "2.0"
marker = "'dev' in dependency_groups"
[[packages]]
name = "bolt"
version = "4.0"
marker = "'more' in extras"
archive = { url = "https://example.eu/bolt.zip", hashes = {} }
[[packages]]
name = "gate"
vcs = { type = "git", url = "https://github.com/example/gate.git", commit-id = "0123456789abcdef" }
[[packages]]
name = "door"
directory = { path = ".", editable = true }
"#;
    let expected = [
        "5 pkg:pypi/left-pad@1.3.0 source=sdist/left_pad-1.3.0.tar.gz hashes=2 -> nail",
        "14 pkg:pypi/nail@2.0 development",
        "18 pkg:pypi/bolt@4.0 optional source=https://example.eu/bolt.zip",
        "23 pkg:pypi/gate@0123456789abcdef?vcs_url=\
         git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fgate.git%400123456789abcdef \
         source=git+https://github.com/example/gate.git@0123456789abcdef",
        "26 pkg:pypi/door own",
    ];
    crate::detectors::tests::check_sheet("pylock.toml", lock, &expected);
    crate::detectors::tests::check_sheet("pylock.dev.toml", lock, &expected);
    crate::detectors::tests::check_malformed("pylock.toml", &lock[..lock.len() / 4]);
}
