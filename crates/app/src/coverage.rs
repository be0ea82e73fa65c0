//! What the law files hold, article by article, and for whom the rest is.

use std::collections::BTreeMap;

use domain::citation::{Citation, Range};
use rulebook::{BlockKind, Rulebook};
use schemars::JsonSchema;
use serde::Serialize;

/// What `law coverage --format json` writes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Coverage {
    pub acts: Vec<ActCoverage>,
    pub units: Vec<Unit>,
}

/// An act whose paragraphs are listed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ActCoverage {
    pub act: String,
    pub paragraphs: usize,
    pub encoded: usize,
    /// Not encoded, but named with whom it addresses.
    pub addressed: usize,
    /// How many of those, by whom they address.
    pub addressees: BTreeMap<String, usize>,
    /// Neither; nothing may stand here.
    pub missing: Vec<String>,
}

/// One article or annex.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Unit {
    pub citation: String,
    /// Empty where no law file renders it.
    pub title: String,
    /// Its paragraphs, if the act's paragraphs are listed.
    pub paragraphs: usize,
    pub encoded: usize,
    pub addressed: usize,
    pub addressees: Vec<String>,
    pub rules: usize,
    pub obligations: usize,
    /// Points of obligations that list them.
    pub points: usize,
    pub applications: usize,
    pub penalties: usize,
    pub not_encoded: usize,
    pub facts: usize,
}

/// Every article and annex, in the law's order.
pub fn coverage(book: &Rulebook) -> Coverage {
    let mut units: BTreeMap<(usize, Citation), Unit> = BTreeMap::new();
    let place = |citation: &Citation| book.acts.iter().position(|act| act.prefix == citation.act());
    let mut of = |citation: &str, change: &mut dyn FnMut(&mut Unit)| {
        let Ok(citation) = citation.split('#').next().unwrap_or_default().parse::<Citation>() else { return };
        let Some(act) = place(&citation) else { return };
        let unit = citation.unit();
        let name = unit.to_string();
        change(units.entry((act, unit)).or_insert_with(|| Unit { citation: name, ..Unit::default() }));
    };
    for provision in &book.provisions {
        of(&provision.citation, &mut |unit| {
            if unit.citation == provision.citation {
                unit.title.clone_from(&provision.title);
            }
        });
    }
    for block in &book.blocks {
        of(&block.citation, &mut |unit| {
            match &block.what {
                BlockKind::Rule { .. } => unit.rules += 1,
                BlockKind::Obligation(obligation) => {
                    unit.obligations += 1;
                    unit.points += obligation.points.len();
                }
                BlockKind::Application { .. } => unit.applications += 1,
                BlockKind::Penalty { .. } => unit.penalties += 1,
            }
            unit.not_encoded += usize::from(block.not_encoded.is_some());
        });
    }
    let files: BTreeMap<&str, &str> = book
        .provisions
        .iter()
        .rev()
        .map(|provision| (provision.place.file.as_str(), provision.citation.as_str()))
        .collect();
    for name in book.names.iter().filter(|name| name.is_fact()) {
        if let Some(citation) = files.get(name.place.file.as_str()) {
            of(citation, &mut |unit| unit.facts += 1);
        }
    }
    let encoded = book.encoded();
    let mut acts: BTreeMap<usize, ActCoverage> = BTreeMap::new();
    for text in &book.ledger.paragraphs {
        let Ok(paragraph) = text.parse::<Citation>() else { continue };
        let Some(act) = place(&paragraph) else { continue };
        let total = acts
            .entry(act)
            .or_insert_with(|| ActCoverage { act: book.acts[act].short.clone(), ..ActCoverage::default() });
        total.paragraphs += 1;
        let is_encoded = encoded.iter().any(|own| paragraph.contains(own));
        let to = if is_encoded { Vec::new() } else { addressees(book, &paragraph) };
        if is_encoded {
            total.encoded += 1;
        } else if to.is_empty() {
            total.missing.push(text.clone());
        } else {
            total.addressed += 1;
            to.iter().for_each(|to| *total.addressees.entry(to.clone()).or_default() += 1);
        }
        of(text, &mut |unit| {
            unit.paragraphs += 1;
            unit.encoded += usize::from(is_encoded);
            unit.addressed += usize::from(!to.is_empty());
            for to in &to {
                if !unit.addressees.contains(to) {
                    unit.addressees.push(to.clone());
                }
            }
        });
    }
    Coverage { acts: acts.into_values().collect(), units: units.into_values().collect() }
}

/// Whom the ledger names for a paragraph; what addresses nobody is called by its sort.
fn addressees(book: &Rulebook, paragraph: &Citation) -> Vec<String> {
    let mut to: Vec<String> = Vec::new();
    for entry in &book.ledger.entries {
        let holds_it = |text: &String| text.parse::<Range>().is_ok_and(|range| range.contains(paragraph));
        if entry.provisions.iter().any(holds_it) {
            let named = if entry.to.is_empty() { vec![entry.sort.clone()] } else { entry.to.clone() };
            named
                .into_iter()
                .filter(|named| !to.contains(named))
                .collect::<Vec<_>>()
                .into_iter()
                .for_each(|named| to.push(named));
        }
    }
    to
}
