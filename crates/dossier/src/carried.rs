//! Evidence in a paper: what carries a point of the law, or the gap that nothing does.

use domain::citation::Citation;
use evidence::register::Registered;
use paper::{Block, Field, Gap, Inline, Source};

use crate::Matter;

/// A point that binds, and what it asks for.
pub(crate) struct Point {
    pub citation: Citation,
    pub what: String,
}

/// What carries the points, each piece once, and a gap for each point that nothing carries.
pub(crate) fn evidence_or_gaps(matter: &Matter<'_>, points: &[Point]) -> Vec<Block> {
    let citations: Vec<Citation> = points.iter().map(|point| point.citation.clone()).collect();
    let bare = points.iter().filter(|point| matter.carrying(std::slice::from_ref(&point.citation)).is_empty());
    let mut gaps: Vec<Vec<Inline>> = bare.map(|point| vec![Inline::Gap(gap(point))]).collect();
    let mut blocks = evidence(matter, &citations);
    match gaps.len() {
        0 => {}
        1 => blocks.extend(gaps.pop().map(Block::Paragraph)),
        _ => blocks.push(Block::List { ordered: false, items: gaps }),
    }
    blocks
}

/// The gap where nothing carries a point.
pub(crate) fn gap(point: &Point) -> Gap {
    let citation = point.citation.to_string();
    let remedy = format!("marque evidence add FILE --points \"{citation}\"");
    Gap { what: point.what.clone(), cites: vec![citation], remedy }
}

/// What carries one of the points, as a list; nothing if nothing does.
pub(crate) fn evidence(matter: &Matter<'_>, points: &[Citation]) -> Vec<Block> {
    let items: Vec<Vec<Inline>> =
        matter.carrying(points).into_iter().map(|(registered, stale)| item(registered, stale, points)).collect();
    if items.is_empty() { Vec::new() } else { vec![Block::List { ordered: false, items }] }
}

/// The title of a piece of evidence.
pub(crate) fn title(registered: &Registered) -> Inline {
    let evidence = &registered.evidence;
    let source = Source::Evidence { id: evidence.id.clone(), digest: evidence.blob.digest.to_string() };
    Inline::Field(Field { text: evidence.title.clone(), source })
}

/// A piece of evidence by title, file and digest; a gap beside it if its time is over.
fn item(registered: &Registered, stale: bool, points: &[Citation]) -> Vec<Inline> {
    let evidence = &registered.evidence;
    let mut text = vec![title(registered)];
    if let Some(file) = evidence.source.as_ref().filter(|file| **file != evidence.title) {
        text.extend([Inline::Text(", ".to_owned()), Inline::Code(file.clone())]);
    }
    text.extend([Inline::Text(", ".to_owned()), Inline::Code(evidence.blob.digest.to_string())]);
    if stale {
        text.push(Inline::Text(" ".to_owned()));
        text.push(Inline::Gap(over(registered, points)));
    }
    text
}

/// The gap beside evidence whose time is over.
pub(crate) fn over(registered: &Registered, points: &[Citation]) -> Gap {
    let what = format!("fresh evidence in place of \"{}\"", registered.evidence.title);
    let cites = points.iter().map(Citation::to_string).collect();
    Gap { what, cites, remedy: "add a newer one and withdraw this".to_owned() }
}
