//! Reads `pnpm-lock.yaml` of versions 5 to 9, and the form of pnpm 11 and later: a document with pnpm's own
//! dependencies, then that of the product.

use inventory::{Component, Property, Scope};

use super::super::{Detector, Files, Want};
use super::pnpm_key::{self, Form};
use super::registry;
use crate::HashMap;
use crate::file::SourceFile;
use crate::found::Found;
use crate::git_source::GitSource;
use crate::needs::Needs;
use crate::sheet::{At, Origin};
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "pnpm-lock", files: Files::Named(&["pnpm-lock.yaml"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(documents) = found.parsed(tree::yaml_documents(&text)) else { return };
    if !documents.iter().any(Node::is_table) {
        return found.malformed("it is no table");
    }
    found.origin(Origin::Lock);
    let mut needs = Needs::default();
    for document in &documents {
        Lock::read(document, found).relate(document, &mut needs);
    }
    needs.settle(found.sheet());
}

/// One document: the packages by their keys.
struct Lock<'a> {
    form: Form,
    known: HashMap<&'a str, At>,
}

impl<'a> Lock<'a> {
    fn read(document: &'a Node, found: &mut Found) -> Lock<'a> {
        let form = Form::of(document.text("lockfileVersion").unwrap_or_default());
        let patches: HashMap<&str, &Node> =
            document.table("patchedDependencies").map(|(key, patch)| (&*key.text, patch)).collect();
        let mut known = HashMap::default();
        // A package stands here once for each set of peers.
        let mut by_purl: HashMap<String, At> = HashMap::default();
        let mut broken = None;
        for (key, entry) in document.table("packages") {
            if !entry.is_table() {
                broken = broken.or(Some(key.line));
            }
            let Some(mut component) = component(form, &key.text, entry) else { continue };
            component.properties.extend(patch(&patches, &component));
            let reference = component.reference();
            let at = match by_purl.get(&reference) {
                Some(at) => {
                    if let Some(first) = found.sheet().components.get_mut(at.0) {
                        first.scope = first.scope.min(component.scope);
                    }
                    *at
                }
                None => {
                    let at = found.component(component, key.line);
                    by_purl.insert(reference, at);
                    at
                }
            };
            known.insert(&*key.text, at);
            known.entry(pnpm_key::without_peers(&key.text)).or_insert(at);
        }
        if let Some(line) = broken {
            found.malformed(format_args!("line {line}: a package of which nothing is said"));
        }
        Lock { form, known }
    }

    /// The package that a name and the version behind it mean; none for a folder of the workspace.
    fn find(&self, name: &str, version: &str) -> Option<At> {
        let get = |key: &str| self.known.get(key).or_else(|| self.known.get(pnpm_key::without_peers(key))).copied();
        get(&self.form.key(name, version)).or_else(|| get(version))
    }

    fn relate(&self, document: &Node, needs: &mut Needs) {
        let importers: Vec<&Node> = match document.get("importers") {
            Some(importers) => importers.entries().map(|(_, importer)| importer).collect(),
            None => vec![document],
        };
        for importer in importers {
            for (list, scope) in [
                ("dependencies", Scope::Runtime),
                ("optionalDependencies", Scope::Optional),
                ("devDependencies", Scope::Development),
                // pnpm itself, and what only configures it.
                ("packageManagerDependencies", Scope::Development),
                ("configDependencies", Scope::Development),
            ] {
                for (name, node) in importer.table(list) {
                    let version = node.text("version").or_else(|| node.as_str()).unwrap_or_default();
                    if let Some(at) = self.find(&name.text, version) {
                        needs.root(at, Some(scope));
                    }
                }
            }
        }
        let packages = document.table("packages").chain(document.table("snapshots"));
        for (key, entry) in packages {
            let Some(from) = self.find("", &key.text) else { continue };
            for (list, optional) in [("dependencies", false), ("optionalDependencies", true)] {
                for (name, version) in entry.table(list) {
                    match self.find(&name.text, version.as_str().unwrap_or_default()) {
                        Some(to) if optional => needs.optional_edge(from, to),
                        Some(to) => needs.edge(from, to),
                        None => {}
                    }
                }
            }
        }
    }
}

fn patch(patches: &HashMap<&str, &Node>, component: &Component) -> Option<Property> {
    if patches.is_empty() {
        return None;
    }
    let name = component.package.full_name();
    let pinned = format!("{name}@{}", component.package.version.as_deref().unwrap_or_default());
    let patch = patches.get(&*pinned).or_else(|| patches.get(&*name))?;
    Some(Property::new("patch", patch.text("path").or_else(|| patch.as_str()).unwrap_or_default()))
}

fn component(form: Form, key: &str, entry: &Node) -> Option<Component> {
    let (name, written) = form.split(key);
    let name = entry.text("name").unwrap_or(name);
    let version = entry.text("version").or_else(|| Some(written).filter(|version| pnpm_key::is_version(version)));
    if name.is_empty() {
        return None;
    }
    let resolution = entry.get("resolution");
    let resolved = |key: &str| resolution.and_then(|resolution| resolution.text(key));
    let git = resolved("repo").map(|repository| GitSource::new(repository, resolved("commit")));
    let address = resolved("tarball").or_else(|| Some(written).filter(|written| written.contains("://")));
    let mut component = match (&git, written.strip_prefix("runtime:")) {
        (Some(git), _) => Component {
            source: Some(git.vcs_url()),
            ..Component::new(git.of_package(registry::package(name, version.or(git.version()))))
        },
        // Node.js and its like, which pnpm fetches from their own makers.
        (None, Some(runtime)) => Component::new(inventory::Package::new("generic", name, version.or(Some(runtime)))),
        (None, None) => registry::resolved(name, version, address),
    };
    component.own = resolved("directory").is_some();
    component.hashes = registry::hashes(resolved("integrity"));
    component.scope = match (entry.text("dev"), entry.is_true("optional")) {
        (Some("true"), _) => Some(Scope::Development),
        (Some(_), true) => Some(Scope::Optional),
        (Some(_), false) => Some(Scope::Runtime),
        (None, _) => None,
    };
    Some(component)
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::{check_malformed, check_sheet};

    #[test]
    fn the_form_of_version_nine_is_read_with_its_edges() {
        let lock = "\
lockfileVersion: '9.0'
patchedDependencies:
  nail@1.0.0:
    hash: aa
    path: patches/nail.patch
importers:
  .:
    dependencies:
      '@example/real':
        specifier: 'catalog:'
        version: 2.0.0(nail@1.0.0)
      hinge:
        specifier: workspace:*
        version: link:parts/hinge
    devDependencies:
      alias:
        specifier: npm:tool@^3
        version: tool@3.0.0
  parts/hinge:
    dependencies:
      gate:
        specifier: github:example/gate
        version: https://codeload.github.com/example/gate/tar.gz/0123456789abcdef
packages:
  '@example/real@2.0.0':
    resolution: {integrity: sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=}
    peerDependencies:
      nail: '*'
  nail@1.0.0:
    resolution: {integrity: sha512-broken, tarball: https://registry.example.eu/nail.tgz}
  gate@https://codeload.github.com/example/gate/tar.gz/0123456789abcdef:
    resolution: {tarball: https://codeload.github.com/example/gate/tar.gz/0123456789abcdef}
    version: 0.3.0
  tool@3.0.0:
    resolution: {integrity: sha512-broken}
  bolt@4.0.0:
    resolution: {integrity: sha512-broken}
snapshots:
  '@example/real@2.0.0(nail@1.0.0)':
    dependencies:
      nail: 1.0.0(patch_hash=aa)
    optionalDependencies:
      bolt: 4.0.0
  bolt@4.0.0:
    optional: true
  nail@1.0.0(patch_hash=aa): {}
  gate@https://codeload.github.com/example/gate/tar.gz/0123456789abcdef: {}
  tool@3.0.0:
    dependencies:
      nail: 1.0.0(patch_hash=aa)
";
        check_sheet(
            "pnpm-lock.yaml",
            lock,
            &[
                "25 pkg:npm/%40example/real@2.0.0 runtime direct hashes=1 -> nail bolt",
                "29 pkg:npm/nail@1.0.0 runtime transitive source=https://registry.example.eu/nail.tgz",
                "31 pkg:npm/gate@0.3.0?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fgate.git%400123456789abcdef runtime \
                 direct source=git+https://github.com/example/gate.git@0123456789abcdef",
                "34 pkg:npm/tool@3.0.0 development direct -> nail",
                "36 pkg:npm/bolt@4.0.0 optional transitive",
            ],
        );
        check_malformed("pnpm-lock.yaml", &lock[..lock.find("-broken").unwrap_or_default()]);
        check_malformed("pnpm-lock.yaml", "words");
        // Cut between two lines it is still sound YAML.
        check_malformed("pnpm-lock.yaml", "lockfileVersion: '9.0'\npackages:\n  left-pad@1.3.0:\n");
    }

    #[test]
    fn the_package_manager_is_no_part_of_the_product() {
        let document = |list: &str, name: &str| {
            format!(
                "---\nlockfileVersion: '9.0'\nimporters:\n  .:\n    {list}:\n      {name}:\n        specifier: 1.0.0\n        \
                 version: 1.0.0\npackages:\n  {name}@1.0.0:\n    resolution: {{integrity: sha512-aa}}\nsnapshots:\n  \
                 {name}@1.0.0: {{}}\n"
            )
        };
        let lock = document("packageManagerDependencies", "pnpm") + &document("dependencies", "left-pad");
        check_sheet(
            "pnpm-lock.yaml",
            &lock,
            &["10 pkg:npm/pnpm@1.0.0 development direct", "23 pkg:npm/left-pad@1.0.0 runtime direct"],
        );
    }

    #[test]
    fn the_forms_of_versions_five_and_six_are_read_with_their_edges() {
        let five = "\
lockfileVersion: 5.4
specifiers:
  '@example/real': ^2.0.0
dependencies:
  '@example/real': 2.0.0_nail@1.0.0
  alias: /tool/3.0.0
packages:
  /@example/real/2.0.0_nail@1.0.0:
    resolution: {integrity: sha512-broken}
    dependencies:
      nail: 1.0.0
    dev: false
  /nail/1.0.0:
    resolution: {integrity: sha512-broken}
    dev: false
  /tool/3.0.0:
    resolution: {integrity: sha512-broken}
    dev: true
  github.com/example/gate/0123456789abcdef:
    resolution: {tarball: https://codeload.github.com/example/gate/tar.gz/0123456789abcdef}
    name: gate
    version: 0.3.0
    dev: false
    optional: true
  file:parts/hinge:
    resolution: {directory: parts/hinge, type: directory}
    name: hinge
    version: 0.1.0
";
        let expected = [
            "8 pkg:npm/%40example/real@2.0.0 runtime direct -> nail",
            "13 pkg:npm/nail@1.0.0 runtime transitive",
            "16 pkg:npm/tool@3.0.0 development direct",
            "19 pkg:npm/gate@0.3.0?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fgate.git%400123456789abcdef optional \
             transitive source=git+https://github.com/example/gate.git@0123456789abcdef",
            "25 pkg:npm/hinge@0.1.0 own",
        ];
        check_sheet("pnpm-lock.yaml", five, &expected);
        let six = five
            .replace("5.4", "'6.0'")
            .replace("2.0.0_nail@1.0.0", "2.0.0(nail@1.0.0)")
            .replace("/@example/real/2", "/@example/real@2")
            .replace("/nail/1", "/nail@1")
            .replace("/tool/3", "/tool@3");
        check_sheet("pnpm-lock.yaml", &six, &expected);
    }
}
