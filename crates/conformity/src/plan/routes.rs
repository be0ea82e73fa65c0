//! The ways that are open: where a choice is left, one for each option, each with the law asked anew.

use std::collections::{BTreeSet, VecDeque};

use domain::{Answer, Values};
use reasoning::facts::{Given, Origin, ThingId};
use reasoning::{Facts, State};
use rulebook::{Condition, Item};

use super::picks::{Picks, Slot, chose, picks};
use super::{View, marking, short, steps};
use crate::shown::{JoinShown, Part, Route};

/// Once there are so many, no choice is followed to more than its first option.
const ROUTES_MAX: usize = 8;

/// A way being looked for: facts with what it supposes.
struct Supposed {
    facts: Facts,
    /// Indices of slots.
    slots: BTreeSet<usize>,
}

/// The ways, and whether there are more.
pub(super) fn routes(view: &View<'_>, slots: &[Slot]) -> (Vec<Route>, bool) {
    let mut waiting = VecDeque::from([Supposed { facts: view.facts.clone(), slots: BTreeSet::new() }]);
    let (mut routes, mut more) = (Vec::new(), false);
    let mut state = State::default();
    while let Some(supposed) = waiting.pop_front() {
        view.program.evaluate(&supposed.facts, &mut state);
        let here = View { facts: &supposed.facts, state: &state, ..*view };
        let settled: Vec<Picks> = slots.iter().map(|slot| picks(&here, slot)).collect();
        let left: Vec<(usize, &Slot, &Picks)> = slots
            .iter()
            .zip(&settled)
            .enumerate()
            .filter(|(at, (_, picks))| !picks.undecided.is_empty() && !supposed.slots.contains(at))
            .map(|(at, (slot, picks))| (at, slot, picks))
            .collect();
        if left.is_empty() {
            if settled.iter().any(|picks| !picks.taken.is_empty()) {
                routes.push(route(&here, slots, &settled, &supposed.slots));
            }
        } else if routes.len() + waiting.len() + 1 < ROUTES_MAX {
            for (at, slot, picks) in left.iter().take(1) {
                let ways = picks.undecided.iter().map(|option| supposed.with(view, [(*at, slot.thing, *option)]));
                waiting.extend(ways);
            }
        } else {
            // Enough ways: every choice that is left takes its first option.
            more |= left.iter().any(|(_, _, picks)| picks.undecided.len() > 1);
            let first = left.iter().filter_map(|(at, slot, picks)| Some((*at, slot.thing, *picks.undecided.first()?)));
            waiting.push_back(supposed.with(view, first));
        }
    }
    (routes, more)
}

impl Supposed {
    /// The same with the options of these slots.
    fn with(&self, view: &View<'_>, options: impl IntoIterator<Item = (usize, ThingId, usize)>) -> Supposed {
        let (mut facts, mut slots) = (self.facts.clone(), self.slots.clone());
        for (at, thing, procedure) in options {
            slots.insert(at);
            let choice = view.library.procedures.get(procedure).and_then(|one| one.choice);
            if let Some((name, option)) = choice
                && let Some(thing) = facts.things.get_mut(thing as usize)
            {
                let origin = Origin::Assumed { why: "this way takes it".to_owned() };
                thing.given.retain(|known| known.name != name);
                thing.given.push(Given { name, values: Values::One(1 << u32::from(option)), origin });
            }
        }
        Supposed { facts, slots }
    }
}

fn route(view: &View<'_>, slots: &[Slot], settled: &[Picks], supposed: &BTreeSet<usize>) -> Route {
    let mut parts = Vec::new();
    let mut taken = Vec::new();
    let mut open = Vec::new();
    for (at, (slot, picks)) in slots.iter().zip(settled).enumerate() {
        let thing = &view.facts.thing(slot.thing).name;
        if picks.open {
            open.push(format!("{thing} ({})", short(view.program, &slot.act)));
        }
        for index in &picks.taken {
            let Some(procedure) = view.library.procedures.get(*index) else { continue };
            let by = match (supposed.contains(&at), chose(view, procedure, slot.thing)) {
                (true, true) => "supposed",
                (false, true) => "chosen",
                _ => "only",
            };
            parts.push(Part {
                procedure: procedure.id.clone(),
                title: procedure.title.clone(),
                act: short(view.program, &slot.act),
                thing: thing.clone(),
                open: view.program.conclusion(view.state, procedure.open, slot.thing),
                by: by.to_owned(),
            });
            taken.push((*index, slot.thing));
        }
    }
    let marking = marking::marking(view, &taken);
    Route {
        parts,
        open,
        joins: joins(view),
        steps: steps::steps(view, &taken),
        earliest: marking.earliest,
        for_all: marking.for_all,
        marking: marking.days,
    }
}

/// How the acts meet.
fn joins(view: &View<'_>) -> Vec<JoinShown> {
    let mut joins = Vec::new();
    for join in &view.library.shared.joins {
        let Some(name) = join.when else { continue };
        for thing in view.facts.of_kind(view.program.rulebook.name(name).on) {
            let holds = view.program.conclusion(view.state, name, thing);
            if holds != Answer::No {
                let thing = view.facts.thing(thing).name.clone();
                joins.push(JoinShown { thing, holds, said: join.said.clone() });
            }
        }
    }
    joins
}

/// Whether a conclusion holds for a thing, or for the outer one it is about; nothing named holds always.
pub(super) fn holds(view: &View<'_>, name: Option<rulebook::NameId>, thing: ThingId) -> Answer {
    let Some(name) = name else { return Answer::Yes };
    let condition = Condition { all: vec![Item::Is(name)], ..Condition::default() };
    view.program.meets(view.state, &condition, thing)
}
