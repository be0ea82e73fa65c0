//! Reads `mix.lock`: the Hex packages and repositories Mix resolved.

use std::collections::HashMap;

use inventory::{Component, Hash, HashAlgorithm, Package};

use super::super::{Detector, Files, Want};
use super::terms::terms;
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::{git_package, vcs_url};
use crate::sheet::{At, Origin};
use crate::tree::Node;

pub const DETECTOR: Detector = Detector { id: "mix-lock", files: Files::Named(&["mix.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(nodes) = found.parsed(terms(&text)) else { return };
    found.origin(Origin::Lock);
    let mut known: HashMap<&str, At> = HashMap::new();
    let mut needs: Vec<(At, &str)> = Vec::new();
    for (key, entry) in nodes.first().into_iter().flat_map(Node::entries) {
        let part = |at: usize| entry.items().get(at).and_then(Node::as_str);
        let component = match part(0) {
            Some("hex") => hex(part(1).unwrap_or(&key.text), &part),
            Some("git") => {
                let Some(url) = part(1) else { continue };
                let component = Component::new(git_package(url, &key.text, part(2)));
                Component { source: Some(vcs_url(url, part(2))), ..component }
            }
            _ => continue,
        };
        let at = found.component(component, key.line);
        known.insert(&key.text, at);
        // {:app, "~> 1.0", [hex: :name, …]}
        let list = entry.items().get(5).filter(|_| part(0) == Some("hex"));
        needs.extend(
            list.into_iter().flat_map(Node::items).filter_map(|need| Some((at, need.items().first()?.as_str()?))),
        );
    }
    for (from, name) in needs {
        if let Some(to) = known.get(name) {
            found.depends(from, *to);
        }
    }
}

/// {:hex, :name, "version", "inner checksum", [:mix], [deps], "hexpm", "outer checksum"}
fn hex<'n>(name: &str, part: &impl Fn(usize) -> Option<&'n str>) -> Component {
    let mut package = Package::new("hex", name, part(2));
    // A private package belongs to an organisation: `hexpm:acme`.
    package.namespace = part(6).and_then(|repository| repository.split_once(':')).map(|(_, name)| name.to_lowercase());
    let digest = part(7).or(part(3)).and_then(|sum| Hash::hex(HashAlgorithm::Sha256, sum));
    Component { hashes: digest.into_iter().collect(), ..Component::new(package) }
}

#[test]
fn hex_packages_and_repositories_are_read() {
    let lock = "\
%{
  \"left_pad\": {:hex, :left_pad, \"7.3.0\", \"aa\", [:mix], [{:door, \"~> 1.0\", [hex: :door_hex, repo: \"hexpm\", optional: false]}, {:gone, \">= 0.0.0\", [hex: :gone, optional: true]}], \"hexpm\", \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"},
  \"door\": {:hex, :door_hex, \"1.2.0-rc.1\", \"bb\", [:rebar3], [], \"hexpm:acme\", \"cc\"},
  \"example\": {:git, \"https://github.com/example/Example.git\", \"0123456789abcdef0123456789abcdef01234567\", [tag: \"v1.0\"]},
  \"old\": {:hex, :old, \"0.1.0\"},
}
";
    crate::detectors::tests::check_sheet(
        "mix.lock",
        lock,
        &[
            "2 pkg:hex/left_pad@7.3.0 hashes=1 -> door_hex",
            "3 pkg:hex/acme/door_hex@1.2.0-rc.1",
            "4 pkg:github/example/example@0123456789abcdef0123456789abcdef01234567 \
             source=git+https://github.com/example/Example.git@0123456789abcdef0123456789abcdef01234567",
            "5 pkg:hex/old@0.1.0",
        ],
    );
    crate::detectors::tests::check_malformed("mix.lock", "%{\n  \"a\": {:hex, :a, \"1.0\"");
}
