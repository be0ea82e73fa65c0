//! What a product's way to conformity is.

use domain::Answer;
use reasoning::{Facts, Program, State};
use rulebook::{Assumption, What};

use crate::procedure::Library;
use crate::shown::{Chosen, Plan, Route, Standard, StatusShown};

mod marking;
mod merge;
mod openings;
mod picks;
mod routes;
mod standing;
mod steps;

pub(crate) use merge::merged;

use picks::{Slot, chose, slots};

/// A library with the law and the facts it is read against.
#[derive(Clone, Copy)]
pub(crate) struct View<'v> {
    pub program: &'v Program<'v>,
    pub library: &'v Library,
    pub facts: &'v Facts,
    pub state: &'v State,
}

/// The ways that are open to a product, what is shut, and what would open it.
pub fn plan(program: &Program<'_>, facts: &Facts, library: &Library) -> Plan {
    let mut state = State::default();
    program.evaluate(facts, &mut state);
    let view = View { program, library, facts, state: &state };
    let slots = slots(&view);
    let (routes, more_routes) = routes::routes(&view, &slots);
    let procedures = standing::standings(&view, &slots);
    let acts: Vec<&str> =
        library.shared.marking.iter().map(|rule| rule.act.as_str()).filter(|act| in_play(&view, &slots, act)).collect();
    let standards: Vec<Standard> = library
        .shared
        .standards
        .iter()
        .filter(|draft| acts.contains(&draft.act.as_str()))
        .map(|draft| Standard {
            act: short(program, &draft.act),
            name: draft.name.clone(),
            about: draft.about.clone(),
            stage: draft.stage.clone(),
            as_of: draft.as_of.to_string(),
            status: program.rulebook.name(draft.status).id.clone(),
        })
        .collect();
    let mut statuses: Vec<StatusShown> = Vec::new();
    for draft in library.shared.standards.iter().filter(|draft| acts.contains(&draft.act.as_str())) {
        let shown = status(program, draft.status);
        if !statuses.contains(&shown) {
            statuses.push(shown);
        }
    }
    Plan {
        subject: facts.subject().to_owned(),
        on: program.choice.on.to_string(),
        law: program.rulebook.digest.clone(),
        chosen: chosen(&view, &slots),
        marking_means: if routes.iter().any(|route| !route.marking.is_empty()) {
            library.shared.assumptions.clone()
        } else {
            Vec::new()
        },
        routes,
        more_routes,
        procedures,
        standards,
        statuses,
        assumptions: assumptions(&view),
    }
}

/// A way in one sentence.
pub fn sentence(route: &Route) -> String {
    let parts: Vec<String> = route
        .parts
        .iter()
        .map(|part| {
            let maybe = if part.open == Answer::Unknown { ", if it is open" } else { "" };
            format!("{} ({}): {}{maybe}", part.thing, part.act, part.title)
        })
        .collect();
    let open: Vec<String> = route.open.iter().map(|thing| format!("{thing}: open which")).collect();
    format!("{}.", [parts, open].concat().join("; "))
}

/// Whether any procedure of an act may be open to anything.
fn in_play(view: &View<'_>, slots: &[Slot], act: &str) -> bool {
    let open = |slot: &Slot, at: &usize| {
        let open = view.library.procedures.get(*at).map(|procedure| procedure.open);
        open.is_some_and(|open| view.program.conclusion(view.state, open, slot.thing) != Answer::No)
    };
    slots.iter().filter(|slot| slot.act == act).any(|slot| slot.procedures.iter().any(|at| open(slot, at)))
}

/// What people call an act.
pub(crate) fn short(program: &Program<'_>, prefix: &str) -> String {
    program.rulebook.act(prefix).map_or(prefix, |act| act.short.as_str()).to_owned()
}

pub(crate) fn status(program: &Program<'_>, name: rulebook::NameId) -> StatusShown {
    let entry = program.rulebook.name(name);
    let checked = match &entry.what {
        What::Status(status) => status.checked.to_string(),
        _ => String::new(),
    };
    StatusShown {
        id: entry.id.clone(),
        title: entry.title.clone(),
        value: program.status(name),
        checked,
        cites: entry.cites.clone(),
    }
}

fn chosen(view: &View<'_>, slots: &[Slot]) -> Vec<Chosen> {
    let mut chosen = Vec::new();
    for slot in slots {
        for procedure in slot.procedures.iter().filter_map(|at| view.library.procedures.get(*at)) {
            if chose(view, procedure, slot.thing) {
                let shown =
                    reasoning::verdict::conclusion(view.program, view.facts, view.state, procedure.open, slot.thing);
                chosen.push(Chosen {
                    procedure: procedure.id.clone(),
                    title: procedure.title.clone(),
                    thing: shown.thing,
                    open: shown.answer,
                    reason: shown.reason,
                    cites: shown.cites,
                });
            }
        }
    }
    chosen
}

/// Days that nobody gave and that were taken.
fn assumptions(view: &View<'_>) -> Vec<String> {
    let rulebook = view.program.rulebook;
    let days =
        view.state.assumed.iter().filter(|(_, name)| rulebook.name(*name).assume == Some(Assumption::PlacingDate));
    let said = days.map(|(thing, name)| {
        let values = view.program.values(view.state, *name, *thing);
        let day = reasoning::hinges::values_text(rulebook, *name, values);
        let day = day.trim_start_matches("= ");
        format!(
            "{} of {}: taken as {day}, because nobody gave it",
            rulebook.name(*name).id,
            view.facts.thing(*thing).name
        )
    });
    said.collect()
}
