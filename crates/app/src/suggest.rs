//! What a scan shows of a product becomes facts about it, each with its origin.
//!
//! A person's word stands: what a scan shows narrows it at most, and what contradicts it is shown and does not count.

mod signals;

use std::path::Path;

use documents::assessment::{NextStep, SuggestedFact};
use domain::Values;
use reasoning::evaluate::Conflict;
use reasoning::facts::{Given, Origin, ThingId, values};
use reasoning::verdict::describe;
use reasoning::{Facts, LawChoice, Program, State};
use rulebook::{NameId, Rulebook};

use crate::products::Product;
use crate::what_if::parse_value;

/// Adds to the facts of a product what a scan of its folder shows.
pub fn suggest(rulebook: &Rulebook, choice: &LawChoice, product: &mut Product, report: &scan::Report) {
    let shown = signals::shown(rulebook, &product.facts, report);
    if shown.is_empty() {
        return;
    }
    let program = Program::new(rulebook, choice.clone());
    let mut state = State::default();
    let mut known = conflicts(&program, &product.facts, &mut state);
    for shown in shown {
        // Law files of somebody else may not ask for it.
        let Some(name) = rulebook.find(shown.fact).filter(|name| rulebook.name(*name).on == shown.on) else { continue };
        let Ok(values) = values(rulebook, name, &parse_value(&shown.value)) else { continue };
        if !is_new(&product.facts, shown.thing, name, values) {
            continue;
        }
        let origin = Origin::Detected { finding: shown.seen.clone() };
        let mut facts = product.facts.clone();
        facts.give(shown.thing, Given { name, values, origin });
        let now = conflicts(&program, &facts, &mut state);
        let contradicts =
            now.iter().find(|conflict| !known.contains(conflict)).map(|conflict| describe(&program, &facts, conflict));
        let thing = product.facts.thing(shown.thing);
        product.suggested.push(SuggestedFact {
            id: shown.fact.to_owned(),
            kind: thing.kind.to_string(),
            thing: thing.name.clone(),
            question: rulebook.name(name).title.clone(),
            value: shown.value,
            seen: shown.seen,
            contradicts: contradicts.clone(),
        });
        if contradicts.is_none() {
            (product.facts, known) = (facts, now);
        }
    }
}

fn conflicts(program: &Program<'_>, facts: &Facts, state: &mut State) -> Vec<Conflict> {
    program.evaluate(facts, state);
    let mut conflicts = state.conflicts.clone();
    conflicts.extend(program.family_conflicts(facts, state));
    conflicts
}

/// Whether this says more than was said, or something else. What contradicts itself already is left to its author.
fn is_new(facts: &Facts, thing: ThingId, name: NameId, values: Values) -> bool {
    let mut said: Option<Values> = None;
    for given in facts.thing(thing).given.iter().filter(|given| given.name == name) {
        said = match said {
            None => Some(given.values),
            Some(said) => match said.narrow(given.values) {
                None => return false,
                narrowed => narrowed,
            },
        };
    }
    said.is_none_or(|said| said.narrow(values) != Some(said))
}

/// What to do about the suggestions, where there is a marque.toml to do it in.
pub fn steps(suggested: &[SuggestedFact], file: &Path) -> Vec<NextStep> {
    let command = format!("edit {}", file.display());
    let (against, taken): (Vec<_>, Vec<_>) = suggested.iter().partition(|fact| fact.contradicts.is_some());
    let against = against.iter().filter_map(|fact| fact.contradicts.as_ref()).map(|words| NextStep {
        command: command.clone(),
        reason: format!("the scan saw something else than what is declared: {words}"),
    });
    let taken = taken.first().map(|first| {
        let come = if taken.len() == 1 { "1 fact comes".to_owned() } else { format!("{} facts come", taken.len()) };
        let SuggestedFact { id, value, seen, .. } = first;
        NextStep {
            command: command.clone(),
            reason: format!(
                "{come} from the scan alone, such as {id} = {value}, seen in {seen}: written there, every command knows it"
            ),
        }
    });
    against.take(1).chain(taken).collect()
}
