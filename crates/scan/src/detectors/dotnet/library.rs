//! The tables `libraries` and `targets` that `*.deps.json` and `project.assets.json` share.

use std::collections::{HashMap, HashSet};

use inventory::{Component, ComponentKind, Hash, HashAlgorithm, Package, Relation};

use crate::found::Found;
use crate::sheet::At;
use crate::tree::Node;

/// Every library by `name/version`, in lower case.
pub type Known = HashMap<String, At>;

/// Lists the libraries.
pub fn libraries(document: &Node, found: &mut Found) -> Known {
    let mut known = Known::new();
    for (key, library) in document.table("libraries") {
        let Some((name, version)) = key.text.rsplit_once('/') else { continue };
        let kind = library.text("type").unwrap_or_default();
        // The runtime itself is a package too: `runtimepack.Microsoft.NETCore.App.Runtime.linux-x64`.
        let name = name.strip_prefix("runtimepack.").filter(|_| kind == "runtimepack").unwrap_or(name);
        // A file that was referred to directly has the version of its assembly, and no package.
        let ecosystem = if kind.starts_with("reference") { "generic" } else { "nuget" };
        let name = name.strip_suffix(".Reference").filter(|_| ecosystem == "generic").unwrap_or(name);
        let sum = library.text("sha512").unwrap_or_default();
        let hash = Hash::integrity(sum).or_else(|| Hash::base64(HashAlgorithm::Sha512, sum));
        let component = Component {
            own: kind == "project" || kind == "msbuildproject",
            kind: if kind == "runtimepack" { ComponentKind::Platform } else { ComponentKind::Library },
            hashes: hash.into_iter().collect(),
            ..Component::new(Package::new(ecosystem, name, Some(version)))
        };
        let at = found.component(component, key.line);
        known.insert(key.text.to_lowercase(), at);
    }
    known
}

/// Adds who depends on whom, for each target.
pub fn edges(document: &Node, known: &Known, found: &mut Found) {
    let mut seen: HashSet<(At, At)> = HashSet::new();
    for (_, target) in document.table("targets") {
        // A target has each library in one version.
        let here: HashMap<String, At> = target
            .entries()
            .filter_map(|(key, _)| {
                let key = key.text.to_lowercase();
                let name = key.rsplit_once('/').map(|(name, _)| name.to_owned())?;
                Some((name, *known.get(&key)?))
            })
            .collect();
        for (key, library) in target.entries() {
            let Some(from) = known.get(&key.text.to_lowercase()).copied() else { continue };
            for (dependency, _) in library.table("dependencies") {
                if let Some(to) = here.get(&dependency.text.to_lowercase()).copied()
                    && seen.insert((from, to))
                {
                    found.depends(from, to);
                }
            }
        }
    }
}

/// What is asked for itself in one framework is asked for.
pub fn merge_relation(found: &mut Found, at: At, relation: Option<Relation>) {
    if let Some(component) = found.sheet().components.get_mut(at.0) {
        component.relation = match (component.relation, relation) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }
}
