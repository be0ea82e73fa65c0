//! When the CE marking may be affixed at the earliest.

use std::collections::HashMap;

use domain::{Answer, Day};
use reasoning::evaluate::Dates;
use reasoning::facts::ThingId;
use reasoning::{LawChoice, Program, State};
use rulebook::{BlockKind, From};

use super::{View, short};
use crate::procedure::MarkingRule;
use crate::shown::MarkingDay;

pub(super) struct Marking {
    pub days: Vec<MarkingDay>,
    pub earliest: Vec<String>,
    pub for_all: Option<String>,
}

/// The days for each act and thing of a way.
pub(super) fn marking(view: &View<'_>, taken: &[(usize, ThingId)]) -> Marking {
    let mut days = Vec::new();
    let mut found: Vec<Dates> = Vec::new();
    for rule in &view.library.shared.marking {
        let mut things: Vec<(ThingId, bool)> = Vec::new();
        for (at, thing) in taken {
            let Some(procedure) = view.library.procedures.get(*at).filter(|one| one.act == rule.act) else { continue };
            let body = procedure.notified;
            // What one thing takes stands together.
            match things.last_mut() {
                Some((known, with)) if known == thing => *with |= body,
                _ => things.push((*thing, body)),
            }
        }
        for ((thing, body), dates) in things.iter().zip(earliest(view, rule, &things)) {
            days.push(MarkingDay {
                act: short(view.program, &rule.act),
                thing: view.facts.thing(*thing).name.clone(),
                days: possible(&dates),
                cites: rule
                    .duty
                    .first()
                    .map(|at| view.program.rulebook.block(*at).citation.clone())
                    .into_iter()
                    .collect(),
                bodies_since: if *body { bodies(view.program, rule).map(|day| day.to_string()) } else { None },
            });
            found.push(dates);
        }
    }
    let earliest = Dates::earliest_of(found.iter().copied());
    let certain: Option<Vec<Day>> = found
        .iter()
        .map(|dates| match dates.certain() {
            Some(From::Day(day)) => Some(day),
            _ => None,
        })
        .collect();
    let for_all = certain.and_then(|days| days.into_iter().max()).map(|day| day.to_string());
    Marking { days, earliest: possible(&earliest), for_all }
}

fn possible(dates: &Dates) -> Vec<String> {
    dates.possible().iter().map(From::to_string).collect()
}

/// For each thing the first day on which the duty to affix the marking applies to what is placed that day, where no
/// other day is declared.
fn earliest(view: &View<'_>, rule: &MarkingRule, things: &[(ThingId, bool)]) -> Vec<Dates> {
    let rulebook = view.program.rulebook;
    let mut candidates: Vec<Day> = Vec::new();
    for application in rule.duty.iter().flat_map(|duty| &rulebook.block(*duty).applications) {
        if let BlockKind::Application { from: From::Day(day) } = rulebook.block(*application).what {
            candidates.push(day);
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
    let mut found: Vec<Option<Dates>> = vec![None; things.len()];
    let mut last: Vec<Dates> = vec![Dates::default(); things.len()];
    let mut state = State::default();
    for day in candidates {
        if found.iter().all(Option::is_some) {
            break;
        }
        let program = Program::new(rulebook, LawChoice { on: day, ..view.program.choice.clone() });
        program.evaluate(view.facts, &mut state);
        let by_thing = dates(view, &program, &state, rule, things);
        for ((thing, _), (found, last)) in things.iter().zip(found.iter_mut().zip(&mut last)) {
            let dates = by_thing.get(thing).copied().unwrap_or_default();
            let applies = |from: &From| matches!(from, From::Day(start) if *start <= day);
            // Only on the first day on which all that is possible has begun it is certain.
            if found.is_none() && !dates.possible().is_empty() && dates.possible().iter().all(applies) {
                *found = Some(dates);
            }
            *last = dates;
        }
    }
    found.into_iter().zip(last).map(|(found, last)| found.unwrap_or(last)).collect()
}

/// The dates of the duty for each thing: for all that lies in it, where they differ by what lies in it.
fn dates(
    view: &View<'_>,
    program: &Program<'_>,
    state: &State,
    rule: &MarkingRule,
    things: &[(ThingId, bool)],
) -> HashMap<ThingId, Dates> {
    let mut all: HashMap<ThingId, Dates> = HashMap::new();
    let Some(kind) = things.first().map(|(thing, _)| view.facts.thing(*thing).kind) else { return all };
    for duty in rule.duty.iter().filter(|duty| program.is_live(**duty)) {
        for inner in view.facts.of_kind(program.rulebook.block(*duty).at) {
            let Some(outer) = view.facts.thing(inner).within.get(kind as usize) else { continue };
            if program.holds(state, *duty, inner) != Answer::No {
                let known = all.entry(*outer).or_default();
                *known = known.and(program.dates(state, *duty, inner));
            }
        }
    }
    all
}

/// Since when bodies can be notified.
fn bodies(program: &Program<'_>, rule: &MarkingRule) -> Option<From> {
    let live = rule.bodies.iter().find(|block| program.is_live(**block)).or(rule.bodies.first())?;
    match program.rulebook.block(*live).what {
        BlockKind::Application { from } => Some(from),
        _ => None,
    }
}
