//! AI assets that came, went or are no longer the same, each with the AI systems they belong to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::Kind;
use inventory::{Asset, AssetKind, Place};

use super::{Pair, Seen, shown};
use crate::Side;
use crate::catalogue::{Move, Sight};

pub fn compare(pair: &Pair<'_>) -> Vec<Seen> {
    let (before, after) = (shipped(pair.old), shipped(pair.new));
    let owners = Owners::of(pair);
    let mut seen = Vec::new();
    let mut gone: BTreeMap<(AssetKind, &str), Vec<&Asset>> = BTreeMap::new();
    for (_, was) in before.iter().filter(|(reference, _)| !after.contains_key(*reference)).rev() {
        gone.entry((was.kind, at(was))).or_default().push(was);
    }
    for (reference, now) in &after {
        let was = match before.get(reference) {
            Some(was) if differs(was, now) => Some(*was),
            Some(_) => continue,
            // Another one of its kind in the same file took the place of the one that went.
            None => gone.get_mut(&(now.kind, at(now))).and_then(Vec::pop),
        };
        let moved = if was.is_some() { Move::Replaced } else { Move::New };
        seen.push(change(moved, was, Some(now), &owners));
    }
    for was in gone.into_values().flatten() {
        seen.push(change(Move::Removed, Some(was), None, &owners));
    }
    seen
}

fn shipped<'s>(side: &'s Side<'_>) -> BTreeMap<&'s str, &'s Asset> {
    let assets = side.saved.inventory.assets.iter();
    let assets = assets.filter(|asset| matches!(asset.place, Place::Product | Place::Vendored));
    assets.map(|asset| (&*asset.reference, asset)).collect()
}

/// The file it was first seen in.
fn at(asset: &Asset) -> &str {
    asset.evidence.first().map_or("", |evidence| &evidence.path)
}

fn differs(was: &Asset, now: &Asset) -> bool {
    said(was) != said(now)
}

/// What makes it another one: who provides it, what it says of itself and, of a prompt, its words.
fn said(asset: &Asset) -> BTreeSet<(&str, &str)> {
    let mut said: BTreeSet<(&str, &str)> =
        asset.properties.iter().map(|property| (&*property.name, &*property.value)).collect();
    said.extend(asset.provider.as_deref().map(|provider| ("provider", provider)));
    if asset.kind == AssetKind::Prompt {
        said.extend(asset.evidence.iter().map(|evidence| ("words", &*evidence.snippet)));
    }
    said
}

fn change(moved: Move, was: Option<&Asset>, now: Option<&Asset>, owners: &Owners) -> Seen {
    let one = now.or(was);
    let (was_said, now_said) = (was.map(said).unwrap_or_default(), now.map(said).unwrap_or_default());
    let side = |asset: Option<&Asset>, other: &BTreeSet<(&str, &str)>| {
        let asset = asset?;
        let own = said(asset);
        let mut words = vec![asset.name.clone()];
        // Of two, only what tells them apart.
        let apart = own.iter().filter(|pair| moved == Move::Replaced && !other.contains(*pair));
        words.extend(apart.map(|(name, value)| format!("{name} {value}")));
        shown(words.join(", "), asset.evidence.first())
    };
    Seen {
        sight: Sight::Asset { kind: one.map_or(AssetKind::ModelFile, |one| one.kind), moved },
        of: one.map(|one| one.name.clone()).unwrap_or_default(),
        systems: Some(owners.of_assets([was, now])),
        before: side(was, &now_said),
        after: side(now, &was_said),
    }
}

/// Which declared AI systems an asset belongs to.
struct Owners {
    /// By the asset's reference.
    known: HashMap<String, BTreeSet<String>>,
    /// Systems of which nobody said what belongs to them: anything may.
    any: BTreeSet<String>,
}

impl Owners {
    fn of(pair: &Pair<'_>) -> Owners {
        let (mut known, mut any) = (HashMap::<String, BTreeSet<String>>::new(), BTreeSet::new());
        for side in [pair.old, pair.new] {
            let systems = side.facts.of_kind(Kind::AiSystem).map(|system| side.facts.thing(system));
            let declared: BTreeMap<&str, bool> =
                systems.map(|system| (&*system.name, system.assets.is_empty())).collect();
            any.extend(declared.iter().filter(|(_, is_empty)| **is_empty).map(|(name, _)| (*name).to_owned()));
            for system in &side.saved.inventory.systems {
                if declared.contains_key(&*system.name) {
                    for asset in &system.assets {
                        known.entry(asset.clone()).or_default().insert(system.name.clone());
                    }
                }
            }
        }
        Owners { known, any }
    }

    fn of_assets(&self, assets: [Option<&Asset>; 2]) -> Vec<String> {
        let mut owners = BTreeSet::new();
        for asset in assets.into_iter().flatten() {
            owners.extend(self.known.get(&asset.reference).into_iter().flatten().cloned());
        }
        let owners = if owners.is_empty() { self.any.clone() } else { owners };
        owners.into_iter().collect()
    }
}
