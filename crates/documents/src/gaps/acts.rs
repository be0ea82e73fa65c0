//! The acts that a document about gaps speaks of.

use std::collections::BTreeSet;

use rulebook::{Act, BlockKind, Rulebook};

use super::PointShown;
use crate::summary::act_of;

/// Each act that sets duties, and of the neighbouring ones those that a point is of.
pub(super) fn spoken_of<'r, 'p>(rulebook: &'r Rulebook, points: impl Iterator<Item = &'p PointShown>) -> Vec<&'r Act> {
    let duties = rulebook.blocks.iter().filter(|block| matches!(block.what, BlockKind::Obligation(_)));
    let bound: BTreeSet<&str> = duties.map(|block| act_of(&block.citation)).collect();
    let cited: BTreeSet<&str> = points.map(|point| act_of(&point.citation)).collect();
    let speaks = |act: &&Act| {
        let prefix = act.prefix.as_str();
        cited.contains(prefix) || !act.neighbour && bound.contains(prefix)
    };
    rulebook.acts.iter().filter(speaks).collect()
}
