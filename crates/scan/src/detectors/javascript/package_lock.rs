//! Reads `package-lock.json`, `npm-shrinkwrap.json` and the hidden lockfile in `node_modules`, of all versions:
//! every package npm resolved, where from, and who needs it.

use inventory::{Component, Scope};

use super::super::{Detector, Files, Want};
use super::{package_lock_v1, registry};
use crate::HashMap;
use crate::file::SourceFile;
use crate::found::Found;
use crate::needs::Needs;
use crate::sheet::{At, Origin};
use crate::tree::{self, Node};

pub const DETECTOR: Detector = Detector {
    id: "package-lock",
    files: Files::Named(&["package-lock.json", "npm-shrinkwrap.json", "node_modules/.package-lock.json"]),
    want: Want::Whole,
    read,
};

/// No tree is nested deeper; longer paths would only take time.
const PATH_BYTES_MAX: usize = 1024;
const LEVELS_MAX: usize = 64;

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let root = match tree::json(&text) {
        Ok(root) if root.is_table() => root,
        Ok(_) => return found.malformed("it is no object"),
        Err(fault) => return found.malformed(fault),
    };
    let is_hidden = file.name.lower_name().starts_with('.');
    found.origin(if is_hidden { Origin::Installed } else { Origin::Lock });
    match root.get("packages") {
        // Version 2 repeats everything in the form of version 1; that is for old readers.
        Some(packages) => read_packages(&root, packages, found),
        None => package_lock_v1::read(&root, found),
    }
}

/// What each dependency list of a package means.
pub const LISTS: [(&str, Scope); 4] = [
    ("dependencies", Scope::Runtime),
    ("optionalDependencies", Scope::Optional),
    ("peerDependencies", Scope::Runtime),
    ("devDependencies", Scope::Development),
];

fn read_packages(root: &Node, packages: &Node, found: &mut Found) {
    let mut known: HashMap<&str, At> = HashMap::default();
    let mut links: HashMap<&str, &str> = HashMap::default();
    for (path, entry) in packages.entries() {
        if entry.is_true("link") {
            links.extend(entry.text("resolved").map(|target| (&*path.text, target)));
            continue;
        }
        let inside = path.text.rsplit_once("node_modules/").map(|(_, name)| name);
        let name = entry.text("name").or(inside).or_else(|| match &*path.text {
            "" => root.text("name"),
            folder => folder.rsplit('/').next(),
        });
        let Some(name) = name.filter(|name| !name.is_empty()) else { continue };
        let own = inside.is_none();
        let component = Component {
            own,
            scope: if own { None } else { scope(entry) },
            licence: registry::licence(entry),
            hashes: registry::hashes(entry.text("integrity")),
            ..registry::resolved(name, entry.text("version"), entry.text("resolved").filter(|_| !own))
        };
        known.insert(&path.text, found.component(component, path.line));
    }

    let folders = Folders::new(&known, &links);
    let mut needs = Needs::default();
    for (path, entry) in packages.entries().filter(|(_, entry)| !entry.is_true("link")) {
        let own = !path.text.contains("node_modules/");
        let from = known.get(&*path.text).copied();
        let seen_from_here = folders.seen_from(&path.text);
        for (list, scope) in LISTS {
            // A lockfile repeats the development dependencies of others, too; nobody installs them.
            if scope == Scope::Development && !own {
                continue;
            }
            for (name, _) in entry.table(list) {
                let name = &*name.text;
                let Some(to) = seen_from_here.iter().find_map(|folder| folder.get(name)).copied() else { continue };
                if own {
                    needs.root(to, None);
                }
                match (from, scope) {
                    (Some(from), Scope::Optional) => needs.optional_edge(from, to),
                    (Some(from), _) => needs.edge(from, to),
                    (None, _) => {}
                }
            }
        }
    }
    needs.settle(found.sheet());
}

/// What each `node_modules` holds, by the folder it is in.
struct Folders<'a>(HashMap<&'a str, HashMap<&'a str, At>>);

impl<'a> Folders<'a> {
    fn new(known: &HashMap<&'a str, At>, links: &HashMap<&'a str, &'a str>) -> Folders<'a> {
        let linked = links.iter().filter_map(|(path, target)| Some((*path, *known.get(target)?)));
        let mut folders: HashMap<&str, HashMap<&str, At>> = HashMap::default();
        for (path, at) in known.iter().map(|(path, at)| (*path, *at)).chain(linked) {
            if let Some((folder, name)) = path.rsplit_once("node_modules/") {
                folders.entry(folder.trim_end_matches('/')).or_default().insert(name, at);
            }
        }
        Folders(folders)
    }

    /// Where Node looks for what a package needs: in the package's own folder, then in each one above.
    fn seen_from(&self, path: &str) -> Vec<&HashMap<&'a str, At>> {
        let mut seen = Vec::new();
        if path.len() > PATH_BYTES_MAX {
            return seen;
        }
        let mut folder = path;
        for _ in 0..LEVELS_MAX {
            seen.extend(self.0.get(folder));
            if folder.is_empty() {
                break;
            }
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
        seen
    }
}

/// The flags say what would go if development or optional dependencies were left out.
pub fn scope(entry: &Node) -> Option<Scope> {
    Some(if entry.is_true("dev") {
        Scope::Development
    } else if entry.is_true("optional") || entry.is_true("devOptional") {
        Scope::Optional
    } else {
        Scope::Runtime
    })
}

#[test]
fn a_lockfile_of_version_three_is_read_with_its_edges() {
    let lock = r#"{
  "name": "door", "version": "1.0.0", "lockfileVersion": 3,
  "packages": {
    "": {
      "name": "door", "version": "1.0.0", "license": "MIT", "workspaces": ["parts/*"],
      "dependencies": { "left-pad": "^1.0.0", "alias": "npm:@example/real@^2.0.0" },
      "devDependencies": { "tool": "^3.0.0" }
    },
    "node_modules/left-pad": {
      "version": "1.3.0",
      "resolved": "https://registry.example.eu/left-pad/-/left-pad-1.3.0.tgz",
      "integrity": "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk= sha512-broken", "license": "WTFPL",
      "dependencies": { "nail": "1", "hinge": "*" }, "optionalDependencies": { "absent": "1" },
      "devDependencies": { "tool": "1" }
    },
    "node_modules/left-pad/node_modules/nail": { "version": "1.0.0", "optional": true },
    "node_modules/alias": { "name": "@example/real", "version": "2.0.0", "dependencies": { "nail": "2" } },
    "node_modules/nail": { "version": "2.0.0", "resolved": false, "devOptional": true },
    "node_modules/tool": {
      "version": "3.0.0", "dev": true, "resolved": "git+ssh://git@github.com/example/tool.git#0123456789abcdef"
    },
    "parts/hinge": { "version": "0.1.0", "dependencies": { "nail": "2" } },
    "node_modules/hinge": { "resolved": "parts/hinge", "link": true }
  }
}"#;
    crate::detectors::tests::check_sheet(
        "package-lock.json",
        lock,
        &[
            "4 pkg:npm/door@1.0.0 own licence=MIT -> left-pad real tool",
            "9 pkg:npm/left-pad@1.3.0 runtime direct licence=WTFPL \
             source=https://registry.example.eu/left-pad/-/left-pad-1.3.0.tgz hashes=1 -> nail hinge",
            "16 pkg:npm/nail@1.0.0 optional transitive",
            "17 pkg:npm/%40example/real@2.0.0 runtime direct -> nail",
            "18 pkg:npm/nail@2.0.0 optional direct",
            "19 pkg:npm/tool@3.0.0?vcs_url=git%2Bssh:%2F%2Fgit%40github.com%2Fexample%2Ftool.git%400123456789abcdef \
             development direct source=git+ssh://git@github.com/example/tool.git@0123456789abcdef",
            "22 pkg:npm/hinge@0.1.0 own -> nail",
        ],
    );
    let hidden = r#"{"name": "door", "packages": {"node_modules/nail": {"version": "2.0.0"}}}"#;
    crate::detectors::tests::check_sheet("node_modules/.package-lock.json", hidden, &["1 pkg:npm/nail@2.0.0 runtime"]);
    crate::detectors::tests::check_malformed("package-lock.json", &lock[..lock.len() / 2]);
    crate::detectors::tests::check_malformed("package-lock.json", "[]");
}
