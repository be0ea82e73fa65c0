//! Every provision that the law files name, for those who point at the law from outside.

use std::collections::BTreeSet;

use domain::citation::Citation;

use crate::mistake::did_you_mean;
use crate::model::Rulebook;

/// Every provision that the law files name: encoded, in the ledger, or rendered.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownProvisions(BTreeSet<Citation>);

impl KnownProvisions {
    pub fn of(rulebook: &Rulebook) -> KnownProvisions {
        let rendered = rulebook.provisions.iter().map(|provision| provision.citation.as_str());
        let listed = rulebook.ledger.paragraphs.iter().map(String::as_str);
        let known = rendered.chain(listed).filter_map(|text| text.parse().ok());
        KnownProvisions(known.chain(rulebook.encoded()).collect())
    }

    /// Whether the law has this place, or something that lies in it.
    pub fn has(&self, point: &Citation) -> bool {
        // What contains comes before what is contained.
        self.0.range(point..).next().is_some_and(|known| point.contains(known))
    }

    /// "did you mean …", if a provision is near.
    pub fn did_you_mean(&self, point: &Citation) -> Option<String> {
        let names: Vec<String> = self.0.iter().map(Citation::to_string).collect();
        did_you_mean(&point.to_string(), names.iter().map(String::as_str))
    }
}
