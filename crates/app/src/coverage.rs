//! What the law files hold, article by article.

use std::collections::BTreeMap;

use rulebook::{BlockKind, Rulebook};
use serde::Serialize;

/// One article or annex.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Unit {
    pub citation: String,
    pub title: String,
    pub provisions: usize,
    pub rules: usize,
    pub obligations: usize,
    pub applications: usize,
    pub penalties: usize,
    pub not_encoded: usize,
    pub facts: usize,
}

/// Every article and annex held, in the law's order.
pub fn coverage(book: &Rulebook) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut by_file: BTreeMap<&str, usize> = BTreeMap::new();
    for provision in &book.provisions {
        let file = provision.place.file.as_str();
        match by_file.get(file) {
            Some(at) => units[*at].provisions += 1,
            None => {
                by_file.insert(file, units.len());
                units.push(Unit {
                    citation: provision.citation.clone(),
                    title: provision.title.clone(),
                    ..Unit::default()
                });
            }
        }
    }
    for block in &book.blocks {
        if let Some(at) = by_file.get(block.place.file.as_str()) {
            let unit = &mut units[*at];
            match block.what {
                BlockKind::Rule { .. } => unit.rules += 1,
                BlockKind::Obligation(_) => unit.obligations += 1,
                BlockKind::Application { .. } => unit.applications += 1,
                BlockKind::Penalty { .. } => unit.penalties += 1,
            }
            unit.not_encoded += usize::from(block.not_encoded.is_some());
        }
    }
    for name in &book.names {
        if let Some(at) = by_file.get(name.place.file.as_str()) {
            units[*at].facts += usize::from(name.is_fact());
        }
    }
    units
}
