//! Reads `conda-lock.yml`, and the lockfiles of the first pixi, which have the same form.

use inventory::{Component, Hash, HashAlgorithm, Package, Scope};

use super::super::{Detector, Files, Want};
use super::{conda_package, requirement};
use crate::file::SourceFile;
use crate::found::Found;
use crate::git_source::{GitSource, without_login};
use crate::needs::Needs;
use crate::sheet::{At, Origin};
use crate::tree::{self, Node};

pub const DETECTOR: Detector = Detector {
    id: "conda-lock",
    files: Files::Named(&["conda-lock.yml", "conda-lock.yaml", "*.conda-lock.yml", "*.conda-lock.yaml"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    match tree::yaml(&text) {
        Ok(root) => packages(&root, found),
        Err(fault) => found.malformed(fault),
    }
}

/// Reads the list `package`.
pub fn packages(root: &Node, found: &mut Found) {
    found.origin(Origin::Lock);
    let mut known = std::collections::HashMap::new();
    let mut listed: Vec<(At, &Node)> = Vec::new();
    for entry in root.list("package") {
        let (Some(name), Some(component)) = (entry.text("name"), component(entry)) else { continue };
        let line = entry.get("name").map_or(entry.line, |name| name.line);
        let at = found.component(component, line);
        let platform = entry.text("platform").unwrap_or_default();
        let is_conda = manager(entry) == "conda";
        // What conda needs, conda brings; pip finds what conda has brought already.
        known.entry((platform, is_conda, key(name))).or_insert(at);
        listed.push((at, entry));
    }
    let mut needs = Needs::default();
    for (from, entry) in listed {
        let platform = entry.text("platform").unwrap_or_default();
        let by_name = entry.table("dependencies").map(|(name, _)| &*name.text);
        let as_written = entry.list("dependencies").iter().filter_map(Node::as_str);
        for written in by_name.chain(as_written) {
            let name = key(written.split([' ', '=', '<', '>', '[', ';']).next().unwrap_or_default());
            let own_manager = manager(entry) == "conda";
            let to =
                [own_manager, !own_manager].iter().find_map(|is_conda| known.get(&(platform, *is_conda, name.clone())));
            to.into_iter().for_each(|to| needs.edge(from, *to));
        }
    }
    needs.settle(found.sheet());
}

fn key(name: &str) -> String {
    requirement::normal(name)
}

fn manager<'a>(entry: &'a Node) -> &'a str {
    entry.text("manager").unwrap_or("conda")
}

fn component(entry: &Node) -> Option<Component> {
    let (name, version, url) = (entry.text("name")?, entry.text("version"), entry.text("url"));
    let mut component = match manager(entry) {
        "conda" => url.and_then(conda_package::fetched).unwrap_or_else(|| {
            Component::new(Package::new("conda", name, version).with("build", entry.text("build").unwrap_or_default()))
        }),
        _ => match url.and_then(GitSource::of_pip) {
            Some(git) => Component {
                source: Some(git.vcs_url()),
                ..Component::new(git.of_package(Package::new("pypi", name, version)))
            },
            None => Component {
                source: url.map(|url| without_login(url).into_owned()),
                ..Component::new(Package::new("pypi", name, version))
            },
        },
    };
    let digest = |key: &str, algorithm| Hash::hex(algorithm, entry.at(&["hash", key])?.as_str()?);
    component.hashes =
        digest("sha256", HashAlgorithm::Sha256).into_iter().chain(digest("md5", HashAlgorithm::Md5)).collect();
    component.licence = entry.text("license").map(super::installed::licence);
    component.scope = match (entry.text("category"), entry.is_true("optional")) {
        (Some("main"), _) => Some(Scope::Runtime),
        (Some(category), _) if requirement::is_development(category) => Some(Scope::Development),
        (Some(_), _) => Some(Scope::Optional),
        (None, _) => None,
    };
    Some(component)
}

#[test]
fn packages_of_both_managers_are_read_with_their_edges() {
    let lock = "\
version: 1
metadata: {}
package:
- name: left-pad
  version: 1.3.0
  manager: conda
  platform: linux-64
  dependencies:
    nail: '>=2'
    __glibc: '>=2.17'
  url: https://conda.example.eu/conda-forge/linux-64/left-pad-1.3.0-h0_0.conda
  hash:
    md5: d41d8cd98f00b204e9800998ecf8427e
    sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
  category: main
  optional: false
- name: nail
  version: 2.10
  manager: conda
  platform: linux-64
  dependencies: {}
  url: https://repo.anaconda.com/pkgs/main/noarch/nail-2.10-0.tar.bz2
  category: dev
  optional: true
- name: hinge
  version: '1.0'
  manager: pip
  platform: linux-64
  dependencies:
    left_pad: '*'
  url: https://files.example.eu/hinge-1.0-py3-none-any.whl
  category: main
";
    crate::detectors::tests::check_sheet(
        "conda-lock.yml",
        lock,
        &[
            "4 pkg:conda/left-pad@1.3.0?build=h0_0&channel=conda-forge&subdir=linux-64&type=conda runtime \
             source=https://conda.example.eu/conda-forge/linux-64/left-pad-1.3.0-h0_0.conda hashes=2 -> nail",
            "17 pkg:conda/nail@2.10?build=0&channel=main&subdir=noarch&type=tar.bz2 development \
             source=https://repo.anaconda.com/pkgs/main/noarch/nail-2.10-0.tar.bz2",
            "25 pkg:pypi/hinge@1.0 runtime source=https://files.example.eu/hinge-1.0-py3-none-any.whl -> left-pad",
        ],
    );
    crate::detectors::tests::check_malformed("conda-lock.yml", &lock[..lock.find("0'").unwrap_or_default()]);
}
