//! The points of the law that evidence carries, as people write them.

use domain::citation::Citation;
use rulebook::{KnownProvisions, Rulebook};

use crate::Failure;
use crate::law::parse_citation;

/// Reads points; each has to stand in the law.
pub fn points(rulebook: &Rulebook, texts: &[String]) -> Result<Vec<Citation>, Failure> {
    let known = KnownProvisions::of(rulebook);
    let mut points = texts.iter().map(|text| parse_citation(rulebook, text)).collect::<Result<Vec<_>, _>>()?;
    points.sort();
    points.dedup();
    let unknown = evidence::unknown_points(&points, |point| known.has(point));
    let Some(first) = unknown.first() else { return Ok(points) };
    Err(Failure::refused(
        "reading the points that the evidence carries",
        format!("the law files know no {}", unknown.iter().map(Citation::to_string).collect::<Vec<_>>().join(", ")),
        known.did_you_mean(first).unwrap_or_else(|| "`marque law coverage` lists what they hold".into()),
    ))
}
