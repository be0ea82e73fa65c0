//! Which recorded evidence carries which point: named for it, or for a point of the other act that a row of the
//! crosswalk joins to it.

use std::collections::BTreeMap;

use domain::citation::Citation;
use evidence::Registered;
use reasoning::crosswalk::{Carrying, carried_between};
use reasoning::facts::ThingId;
use reasoning::{Program, State};

use crate::seen::{Seen, Standing};

/// A piece of evidence that carries a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carry {
    /// The number of its entry.
    pub entry: u64,
    pub title: String,
    /// The whole of the point, or a part.
    pub whole: bool,
    /// Why it counts no more.
    pub stale: Option<String>,
    /// The row of the crosswalk that carries it, if it is named for another point.
    pub row: Option<String>,
}

/// All evidence of a product, ready to be asked about points.
pub(crate) struct Evidence<'a> {
    pieces: Vec<(&'a Registered, Standing)>,
    rows: BTreeMap<ThingId, Vec<Joined<'a>>>,
}

/// A row with the pieces that carry its giving side, whole or in part.
struct Joined<'a> {
    carrying: Carrying<'a>,
    pieces: Vec<(usize, bool)>,
}

impl<'a> Evidence<'a> {
    /// `acts` are the two that the crosswalk joins.
    pub(crate) fn of(seen: &'a Seen<'a>, program: &Program<'a>, state: &State, acts: (&str, &str)) -> Evidence<'a> {
        let pieces: Vec<(&Registered, Standing)> = seen.evidence().collect();
        let has_points = pieces.iter().any(|(piece, _)| !piece.evidence.points.is_empty());
        let rows = if has_points { carried_between(program, seen.facts, state, acts) } else { BTreeMap::new() };
        let join = |carrying: Carrying<'a>| {
            let giving = |(at, (piece, _)): (usize, &(&Registered, Standing))| {
                let whole =
                    carrying.giving.iter().all(|side| piece.evidence.points.iter().any(|point| point.contains(side)));
                let in_part = || carrying.giving.iter().any(|side| piece.concerns(side));
                (whole || in_part()).then_some((at, whole))
            };
            let pieces: Vec<(usize, bool)> = pieces.iter().enumerate().filter_map(giving).collect();
            (!pieces.is_empty()).then_some(Joined { carrying, pieces })
        };
        let rows = rows.into_iter().map(|(thing, rows)| (thing, rows.into_iter().filter_map(join).collect())).collect();
        Evidence { pieces, rows }
    }

    /// What carries a point of a duty that is counted for a thing.
    pub(crate) fn carries(&self, point: &Citation, counted_for: ThingId) -> Vec<Carry> {
        // A piece counts once, by the best of its ways.
        let mut carries: BTreeMap<u64, Carry> = BTreeMap::new();
        let mut add = |carry: Carry| match carries.get(&carry.entry) {
            Some(known) if known.whole || !carry.whole => {}
            _ => drop(carries.insert(carry.entry, carry)),
        };
        for (piece, standing) in &self.pieces {
            let whole = piece.evidence.points.iter().any(|own| own.contains(point));
            if whole || piece.concerns(point) {
                add(carry(piece, standing, whole, None));
            }
        }
        for joined in self.rows.get(&counted_for).into_iter().flatten() {
            let Some(whole) = joined.carrying.carries(point) else { continue };
            for (at, gives_whole) in &joined.pieces {
                let Some((piece, standing)) = self.pieces.get(*at) else { continue };
                add(carry(piece, standing, whole && *gives_whole, Some(&joined.carrying.row.id)));
            }
        }
        carries.into_values().collect()
    }
}

fn carry(piece: &Registered, standing: &Standing, whole: bool, row: Option<&str>) -> Carry {
    let stale = match standing {
        Standing::Fresh => None,
        Standing::Stale(why) => Some(why.clone()),
    };
    Carry { entry: piece.entry, title: piece.evidence.title.clone(), whole, stale, row: row.map(str::to_owned) }
}
