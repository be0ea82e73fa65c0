//! Duties against what carries them.

use std::collections::HashMap;

use domain::Answer;
use domain::citation::Citation;
use reasoning::crosswalk::counted_for;
use reasoning::facts::{Excuse, NONE, PointNote, ThingId};
use reasoning::verdict::{Duty, duties};
use reasoning::{Program, State as Evaluated};
use rulebook::{Block, BlockKind, Item, Rulebook, When};

use crate::carried::{Carry, Evidence};
use crate::check::{Check, Look};
use crate::outcome::{Judged, Outcome, judge};
use crate::seen::Seen;
use crate::state::State;

/// The fact by which a manufacturer says which requirements do not apply. Only a duty whose condition asks for it may
/// be justified away; the law names no others.
const NOT_APPLICABLE: &str = "requirements-not-applicable";

/// A duty and how it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyAssessed {
    pub duty: Duty,
    /// The provision that sets it.
    pub citation: Citation,
    pub state: State,
    /// Never empty: a duty without points is one itself.
    pub points: Vec<PointAssessed>,
}

/// A point and how it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct PointAssessed {
    pub citation: Citation,
    /// One plain sentence.
    pub what: String,
    /// What would show it, by the law files.
    pub wanted: Vec<String>,
    pub state: State,
    /// Why it is not met.
    pub missing: Option<Missing>,
    pub evidence: Vec<Carry>,
    /// The checks that concern it: index into the checks, what it made of the product, whether it proves the whole.
    pub checks: Vec<(usize, Judged, bool)>,
    pub claim: Option<Claim>,
    pub owner: Option<String>,
    pub due: Option<domain::Day>,
}

/// Why a point is not met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Whether the duty binds is open.
    WhetherItBinds,
    /// It starts with an event or a request; whether there was one is not known here.
    WhatStartsIt,
    /// A check failed.
    AFailedCheck,
    /// A part is carried.
    TheRest,
    /// What carried it is old.
    SomethingFresh,
    /// A check could not tell.
    WhatACheckCouldNotTell,
    /// Nothing carries it.
    Everything,
}

/// What somebody wrote about a point, which decides nothing or not alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// `counts`: the law lets it be justified; else it is a claim only.
    NotApplicable { why: String, counts: bool },
    /// `over`: its day has passed.
    Waived { until: domain::Day, why: String, over: bool },
}

/// Assesses every duty that binds or may. `state` holds what `program` evaluated for the facts of `seen`; `acts` are
/// the two that the crosswalk joins.
pub fn assess(
    program: &Program<'_>,
    state: &Evaluated,
    checks: &[Check],
    seen: &Seen<'_>,
    acts: (&str, &str),
) -> Vec<DutyAssessed> {
    let evidence = Evidence::of(seen, program, state, acts);
    let mut judged: HashMap<(usize, ThingId), Judged> = HashMap::new();
    let mut assessed = Vec::new();
    for (id, thing, duty) in duties(program, seen.facts, state) {
        let block = program.rulebook.block(id);
        let Ok(citation) = block.citation.parse::<Citation>() else { continue };
        let mut found = Vec::new();
        for (text, what, wanted) in points(block, &duty) {
            let Ok(point) = text.parse::<Citation>() else { continue };
            let mut concerning = Vec::new();
            for (at, check) in checks.iter().enumerate() {
                let Some(whole) = proves(check, &point) else { continue };
                // Only a fact belongs to a thing; all else is of the product as a whole.
                let of = if matches!(check.look, Look::Fact(_)) { thing } else { 0 };
                let judged = judged.entry((at, of)).or_insert_with(|| judge(check, program.rulebook, seen, thing));
                concerning.push((at, judged.clone(), whole));
            }
            let carries = evidence.carries(&point, counted_for(seen.facts, thing));
            let notes = notes(seen, &point, thing);
            let mut point = PointAssessed {
                citation: point,
                what,
                wanted,
                state: State::NotMet,
                missing: None,
                evidence: carries,
                checks: concerning,
                claim: claim(&notes, may_be_justified_away(program.rulebook, block), seen.on),
                owner: notes.iter().find_map(|note| note.owner.clone()),
                due: notes.iter().filter_map(|note| note.due).min(),
            };
            (point.state, point.missing) = decide(&point, &duty, block, checks);
            found.push(point);
        }
        let state = State::of_duty(found.iter().map(|point| point.state));
        assessed.push(DutyAssessed { duty, citation, state, points: found });
    }
    assessed
}

/// The points of a duty; one without points is a point itself.
fn points(block: &Block, duty: &Duty) -> Vec<(String, String, Vec<String>)> {
    if duty.points.is_empty() {
        return vec![(block.citation.clone(), duty.what.clone(), duty.evidence.clone())];
    }
    duty.points.iter().map(|point| (point.citation.clone(), point.what.clone(), point.evidence.clone())).collect()
}

/// Whether a check concerns a point, and proves it whole.
fn proves(check: &Check, point: &Citation) -> Option<bool> {
    let is_whole = check.proves.iter().any(|proved| proved.contains(point));
    let is_part = || check.proves.iter().any(|proved| point.contains(proved));
    (is_whole || is_part()).then_some(is_whole && check.leaves.is_none())
}

/// What is said of a thing holds for what lies in it: a note on the product for each of its releases.
fn notes<'s>(seen: &Seen<'s>, point: &Citation, thing: ThingId) -> Vec<&'s PointNote> {
    let around = seen.facts.thing(thing).within.iter().filter(|at| **at != NONE);
    let names: Vec<&str> = around.map(|at| seen.facts.thing(*at).name.as_str()).collect();
    seen.facts.points.iter().filter(|note| names.iter().any(|name| note.is_about(point, name))).collect()
}

/// Whether the condition of a duty asks which requirements do not apply.
fn may_be_justified_away(rulebook: &Rulebook, block: &Block) -> bool {
    let Some(fact) = rulebook.find(NOT_APPLICABLE) else { return false };
    block.condition.none.iter().any(|item| matches!(item, Item::Has { fact: asked, .. } if *asked == fact))
}

/// Of several, one that counts, else the first.
fn claim(notes: &[&PointNote], may_be_justified_away: bool, on: domain::Day) -> Option<Claim> {
    let claims = notes.iter().filter_map(|note| note.excuse.as_ref()).map(|excuse| match excuse {
        Excuse::NotApplicable { why } => Claim::NotApplicable { why: why.clone(), counts: may_be_justified_away },
        Excuse::Waived { until, why } => Claim::Waived { until: *until, why: why.clone(), over: *until < on },
    });
    let claims: Vec<Claim> = claims.collect();
    claims.iter().find(|claim| counts(claim)).or(claims.first()).cloned()
}

fn counts(claim: &Claim) -> bool {
    matches!(claim, Claim::NotApplicable { counts: true, .. } | Claim::Waived { over: false, .. })
}

/// The order of the questions is the meaning of the states; docs/decisions/0011 says why.
fn decide(point: &PointAssessed, duty: &Duty, block: &Block, checks: &[Check]) -> (State, Option<Missing>) {
    let outcome = |wanted: Outcome| point.checks.iter().filter(move |(_, judged, _)| judged.outcome == wanted);
    let fails = outcome(Outcome::Fail).any(|(at, ..)| checks.get(*at).is_some_and(|check| !check.beyond));
    let fresh = || point.evidence.iter().filter(|carry| carry.stale.is_none());
    let is_whole = fresh().any(|carry| carry.whole) || outcome(Outcome::Pass).any(|(.., whole)| *whole);
    let is_carried = fresh().next().is_some() || outcome(Outcome::Pass).next().is_some();
    let is_old = point.evidence.iter().any(|carry| carry.stale.is_some()) || outcome(Outcome::Stale).next().is_some();
    match &point.claim {
        _ if is_whole && !fails => return (State::Met, None),
        Some(Claim::NotApplicable { counts: true, .. }) => return (State::NotApplicable, None),
        Some(Claim::Waived { over: false, .. }) => return (State::Waived, None),
        _ => {}
    }
    let starts_later = match &block.what {
        BlockKind::Obligation(obligation) => matches!(obligation.when, When::Event(_) | When::OnRequest),
        _ => false,
    };
    let (state, missing) = if duty.bound == Answer::Unknown {
        (State::Unknown, Missing::WhetherItBinds)
    } else if fails {
        (State::NotMet, Missing::AFailedCheck)
    } else if is_carried {
        (State::Partly, Missing::TheRest)
    } else if is_old {
        (State::Stale, Missing::SomethingFresh)
    } else if starts_later {
        (State::Unknown, Missing::WhatStartsIt)
    } else if outcome(Outcome::Unknown).next().is_some() {
        (State::Unknown, Missing::WhatACheckCouldNotTell)
    } else {
        (State::NotMet, Missing::Everything)
    };
    (state, Some(missing))
}

#[cfg(test)]
mod tests;
