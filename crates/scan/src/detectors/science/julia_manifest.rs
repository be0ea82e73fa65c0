//! Reads Julia's `Manifest.toml`, formats 1 and 2: the packages Pkg resolved.

use std::collections::HashMap;

use inventory::{Component, Hash, HashAlgorithm, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::vcs_url;
use crate::sheet::{At, Origin};
use crate::tree::{Key, Node, Value, toml};

pub const DETECTOR: Detector = Detector {
    id: "julia-manifest",
    files: Files::Named(&["manifest.toml", "juliamanifest.toml", "manifest-v*.toml"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(manifest) = found.parsed(toml(&text)) else { return };
    // Format 1 has the packages at the root.
    let packages = manifest.get("deps").filter(|deps| deps.is_table()).unwrap_or(&manifest);
    let packages: Vec<(&Key, &Node)> = packages
        .entries()
        .flat_map(|(name, list)| list.items().iter().map(move |package| (name, package)))
        .filter(|(_, package)| package.get("uuid").is_some())
        .collect();
    if packages.is_empty() {
        return;
    }
    found.origin(Origin::Lock);
    let mut by_uuid: HashMap<&str, At> = HashMap::new();
    let mut by_name: HashMap<&str, At> = HashMap::new();
    let mut all = Vec::new();
    for (name, package) in packages {
        let uuid = package.text("uuid").unwrap_or_default();
        // A package of the standard library has the version of Julia, and says none.
        let mut identity = Package::new("julia", &name.text, package.text("version")).with("uuid", uuid);
        let revision = package.text("repo-rev");
        let source = package.text("repo-url").filter(|url| url.contains(':')).map(|url| vcs_url(url, revision));
        if let Some(vcs) = &source {
            identity = identity.with("vcs_url", vcs.clone());
        }
        let tree = package.text("git-tree-sha1").and_then(|sum| Hash::hex(HashAlgorithm::Sha1, sum));
        let component = Component {
            own: package.get("path").is_some(),
            hashes: tree.into_iter().collect(),
            source,
            ..Component::new(identity)
        };
        // The line of `[[deps.Name]]`.
        let at = found.component(component, package.line);
        by_uuid.insert(uuid, at);
        by_name.insert(&name.text, at);
        all.push((at, package));
    }
    for (from, package) in all {
        let Some(needs) = package.get("deps") else { continue };
        // A list of names, or a table of names and identifiers where a name is not enough.
        let targets: Vec<Option<&At>> = match &needs.value {
            Value::List(names) => names.iter().map(|name| by_name.get(name.as_str()?)).collect(),
            _ => needs.entries().map(|(_, uuid)| by_uuid.get(uuid.as_str()?)).collect(),
        };
        for to in targets.into_iter().flatten() {
            found.depends(from, *to);
        }
    }
    found.sheet().edges_complete = true;
}

#[test]
fn both_formats_are_read() {
    let second = "\
# This file is machine-generated
julia_version = \"1.10.0\"
manifest_format = \"2.0\"
project_hash = \"aa\"

[[deps.Dates]]
uuid = \"ade2ca70-3891-5945-98fb-dc099432e06a\"

[[deps.LeftPad]]
deps = [\"Dates\", \"Door\"]
git-tree-sha1 = \"da39a3ee5e6b4b0d3255bfef95601890afd80709\"
uuid = \"00000000-0000-0000-0000-000000000001\"
version = \"7.6.0\"

    [deps.LeftPad.weakdeps]
    Other = \"00000000-0000-0000-0000-000000000009\"

[[deps.Door]]
git-tree-sha1 = \"da39a3ee5e6b4b0d3255bfef95601890afd80709\"
repo-rev = \"main\"
repo-url = \"https://github.com/example/Door.jl.git\"
uuid = \"00000000-0000-0000-0000-000000000002\"
version = \"0.3.0+1\"

    [deps.Door.deps]
    Dates = \"ade2ca70-3891-5945-98fb-dc099432e06a\"
";
    crate::detectors::tests::check_sheet(
        "Manifest.toml",
        second,
        &[
            "6 pkg:julia/Dates?uuid=ade2ca70-3891-5945-98fb-dc099432e06a",
            "9 pkg:julia/LeftPad@7.6.0?uuid=00000000-0000-0000-0000-000000000001 hashes=1 -> Dates Door",
            "18 pkg:julia/Door@0.3.0%2B1?uuid=00000000-0000-0000-0000-000000000002&\
             vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2FDoor.jl.git%40main \
             source=git+https://github.com/example/Door.jl.git@main hashes=1 -> Dates",
        ],
    );
    let first = "\
[[Dates]]
uuid = \"ade2ca70-3891-5945-98fb-dc099432e06a\"

[[Own]]
deps = [\"Dates\"]
path = \"Own\"
uuid = \"00000000-0000-0000-0000-000000000003\"
version = \"0.1.0\"
";
    crate::detectors::tests::check_sheet(
        "Manifest.toml",
        first,
        &[
            "1 pkg:julia/Dates?uuid=ade2ca70-3891-5945-98fb-dc099432e06a",
            "4 pkg:julia/Own@0.1.0?uuid=00000000-0000-0000-0000-000000000003 own -> Dates",
        ],
    );
    crate::detectors::tests::check_malformed("Manifest.toml", "[[deps.A]\n");
}
