//! Reads `rebar.lock`: the Hex packages and repositories rebar3 resolved.

use std::collections::HashMap;

use inventory::{Component, Hash, HashAlgorithm, Package, Relation};

use super::super::{Detector, Files, Want};
use super::terms::terms;
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::{git_package, vcs_url};
use crate::sheet::Origin;
use crate::tree::Node;

pub const DETECTOR: Detector =
    Detector { id: "rebar-lock", files: Files::Named(&["rebar.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(nodes) = found.parsed(terms(&text)) else { return };
    found.origin(Origin::Lock);
    let Some(first) = nodes.first() else { return };
    // The first form was the list alone; now a tuple begins with the version of the format.
    let list = match first.items() {
        [version, list] if version.as_str().is_some() => list,
        _ => first,
    };
    let digests: HashMap<&str, &str> = nodes.get(1).map(digests).unwrap_or_default();
    for entry in list.items() {
        let [app, source, level] = entry.items() else { continue };
        let Some(name) = app.as_str() else { continue };
        let part = |at: usize| source.items().get(at).and_then(Node::as_str);
        let component = match part(0) {
            Some("pkg") => {
                let package = Package::new("hex", part(1).unwrap_or(name), part(2));
                let digest = digests.get(name).and_then(|sum| Hash::hex(HashAlgorithm::Sha256, sum));
                Component { hashes: digest.into_iter().collect(), ..Component::new(package) }
            }
            Some("git" | "git_subdir") => {
                let Some(url) = part(1) else { continue };
                // {ref, "…"}
                let revision = source.items().get(2).and_then(|tuple| tuple.items().get(1)).and_then(Node::as_str);
                let component = Component::new(git_package(url, name, revision));
                Component { source: Some(vcs_url(url, revision)), ..component }
            }
            _ => continue,
        };
        let relation = if level.as_str() == Some("0") { Relation::Direct } else { Relation::Transitive };
        found.component(Component { relation: Some(relation), ..component }, app.line);
    }
}

/// [{pkg_hash, [{name, digest}]}, {pkg_hash_ext, [{name, digest of the file}]}]: the last counts.
fn digests<'n>(node: &'n Node) -> HashMap<&'n str, &'n str> {
    let lists = node.items().iter().filter_map(|list| list.items().get(1));
    let pairs = lists.flat_map(Node::items);
    pairs.filter_map(|pair| Some((pair.items().first()?.as_str()?, pair.items().get(1)?.as_str()?))).collect()
}

#[test]
fn packages_are_read_with_their_level() {
    let digest = "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855";
    let lock = format!(
        "{{\"1.2.0\",\n[{{<<\"left_pad\">>,{{pkg,<<\"left_pad\">>,<<\"2.9.0\">>}},0}},\n \
         {{<<\"door\">>,\n  {{git,\"https://github.com/example/door.git\",\n       {{ref,\"abc123\"}}}},\n  1}}]}}.\n\
         [\n{{pkg_hash,[\n {{<<\"left_pad\">>, <<\"AA\">>}}]}},\n{{pkg_hash_ext,[\n {{<<\"left_pad\">>, \
         <<\"{digest}\">>}}]}}\n].\n"
    );
    crate::detectors::tests::check_sheet(
        "rebar.lock",
        &lock,
        &[
            "2 pkg:hex/left_pad@2.9.0 direct hashes=1",
            "3 pkg:github/example/door@abc123 transitive source=git+https://github.com/example/door.git@abc123",
        ],
    );
    crate::detectors::tests::check_sheet("rebar.lock", "[].\n", &[]);
    crate::detectors::tests::check_malformed("rebar.lock", "{\"1.2.0\",\n[{<<\"a");
}
