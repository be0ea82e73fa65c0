//! Puts the modules of a tree together: digests, workspaces, and folders that replace modules.

use std::collections::HashMap;

use inventory::{Component, Hash, HashAlgorithm, Package};

use super::go_mod::{REPLACES, required};
use super::go_mod_line::replacement;
use super::go_work::{REPLACE, USE};
use super::{go_mod, go_sum, go_work, modules_txt};
use crate::join;
use crate::sheet::Sheet;

/// Modules get the digests of the `go.sum` beside them, and what a `go.work` above them replaces.
pub fn join(sheets: &mut [Sheet]) {
    let modules: HashMap<String, usize> = (0..)
        .zip(&*sheets)
        .filter(|(_, sheet)| sheet.detector == go_mod::DETECTOR.id)
        .map(|(at, sheet)| (join::folder(&join::path(sheet)).to_owned(), at))
        .collect();
    workspaces(sheets, &modules);
    folders(sheets, &modules);
    digests(sheets, &modules);
}

fn workspaces(sheets: &mut [Sheet], modules: &HashMap<String, usize>) {
    let works: Vec<Sheet> = sheets.iter().filter(|sheet| sheet.detector == go_work::DETECTOR.id).cloned().collect();
    for work in works {
        let path = join::path(&work);
        let folder = join::folder(&path);
        let mut replacements = HashMap::new();
        for (_, written) in work.settings.iter().filter(|(name, _)| name == REPLACE) {
            let words: Vec<&str> = written.split(' ').collect();
            if let Some(replacement) = replacement(&words) {
                replacements.insert((replacement.old, replacement.old_version), replacement);
            }
        }
        if replacements.is_empty() {
            continue;
        }
        for (_, used) in work.settings.iter().filter(|(name, _)| name == USE) {
            let at = join::resolve(folder, used).and_then(|folder| modules.get(&folder));
            let Some(sheet) = at.and_then(|at| sheets.get_mut(*at)) else { continue };
            // What the module itself replaces, the workspace may replace otherwise.
            let replaced: HashMap<usize, (String, String)> = settings(sheet, REPLACES)
                .filter_map(|value| {
                    let mut words = value.split(' ');
                    let at = words.next()?.parse().ok()?;
                    Some((at, (words.next()?.to_owned(), words.next()?.to_owned())))
                })
                .collect();
            for (at, component) in sheet.components.iter_mut().enumerate().filter(|(_, component)| !component.own) {
                let (module, version) = match replaced.get(&at) {
                    Some((module, version)) => (module.clone(), version.clone()),
                    None => (component.package.name.clone(), component.package.version.clone().unwrap_or_default()),
                };
                let replacement =
                    replacements.get(&(&*module, Some(&*version))).or_else(|| replacements.get(&(&*module, None)));
                if let Some(replacement) = replacement {
                    let Component { package, requirement, .. } = required(&module, &version, Some(replacement));
                    // The folder is written from the workspace, not from the module.
                    let from_root = |path: String| join::resolve(folder, &path).map(|path| format!("/{path}"));
                    component.package = package;
                    component.requirement = requirement.map(|path| from_root(path.clone()).unwrap_or(path));
                }
            }
        }
    }
}

/// A folder that replaces a module is that module, if it is one of this tree.
fn folders(sheets: &mut [Sheet], modules: &HashMap<String, usize>) {
    let own: HashMap<String, Package> = modules
        .iter()
        .filter_map(|(folder, at)| Some((folder.clone(), sheets.get(*at)?.components.first()?.package.clone())))
        .collect();
    for sheet in sheets {
        if !lists_modules(sheet) {
            continue;
        }
        let path = join::path(sheet);
        let mut folder = join::folder(&path);
        if sheet.detector == modules_txt::DETECTOR.id {
            // The list stands in the folder `vendor` of the module.
            folder = join::folder(folder);
        }
        for component in &mut sheet.components {
            let Some(written) = component.requirement.as_deref().filter(|_| component.package.version.is_none()) else {
                continue;
            };
            let target = match written.strip_prefix('/') {
                Some(from_root) => Some(from_root.to_owned()),
                None => join::resolve(folder, written),
            };
            if let Some(package) = target.and_then(|target| own.get(&target)) {
                component.package = package.clone();
                component.requirement = None;
                component.own = true;
            }
        }
    }
}

fn digests(sheets: &mut [Sheet], modules: &HashMap<String, usize>) {
    let (mut sums, mut others): (Vec<&mut Sheet>, Vec<&mut Sheet>) =
        sheets.iter_mut().partition(|sheet| sheet.detector == go_sum::DETECTOR.id);
    let mut known: HashMap<(String, String), Hash> = HashMap::new();
    for sheet in &mut sums {
        let path = join::path(sheet);
        let is_alone = path.ends_with("go.sum") && !modules.contains_key(join::folder(&path));
        for (_, value) in std::mem::take(&mut sheet.settings) {
            let words: Vec<&str> = value.split(' ').collect();
            let [line, module, version, digest] = words[..] else { continue };
            let hash = Hash::base64(HashAlgorithm::Sha256, digest);
            if is_alone {
                // The versions of a module stand in their order: the last is the one that was built.
                sheet.components.pop_if(|last| last.package.name == module);
                let hashes = hash.into_iter().collect();
                let component = Component { hashes, ..Component::new(Package::new("golang", module, Some(version))) };
                sheet.add(component, line.parse().ok());
            }
            if let Some(hash) = hash {
                known.insert((module.to_owned(), version.to_owned()), hash);
            }
        }
    }
    // A digest is of the module, whoever wrote it down.
    for sheet in &mut others {
        if !lists_modules(sheet) {
            continue;
        }
        for component in &mut sheet.components {
            let Some(version) = component.package.version.clone() else { continue };
            component.hashes.extend(known.get(&(component.package.name.clone(), version)).copied());
        }
    }
}

fn lists_modules(sheet: &Sheet) -> bool {
    sheet.detector == go_mod::DETECTOR.id || sheet.detector == modules_txt::DETECTOR.id
}

fn settings<'a>(sheet: &'a Sheet, name: &str) -> impl Iterator<Item = &'a str> {
    sheet.settings.iter().filter(move |(known, _)| known == name).map(|(_, value)| &**value)
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_joined;

    const DIGEST: &str = "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    #[test]
    fn digests_are_joined_and_old_versions_are_no_components() {
        let sum = format!(
            "example.eu/a v1.0.0 {DIGEST}\nexample.eu/a v1.0.0/go.mod {DIGEST}\nexample.eu/a v1.1.0 {DIGEST}\n\
             example.eu/b v1.0.0/go.mod {DIGEST}\n"
        );
        check_joined(
            super::join,
            &[
                ("go.mod", "module example.eu/door\nrequire example.eu/a v1.1.0\n"),
                ("go.sum", &sum),
                ("old/go.sum", &sum),
            ],
            &[
                "go.mod 1 pkg:golang/example.eu/door own -> example.eu/a",
                "go.mod 2 pkg:golang/example.eu/a@v1.1.0 direct hashes=1",
                "old/go.sum 3 pkg:golang/example.eu/a@v1.1.0 hashes=1",
            ],
        );
    }

    #[test]
    fn a_workspace_replaces_for_all_and_folders_are_modules() {
        check_joined(
            super::join,
            &[
                ("go.work", "go 1.22\nuse (\n\t./door\n\t./hinge\n)\nreplace example.eu/b => ./copies/b\n"),
                (
                    "door/go.mod",
                    "module example.eu/door\nrequire (\n\texample.eu/b v1.0.0\n\texample.eu/hinge v0.1.0\n\
                     \texample.eu/far v1.0.0\n)\nreplace example.eu/hinge => ../hinge\n\
                     replace example.eu/b => example.eu/other v1.0.0\nreplace example.eu/far => ../../far\n",
                ),
                ("hinge/go.mod", "module example.eu/hinge\n"),
                ("copies/b/go.mod", "module example.eu/b\n"),
            ],
            &[
                "door/go.mod 1 pkg:golang/example.eu/door own -> example.eu/b example.eu/hinge example.eu/far",
                "door/go.mod 3 pkg:golang/example.eu/b own direct",
                "door/go.mod 4 pkg:golang/example.eu/hinge own direct",
                "door/go.mod 5 pkg:golang/example.eu/far direct requires=../../far",
                "hinge/go.mod 1 pkg:golang/example.eu/hinge own",
                "copies/b/go.mod 1 pkg:golang/example.eu/b own",
            ],
        );
    }
}
