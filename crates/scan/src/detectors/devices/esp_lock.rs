//! Reads ESP-IDF's `dependencies.lock`: the components its component manager resolved, and ESP-IDF itself.

use std::collections::{HashMap, HashSet};

use inventory::{Component, ComponentKind, Hash, HashAlgorithm, Package, Relation};

use super::super::{Detector, Files, Want};
use super::generic;
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::{git_package, vcs_url, without_login};
use crate::sheet::Origin;
use crate::tree::{Node, yaml};

pub const DETECTOR: Detector =
    Detector { id: "esp-lock", files: Files::Named(&["dependencies.lock"]), want: Want::Whole, read };

const REGISTRY: &str = "components.espressif.com";

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(lock) = found.parsed(yaml(&text)) else { return };
    found.origin(Origin::Lock);
    let direct: HashSet<&str> = lock.list("direct_dependencies").iter().filter_map(Node::as_str).collect();
    let mut known = HashMap::new();
    for (key, entry) in lock.table("dependencies") {
        let source = |name| entry.get("source").and_then(|source| source.text(name));
        let version = entry.text("version");
        let mut component = match source("type") {
            Some("idf") => {
                let tag = version.map(tag);
                let package = Package::new("github", "espressif/esp-idf", tag.as_deref());
                Component { kind: ComponentKind::Framework, ..Component::new(package) }
            }
            Some("git") => {
                let url = source("git").unwrap_or_default();
                let name = key.text.rsplit('/').next().unwrap_or(&key.text);
                Component { source: Some(vcs_url(url, version)), ..Component::new(git_package(url, name, version)) }
            }
            kind => {
                let registry = source("registry_url").or(source("service_url")).map(without_login);
                let registry = registry.filter(|url| !url.contains(REGISTRY)).unwrap_or_default();
                let package = generic(&qualified(&key.text), version).with("repository_url", registry);
                Component { own: kind == Some("local"), ..Component::new(package) }
            }
        };
        let digest = entry.text("component_hash").and_then(|sum| Hash::hex(HashAlgorithm::Sha256, sum));
        component.hashes.extend(digest);
        if !direct.is_empty() {
            let is_direct = direct.contains(&*key.text);
            component.relation = Some(if is_direct { Relation::Direct } else { Relation::Transitive });
        }
        known.insert(&*key.text, (found.component(component, key.line), entry));
    }
    for (key, _) in lock.table("dependencies") {
        let Some((from, entry)) = known.get(&*key.text) else { continue };
        for need in entry.list("dependencies") {
            if let Some((to, _)) = need.text("name").and_then(|name| known.get(name)) {
                found.depends(*from, *to);
            }
        }
    }
}

/// The tag of a release of ESP-IDF: the first of a series has no third number there, 5.1.0 is `v5.1`.
fn tag(version: &str) -> String {
    let (numbers, rest) = version.find('-').map_or((version, ""), |at| version.split_at(at));
    let first = numbers.strip_suffix(".0").filter(|series| series.matches('.').count() == 1);
    format!("v{}{rest}", first.unwrap_or(numbers))
}

/// A name without a namespace is one of Espressif's own.
pub fn qualified(name: &str) -> String {
    if name.contains('/') { name.to_owned() } else { format!("espressif/{name}") }
}

#[test]
fn components_of_all_sources_are_read() {
    let lock = "\
dependencies:
  espressif/led_strip:
    component_hash: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
    dependencies:
    - name: idf
      require: private
      version: '>=4.4'
    source:
      registry_url: https://components.espressif.com/
      type: service
    version: 2.5.3
  example/door:
    component_hash: aa
    source:
      git: https://github.com/example/door.git
      path: components/door
      type: git
    version: abc123
  idf:
    source:
      type: idf
    version: 5.1.2
  own:
    source:
      path: ../own
      type: local
    version: 0.1.0
direct_dependencies:
- espressif/led_strip
- idf
manifest_hash: bb
target: esp32
version: 2.0.0
";
    crate::detectors::tests::check_sheet(
        "dependencies.lock",
        lock,
        &[
            "2 pkg:generic/espressif/led_strip@2.5.3 direct hashes=1 -> esp-idf",
            "12 pkg:github/example/door@abc123 transitive source=git+https://github.com/example/door.git@abc123",
            "19 pkg:github/espressif/esp-idf@v5.1.2 direct",
            "23 pkg:generic/espressif/own@0.1.0 own transitive",
        ],
    );
}

#[test]
fn a_version_of_the_framework_is_the_tag_of_its_release() {
    assert_eq!(["5.1.2", "5.1.0", "5.2.0-rc1", "5.0"].map(tag), ["v5.1.2", "v5.1", "v5.2-rc1", "v5.0"]);
}
