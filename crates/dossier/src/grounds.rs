//! What a paper rests on, each with a digest: what changes there makes the paper stale, and nothing else does.

use std::collections::BTreeMap;

use domain::citation::Citation;
use evidence::Digest;
use paper::{Block, Paper, Source};

use crate::annex::Unshown;
use crate::duties::{Duties, touches};
use crate::{Library, Matter};

/// By name, such as `fact product-type of doorbell`, the digest of what was said there.
pub type Grounds = BTreeMap<String, Digest>;

/// Why a paper no longer stands: a ground that is new, gone or different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    New,
    Gone,
    Changed,
}

/// What a paper rests on, whether it shows it or not.
pub(crate) fn grounds(
    library: &Library,
    matter: &Matter<'_>,
    duties: &Duties<'_>,
    paper: &Paper,
    unshown: &Unshown,
) -> Grounds {
    let mut said: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for field in paper.fields().into_iter().chain(&unshown.fields) {
        let name = match &field.source {
            Source::Fact { thing, name, .. } => format!("fact {name} of {thing}"),
            Source::Conclusion { thing, id } => format!("conclusion {id} of {thing}"),
            Source::Evidence { id, digest } => {
                said.entry(format!("evidence {id}")).or_default().push(digest.clone());
                continue;
            }
            Source::Inventory { what, .. } => format!("component {what}"),
            Source::Risk { id } => format!("risk {id}"),
            // The law has grounds of its own; the day of issue is none.
            Source::Law { .. } | Source::Setting { .. } => continue,
        };
        said.entry(name).or_default().push(field.text.clone());
    }
    for gap in paper.gaps().into_iter().chain(&unshown.gaps) {
        said.entry(format!("missing: {}", gap.what)).or_default().extend(gap.cites.iter().cloned());
    }
    let cited: Vec<Citation> = paper
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Heading { cites, .. } => Some(cites),
            _ => None,
        })
        .flatten()
        .filter_map(|cite| cite.parse().ok())
        .collect();
    for row in duties.rows().filter(|row| touches(&cited, &row.citation)) {
        let own = said.entry(format!("duty {} of {}", row.citation, row.duty.thing)).or_default();
        own.extend([row.duty.bound.as_str().to_owned(), row.what.to_owned()]);
        own.extend(row.duty.from.iter().cloned());
    }
    for block in &matter.rulebook.blocks {
        let own = block.citation.parse::<Citation>();
        if let (Some(digest), true) = (&block.digest, own.is_ok_and(|own| touches(&cited, &own))) {
            said.entry(format!("law {}", block.citation)).or_default().push(digest.clone());
        }
    }
    let source = library.source(&paper.id, &paper.language);
    said.insert("the words of the paper".to_owned(), source);
    said.into_iter().map(|(name, texts)| (name, Digest::of(texts.join("\u{0}").as_bytes()))).collect()
}

/// What is different now, in the order of the names.
pub fn shifts(before: &Grounds, now: &Grounds) -> Vec<(String, Shift)> {
    let mut shifts = Vec::new();
    for (name, digest) in before {
        match now.get(name) {
            None => shifts.push((name.clone(), Shift::Gone)),
            Some(other) if other != digest => shifts.push((name.clone(), Shift::Changed)),
            Some(_) => {}
        }
    }
    shifts.extend(now.keys().filter(|name| !before.contains_key(*name)).map(|name| (name.clone(), Shift::New)));
    shifts.sort_by(|a, b| a.0.cmp(&b.0));
    shifts
}
