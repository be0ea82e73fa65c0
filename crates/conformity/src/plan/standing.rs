//! Every procedure for every thing: open, shut or unknown, and why.

use domain::Answer;
use reasoning::hinges::{self, Reply, reply_text};
use reasoning::verdict::conclusion;

use super::openings::openings;
use super::picks::Slot;
use super::routes::holds;
use super::{View, short};
use crate::procedure::Procedure;
use crate::shown::Standing;

/// More ways to settle an answer would not be read.
const SETS_MAX: usize = 4;

pub(super) fn standings(view: &View<'_>, slots: &[Slot]) -> Vec<Standing> {
    let mut standings = Vec::new();
    for slot in slots {
        for procedure in slot.procedures.iter().filter_map(|at| view.library.procedures.get(*at)) {
            standings.push(standing(view, procedure, slot));
        }
    }
    openings(view, slots, &mut standings);
    standings
}

fn standing(view: &View<'_>, procedure: &Procedure, slot: &Slot) -> Standing {
    let answer = |name| conclusion(view.program, view.facts, view.state, name, slot.thing);
    let (open, within) = (answer(procedure.open), answer(procedure.within));
    let outside = open.answer == Answer::No && within.answer == Answer::No;
    let because = if outside { &within } else { &open };
    let hinges = hinges::of_conclusion(view.program, view.state, procedure.open, slot.thing);
    let notes = procedure
        .notes
        .iter()
        .filter(|note| open.answer != Answer::No && holds(view, note.when, slot.thing) != Answer::No);
    Standing {
        procedure: procedure.id.clone(),
        title: procedure.title.clone(),
        act: short(view.program, &procedure.act),
        kind: procedure.on.to_string(),
        thing: open.thing.clone(),
        open: open.answer,
        conclusion: open.id.clone(),
        outside,
        reason: because.reason.clone(),
        cites: because.cites.clone(),
        yes_if: in_words(view, &hinges.yes),
        no_if: in_words(view, &hinges.no),
        opens: Vec::new(),
        body: procedure.body.clone(),
        costs: procedure.costs.clone(),
        notes: notes.map(|note| note.said.clone()).collect(),
    }
}

/// Sets of replies, the smallest first.
pub(super) fn in_words(view: &View<'_>, sets: &[Vec<Reply>]) -> Vec<String> {
    let words = |set: &Vec<Reply>| {
        let replies: Vec<String> =
            set.iter().map(|reply| reply_text(view.program.rulebook, view.facts, reply)).collect();
        replies.join(" and ")
    };
    sets.iter().take(SETS_MAX).map(words).collect()
}
