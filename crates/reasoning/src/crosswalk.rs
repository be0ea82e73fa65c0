//! Which rows of the crosswalk hold for a product, and what evidence for one act carries of the other.

use std::collections::{BTreeMap, BTreeSet};

use domain::citation::{Citation, Range};
use domain::{Answer, Kind};
use rulebook::{BlockId, BlockKind, Row, Rulebook, Theme};

use crate::evaluate::State;
use crate::facts::{Facts, NONE, ThingId};
use crate::program::Program;

/// Whether a row's condition holds for a thing.
pub fn holds(program: &Program<'_>, state: &State, row: &Row, thing: ThingId) -> Answer {
    program.meets(state, &row.condition, thing)
}

/// A duty, or a point of one, that binds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DutyPoint {
    pub citation: String,
    /// One plain sentence.
    pub what: String,
}

/// A point that evidence for the other act carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    pub point: DutyPoint,
    /// The rows that carry it.
    pub rows: Vec<String>,
    /// Whether one of them carries the whole of it.
    pub whole: bool,
    pub evidence: Vec<String>,
}

/// What evidence for one act carries of a theme's duties under the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reuse {
    pub theme: String,
    pub thing: ThingId,
    /// The act whose evidence serves.
    pub from: String,
    /// The act whose points are counted.
    pub to: String,
    pub carried: Vec<Carried>,
    pub remaining: Vec<DutyPoint>,
}

/// The provisions of a theme that belong to one act.
fn provisions<'t>(theme: &'t Theme, act: &str) -> &'t [String] {
    if theme.cra.iter().any(|text| is_of(text, act)) { &theme.cra } else { &theme.aia }
}

fn is_of(citation: &str, act: &str) -> bool {
    citation.split_once(':').is_some_and(|(prefix, _)| prefix == act)
}

/// The points of a duty; a duty without points is one itself.
pub fn points(rulebook: &Rulebook, duty: BlockId) -> Vec<DutyPoint> {
    let block = rulebook.block(duty);
    let BlockKind::Obligation(obligation) = &block.what else { return Vec::new() };
    if obligation.points.is_empty() {
        return vec![DutyPoint { citation: block.citation.clone(), what: block.reason.clone() }];
    }
    let point = |point: &rulebook::Point| DutyPoint { citation: point.citation.clone(), what: point.what.clone() };
    obligation.points.iter().map(point).collect()
}

/// For each theme and each thing that duties of both acts bind: what evidence for the one carries of the other.
/// By direction, then in the order of the themes.
pub fn reuse(program: &Program<'_>, facts: &Facts, state: &State, acts: (&str, &str)) -> Vec<Reuse> {
    let binding = binding(program, facts, state);
    let mut reuse = Vec::new();
    for (from, to) in [acts, (acts.1, acts.0)] {
        let mut carrying_for: BTreeMap<ThingId, Vec<Carrying<'_>>> = BTreeMap::new();
        for theme in &program.rulebook.crosswalk.themes {
            for (thing, points) in bound(program, facts, &binding, theme, to) {
                // Where nothing of the other act binds, there is nothing to reuse.
                if !binds(facts, &binding, thing, |duty| duty.act() == from) {
                    continue;
                }
                let carrying = carrying_for
                    .entry(thing)
                    .or_insert_with(|| carrying(program, facts, state, &binding, (from, to), thing));
                let mut found = Reuse {
                    theme: theme.id.clone(),
                    thing,
                    from: from.to_owned(),
                    to: to.to_owned(),
                    carried: Vec::new(),
                    remaining: Vec::new(),
                };
                for point in points {
                    match carried(&point, carrying) {
                        Some(carried) => found.carried.push(carried),
                        None => found.remaining.push(point),
                    }
                }
                reuse.push(found);
            }
        }
    }
    reuse
}

/// A duty that binds, and the things it binds.
struct Binding {
    duty: BlockId,
    citation: Citation,
    things: Vec<ThingId>,
}

/// Every duty that binds something, in the law's order.
fn binding(program: &Program<'_>, facts: &Facts, state: &State) -> Vec<Binding> {
    let duties = program.obligations().iter().filter_map(|duty| {
        let block = program.rulebook.block(*duty);
        let holds = |thing: &ThingId| program.holds(state, *duty, *thing) == Answer::Yes;
        let things: Vec<ThingId> = facts.of_kind(block.at).filter(holds).collect();
        let citation = block.citation.parse().ok()?;
        (!things.is_empty()).then_some(Binding { duty: *duty, citation, things })
    });
    duties.collect()
}

/// Whether one of some duties binds the thing, what it lies in, holds or has beside it.
fn binds(facts: &Facts, binding: &[Binding], thing: ThingId, wanted: impl Fn(&Citation) -> bool) -> bool {
    let is_related = |at: &ThingId| related(facts, facts.thing(*at).kind, thing).any(|other| other == *at);
    binding.iter().filter(|duty| wanted(&duty.citation)).any(|duty| duty.things.iter().any(is_related))
}

/// A row that holds for a thing, read in one direction: evidence for `giving` carries `targets`.
pub struct Carrying<'r> {
    pub row: &'r Row,
    pub giving: Vec<Citation>,
    targets: Vec<Citation>,
    whole: bool,
}

impl Carrying<'_> {
    /// Whether it carries a point: the whole of it, or a part.
    pub fn carries(&self, point: &Citation) -> Option<bool> {
        let holds_it = self.targets.iter().any(|target| target.contains(point));
        let is_part = || self.targets.iter().any(|target| point.contains(target));
        (holds_it || is_part()).then_some(holds_it && self.whole)
    }
}

/// For each thing that duties are counted for: every row that carries evidence between two acts, in either direction.
pub fn carried_between<'r>(
    program: &Program<'r>,
    facts: &Facts,
    state: &State,
    acts: (&str, &str),
) -> BTreeMap<ThingId, Vec<Carrying<'r>>> {
    let binding = binding(program, facts, state);
    let things: BTreeSet<ThingId> =
        binding.iter().flat_map(|duty| &duty.things).map(|thing| counted_for(facts, *thing)).collect();
    let rows = |thing| {
        let mut rows = carrying(program, facts, state, &binding, acts, thing);
        rows.extend(carrying(program, facts, state, &binding, (acts.1, acts.0), thing));
        (thing, rows)
    };
    things.into_iter().map(rows).collect()
}

fn carrying<'r>(
    program: &Program<'r>,
    facts: &Facts,
    state: &State,
    binding: &[Binding],
    (from, to): (&str, &str),
    thing: ThingId,
) -> Vec<Carrying<'r>> {
    let rulebook: &'r Rulebook = program.rulebook;
    let mut carrying = Vec::new();
    for row in rulebook.crosswalk.rows.iter().filter(|row| !row.evidence.is_empty()) {
        let sides =
            [(&row.source, &row.target, row.how.covers_target()), (&row.target, &row.source, row.how.covers_source())];
        for (giving, taking, whole) in sides {
            let fits = giving.iter().all(|side| is_of(side, from)) && taking.iter().all(|side| is_of(side, to));
            if !fits || !related(facts, row.on, thing).any(|at| holds(program, state, row, at) == Answer::Yes) {
                continue;
            }
            let giving: Vec<Citation> = giving.iter().filter_map(|side| side.parse().ok()).collect();
            let is_named = |duty: &Citation| giving.iter().any(|side| side.contains(duty) || duty.contains(side));
            if binds(facts, binding, thing, is_named) {
                let targets = taking.iter().filter_map(|side| side.parse().ok()).collect();
                carrying.push(Carrying { row, giving, targets, whole });
            }
        }
    }
    carrying
}

/// The point with the rows that carry it, if any does.
fn carried(point: &DutyPoint, carrying: &[Carrying<'_>]) -> Option<Carried> {
    let own: Citation = point.citation.parse().ok()?;
    let mut found = Carried { point: point.clone(), rows: Vec::new(), whole: false, evidence: Vec::new() };
    for carrying in carrying {
        let Some(whole) = carrying.carries(&own) else { continue };
        found.rows.push(carrying.row.id.clone());
        found.whole |= whole;
        for evidence in &carrying.row.evidence {
            if !found.evidence.contains(evidence) {
                found.evidence.push(evidence.clone());
            }
        }
    }
    (!found.rows.is_empty()).then_some(found)
}

/// The things of a kind that concern a thing: itself, what it lies in, what it holds, and what beside it in the
/// same product is no other AI system.
fn related(facts: &Facts, kind: Kind, thing: ThingId) -> impl Iterator<Item = ThingId> {
    let own = facts.thing(thing);
    let is_system = |kind: Kind| matches!(kind, Kind::AiSystem | Kind::Model);
    let beside = !(is_system(kind) && is_system(own.kind)) && own.within[Kind::Product as usize] != NONE;
    facts.of_kind(kind).filter(move |at| {
        let other = &facts.thing(*at).within;
        *at == own.within[kind as usize]
            || other[own.kind as usize] == thing
            || (beside && other[Kind::Product as usize] == own.within[Kind::Product as usize])
    })
}

/// The thing that a duty is counted for: its AI system, or else its product.
pub fn counted_for(facts: &Facts, thing: ThingId) -> ThingId {
    let within = &facts.thing(thing).within;
    let places = [within[Kind::AiSystem as usize], within[Kind::Product as usize]];
    places.into_iter().find(|at| *at != NONE).unwrap_or(thing)
}

/// The points of a theme that bind under an act, by the thing they are counted for.
fn bound(
    program: &Program<'_>,
    facts: &Facts,
    binding: &[Binding],
    theme: &Theme,
    act: &str,
) -> BTreeMap<ThingId, Vec<DutyPoint>> {
    let ranges: Vec<Range> = provisions(theme, act).iter().filter_map(|text| text.parse().ok()).collect();
    let mut by_thing: BTreeMap<ThingId, Vec<DutyPoint>> = BTreeMap::new();
    let of_theme = |duty: &&Binding| ranges.iter().any(|range| range.contains(&duty.citation));
    for duty in binding.iter().filter(|duty| duty.citation.act() == act).filter(of_theme) {
        for thing in &duty.things {
            let list = by_thing.entry(counted_for(facts, *thing)).or_default();
            for point in points(program.rulebook, duty.duty) {
                if !list.iter().any(|known| known.citation == point.citation) {
                    list.push(point);
                }
            }
        }
    }
    by_thing
}
