//! What changed from one inventory to another.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{Asset, Component, Hash, HashAlgorithm, Inventory, NotRead, Package, Scope};

/// What changed, in a fixed order. What is added stands in the second inventory only, what is removed in the first.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Difference {
    pub components: Changes,
    pub assets: Changes,
    pub systems: Changes,
    /// What the second did not read and the first did.
    pub not_read: Vec<NotRead>,
    /// What the first did not read and the second did.
    pub read_now: Vec<NotRead>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Changes {
    /// References.
    pub added: Vec<String>,
    pub removed: Vec<String>,
    pub changed: Vec<Change>,
}

/// One field of one part that is no longer the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// The part's reference in the second inventory.
    pub reference: String,
    /// `version`, `licence`, `scope`, `hash`, `source` or, of an asset, its property.
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl Difference {
    pub fn is_empty(&self) -> bool {
        self.components.is_empty()
            && self.assets.is_empty()
            && self.systems.is_empty()
            && self.not_read.is_empty()
            && self.read_now.is_empty()
    }
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// Takes the earlier inventory and the later one; gives what changed between them.
///
/// A package that is in both with another version is changed, not removed and added; if several versions of it come
/// or go, they are paired in order.
pub fn diff(before: &Inventory, after: &Inventory) -> Difference {
    let unread = |inventory: &Inventory| inventory.not_read.iter().cloned().collect::<BTreeSet<_>>();
    let (unread_before, unread_after) = (unread(before), unread(after));
    Difference {
        components: components(&before.components, &after.components),
        assets: assets(&before.assets, &after.assets),
        systems: systems(before, after),
        not_read: unread_after.difference(&unread_before).cloned().collect(),
        read_now: unread_before.difference(&unread_after).cloned().collect(),
    }
}

fn components(before: &[Component], after: &[Component]) -> Changes {
    let keyed = |parts| -> BTreeMap<String, &Component> { keyed(parts, Component::reference) };
    let (before, after) = (keyed(before), keyed(after));
    let mut changes = Changes::default();
    for (reference, now) in &after {
        if let Some(was) = before.get(reference) {
            compare(was, now, reference, &mut changes.changed);
        }
    }
    let mut gone: BTreeMap<Unversioned, Vec<(&String, &Component)>> = BTreeMap::new();
    for (reference, was) in before.iter().filter(|(reference, _)| !after.contains_key(*reference)).rev() {
        gone.entry(unversioned(&was.package)).or_default().push((reference, was));
    }
    for (reference, now) in after.iter().filter(|(reference, _)| !before.contains_key(*reference)) {
        match gone.get_mut(&unversioned(&now.package)).and_then(Vec::pop) {
            Some((_, was)) => compare(was, now, reference, &mut changes.changed),
            None => changes.added.push(reference.clone()),
        }
    }
    changes.removed = gone.into_values().flatten().map(|(reference, _)| reference.clone()).collect();
    changes.removed.sort();
    changes.changed.sort();
    changes
}

fn keyed<T>(parts: &[T], key: impl Fn(&T) -> String) -> BTreeMap<String, &T> {
    parts.iter().map(|part| (key(part), part)).collect()
}

type Unversioned<'a> = (&'a str, Option<&'a str>, &'a str, Vec<(&'a str, &'a str)>);

/// What stays when a package gets another version.
fn unversioned(package: &Package) -> Unversioned<'_> {
    let lasting =
        package.qualifiers.iter().filter(|(key, _)| !matches!(&**key, "checksum" | "vcs_url" | "download_url"));
    let qualifiers = lasting.map(|(key, value)| (&**key, &**value)).collect();
    (&package.ecosystem, package.namespace.as_deref(), &package.name, qualifiers)
}

fn compare(was: &Component, now: &Component, reference: &str, changes: &mut Vec<Change>) {
    let mut note = |field: &str, before: Option<String>, after: Option<String>| {
        if before != after {
            changes.push(Change { reference: reference.to_owned(), field: field.to_owned(), before, after });
        }
    };
    note("version", was.package.version.clone(), now.package.version.clone());
    note("licence", was.licence.clone(), now.licence.clone());
    note("scope", was.scope.map(scope), now.scope.map(scope));
    note("supplier", was.supplier.clone(), now.supplier.clone());
    // The digest of another version is another one: that is no news.
    if was.package.version == now.package.version {
        note("source", was.source.clone(), now.source.clone());
        for algorithm in algorithms(was, now) {
            let digest = |of: &Component| {
                let found = of.hashes.iter().find(|hash| hash.algorithm() == algorithm);
                found.map(|hash| hash.value().to_owned())
            };
            // A digest that one tool writes and another does not is no change of what was fetched.
            if let (Some(before), Some(after)) = (digest(was), digest(now)) {
                note("hash", Some(before), Some(after));
            }
        }
    }
}

fn algorithms(was: &Component, now: &Component) -> BTreeSet<HashAlgorithm> {
    was.hashes.iter().chain(&now.hashes).map(Hash::algorithm).collect()
}

fn scope(scope: Scope) -> String {
    match scope {
        Scope::Runtime => "runtime",
        Scope::Optional => "optional",
        Scope::Development => "development",
    }
    .to_owned()
}

fn assets(before: &[Asset], after: &[Asset]) -> Changes {
    let keyed = |parts| -> BTreeMap<String, &Asset> { keyed(parts, |asset: &Asset| asset.reference.clone()) };
    let (before, after) = (keyed(before), keyed(after));
    let mut changes = Changes {
        added: after.keys().filter(|reference| !before.contains_key(*reference)).cloned().collect(),
        removed: before.keys().filter(|reference| !after.contains_key(*reference)).cloned().collect(),
        changed: Vec::new(),
    };
    for (reference, now) in &after {
        let Some(was) = before.get(reference) else { continue };
        let (mut old, mut new) = (said(was), said(now));
        let fields: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
        for field in fields {
            let (before, after) = (old.remove(field), new.remove(field));
            if before != after {
                let text = |values: Option<Vec<&str>>| values.map(|values| values.join(", "));
                changes.changed.push(Change {
                    reference: reference.clone(),
                    field: field.to_owned(),
                    before: text(before),
                    after: text(after),
                });
            }
        }
    }
    changes.changed.sort();
    changes
}

/// What is said of an asset, by field; where it was seen is not among it.
fn said(asset: &Asset) -> BTreeMap<&str, Vec<&str>> {
    let mut said: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    said.entry("name").or_default().push(&asset.name);
    said.entry("place").or_default().push(asset.place.as_str());
    if let Some(provider) = &asset.provider {
        said.entry("provider").or_default().push(provider);
    }
    for property in &asset.properties {
        said.entry(&property.name).or_default().push(&property.value);
    }
    for values in said.values_mut() {
        values.sort_unstable();
        values.dedup();
    }
    said
}

fn systems(before: &Inventory, after: &Inventory) -> Changes {
    let named = |inventory: &Inventory| -> BTreeMap<String, BTreeSet<String>> {
        let mut systems: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for system in &inventory.systems {
            systems.entry(system.name.clone()).or_default().extend(system.assets.iter().cloned());
        }
        systems
    };
    let (before, after) = (named(before), named(after));
    let mut changes = Changes {
        added: after.keys().filter(|name| !before.contains_key(*name)).cloned().collect(),
        removed: before.keys().filter(|name| !after.contains_key(*name)).cloned().collect(),
        changed: Vec::new(),
    };
    for (name, now) in &after {
        let Some(was) = before.get(name) else { continue };
        let left = was.difference(now).map(|asset| (Some(asset.clone()), None));
        let came = now.difference(was).map(|asset| (None, Some(asset.clone())));
        changes.changed.extend(left.chain(came).map(|(before, after)| Change {
            reference: name.clone(),
            field: "asset".to_owned(),
            before,
            after,
        }));
    }
    changes.changed.sort();
    changes
}
