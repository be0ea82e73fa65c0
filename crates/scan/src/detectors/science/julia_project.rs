//! Reads Julia's `Project.toml`: the package itself, and what it asks for.

use std::collections::{HashMap, HashSet};

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::repository::exact;
use crate::tree::{Node, toml};

pub const DETECTOR: Detector = Detector {
    id: "julia-project",
    files: Files::Named(&["project.toml", "juliaproject.toml"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(project) = found.parsed(toml(&text)) else { return };
    let own = !found.is_vendored();
    if let Some(name) = project.get("name")
        && let Some(written) = name.as_str()
        && let Some(uuid) = project.text("uuid")
    {
        let package = Package::new("julia", written, project.text("version")).with("uuid", uuid);
        found.component(Component { own, ..Component::new(package) }, name.line);
    }
    if !own {
        return;
    }
    let tested: HashSet<&str> = project
        .get("targets")
        .map_or(&[][..], |targets| targets.list("test"))
        .iter()
        .filter_map(Node::as_str)
        .collect();
    let compat: HashMap<&str, &str> =
        project.table("compat").filter_map(|(name, wanted)| Some((&*name.text, wanted.as_str()?))).collect();
    for (key, scope) in [("deps", Scope::Runtime), ("weakdeps", Scope::Optional), ("extras", Scope::Development)] {
        for (name, uuid) in project.table(key) {
            let Some(uuid) = uuid.as_str() else { continue };
            if key == "extras" && !tested.is_empty() && !tested.contains(&*name.text) {
                continue;
            }
            let requirement = compat.get(&*name.text).copied().unwrap_or_default();
            // `1.2` allows 1.3; only `=1.2.3` is one version.
            let pinned = requirement.trim().strip_prefix('=').and_then(exact);
            let package = Package::new("julia", &name.text, pinned).with("uuid", uuid);
            found.wish(package, requirement, scope, name.line);
        }
    }
}

#[test]
fn a_project_says_what_it_is_and_what_it_asks_for() {
    let project = "\
name = \"Door\"
uuid = \"00000000-0000-0000-0000-000000000001\"
version = \"1.2.3\"

[deps]
LeftPad = \"00000000-0000-0000-0000-000000000002\"
Pinned = \"00000000-0000-0000-0000-000000000003\"

[compat]
LeftPad = \"0.5, 1\"
Pinned = \"=2.0.1\"
julia = \"1.6\"

[extras]
Test = \"8dfed614-e22c-5e08-85e1-65c5234f0b40\"

[targets]
test = [\"Test\"]
";
    crate::detectors::tests::check_sheet(
        "Project.toml",
        project,
        &[
            "1 pkg:julia/Door@1.2.3?uuid=00000000-0000-0000-0000-000000000001 own",
            "6 wish pkg:julia/LeftPad?uuid=00000000-0000-0000-0000-000000000002 0.5, 1 runtime",
            "7 wish pkg:julia/Pinned@2.0.1?uuid=00000000-0000-0000-0000-000000000003 =2.0.1 runtime",
            "15 wish pkg:julia/Test?uuid=8dfed614-e22c-5e08-85e1-65c5234f0b40  development",
        ],
    );
    crate::detectors::tests::check_sheet("project.toml", "[_]\nschema-version = \"0.2\"\n", &[]);
}
