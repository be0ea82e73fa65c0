//! Reads `pixi.lock` of all versions: what each environment holds on each platform.

use std::collections::{HashMap, HashSet};

use inventory::{Component, Hash, HashAlgorithm, Package, Scope};

use super::super::{Detector, Files, Want};
use super::{conda_lock, conda_package, installed, requirement};
use crate::file::SourceFile;
use crate::found::Found;
use crate::git_source::{GitSource, without_login};
use crate::needs::Needs;
use crate::sheet::{At, Origin};
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "pixi-lock", files: Files::Named(&["pixi.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(root) = found.parsed(tree::yaml(&text)) else { return };
    // Up to version 3 it was that of conda-lock.
    if root.get("package").is_some() {
        return conda_lock::packages(&root, found);
    }
    found.origin(Origin::Lock);
    let uses = uses(&root);
    let mut known: HashMap<&str, (At, bool, &Node)> = HashMap::new();
    for entry in root.list("packages") {
        let Some((is_conda, address)) = address(entry) else { continue };
        let Some(mut component) = component(entry, is_conda, address) else { continue };
        component.scope = uses.get(address).and_then(|environments| scope(environments));
        let at = found.component(component, entry.line);
        known.insert(address, (at, is_conda, entry));
    }
    let mut needs = Needs::default();
    let mut lookups = 0;
    for (_, environment) in root.table("environments") {
        for (_, packages) in environment.table("packages") {
            relate(packages, &known, &mut lookups, &mut needs, found);
        }
    }
    needs.settle(found.sheet());
}

/// More than any lockfile has: a hostile one could name the same packages in many environments.
const LOOKUPS_MAX: usize = 4_000_000;

/// Who needs what in one environment on one platform.
fn relate(
    packages: &Node,
    known: &HashMap<&str, (At, bool, &Node)>,
    lookups: &mut usize,
    needs: &mut Needs,
    found: &mut Found,
) {
    let listed = packages.items().iter().filter_map(listed).filter_map(|address| known.get(address));
    let listed: Vec<(At, bool, &Node)> = listed.copied().collect();
    let components = &found.sheet().components;
    let name = |at: At| components.get(at.0).map(|component| requirement::normal(&component.package.name));
    let names: HashMap<(bool, String), At> =
        listed.iter().filter_map(|(at, is_conda, _)| Some(((*is_conda, name(*at)?), *at))).collect();
    for (from, is_conda, entry) in listed {
        for written in entry.list("depends").iter().chain(entry.list("requires_dist")).filter_map(Node::as_str) {
            *lookups += 1;
            if *lookups > LOOKUPS_MAX {
                return;
            }
            let name = written.split([' ', '=', '<', '>', '[', ';', '~', '!', '(']).next().unwrap_or_default();
            let name = requirement::normal(name);
            let to = names.get(&(is_conda, name.clone())).or_else(|| names.get(&(!is_conda, name)));
            to.into_iter().for_each(|to| needs.edge(from, *to));
        }
    }
}

/// The address of a package in the list of an environment.
fn listed<'a>(entry: &'a Node) -> Option<&'a str> {
    entry.text("conda").or_else(|| entry.text("pypi"))
}

/// Which environments hold what, by address.
fn uses<'a>(root: &'a Node) -> HashMap<&'a str, HashSet<&'a str>> {
    let mut uses: HashMap<&str, HashSet<&str>> = HashMap::new();
    for (environment, details) in root.table("environments") {
        for (_, packages) in details.table("packages") {
            for entry in packages.items() {
                if let Some(address) = listed(entry) {
                    uses.entry(address).or_default().insert(&environment.text);
                }
            }
        }
    }
    uses
}

/// None if the names of the environments do not tell.
fn scope(environments: &HashSet<&str>) -> Option<Scope> {
    if environments.contains("default") {
        return Some(Scope::Runtime);
    }
    environments.iter().all(|name| requirement::is_development(name)).then_some(Scope::Development)
}

/// Whether it is conda's, and where it is from.
fn address<'a>(entry: &'a Node) -> Option<(bool, &'a str)> {
    if let Some(kind) = entry.text("kind") {
        // Versions 4 and 5.
        return Some((kind == "conda", entry.text("url").or_else(|| entry.text("path"))?));
    }
    let conda = entry.text("conda").map(|address| (true, address));
    conda.or_else(|| entry.text("pypi").map(|address| (false, address)))
}

fn component(entry: &Node, is_conda: bool, address: &str) -> Option<Component> {
    let (name, version) = (entry.text("name"), entry.text("version"));
    let is_remote = address.contains("://");
    let mut component = if is_conda {
        match conda_package::fetched(address) {
            Some(component) => component,
            // Built from source beside it.
            None => Component { own: !is_remote, ..Component::new(Package::new("conda", name?, version)) },
        }
    } else if let Some(git) = GitSource::of_npm(address).filter(|_| address.starts_with("git+")) {
        Component {
            source: Some(git.vcs_url()),
            ..Component::new(git.of_package(Package::new("pypi", name?, version)))
        }
    } else {
        let of_file = requirement::of_file(address);
        let name = name.or(of_file.map(|(name, _)| name))?;
        let version = version.or(of_file.map(|(_, version)| version));
        let own = !is_remote && of_file.is_none();
        let source = Some(without_login(address).into_owned()).filter(|_| !own);
        Component { own, source, ..Component::new(Package::new("pypi", name, version)) }
    };
    let digest = |key: &str, algorithm| Hash::hex(algorithm, entry.text(key)?);
    component.hashes =
        digest("sha256", HashAlgorithm::Sha256).into_iter().chain(digest("md5", HashAlgorithm::Md5)).collect();
    component.licence = entry.text("license").map(installed::licence);
    Some(component)
}

#[test]
fn the_newer_form_is_read_with_its_edges() {
    let lock = "\
version: 6
environments:
  default:
    channels:
    - url: https://conda.example.eu/conda-forge/
    packages:
      linux-64:
      - conda: https://conda.example.eu/conda-forge/linux-64/left-pad-1.3.0-h0_0.conda
      - pypi: https://files.example.eu/hinge-1.0-py3-none-any.whl
      - pypi: .
  test:
    packages:
      linux-64:
      - conda: https://conda.example.eu/conda-forge/linux-64/left-pad-1.3.0-h0_0.conda
      - conda: https://conda.example.eu/conda-forge/noarch/nail-2.0-0.conda
packages:
- conda: https://conda.example.eu/conda-forge/linux-64/left-pad-1.3.0-h0_0.conda
  sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
  md5: d41d8cd98f00b204e9800998ecf8427e
  depends:
  - nail >=2
  - __glibc >=2.17
  license: MIT
- conda: https://conda.example.eu/conda-forge/noarch/nail-2.0-0.conda
  sha256: aa
- pypi: https://files.example.eu/hinge-1.0-py3-none-any.whl
  name: hinge
  version: '1.0'
  requires_dist:
  - left-pad>=1 ; extra == 'x'
- pypi: .
  name: door
  version: 0.1.0
  editable: true
";
    crate::detectors::tests::check_sheet(
        "pixi.lock",
        lock,
        &[
            "17 pkg:conda/left-pad@1.3.0?build=h0_0&channel=conda-forge&subdir=linux-64&type=conda runtime \
             licence=MIT source=https://conda.example.eu/conda-forge/linux-64/left-pad-1.3.0-h0_0.conda hashes=2 \
             -> nail",
            "24 pkg:conda/nail@2.0?build=0&channel=conda-forge&subdir=noarch&type=conda development \
             source=https://conda.example.eu/conda-forge/noarch/nail-2.0-0.conda",
            "26 pkg:pypi/hinge@1.0 runtime source=https://files.example.eu/hinge-1.0-py3-none-any.whl -> left-pad",
            "31 pkg:pypi/door@0.1.0 own runtime",
        ],
    );
    crate::detectors::tests::check_malformed("pixi.lock", &lock[..lock.find(".0'").unwrap_or_default()]);
}

#[test]
fn the_older_forms_are_read() {
    let five = "\
version: 5
environments: {default: {packages: {linux-64: [{conda: https://x.eu/c/noarch/nail-2.0-0.conda}]}}}
packages:
- kind: conda
  name: nail
  version: '2.0'
  build: '0'
  subdir: noarch
  url: https://x.eu/c/noarch/nail-2.0-0.conda
- kind: pypi
  name: hinge
  version: '1.0'
  url: https://files.example.eu/hinge-1.0.tar.gz
  sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
";
    crate::detectors::tests::check_sheet(
        "pixi.lock",
        five,
        &[
            "4 pkg:conda/nail@2.0?build=0&channel=c&subdir=noarch&type=conda runtime \
             source=https://x.eu/c/noarch/nail-2.0-0.conda",
            "10 pkg:pypi/hinge@1.0 source=https://files.example.eu/hinge-1.0.tar.gz hashes=1",
        ],
    );
    let three = "version: 3\npackage:\n- platform: linux-64\n  name: nail\n  version: '2.0'\n  manager: conda\n";
    crate::detectors::tests::check_sheet("pixi.lock", three, &["4 pkg:conda/nail@2.0"]);
}
