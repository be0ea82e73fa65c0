//! Two inventories of the same product as one.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::Hash;

use crate::asset::Property;
use crate::{Component, Inventory, Package};

/// Takes two inventories; gives one that says what either says. Where they contradict, the first is followed, and
/// what the other says is kept in a property `conflict:<field>`.
///
/// A component of both is the same if its package is: a qualifier (of a package-url) that only one of them has does
/// not part them, one that differs does.
pub fn merge(base: Inventory, other: Inventory) -> Inventory {
    let mut merged = base;
    let mut renamed: HashMap<String, String> = HashMap::new();
    let mut touched: BTreeSet<usize> = BTreeSet::new();
    let mut by_package: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for (at, component) in merged.components.iter().enumerate() {
        by_package.entry(Key::of(&component.package)).or_default().push(at);
    }
    for component in other.components {
        let candidates = by_package.get(&Key::of(&component.package)).map_or(&[][..], Vec::as_slice);
        let same = candidates.iter().copied().find(|at| agree(&merged.components[*at].package, &component.package));
        let before = component.reference();
        match same {
            Some(at) => {
                let known = &mut merged.components[at];
                let was = known.reference();
                into(known, component);
                touched.insert(at);
                let now = known.reference();
                for old in [before, was] {
                    if old != now {
                        renamed.insert(old, now.clone());
                    }
                }
            }
            None => {
                let key = Key::of(&component.package);
                by_package.entry(key).or_default().push(merged.components.len());
                merged.components.push(component);
            }
        }
    }
    for at in touched {
        settle(&mut merged.components[at]);
    }
    merged.subject = match (merged.subject, other.subject) {
        (Some(mut subject), Some(other)) if Key::of(&subject.package) == Key::of(&other.package) => {
            into(&mut subject, other);
            settle(&mut subject);
            Some(subject)
        }
        (subject, other) => subject.or(other),
    };
    for component in merged.components.iter_mut().chain(&mut merged.subject) {
        rename(component.depends_on.iter_mut().flatten(), &renamed);
        if let Some(on) = &mut component.depends_on {
            let mut seen = HashSet::new();
            on.retain(|reference| seen.insert(reference.clone()));
        }
    }
    merged.components.sort_by_cached_key(Component::reference);
    merge_assets(&mut merged, other.assets, other.systems);
    rename(merged.assets.iter_mut().filter_map(|asset| asset.component.as_mut()), &renamed);
    merged.signals.extend(other.signals);
    merged.signals.sort();
    merged.signals.dedup();
    merged.not_read.extend(other.not_read);
    merged.not_read.sort();
    merged.not_read.dedup();
    // Both states are shown: the later moment is when the whole was so.
    merged.time = merged.time.max(other.time);
    merged
}

fn rename<'a>(references: impl Iterator<Item = &'a mut String>, renamed: &HashMap<String, String>) {
    for reference in references {
        if let Some(now) = renamed.get(reference) {
            reference.clone_from(now);
        }
    }
}

fn merge_assets(merged: &mut Inventory, assets: Vec<crate::Asset>, systems: Vec<crate::System>) {
    let mut known: HashMap<String, usize> =
        merged.assets.iter().enumerate().map(|(at, asset)| (asset.reference.clone(), at)).collect();
    let mut touched: BTreeSet<usize> = BTreeSet::new();
    for asset in assets {
        let Some(at) = known.get(&asset.reference) else {
            known.insert(asset.reference.clone(), merged.assets.len());
            merged.assets.push(asset);
            continue;
        };
        let same = &mut merged.assets[*at];
        same.confidence = same.confidence.max(asset.confidence);
        same.place = same.place.min(asset.place);
        fill(&mut same.provider, asset.provider, "provider", &mut same.properties);
        fill(&mut same.component, asset.component, "component", &mut same.properties);
        same.properties.extend(asset.properties);
        same.evidence.extend(asset.evidence);
        touched.insert(*at);
    }
    for at in touched {
        let asset = &mut merged.assets[at];
        once(&mut asset.properties);
        once(&mut asset.evidence);
    }
    let name = |system: &crate::System| (system.name.clone(), system.entry.clone());
    let mut known: HashMap<_, usize> =
        merged.systems.iter().enumerate().map(|(at, system)| (name(system), at)).collect();
    for system in systems {
        match known.get(&name(&system)) {
            Some(at) => {
                let same = &mut merged.systems[*at];
                add_missing(&mut same.assets, system.assets);
                same.assets.sort();
                same.development_tool &= system.development_tool;
            }
            None => {
                known.insert(name(&system), merged.systems.len());
                merged.systems.push(system);
            }
        }
    }
}

/// Takes two sightings of one component; puts what the second says into the first. [`settle`] is owed afterwards.
pub(crate) fn into(known: &mut Component, other: Component) {
    let properties = &mut known.properties;
    fill(&mut known.licence, other.licence, "licence", properties);
    fill(&mut known.supplier, other.supplier, "supplier", properties);
    fill(&mut known.source, other.source, "source", properties);
    // Two wordings of what it is do not contradict each other.
    known.description = known.description.take().or(other.description);
    fill(&mut known.requirement, other.requirement, "requirement", properties);
    // Needed at run time by one, it is needed at run time; asked for directly by one, it is direct.
    known.scope = known.scope.into_iter().chain(other.scope).min();
    known.relation = known.relation.into_iter().chain(other.relation).min();
    known.place = known.place.min(other.place);
    known.own |= other.own;
    if known.kind == crate::ComponentKind::default() {
        known.kind = other.kind;
    }
    for hash in other.hashes {
        match known.hashes.iter().find(|have| have.algorithm() == hash.algorithm()) {
            Some(have) if *have != hash => {
                conflict("hash", &have.value(), &hash.value(), &mut known.properties);
            }
            Some(_) => {}
            None => known.hashes.push(hash),
        }
    }
    known.properties.extend(other.properties);
    known.evidence.extend(other.evidence);
    match (&mut known.depends_on, other.depends_on) {
        (Some(on), Some(others)) => on.extend(others),
        (on @ None, others) => *on = others,
        (Some(_), None) => {}
    }
    add_missing(&mut known.package.qualifiers, other.package.qualifiers);
    known.package.qualifiers.sort();
}

/// Says each thing once. Not part of [`into`], as a hostile document may say a million times what one component is.
pub(crate) fn settle(component: &mut Component) {
    once(&mut component.properties);
    once(&mut component.evidence);
    component.depends_on.iter_mut().for_each(once);
}

fn once<T: Eq + Hash + Clone>(list: &mut Vec<T>) {
    let mut seen: HashSet<T> = HashSet::with_capacity(list.len());
    list.retain(|one| seen.insert(one.clone()));
}

fn fill(known: &mut Option<String>, other: Option<String>, field: &str, properties: &mut Vec<Property>) {
    match (&*known, other) {
        (Some(have), Some(other)) if *have != other => conflict(field, have, &other, properties),
        (None, other) => *known = other,
        _ => {}
    }
}

fn conflict(field: &str, one: &str, other: &str, properties: &mut Vec<Property>) {
    properties.push(Property::new(&format!("conflict:{field}"), format!("{one} | {other}")));
}

/// In time of what is there and what comes: the lists of one component can be long.
fn add_missing<T: Eq + Hash + Clone>(known: &mut Vec<T>, others: Vec<T>) {
    let mut seen: HashSet<T> = known.iter().cloned().collect();
    known.extend(others.into_iter().filter(|other| seen.insert(other.clone())));
}

/// Package, without what one sighting may say and another leave out.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    ecosystem: String,
    name: String,
    version: Option<String>,
}

impl Key {
    fn of(package: &Package) -> Key {
        let name = match &*package.ecosystem {
            "pypi" => crate::package::normalised_python(&package.name),
            "golang" | "maven" | "cargo" | "generic" => package.full_name(),
            "deb" | "rpm" | "apk" => format!("{}/{}", package.namespace.as_deref().unwrap_or_default(), package.name),
            _ => package.full_name().to_lowercase(),
        };
        // Both are written of the same tag.
        let version = match &*package.ecosystem {
            "golang" | "composer" | "github" => {
                package.version.as_ref().map(|version| version.trim_start_matches('v').to_owned())
            }
            _ => package.version.clone(),
        };
        Key { ecosystem: package.ecosystem.to_string(), name, version }
    }
}

fn agree(one: &Package, other: &Package) -> bool {
    one.qualifiers
        .iter()
        .all(|(key, value)| other.qualifiers.iter().filter(|(other, _)| other == key).all(|(_, other)| other == value))
}
