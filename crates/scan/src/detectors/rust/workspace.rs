//! Puts the manifests, lockfiles and vendored crates of Cargo together.

use std::collections::{HashMap, HashSet};

use inventory::{Hash, HashAlgorithm};

use super::inheritance::{self, FOLDER, INHERITS, INHERITS_DEPENDENCY, ROOT, ROOT_AT};
use super::{cargo_checksum, cargo_lock, cargo_toml, needed_for};
use crate::join;
use crate::licence_text;
use crate::sheet::{Origin, Sheet};

/// Members get from their workspace what they inherit; vendored crates are no project of ours; what the lockfile
/// lists is told apart by what it is needed for.
pub fn join(sheets: &mut [Sheet]) {
    vendored(sheets);
    let manifests: HashMap<String, usize> = (0..)
        .zip(&*sheets)
        .filter(|(_, sheet)| sheet.detector == cargo_toml::DETECTOR.id)
        .map(|(at, sheet)| (join::folder(&join::path(sheet)).to_owned(), at))
        .collect();
    let roots: HashMap<String, HashMap<String, String>> = manifests
        .iter()
        .filter(|(_, at)| sheets[**at].setting(ROOT).is_some())
        .map(|(folder, at)| (folder.clone(), sheets[*at].settings.iter().cloned().collect()))
        .collect();
    for (folder, at) in &manifests {
        inherit(folder, &mut sheets[*at], &roots, &manifests);
    }
    needed_for::join(sheets);
}

/// A crate beside which `cargo vendor` put its checksums is somebody else's, and its own lockfile says nothing.
fn vendored(sheets: &mut [Sheet]) {
    let sums: HashMap<String, Option<Hash>> = sheets
        .iter()
        .filter(|sheet| sheet.detector == cargo_checksum::DETECTOR.id)
        .map(|sheet| {
            let sum = sheet.setting("package").and_then(|sum| Hash::hex(HashAlgorithm::Sha256, sum));
            (join::folder(&join::path(sheet)).to_owned(), sum)
        })
        .collect();
    if sums.is_empty() {
        return;
    }
    for sheet in sheets {
        let is_manifest = sheet.detector == cargo_toml::DETECTOR.id;
        if !is_manifest && sheet.detector != cargo_lock::DETECTOR.id {
            continue;
        }
        let path = join::path(sheet);
        let inside = join::upwards(join::folder(&path)).find_map(|folder| Some((folder, sums.get(folder)?)));
        let Some((folder, sum)) = inside else { continue };
        sheet.wishes.clear();
        sheet.settings.clear();
        sheet.origin = Origin::Installed;
        if is_manifest && folder == join::folder(&path) {
            for component in &mut sheet.components {
                component.own = false;
                component.hashes.extend(*sum);
            }
        } else {
            sheet.components.clear();
            sheet.edges.clear();
        }
    }
}

fn inherit(
    folder: &str,
    sheet: &mut Sheet,
    roots: &HashMap<String, HashMap<String, String>>,
    manifests: &HashMap<String, usize>,
) {
    let named = sheet.setting(ROOT_AT).and_then(|root| join::resolve(folder, root));
    let mut above = named.as_deref().into_iter().chain(join::upwards(folder));
    let root = above.find_map(|folder| Some((folder, roots.get(folder)?)));
    let mut in_the_tree: HashSet<usize> = HashSet::new();
    for (setting, value) in std::mem::take(&mut sheet.settings) {
        match &*setting {
            INHERITS => {
                let Some(value_there) = root.and_then(|(_, offers)| offers.get(&inheritance::of_package(&value)))
                else {
                    continue;
                };
                for component in sheet.components.iter_mut().take(1) {
                    let value_there = value_there.clone();
                    match &*value {
                        "version" => component.package.version = Some(value_there),
                        "license" => component.licence = Some(licence_text::spdx(&value_there).unwrap_or(value_there)),
                        _ => component.description = Some(value_there),
                    }
                }
            }
            INHERITS_DEPENDENCY => {
                let Some((at, key)) = numbered(&value) else { continue };
                let (Some((root, offers)), Some(wish)) = (root, sheet.wishes.get_mut(at)) else { continue };
                let [package, requirement, path] = inheritance::of_dependency(key);
                if let (Some(package), Some(requirement)) = (offers.get(&package), offers.get(&requirement)) {
                    wish.package = inheritance::pinned(package, requirement);
                    wish.requirement = requirement.clone();
                }
                let target = offers.get(&path).and_then(|path| join::resolve(root, path));
                if target.is_some_and(|target| manifests.contains_key(&target)) {
                    in_the_tree.insert(at);
                }
            }
            FOLDER => {
                let Some((at, path)) = numbered(&value) else { continue };
                if join::resolve(folder, path).is_some_and(|target| manifests.contains_key(&target)) {
                    in_the_tree.insert(at);
                }
            }
            _ => {}
        }
    }
    // A folder of the tree has its own manifest, and needs no looking up.
    let mut at = 0..;
    sheet.wishes.retain(|_| !at.next().is_some_and(|at| in_the_tree.contains(&at)));
}

fn numbered(value: &str) -> Option<(usize, &str)> {
    let (at, rest) = value.split_once(' ')?;
    Some((at.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_joined;

    #[test]
    fn members_take_from_their_workspace_and_vendored_crates_are_not_ours() {
        let root = r#"
[workspace]
members = ["door"]
[workspace.package]
version = "3.2.1"
license = "MIT"
[workspace.dependencies]
pad = { package = "left-pad", version = "=1.0.0" }
hinge = { path = "hinge" }
unused = "1"
"#;
        let member = r#"
[package]
name = "door"
version.workspace = true
license.workspace = true
[dependencies]
pad.workspace = true
hinge = { workspace = true }
window = { path = "../window" }
outside = { path = "../../outside", version = "1" }
"#;
        let sum = "0123456789abcdef".repeat(4);
        let checksum = format!(r#"{{"files":{{}},"package":"{sum}"}}"#);
        check_joined(
            super::join,
            &[
                ("Cargo.toml", root),
                ("door/Cargo.toml", member),
                ("hinge/Cargo.toml", "[package]\nname = \"hinge\"\nversion = \"1.0.0\"\n"),
                ("window/Cargo.toml", "[package]\nname = \"window\"\nversion = \"1.0.0\"\n"),
                (
                    "copies/left-pad/Cargo.toml",
                    "[package]\nname=\"left-pad\"\nversion=\"1.0.0\"\n[dependencies]\nx=\"1\"\n",
                ),
                ("copies/left-pad/.cargo-checksum.json", &checksum),
                ("copies/left-pad/Cargo.lock", "[[package]]\nname=\"x\"\nversion=\"1.0.0\"\n"),
            ],
            &[
                "door/Cargo.toml 3 pkg:cargo/door@3.2.1 own licence=MIT",
                "door/Cargo.toml 7 wish pkg:cargo/left-pad@1.0.0 =1.0.0 runtime",
                "door/Cargo.toml 10 wish pkg:cargo/outside 1 runtime",
                "hinge/Cargo.toml 2 pkg:cargo/hinge@1.0.0 own",
                "window/Cargo.toml 2 pkg:cargo/window@1.0.0 own",
                "copies/left-pad/Cargo.toml 2 pkg:cargo/left-pad@1.0.0 hashes=1",
            ],
        );
    }
}
