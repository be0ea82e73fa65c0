//! The things that something is claimed of.

use std::collections::HashMap;

use domain::Kind;
use serde_json::{Value, json};

use crate::gaps::names::Names;
use crate::gaps::{PieceShown, PointShown, ProductGaps};

/// The things of a product, and what its log holds.
pub(super) struct Targets<'p, 'n> {
    pub product: &'p ProductGaps,
    pub uuid: &'n str,
    names: &'n mut Names,
    pieces: HashMap<u64, &'p PieceShown>,
    known: HashMap<(&'p str, &'p str), String>,
    pub organisations: Vec<Value>,
    pub components: Vec<Value>,
}

impl<'p, 'n> Targets<'p, 'n> {
    pub(super) fn new(product: &'p ProductGaps, uuid: &'n str, names: &'n mut Names) -> Targets<'p, 'n> {
        let pieces = product.pieces.iter().map(|piece| (piece.entry, piece)).collect();
        let known = HashMap::from([((Kind::Product.as_str(), product.subject.as_str()), uuid.to_owned())]);
        Targets { product, uuid, names, pieces, known, organisations: Vec::new(), components: Vec::new() }
    }

    pub(super) fn piece(&self, entry: u64) -> Option<&'p PieceShown> {
        self.pieces.get(&entry).copied()
    }

    /// The reference of the thing that a point is about.
    pub(super) fn reference(&mut self, point: &'p PointShown) -> String {
        let thing = (point.kind.as_str(), point.thing.as_str());
        if let Some(known) = self.known.get(&thing) {
            return known.clone();
        }
        let reference = self.names.uuid(&["thing", self.uuid, &point.kind, &point.thing]);
        self.known.insert(thing, reference.clone());
        let is = |kind: Kind| point.kind == kind.as_str();
        if is(Kind::Organisation) {
            self.organisations.push(json!({ "bom-ref": reference, "name": point.thing }));
        } else {
            let sort = if is(Kind::Model) { "machine-learning-model" } else { "application" };
            self.components.push(json!({ "type": sort, "bom-ref": reference, "name": point.thing }));
        }
        reference
    }

    /// A name for a point towards its thing, always the same.
    pub(super) fn name(&mut self, point: &PointShown) -> String {
        self.names.uuid(&["point", self.uuid, &point.duty, &point.kind, &point.thing, &point.citation])
    }
}
