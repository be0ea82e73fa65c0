//! What every part of a sort must have.

use std::collections::BTreeSet;

use domain::Kind;
use inventory::{Asset, AssetKind, Component, Inventory, Level, Minimum, Place, Scope};

use super::{Judged, Outcome};
use crate::check::{Has, Parts, PartsLook};
use crate::seen::Seen;

/// How many parts are named of those that lack something.
const NAMED: usize = 3;

pub(super) fn judge(look: &PartsLook, seen: &Seen<'_>) -> Judged {
    let Some(inventory) = seen.inventory else {
        return Judged::new(Outcome::Unknown, "the tree was not scanned");
    };
    match &look.of {
        Parts::Components => components(look.have, inventory),
        Parts::Assets(kinds) => assets(look.have, kinds, inventory, seen),
    }
}

/// A part that lacks something: its name, and where it was first seen.
type Lacking<'a> = (&'a str, Option<&'a inventory::Evidence>);

fn all_have(parts: usize, lacking: &[Lacking<'_>], have: Has, inventory: &Inventory) -> Judged {
    let have = have.as_str();
    match lacking.first() {
        _ if parts == 0 => Judged::new(Outcome::Unknown, "there are no such parts"),
        Some((_, place)) => {
            let names: Vec<&str> = lacking.iter().take(NAMED).map(|(name, _)| *name).collect();
            let more = if lacking.len() > NAMED { " …" } else { "" };
            let because = format!("{} of {parts} without {have}: {}{more}", lacking.len(), names.join(", "));
            let judged = Judged::new(Outcome::Fail, because);
            match place {
                Some(first) => judged.at(&first.path, first.line),
                None => judged,
            }
        }
        None if !inventory.not_read.is_empty() => Judged::new(Outcome::Unknown, "not every file was read"),
        None => Judged::new(Outcome::Pass, format!("{parts} have a {have}")),
    }
}

fn components(have: Has, inventory: &Inventory) -> Judged {
    let delivered: Vec<&Component> = inventory
        .components
        .iter()
        .filter(|component| !component.own && component.scope != Some(Scope::Development))
        .collect();
    let below_minimum: BTreeSet<String> = match have {
        Has::BsiMinimum => inventory::check(inventory, Minimum::Bsi)
            .into_iter()
            .filter(|missing| missing.level == Level::Required)
            .map(|missing| missing.component)
            .collect(),
        _ => BTreeSet::new(),
    };
    let has = |component: &&Component| match have {
        Has::Version => component.package.version.is_some(),
        Has::Licence => component.licence.as_deref().is_some_and(|licence| !licence.is_empty()),
        Has::Hash => !component.hashes.is_empty(),
        Has::Identifier => component.package.purl().is_some(),
        Has::BsiMinimum => !below_minimum.contains(&component.reference()),
        Has::Card | Has::Provider | Has::System | Has::History => false,
    };
    let lacking: Vec<Lacking<'_>> = delivered
        .iter()
        .copied()
        .filter(|component| !has(component))
        .map(|component| (component.package.name.as_str(), component.evidence.first()))
        .collect();
    all_have(delivered.len(), &lacking, have, inventory)
}

fn assets(have: Has, kinds: &[AssetKind], inventory: &Inventory, seen: &Seen<'_>) -> Judged {
    let of_product: Vec<&Asset> =
        inventory.assets.iter().filter(|asset| asset.place == Place::Product && kinds.contains(&asset.kind)).collect();
    if have == Has::History {
        return match (of_product.len(), seen.has_history) {
            (0, _) => Judged::new(Outcome::Unknown, "there are no such parts"),
            (parts, Some(true)) => Judged::new(Outcome::Pass, format!("{parts} lie in a tree with a history")),
            (_, Some(false)) => Judged::new(Outcome::Fail, "the tree has no history of versions"),
            (_, None) => Judged::new(Outcome::Unknown, "nobody looked for a history"),
        };
    }
    let cards: BTreeSet<&str> = inventory
        .assets
        .iter()
        .filter(|asset| asset.kind == AssetKind::ModelCard)
        .flat_map(|asset| &asset.evidence)
        .map(|evidence| folder(&evidence.path))
        .collect();
    let named: Vec<&str> = seen
        .facts
        .of_kind(Kind::AiSystem)
        .flat_map(|at| &seen.facts.thing(at).assets)
        .map(|asset| asset.trim_start_matches("./").trim_end_matches('/'))
        .collect();
    let has = |asset: &&Asset| match have {
        Has::Licence => asset.property("licence").is_some(),
        Has::Provider => asset.provider.is_some(),
        Has::Card => asset.evidence.iter().any(|evidence| has_card(&evidence.path, &cards)),
        Has::System => named
            .iter()
            .any(|name| asset.name == **name || asset.evidence.iter().any(|evidence| lies_in(&evidence.path, name))),
        Has::Version | Has::Hash | Has::Identifier | Has::BsiMinimum | Has::History => false,
    };
    let lacking: Vec<Lacking<'_>> = of_product
        .iter()
        .copied()
        .filter(|asset| !has(asset))
        .map(|asset| (asset.name.as_str(), asset.evidence.first()))
        .collect();
    all_have(of_product.len(), &lacking, have, inventory)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A card beside a file speaks of it, and so does one further up, except at the top of the tree.
fn has_card(path: &str, cards: &BTreeSet<&str>) -> bool {
    let own = folder(path);
    let mut above = own;
    while !above.is_empty() {
        if cards.contains(above) {
            return true;
        }
        above = folder(above);
    }
    own.is_empty() && cards.contains("")
}

fn lies_in(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
