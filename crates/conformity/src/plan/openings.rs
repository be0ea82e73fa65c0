//! What would open a shut procedure: the law is asked again with a status turned, and with facts free that people
//! can bring about.

use domain::Answer;
use reasoning::hinges::{self, Reply};
use reasoning::{Facts, LawChoice, Program, State};
use rulebook::NameId;

use super::picks::Slot;
use super::standing::in_words;
use super::{View, status};
use crate::procedure::{Lever, Procedure};
use crate::shown::{Opening, Standing};

/// Adds to each shut procedure what would open it. The standings are in the order of slots and their procedures.
pub(super) fn openings(view: &View<'_>, slots: &[Slot], standings: &mut [Standing]) {
    let procedures = slots.iter().flat_map(|slot| slot.procedures.iter().map(move |at| (slot, *at)));
    let places: Vec<(usize, &Slot, usize)> =
        procedures.enumerate().map(|(place, (slot, procedure))| (place, slot, procedure)).collect();
    for (index, procedure) in view.library.procedures.iter().enumerate() {
        let shut: Vec<(usize, &Slot)> = places
            .iter()
            .filter(|(place, _, at)| {
                let shut = |standing: &Standing| standing.open == Answer::No && !standing.outside;
                *at == index && standings.get(*place).is_some_and(shut)
            })
            .map(|(place, slot, _)| (*place, *slot))
            .collect();
        if !shut.is_empty() {
            for lever in &procedure.opens {
                pull(view, procedure, lever, &shut, standings);
            }
        }
    }
}

fn pull(view: &View<'_>, procedure: &Procedure, lever: &Lever, shut: &[(usize, &Slot)], standings: &mut [Standing]) {
    let mut statuses = view.program.choice.statuses.clone();
    statuses.extend(lever.statuses.iter().map(|status| (*status, true)));
    let program = Program::new(view.program.rulebook, LawChoice { statuses, ..view.program.choice.clone() });
    let facts = without(view.facts, &lever.facts);
    let mut state = State::default();
    program.evaluate(&facts, &mut state);
    let turned: Vec<NameId> = lever.statuses.iter().copied().filter(|name| !view.program.status(*name)).collect();
    let then = View { program: &program, facts: &facts, state: &state, ..*view };
    for (place, slot) in shut {
        let with = match program.conclusion(&state, procedure.open, slot.thing) {
            Answer::No => continue,
            Answer::Yes => Vec::new(),
            Answer::Unknown => {
                let yes = hinges::of_conclusion(&program, &state, procedure.open, slot.thing).yes;
                in_words(&then, &nearest(yes, &lever.facts))
            }
        };
        if let Some(standing) = standings.get_mut(*place) {
            let statuses = turned.iter().map(|name| status(view.program, *name)).collect();
            standing.opens.push(Opening { statuses, with });
        }
    }
}

/// Facts without what was said about these.
fn without(facts: &Facts, names: &[NameId]) -> Facts {
    let mut facts = facts.clone();
    for thing in &mut facts.things {
        thing.given.retain(|given| !names.contains(&given.name));
    }
    facts
}

/// The sets that rest on these facts alone; all of them, if none does.
fn nearest(sets: Vec<Vec<Reply>>, facts: &[NameId]) -> Vec<Vec<Reply>> {
    let own = |reply: &Reply| match reply {
        Reply::Is { name, .. } | Reply::Has { name, .. } | Reply::HasNot { name, .. } | Reply::Between { name, .. } => {
            facts.contains(name)
        }
        Reply::NoMore { .. } | Reply::Another { .. } => false,
    };
    let near: Vec<Vec<Reply>> = sets.iter().filter(|set| set.iter().all(own)).cloned().collect();
    if near.is_empty() { sets } else { near }
}
