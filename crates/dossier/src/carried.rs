//! Evidence in a paper: what carries a point of the law, or the gap that nothing does.

use domain::citation::Citation;
use evidence::register::Registered;
use paper::{Block, Field, Gap, Inline, Source};

use crate::annex::{Annex, Unshown};
use crate::held::{Held, Piece};

/// A point that binds, and what it asks for.
pub(crate) struct Point {
    pub citation: Citation,
    pub what: String,
}

/// What carries the points, each piece once, and a gap for each point that nothing carries.
pub(crate) fn evidence_or_gaps(held: &Held<'_>, points: &[Point], unshown: &mut Unshown) -> Vec<Block> {
    let citations: Vec<Citation> = points.iter().map(|point| point.citation.clone()).collect();
    let bare = points.iter().filter(|point| !held.carries(&point.citation));
    let mut gaps: Vec<Vec<Inline>> = bare.map(|point| vec![Inline::Gap(gap(point))]).collect();
    let mut blocks = evidence(held, &citations, unshown);
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
pub(crate) fn evidence(held: &Held<'_>, points: &[Citation], unshown: &mut Unshown) -> Vec<Block> {
    let items = items(held, points, unshown, item);
    if items.is_empty() { Vec::new() } else { vec![Block::List { ordered: false, items }] }
}

/// What carries one of the points, by title and no more, one after the other; nothing if nothing does.
pub(crate) fn titles(held: &Held<'_>, points: &[Citation], unshown: &mut Unshown) -> Vec<Inline> {
    let mut text = Vec::new();
    for item in items(held, points, unshown, |registered| vec![title(registered)]) {
        if !text.is_empty() {
            text.push(Inline::Text(", ".to_owned()));
        }
        text.extend(item);
    }
    text
}

/// The newest pieces that carry one of the points, a gap beside those whose time is over, then what is left.
fn items(
    held: &Held<'_>,
    points: &[Citation],
    unshown: &mut Unshown,
    shown: impl Fn(&Registered) -> Vec<Inline>,
) -> Vec<Vec<Inline>> {
    let carrying = held.carrying(points);
    let (older, newest) = held.split(&carrying);
    let newest = newest.iter().map(|(registered, stale)| {
        let mut text = shown(registered);
        if *stale {
            text.extend([Inline::Text(" ".to_owned()), Inline::Gap(over(registered, points))]);
        }
        text
    });
    newest.chain(older.map(|(list, pieces)| left(list, pieces, points, unshown))).collect()
}

/// How many older pieces are left to the list of all evidence, and a gap if the time of some is over.
fn left(list: &Annex, older: &[Piece<'_>], points: &[Citation], unshown: &mut Unshown) -> Vec<Inline> {
    unshown.fields.extend(older.iter().map(|(registered, _)| field(registered)));
    let stale = older.iter().filter(|(_, stale)| *stale);
    let gaps: Vec<Gap> = stale.map(|(registered, _)| over(registered, points)).collect();
    let mut text = vec![Inline::Text(format!("{} older, listed in ", older.len()))];
    text.extend(unshown.refer(list));
    if !gaps.is_empty() {
        let what = format!("fresh evidence in place of {} of the older ones", gaps.len());
        let cites = points.iter().map(Citation::to_string).collect();
        let remedy = "add newer ones and withdraw those; `marque evidence list` shows them".to_owned();
        text.extend([Inline::Text(" ".to_owned()), Inline::Gap(Gap { what, cites, remedy })]);
    }
    unshown.gaps.extend(gaps);
    text
}

/// The title of a piece of evidence.
pub(crate) fn title(registered: &Registered) -> Inline {
    Inline::Field(field(registered))
}

/// The title of a piece of evidence, with the piece as its source.
pub(crate) fn field(registered: &Registered) -> Field {
    let evidence = &registered.evidence;
    let source = Source::Evidence { id: evidence.id.clone(), digest: evidence.blob.digest.to_string() };
    Field { text: evidence.title.clone(), source }
}

/// A piece of evidence by title, file and digest.
fn item(registered: &Registered) -> Vec<Inline> {
    let evidence = &registered.evidence;
    let mut text = vec![title(registered)];
    if let Some(file) = evidence.source.as_ref().filter(|file| **file != evidence.title) {
        text.extend([Inline::Text(", ".to_owned()), Inline::Code(file.clone())]);
    }
    text.extend([Inline::Text(", ".to_owned()), Inline::Code(evidence.blob.digest.to_string())]);
    text
}

/// The gap beside evidence whose time is over.
fn over(registered: &Registered, points: &[Citation]) -> Gap {
    let what = format!("fresh evidence in place of \"{}\"", registered.evidence.title);
    let cites = points.iter().map(Citation::to_string).collect();
    Gap { what, cites, remedy: "add a newer one and withdraw this".to_owned() }
}
