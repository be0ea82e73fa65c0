//! Who answers for a product, and which evidence carries a point of it.

use std::collections::BTreeSet;

use documents::gaps::{PieceShown, PointShown};
use domain::Kind;
use evidence::{Register, Registered};
use reasoning::Facts;
use reasoning::facts::WE;

/// The organisation of marque.toml, if it is named.
pub(super) fn organisation(facts: &Facts) -> Option<String> {
    let mut named = facts.of_kind(Kind::Organisation).map(|at| &facts.thing(at).name).filter(|name| *name != WE);
    named.next().cloned()
}

/// The pieces of the log that carry one of these points.
pub(super) fn pieces(register: &Register, points: &[PointShown]) -> Vec<PieceShown> {
    let carry: BTreeSet<u64> = points.iter().flat_map(|point| &point.evidence).map(|carry| carry.entry).collect();
    register.evidence.iter().filter(|piece| carry.contains(&piece.entry)).map(shown).collect()
}

fn shown(piece: &Registered) -> PieceShown {
    let evidence = &piece.evidence;
    PieceShown {
        entry: piece.entry,
        kind: evidence.kind.to_string(),
        title: evidence.title.clone(),
        digest: evidence.blob.digest.hex(),
        media_type: evidence.blob.media_type.clone(),
        source: evidence.source.clone(),
        release: evidence.release.clone(),
        added: piece.when.to_string(),
        who: piece.who.clone(),
        fresh_until: evidence.fresh_until(piece.when.day()).map(|day| day.to_string()),
    }
}
