//! Reads `Podfile.lock`: the pods CocoaPods resolved. Subspecs are parts of their pod.

use std::collections::{HashMap, HashSet};

use inventory::{Component, Hash, Package, Relation};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::vcs_url;
use crate::sheet::{At, Origin};
use crate::tree::{Node, Value, yaml};

pub const DETECTOR: Detector =
    Detector { id: "podfile-lock", files: Files::Named(&["podfile.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(lock) = found.parsed(yaml(&text)) else { return };
    found.origin(Origin::Lock);
    let checksums: HashMap<&str, &str> = texts(&lock, "SPEC CHECKSUMS");
    let direct: HashSet<&str> = lock.list("DEPENDENCIES").iter().filter_map(Node::as_str).map(root).collect();
    let sources = Sources::new(&lock);
    let mut pods: HashMap<&str, At> = HashMap::new();
    let mut needs: Vec<(&str, &str)> = Vec::new();
    for pod in lock.list("PODS") {
        let (line, entry, list) = match &pod.value {
            Value::Text(entry) => (pod.line, &**entry, None),
            Value::Table(entries) => match entries.first() {
                Some((key, list)) => (key.line, &*key.text, Some(list)),
                None => continue,
            },
            _ => continue,
        };
        let name = root(entry);
        needs.extend(list.into_iter().flat_map(Node::items).filter_map(Node::as_str).map(|need| (name, root(need))));
        if pods.contains_key(name) {
            continue;
        }
        let version = entry.split_once(" (").and_then(|(_, rest)| rest.strip_suffix(')'));
        let mut package = Package::new("cocoapods", name, version);
        let vcs = sources.repository(name);
        if let Some(vcs) = &vcs {
            package = package.with("vcs_url", vcs.clone());
        }
        let component = Component {
            own: sources.is_own(name),
            relation: Some(if direct.contains(name) { Relation::Direct } else { Relation::Transitive }),
            hashes: checksums.get(name).and_then(|sum| Hash::of_length(sum)).into_iter().collect(),
            source: vcs,
            ..Component::new(package)
        };
        pods.insert(name, found.component(component, line));
    }
    let mut linked = HashSet::new();
    for (from, to) in needs {
        if let (Some(from), Some(to)) = (pods.get(from), pods.get(to))
            && from != to
            && linked.insert((*from, *to))
        {
            found.depends(*from, *to);
        }
    }
    found.sheet().edges_complete = true;
}

/// `Door/Core (= 7.1.0)` is a part of Door.
fn root(entry: &str) -> &str {
    let name = entry.split(" (").next().unwrap_or(entry);
    name.split('/').next().unwrap_or(name).trim()
}

fn texts<'n>(lock: &'n Node, key: &str) -> HashMap<&'n str, &'n str> {
    lock.table(key).filter_map(|(name, value)| Some((&*name.text, value.as_str()?))).collect()
}

/// Where pods come from that are not of the registry.
struct Sources<'n> {
    checkouts: HashMap<&'n str, &'n Node<'n>>,
    externals: HashMap<&'n str, &'n Node<'n>>,
}

impl<'n> Sources<'n> {
    fn new(lock: &'n Node<'n>) -> Sources<'n> {
        let options = |key| lock.table(key).map(|(name, node)| (root(&name.text), node)).collect();
        Sources { checkouts: options("CHECKOUT OPTIONS"), externals: options("EXTERNAL SOURCES") }
    }

    fn repository(&self, name: &str) -> Option<String> {
        // What was checked out is more than what was asked for.
        let options = self.checkouts.get(name).or_else(|| self.externals.get(name))?;
        let revision = options.text(":commit").or_else(|| options.text(":tag"));
        Some(vcs_url(options.text(":git")?, revision))
    }

    /// A pod in the tree is the product's own, unless another package manager put it there.
    fn is_own(&self, name: &str) -> bool {
        let path = self.externals.get(name).and_then(|options| options.text(":path"));
        path.is_some_and(|path| !path.contains("node_modules") && !path.contains(".symlinks") && path != "Flutter")
    }
}

#[test]
fn pods_are_read_with_subspecs_folded_in() {
    let lock = "\
PODS:
  - Door (7.1.0):
    - Door/Core (= 7.1.0)
    - Example
  - Door/Core (7.1.0):
    - LeftPad (~> 1)
  - Example (0.1.0)
  - LeftPad (1.2.3)
  - \"LeftPad/NSData+zlib (1.2.3)\"
  - Own (1.0)
  - React (0.72.0)

DEPENDENCIES:
  - Door (~> 7.1)
  - Example (from `https://github.com/example/example.git`, tag `0.1.0`)
  - Own (from `./Own`)
  - \"React (from `../node_modules/react-native/`)\"

SPEC REPOS:
  trunk:
    - Door
    - LeftPad

EXTERNAL SOURCES:
  Example:
    :git: https://github.com/example/example.git
    :tag: 0.1.0
  Own:
    :path: \"./Own\"
  React:
    :path: \"../node_modules/react-native/\"

CHECKOUT OPTIONS:
  Example:
    :commit: 0123456789abcdef
    :git: https://github.com/example/example.git

SPEC CHECKSUMS:
  Door: da39a3ee5e6b4b0d3255bfef95601890afd80709

PODFILE CHECKSUM: da39a3ee5e6b4b0d3255bfef95601890afd80709

COCOAPODS: 1.15.2
";
    let git = "git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fexample.git%400123456789abcdef";
    crate::detectors::tests::check_sheet(
        "ios/Podfile.lock",
        lock,
        &[
            "2 pkg:cocoapods/Door@7.1.0 direct hashes=1 -> Example LeftPad",
            &format!(
                "7 pkg:cocoapods/Example@0.1.0?vcs_url={git} direct \
                 source=git+https://github.com/example/example.git@0123456789abcdef"
            ),
            "8 pkg:cocoapods/LeftPad@1.2.3 transitive",
            "10 pkg:cocoapods/Own@1.0 own direct",
            "11 pkg:cocoapods/React@0.72.0 direct",
        ],
    );
}
