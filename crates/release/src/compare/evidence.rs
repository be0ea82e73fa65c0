//! Evidence that the old release could rest on and the new one cannot.

use std::collections::BTreeSet;

use super::{Pair, Seen, shown};
use crate::catalogue::Sight;

pub fn compare(pair: &Pair<'_>) -> Vec<Seen> {
    let pieces = |side: &'_ crate::Side<'_>| side.saved.evidence.clone().unwrap_or_default();
    let held: BTreeSet<String> =
        pieces(pair.old).into_iter().filter(|piece| !piece.withdrawn).map(|piece| piece.id).collect();
    let lost = pieces(pair.new).into_iter().filter(|piece| piece.withdrawn && held.contains(&piece.id));
    let seen = lost.map(|piece| Seen {
        sight: Sight::Evidence(piece.points),
        of: piece.title.clone(),
        systems: None,
        before: shown(format!("entry {} of the log", piece.entry), None),
        after: shown("withdrawn", None),
    });
    seen.collect()
}
