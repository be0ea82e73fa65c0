//! Which procedure a thing takes, as far as law and facts settle it.

use domain::{Answer, Values};
use reasoning::facts::ThingId;
use rulebook::NameId;

use super::View;
use crate::procedure::Procedure;

/// The procedures of one act for one thing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Slot {
    pub act: String,
    pub thing: ThingId,
    /// Indices into the library.
    pub procedures: Vec<usize>,
}

/// What is settled about a slot.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Picks {
    pub taken: Vec<usize>,
    /// Somebody still has to choose one of these.
    pub undecided: Vec<usize>,
    /// Nothing is certainly open, and something may be.
    pub open: bool,
}

/// For each act and each thing that its procedures are about.
pub(super) fn slots(view: &View<'_>) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    let mut start = 0;
    // Procedures of one act for one kind stand together.
    for group in view.library.procedures.chunk_by(|a, b| (a.on, &a.act) == (b.on, &b.act)) {
        let procedures: Vec<usize> = (start..start + group.len()).collect();
        start += group.len();
        if let Some(first) = group.first() {
            for thing in view.facts.of_kind(first.on) {
                slots.push(Slot { act: first.act.clone(), thing, procedures: procedures.clone() });
            }
        }
    }
    slots
}

/// Whether somebody chose it.
pub(super) fn chose(view: &View<'_>, procedure: &Procedure, thing: ThingId) -> bool {
    let is = |(fact, option): (NameId, u8)| {
        view.program.values(view.state, fact, thing) == Values::One(1 << u32::from(option))
    };
    procedure.choice.is_some_and(is)
}

/// What is settled about a slot in this state.
pub(super) fn picks(view: &View<'_>, slot: &Slot) -> Picks {
    let answer = |name: NameId| view.program.conclusion(view.state, name, slot.thing);
    let all: Vec<(usize, &Procedure, Answer)> = slot
        .procedures
        .iter()
        .filter_map(|at| view.library.procedures.get(*at).map(|one| (*at, one, answer(one.open))))
        .filter(|(_, _, open)| *open != Answer::No)
        .collect();
    let mut picks = Picks::default();
    let mut waits = false;
    // Where the law says which one it is, it decides.
    for (at, one, open) in &all {
        match one.applies.map(answer) {
            Some(Answer::Yes) => picks.taken.push(*at),
            Some(Answer::Unknown) => waits |= *open == Answer::Yes,
            Some(Answer::No) | None => {}
        }
    }
    let free: Vec<&(usize, &Procedure, Answer)> = all.iter().filter(|(_, one, _)| one.applies.is_none()).collect();
    let certain: Vec<usize> = free.iter().filter(|(_, _, open)| *open == Answer::Yes).map(|(at, _, _)| *at).collect();
    if let Some((at, _, _)) = free.iter().find(|(_, one, _)| chose(view, one, slot.thing)) {
        picks.taken.push(*at);
    } else if let [only] = certain.as_slice() {
        picks.taken.push(*only);
    } else {
        waits |= !certain.is_empty();
    }
    if waits {
        let choice = |(at, one, open): &(usize, &Procedure, Answer)| {
            (*open == Answer::Yes && one.choice.is_some()).then_some(*at)
        };
        picks.undecided = all.iter().filter_map(choice).collect();
    }
    picks.open = picks.taken.is_empty() && picks.undecided.is_empty() && !all.is_empty();
    picks
}
