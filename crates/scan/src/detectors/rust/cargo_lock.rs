//! Reads `Cargo.lock`, versions 1 to 4: every crate with its source, its checksum and what it depends on.

use std::collections::{HashMap, HashSet};

use inventory::{Component, Hash, HashAlgorithm, Package, Relation};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::{At, Origin};
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "cargo-lock", files: Files::Named(&["cargo.lock"]), want: Want::Whole, read };

/// As the lockfile names a package: the name, and as much of version and source as makes it unique.
type Id<'a> = (&'a str, Option<&'a str>, Option<&'a str>);

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(lock) = found.parsed(tree::toml(&text)) else { return };
    found.origin(Origin::Lock);
    found.sheet().edges_complete = true;
    // Version 1 kept the checksums apart: `"checksum NAME VERSION (SOURCE)" = "…"`.
    let checksums: HashMap<Id, &str> = lock
        .table("metadata")
        .filter_map(|(key, value)| Some((id(key.text.strip_prefix("checksum ")?), value.as_str()?)))
        .collect();
    // The first lockfiles had the project itself as `[root]`.
    let packages = || lock.get("root").into_iter().chain(lock.list("package"));

    let mut known: HashMap<Id, Option<At>> = HashMap::new();
    let mut listed: Vec<(At, &Node)> = Vec::new();
    let mut replaced: Vec<(&Node, Id)> = Vec::new();
    for package in packages() {
        if let Some(replacement) = package.text("replace") {
            replaced.push((package, id(replacement)));
        } else if let Some(at) = component(package, &checksums, found) {
            listed.push((at, package));
            for id in ids(package) {
                // What could be either is neither.
                known.entry(id).and_modify(|at| *at = None).or_insert(Some(at));
            }
        }
    }
    for (package, replacement) in replaced {
        let at = known.get(&replacement).copied().flatten();
        for id in ids(package) {
            // Both have the same name; only the full id tells them apart.
            if id.2.is_some() {
                known.insert(id, at);
            }
        }
    }

    let mut edges = HashSet::new();
    for (from, package) in &listed {
        for dependency in package.list("dependencies").iter().filter_map(Node::as_str) {
            if let Some(to) = known.get(&id(dependency)).copied().flatten()
                && edges.insert((*from, to))
            {
                found.depends(*from, to);
            }
        }
    }
    relations(found);
}

/// What a member of the workspace depends on was asked for; all else came with it.
fn relations(found: &mut Found) {
    let sheet = found.sheet();
    let own: HashSet<At> = (0..sheet.components.len()).map(At).filter(|at| sheet.components[at.0].own).collect();
    if own.is_empty() {
        return;
    }
    let direct: HashSet<At> = sheet.edges.iter().filter(|(from, _)| own.contains(from)).map(|(_, to)| *to).collect();
    for (at, component) in sheet.components.iter_mut().enumerate().filter(|(_, component)| !component.own) {
        let is_direct = direct.contains(&At(at));
        component.relation = Some(if is_direct { Relation::Direct } else { Relation::Transitive });
    }
}

fn component(package: &Node, checksums: &HashMap<Id, &str>, found: &mut Found) -> Option<At> {
    let name = package.get("name")?;
    let version = package.text("version");
    let source = package.text("source");
    let checksum = package.text("checksum").or_else(|| {
        let id = (name.as_str()?, version, source.map(without_revision));
        checksums.get(&id).copied()
    });
    let identity = Package::new("cargo", name.as_str()?, version);
    let (identity, source) = with_source(identity, source);
    let component = Component {
        // A crate without source is a folder of the workspace.
        own: package.get("source").is_none(),
        hashes: checksum.and_then(|checksum| Hash::hex(HashAlgorithm::Sha256, checksum)).into_iter().collect(),
        source,
        ..Component::new(identity)
    };
    Some(found.component(component, name.line))
}

/// The qualifiers of a source other than crates.io, and the source in words.
fn with_source(package: Package, source: Option<&str>) -> (Package, Option<String>) {
    let Some(source) = source else { return (package, None) };
    if let Some(git) = source.strip_prefix("git+") {
        let (url, revision) = git.split_once('#').unwrap_or((git, ""));
        let url = url.split('?').next().unwrap_or(url);
        let at = if revision.is_empty() { String::new() } else { format!("@{revision}") };
        let vcs_url = format!("git+{url}{at}");
        return (package.with("vcs_url", &*vcs_url), Some(vcs_url));
    }
    let url = source.split_once('+').map_or(source, |(_, url)| url);
    let is_public =
        matches!(url.trim_end_matches('/'), "https://github.com/rust-lang/crates.io-index" | "https://index.crates.io");
    if is_public { (package, None) } else { (package.with("repository_url", url), Some(source.to_owned())) }
}

/// Reads `NAME`, `NAME VERSION` and `NAME VERSION (SOURCE)`.
fn id(written: &str) -> Id<'_> {
    let mut parts = written.splitn(3, ' ');
    let name = parts.next().unwrap_or_default();
    let version = parts.next();
    let source = parts.next().map(|source| without_revision(source.trim_start_matches('(').trim_end_matches(')')));
    (name, version, source)
}

/// Every way in which the lockfile may name a package.
fn ids<'a>(package: &'a Node) -> Vec<Id<'a>> {
    let Some(name) = package.text("name") else { return Vec::new() };
    let (version, source) = (package.text("version"), package.text("source").map(without_revision));
    let mut ids = vec![(name, None, None)];
    if version.is_some() {
        ids.push((name, version, None));
        ids.extend(source.map(|source| (name, version, Some(source))));
    }
    ids
}

/// The id of a package from a repository leaves out the revision.
fn without_revision(source: &str) -> &str {
    source.split('#').next().unwrap_or(source)
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::{check_malformed, check_sheet};

    #[test]
    fn crates_members_sources_and_edges_are_read() {
        let sum = "0123456789abcdef".repeat(4);
        let lock = format!(
            r#"# This file is automatically @generated by Cargo.
version = 4

[[package]]
name = "door"
version = "0.1.0"
dependencies = [
 "example",
 "left-pad 1.0.0",
 "left-pad 2.0.0 (registry+https://github.com/rust-lang/crates.io-index)",
]

[[package]]
name = "example"
version = "0.3.0"
source = "git+https://example.eu/example.git?branch=main#0123abc"
dependencies = ["left-pad 1.0.0"]

[[package]]
name = "left-pad"
version = "1.0.0"
source = "sparse+https://index.example.eu/"
checksum = "{sum}"
dependencies = ["window"]

[[package]]
name = "left-pad"
version = "2.0.0"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "{sum}"

[[package]]
name = "window"
version = "1.0.0+build.2"
source = "sparse+https://index.crates.io/"

[[patch.unused]]
name = "hinge"
version = "9.0.0"
"#
        );
        check_sheet(
            "Cargo.lock",
            &lock,
            &[
                "5 pkg:cargo/door@0.1.0 own -> example left-pad left-pad",
                "14 pkg:cargo/example@0.3.0?vcs_url=git%2Bhttps:%2F%2Fexample.eu%2Fexample.git%400123abc direct \
                 source=git+https://example.eu/example.git@0123abc -> left-pad",
                "20 pkg:cargo/left-pad@1.0.0?repository_url=https:%2F%2Findex.example.eu%2F direct \
                 source=sparse+https://index.example.eu/ hashes=1 -> window",
                "27 pkg:cargo/left-pad@2.0.0 direct hashes=1",
                "33 pkg:cargo/window@1.0.0%2Bbuild.2 transitive",
            ],
        );
    }

    #[test]
    fn the_first_version_names_everything_in_full_and_keeps_checksums_apart() {
        let sum = "0123456789abcdef".repeat(4);
        let registry = "registry+https://github.com/rust-lang/crates.io-index";
        let lock = format!(
            r#"[root]
name = "door"
version = "0.1.0"
dependencies = [
 "hinge 1.0.0 ({registry})",
 "left-pad 1.0.0 (git+https://example.eu/left-pad)",
]

[[package]]
name = "left-pad"
version = "1.0.0"
source = "git+https://example.eu/left-pad#0123abc"

[[package]]
name = "hinge"
version = "1.0.0"
source = "{registry}"
replace = "hinge 1.0.0 (git+https://example.eu/hinge)"

[[package]]
name = "hinge"
version = "1.0.0"
source = "git+https://example.eu/hinge#0456def"
dependencies = ["window 1.0.0 ({registry})"]

[[package]]
name = "window"
version = "1.0.0"
source = "{registry}"

[metadata]
"checksum window 1.0.0 ({registry})" = "{sum}"
"#
        );
        check_sheet(
            "Cargo.lock",
            &lock,
            &[
                "2 pkg:cargo/door@0.1.0 own -> hinge left-pad",
                "10 pkg:cargo/left-pad@1.0.0?vcs_url=git%2Bhttps:%2F%2Fexample.eu%2Fleft-pad%400123abc direct \
                 source=git+https://example.eu/left-pad@0123abc",
                "21 pkg:cargo/hinge@1.0.0?vcs_url=git%2Bhttps:%2F%2Fexample.eu%2Fhinge%400456def direct \
                 source=git+https://example.eu/hinge@0456def -> window",
                "27 pkg:cargo/window@1.0.0 transitive hashes=1",
            ],
        );
        check_malformed("Cargo.lock", "[[package]]\nname = \"le");
    }
}
