//! The points of the law that evidence carries, as people write them.

use std::collections::BTreeSet;

use domain::citation::Citation;
use rulebook::Rulebook;
use rulebook::mistake::did_you_mean;

use crate::Failure;
use crate::law::parse_citation;

/// Reads points; each has to stand in the law.
pub fn points(rulebook: &Rulebook, texts: &[String]) -> Result<Vec<Citation>, Failure> {
    let known = known(rulebook);
    let mut points = texts.iter().map(|text| parse_citation(rulebook, text)).collect::<Result<Vec<_>, _>>()?;
    points.sort();
    points.dedup();
    let is_known = |point: &Citation| known.range(point..).next().is_some_and(|known| point.contains(known));
    let unknown = evidence::unknown_points(&points, is_known);
    let Some(first) = unknown.first() else { return Ok(points) };
    let names: Vec<String> = known.iter().map(Citation::to_string).collect();
    Err(Failure::refused(
        "reading the points that the evidence carries",
        format!("the law files know no {}", unknown.iter().map(Citation::to_string).collect::<Vec<_>>().join(", ")),
        did_you_mean(&first.to_string(), names.iter().map(String::as_str))
            .unwrap_or_else(|| "`marque law coverage` lists what they hold".into()),
    ))
}

/// Every provision that the law files name: encoded, in the ledger, or rendered.
fn known(rulebook: &Rulebook) -> BTreeSet<Citation> {
    let rendered = rulebook.provisions.iter().map(|provision| provision.citation.as_str());
    let listed = rulebook.ledger.paragraphs.iter().map(String::as_str);
    rendered.chain(listed).filter_map(|text| text.parse().ok()).chain(rulebook.encoded()).collect()
}
