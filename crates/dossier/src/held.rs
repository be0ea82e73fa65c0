//! The evidence that counts, by the points it is named for: walked through once, not once for each point.

use std::collections::HashMap;

use domain::citation::Citation;
use evidence::register::{Registered, State};

use crate::Matter;
use crate::annex::{Annex, LONGEST};

/// A piece of evidence, and whether its time is over.
pub(crate) type Piece<'m> = (&'m Registered, bool);

/// What was not withdrawn.
pub(crate) struct Held<'m> {
    pieces: Vec<Piece<'m>>,
    /// By each point they name, where in the list they stand.
    places: HashMap<&'m Citation, Vec<usize>>,
    /// The file beside the papers that lists all of it.
    list: Option<&'m Annex>,
}

impl<'m> Held<'m> {
    pub fn of(matter: &Matter<'m>) -> Held<'m> {
        let held = matter.evidence.iter().filter(|registered| registered.withdrawn.is_none());
        let pieces: Vec<Piece<'m>> =
            held.map(|registered| (registered, matches!(registered.state(matter.on), State::Stale(_)))).collect();
        let mut places: HashMap<&Citation, Vec<usize>> = HashMap::new();
        for (place, (registered, _)) in pieces.iter().enumerate() {
            for point in &registered.evidence.points {
                places.entry(point).or_default().push(place);
            }
        }
        Held { pieces, places, list: matter.annexes.evidence }
    }

    /// All of it, in the order it was added.
    pub fn all(&self) -> &[Piece<'m>] {
        &self.pieces
    }

    /// What carries one of these points, each piece once, in the order it was added.
    pub fn carrying(&self, points: &[Citation]) -> Vec<Piece<'m>> {
        let mut places: Vec<usize> = points.iter().flat_map(|point| self.named_for(point)).copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| self.pieces.get(place).copied()).collect()
    }

    /// The older pieces, which a paper leaves to this file, and the newest, which it shows.
    pub fn split<'p>(&self, pieces: &'p [Piece<'m>]) -> (Option<(&'m Annex, &'p [Piece<'m>])>, &'p [Piece<'m>]) {
        match (self.list, pieces.split_last_chunk::<LONGEST>()) {
            (Some(list), Some((older, newest))) if !older.is_empty() => (Some((list, older)), newest),
            _ => (None, pieces),
        }
    }

    pub fn carries(&self, point: &Citation) -> bool {
        self.named_for(point).next().is_some()
    }

    /// What is named for a point or for something that contains it.
    fn named_for(&self, point: &Citation) -> impl Iterator<Item = &usize> {
        (1..=point.depth()).filter_map(|depth| self.places.get(&point.truncated(depth))).flatten()
    }
}
