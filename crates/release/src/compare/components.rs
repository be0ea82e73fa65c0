//! Components that came, went or moved to another version.

use std::collections::HashMap;

use inventory::{Component, Inventory, Package, Place, Scope, diff};

use super::{Pair, Seen, shown};
use crate::catalogue::{Move, Sight};
use crate::version::{Step, step};

pub fn compare(pair: &Pair<'_>) -> Vec<Seen> {
    let (old, new) = (others(&pair.old.saved.inventory), others(&pair.new.saved.inventory));
    let difference = diff(&old, &new).components;
    let (before, after) = (keyed(&old), keyed(&new));
    let mut seen = Vec::new();
    for reference in &difference.added {
        seen.extend(after.get(reference).map(|now| change(Move::New, None, Some(now))));
    }
    for reference in &difference.removed {
        seen.extend(before.get(reference).map(|was| change(Move::Removed, Some(was), None)));
    }
    let mut last: Option<&String> = None;
    for moved in difference.changed.iter().filter(|moved| matches!(&*moved.field, "version" | "hash" | "source")) {
        // Several digests of one component are one change.
        if last.replace(&moved.reference) == Some(&moved.reference) {
            continue;
        }
        let Some(now) = after.get(&moved.reference) else { continue };
        if moved.field != "version" {
            seen.push(change(Move::Replaced, before.get(&moved.reference).copied(), Some(now)));
            continue;
        }
        let package = Package { version: moved.before.clone(), ..now.package.clone() };
        let was = Component::new(package);
        let was = before.get(&was.reference()).copied().unwrap_or(&was);
        seen.push(change(direction(was, now), Some(was), Some(now)));
    }
    seen
}

/// What is shipped of others. What only helps to build is kept, and told apart.
fn others(inventory: &Inventory) -> Inventory {
    let is_shipped = |part: &&Component| !part.own && matches!(part.place, Place::Product | Place::Vendored);
    let components = inventory.components.iter().filter(is_shipped).cloned().collect();
    Inventory { components, ..Inventory::default() }
}

fn keyed(inventory: &Inventory) -> HashMap<String, &Component> {
    inventory.components.iter().map(|component| (component.reference(), component)).collect()
}

fn direction(was: &Component, now: &Component) -> Move {
    match step(was.package.version.as_deref(), now.package.version.as_deref()) {
        Step::Major => Move::Major,
        Step::Minor => Move::Minor,
        Step::Patch => Move::Patch,
        Step::Older => Move::Older,
        Step::Unordered => Move::Unordered,
    }
}

fn change(moved: Move, was: Option<&Component>, now: Option<&Component>) -> Seen {
    let name = now.or(was).map(|one| format!("{}:{}", one.package.ecosystem, one.package.full_name()));
    let name = name.unwrap_or_default();
    // What comes to run is part of the product, whatever it was before.
    let development = now.or(was).is_some_and(|one| one.scope == Some(Scope::Development));
    let side = |component: Option<&Component>| {
        let component = component?;
        let version = component.package.version.clone().or_else(|| component.requirement.clone());
        shown(version.unwrap_or_else(|| "no version".to_owned()), component.evidence.first())
    };
    let sight = Sight::Component { name: name.clone(), moved, development };
    Seen { sight, of: name, systems: None, before: side(was), after: side(now) }
}
