//! Tells of every crate in a lockfile what it is needed for: what only tests and build scripts reach is
//! development.
//!
//! The lockfile does not say so; the manifests of the members do, for what they ask for themselves.

use std::collections::HashMap;

use inventory::Scope;

use super::{cargo_lock, cargo_toml};
use crate::join;
use crate::sheet::{At, Sheet};

/// More manifests of one name in one tree are not told apart.
const SAME_NAME_MAX: usize = 16;

/// What one member asks for, by name of the package.
type Asked = HashMap<String, Scope>;

pub fn join(sheets: &mut [Sheet]) {
    let mut members: HashMap<String, Vec<(String, Asked)>> = HashMap::new();
    for sheet in sheets.iter().filter(|sheet| sheet.detector == cargo_toml::DETECTOR.id) {
        let Some(own) = sheet.components.first() else { continue };
        let same = members.entry(own.package.name.clone()).or_default();
        if same.len() < SAME_NAME_MAX {
            same.push((join::path(sheet), asked(sheet)));
        }
    }
    for sheet in sheets.iter_mut().filter(|sheet| sheet.detector == cargo_lock::DETECTOR.id) {
        let path = join::path(sheet);
        let folder = join::folder(&path);
        let below =
            |path: &str| folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        mark(sheet, |name, dependency| {
            let manifests = members.get(name).into_iter().flatten().filter(|(path, _)| below(path));
            // Of two manifests that both could be meant, the one with the wider need counts. A dependency no
            // manifest explains is taken for a part of what runs.
            manifests.filter_map(|(_, asked)| asked.get(dependency).copied()).min().unwrap_or(Scope::Runtime)
        });
    }
}

/// The same package may be asked for twice: what runs comes first.
fn asked(sheet: &Sheet) -> Asked {
    let mut asked = Asked::new();
    for wish in &sheet.wishes {
        let scope = asked.entry(wish.package.name.clone()).or_insert(wish.scope);
        *scope = (*scope).min(wish.scope);
    }
    asked
}

/// Follows the edges, first from what runs, then from what may be left out, then from what develops.
fn mark(sheet: &mut Sheet, scope_of: impl Fn(&str, &str) -> Scope) {
    let mut targets: HashMap<At, Vec<At>> = HashMap::new();
    let mut starts: [Vec<At>; 3] = Default::default();
    for (from, to) in &sheet.edges {
        let (Some(needs), Some(needed)) = (sheet.components.get(from.0), sheet.components.get(to.0)) else { continue };
        if !needs.own {
            targets.entry(*from).or_default().push(*to);
        } else if !needed.own {
            match scope_of(&needs.package.name, &needed.package.name) {
                Scope::Runtime => starts[0].push(*to),
                Scope::Optional => starts[1].push(*to),
                Scope::Development => starts[2].push(*to),
            }
        }
    }
    for (mut waiting, scope) in starts.into_iter().zip([Scope::Runtime, Scope::Optional, Scope::Development]) {
        while let Some(at) = waiting.pop() {
            let Some(component) = sheet.components.get_mut(at.0) else { continue };
            if component.scope.is_none() && !component.own {
                component.scope = Some(scope);
                waiting.extend(targets.get(&at).into_iter().flatten());
            }
        }
    }
}

#[test]
fn what_only_tests_reach_is_development() {
    let manifest = "[package]\nname = \"door\"\n[dependencies]\na = \"1\"\nb = { version = \"1\", optional = true }\n\
                    [dev-dependencies]\nc = \"1\"\n";
    let registry = "registry+https://github.com/rust-lang/crates.io-index";
    let entry = |name: &str, needs: &str| {
        format!(
            "[[package]]\nname = \"{name}\"\nversion = \"1.0.0\"\nsource = \"{registry}\"\ndependencies = [{needs}]\n"
        )
    };
    let lock = [
        "[[package]]\nname = \"door\"\nversion = \"0.0.0\"\ndependencies = [\"a\", \"b\", \"c\"]\n".to_owned(),
        entry("a", "\"d\""),
        entry("b", "\"e\""),
        entry("c", "\"d\", \"e\", \"f\""),
        entry("d", ""),
        entry("e", ""),
        entry("f", ""),
    ]
    .concat();
    crate::detectors::tests::check_joined(
        super::workspace::join,
        &[("Cargo.toml", manifest), ("Cargo.lock", &lock)],
        &[
            "Cargo.toml 2 pkg:cargo/door@0.0.0 own",
            "Cargo.toml 4 wish pkg:cargo/a 1 runtime",
            "Cargo.toml 5 wish pkg:cargo/b 1 optional",
            "Cargo.toml 7 wish pkg:cargo/c 1 development",
            "Cargo.lock 2 pkg:cargo/door@0.0.0 own -> a b c",
            "Cargo.lock 6 pkg:cargo/a@1.0.0 runtime direct -> d",
            "Cargo.lock 11 pkg:cargo/b@1.0.0 optional direct -> e",
            "Cargo.lock 16 pkg:cargo/c@1.0.0 development direct -> d e f",
            "Cargo.lock 21 pkg:cargo/d@1.0.0 runtime transitive",
            "Cargo.lock 26 pkg:cargo/e@1.0.0 optional transitive",
            "Cargo.lock 31 pkg:cargo/f@1.0.0 development transitive",
        ],
    );
}
