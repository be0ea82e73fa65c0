//! What a workspace offers its members and what a member takes of it, as settings between `cargo_toml` and the join.

use inventory::Package;

use crate::found::Found;
use crate::tree::Node;

/// The setting of a workspace root.
pub const ROOT: &str = "workspace";
/// Of a member that names its root: the folder.
pub const ROOT_AT: &str = "workspace at";
/// Of a member that takes version, licence or description from its workspace: the key.
pub const INHERITS: &str = "inherits";
/// Of a dependency taken from the workspace: the number of the wish, a space, the key there.
pub const INHERITS_DEPENDENCY: &str = "inherits dependency";
/// Of a dependency that is a folder: the number of the wish, a space, the path.
pub const FOLDER: &str = "dependency in folder";

const KEYS: [&str; 3] = ["version", "license", "description"];

/// The name of the setting that offers a key of `[workspace.package]`.
pub fn of_package(key: &str) -> String {
    format!("workspace package {key}")
}

/// The names of the settings that offer an entry of `[workspace.dependencies]`: package, requirement, folder.
pub fn of_dependency(key: &str) -> [String; 3] {
    ["package", "requirement", "folder"].map(|what| format!("workspace dependency {what} {key}"))
}

/// Notes what a workspace root offers.
pub fn offer(workspace: &Node, found: &mut Found) {
    found.setting(ROOT, "");
    for key in KEYS {
        if let Some(value) = workspace.at(&["package", key]).and_then(Node::as_str) {
            found.setting(&of_package(key), value);
        }
    }
    for (key, node) in workspace.table("dependencies") {
        let name = node.text("package").unwrap_or(&key.text);
        let [package, requirement, folder] = of_dependency(&key.text);
        found.setting(&package, name);
        found.setting(&requirement, &asked_for(name, node).1);
        if let Some(path) = node.text("path") {
            found.setting(&folder, path);
        }
    }
}

/// Notes what a member takes of its workspace.
pub fn ask(package: &Node, found: &mut Found) {
    if let Some(root) = package.text("workspace") {
        found.setting(ROOT_AT, root);
    }
    for key in KEYS {
        if package.get(key).is_some_and(|node| node.is_true("workspace")) {
            found.setting(INHERITS, key);
        }
    }
}

/// Notes where the dependency wished for last comes from, if not from a registry.
pub fn ask_for(key: &str, node: &Node, found: &mut Found) {
    let Some(wish) = found.sheet().wishes.len().checked_sub(1) else { return };
    if node.is_true("workspace") {
        found.setting(INHERITS_DEPENDENCY, &format!("{wish} {key}"));
    } else if let Some(path) = node.text("path") {
        found.setting(FOLDER, &format!("{wish} {path}"));
    }
}

/// The package a dependency means and its requirement as written.
pub fn asked_for(name: &str, node: &Node) -> (Package, String) {
    let git = node.text("git").map(|url| {
        let revision = ["rev", "tag", "branch"].into_iter().find_map(|key| Some((key, node.text(key)?)));
        revision.map_or_else(|| format!("git+{url}"), |(key, revision)| format!("git+{url}?{key}={revision}"))
    });
    let requirement = node.as_str().or_else(|| node.text("version"));
    let requirement = git.or_else(|| requirement.map(str::to_owned)).unwrap_or_default();
    (pinned(name, &requirement), requirement)
}

/// `=1.2.3` can only be that version; `=1.2` can be many.
pub fn pinned(name: &str, requirement: &str) -> Package {
    let exact = requirement.trim().strip_prefix('=').map(str::trim);
    let is_whole = |version: &&str| {
        let numbers = version.split(['-', '+']).next().unwrap_or_default();
        numbers.split('.').count() == 3 && numbers.split('.').all(|part| part.parse::<u64>().is_ok())
    };
    Package::new("cargo", name, exact.filter(is_whole).filter(|version| !version.contains(',')))
}
