//! The first form of npm's lockfile: packages nested in the packages that need them.

use inventory::Component;

use super::package_lock::scope;
use super::registry;
use crate::HashMap;
use crate::found::Found;
use crate::needs::Needs;
use crate::sheet::At;
use crate::tree::Node;

/// Reads the part `dependencies` of a lockfile.
pub fn read(root: &Node, found: &mut Found) {
    if let Some(name) = root.text("name").filter(|name| !name.is_empty()) {
        let line = root.entries().find(|(key, _)| key.text == "name").map(|(key, _)| key.line);
        let own = Component { own: true, ..Component::new(registry::package(name, root.text("version"))) };
        found.component(own, line);
    }
    let mut needs = Needs::default();
    level(root, None, &mut Vec::new(), &mut needs, found);
    needs.settle(found.sheet());
}

/// The packages nested in one package, or in the lockfile itself. `visible` are those of the levels around; the
/// parser bounds the depth.
fn level<'a>(
    node: &'a Node,
    owner: Option<At>,
    visible: &mut Vec<HashMap<&'a str, At>>,
    needs: &mut Needs,
    found: &mut Found,
) {
    let mut here = HashMap::default();
    for (name, entry) in node.table("dependencies") {
        if let Some(component) = component(&name.text, entry) {
            here.insert(&*name.text, found.component(component, name.line));
        }
    }
    visible.push(here);
    if let Some(owner) = owner {
        for (needed, _) in node.table("requires") {
            if let Some(to) = visible.iter().rev().find_map(|level| level.get(&*needed.text)) {
                needs.edge(owner, *to);
            }
        }
    }
    for (name, entry) in node.table("dependencies") {
        let owner = visible.last().and_then(|here| here.get(&*name.text)).copied();
        level(entry, owner, visible, needs, found);
    }
    visible.pop();
}

/// None for a folder of the same tree.
fn component(name: &str, entry: &Node) -> Option<Component> {
    let written = entry.text("version").unwrap_or_default();
    let (name, version) = match written.strip_prefix("npm:") {
        Some(alias) => registry::split(alias),
        None => (name, Some(written)),
    };
    let is_address = version.is_some_and(|version| version.contains([':', '/']));
    if written.starts_with("file:") && !written.ends_with("gz") {
        return None;
    }
    let address = if is_address { version } else { entry.text("resolved") };
    let component = registry::resolved(name, version.filter(|_| !is_address), address);
    Some(Component { scope: scope(entry), hashes: registry::hashes(entry.text("integrity")), ..component })
}

#[test]
fn packages_nested_in_packages_are_read_with_their_edges() {
    let lock = r#"{
  "name": "door", "version": "1.0.0", "lockfileVersion": 1, "requires": true,
  "dependencies": {
    "left-pad": {
      "version": "1.3.0", "resolved": false, "bundled": true,
      "requires": { "nail": "1", "tool": "*" },
      "dependencies": {
        "nail": { "version": "1.0.0", "resolved": "https://registry.example.eu/nail/-/nail-1.0.0.tgz" }
      }
    },
    "alias": { "version": "npm:@example/real@2.0.0", "optional": true },
    "tool": { "version": "github:example/tool#0123456789abcdef", "from": "github:example/tool", "dev": true },
    "hinge": { "version": "file:parts/hinge" }
  }
}"#;
    crate::detectors::tests::check_sheet(
        "npm-shrinkwrap.json",
        lock,
        &[
            "2 pkg:npm/door@1.0.0 own",
            "4 pkg:npm/left-pad@1.3.0 runtime -> nail tool",
            "11 pkg:npm/%40example/real@2.0.0 optional",
            "12 pkg:npm/tool@0123456789abcdef?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Ftool.git%400123456789abcdef \
             development source=git+https://github.com/example/tool.git@0123456789abcdef",
            "8 pkg:npm/nail@1.0.0 runtime source=https://registry.example.eu/nail/-/nail-1.0.0.tgz",
        ],
    );
}
