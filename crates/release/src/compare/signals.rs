//! Signals and interfaces that came or went.

use std::collections::BTreeMap;

use inventory::Signal;

use super::{Pair, Seen, shown};
use crate::Side;
use crate::catalogue::{Move, Sight};

pub fn compare(pair: &Pair<'_>) -> Vec<Seen> {
    let (before, after) = (keyed(pair.old), keyed(pair.new));
    let mut seen = Vec::new();
    for (key, now) in after.iter().filter(|(key, _)| !before.contains_key(*key)) {
        seen.push(change(key, Move::New, None, Some(now)));
    }
    for (key, was) in before.iter().filter(|(key, _)| !after.contains_key(*key)) {
        seen.push(change(key, Move::Removed, Some(was), None));
    }
    seen
}

/// By kind and name: where one stands may change.
fn keyed<'s>(side: &'s Side<'_>) -> BTreeMap<(&'s str, &'s str), &'s Signal> {
    let signals = side.saved.inventory.signals.iter().chain(&side.saved.interfaces).rev();
    signals.map(|signal| ((&*signal.kind, &*signal.name), signal)).collect()
}

fn change((kind, name): &(&str, &str), moved: Move, was: Option<&Signal>, now: Option<&Signal>) -> Seen {
    let side = |signal: Option<&Signal>| shown(*kind, Some(&signal?.evidence));
    let sight = Sight::Signal { kind: (*kind).to_owned(), moved };
    Seen { sight, of: (*name).to_owned(), systems: Some(Vec::new()), before: side(was), after: side(now) }
}
