//! Every paragraph of an act: encoded, or addressed to somebody else.

use serde::{Deserialize, Serialize};

use super::Place;

/// The paragraphs of the acts that are held whole, and what no block encodes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Ledger {
    /// Every paragraph, in the law's order; an act whose paragraphs are not listed has none here.
    pub paragraphs: Vec<String>,
    pub entries: Vec<LedgerEntry>,
}

/// Paragraphs that no block encodes, and for whom they are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// Citations or ranges; a citation holds all its parts.
    pub provisions: Vec<String>,
    /// Definition, principle, procedure, power, duty, date or amendment.
    pub sort: String,
    /// Whom it addresses; empty for definitions and principles.
    pub to: Vec<String>,
    pub what: String,
    pub place: Place,
}
