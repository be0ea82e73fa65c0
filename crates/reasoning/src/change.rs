//! What would change: the smallest change of declared facts that turns a certain answer.

use domain::{Answer, Values};
use rulebook::NameId;

use crate::evaluate::State;
use crate::facts::{Facts, Given, Origin, ThingId};
use crate::program::Program;
use crate::questions::replies;
use crate::trace::{self, BlockTrace, ConclusionTrace, Under};

/// Facts changed at once; more would not be read.
pub const CHANGES_MAX: usize = 2;

/// One declared fact said otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub thing: ThingId,
    pub name: NameId,
    pub was: Values,
    pub instead: Values,
}

/// A set of changes and what the answer becomes.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterfactual {
    pub changes: Vec<Change>,
    pub answer: Answer,
}

/// The smallest changes of declared facts that turn a certain answer into the opposite one.
pub fn counterfactuals(
    program: &Program<'_>,
    facts: &Facts,
    state: &State,
    name: NameId,
    thing: ThingId,
) -> Vec<Counterfactual> {
    let answer = program.conclusion(state, name, thing);
    if !answer.is_certain() {
        return Vec::new();
    }
    let trace = trace::why(program, facts, state, name, thing);
    let mut used = Vec::new();
    facts_of(&trace, &mut used);
    used.retain(|(thing, name)| facts.thing(*thing).given.iter().any(|given| given.name == *name));
    used.sort_unstable();
    used.dedup();

    let mut blank = State::default();
    let mut options: Vec<Vec<Change>> = Vec::new();
    for (at, fact) in &used {
        let without = without(facts, *at, *fact);
        program.evaluate(&without, &mut blank);
        let was = program.values(state, *fact, *at);
        let others = replies(program, &blank, *at, *fact).into_iter().filter(|reply| *reply != was);
        options.push(others.map(|instead| Change { thing: *at, name: *fact, was, instead }).collect());
    }
    let turns = |changes: &[Change], scratch: &mut State| {
        let mut changed = facts.clone();
        for change in changes {
            changed.things[change.thing as usize].given.retain(|given| given.name != change.name);
            let origin = Origin::Assumed { why: "what if".into() };
            changed.give(change.thing, Given { name: change.name, values: change.instead, origin });
        }
        program.evaluate(&changed, scratch);
        program.conclusion(scratch, name, thing) == !answer
    };
    let mut found = Vec::new();
    for one in options.iter().flatten() {
        let changes = vec![one.clone()];
        if turns(&changes, &mut blank) {
            found.push(Counterfactual { changes, answer: !answer });
        }
    }
    if found.is_empty() {
        for (at, first) in options.iter().enumerate() {
            for second in &options[at + 1..] {
                for a in first {
                    for b in second {
                        let changes = vec![a.clone(), b.clone()];
                        if turns(&changes, &mut blank) {
                            found.push(Counterfactual { changes, answer: !answer });
                        }
                    }
                }
            }
        }
    }
    merge(found)
}

fn without(facts: &Facts, thing: ThingId, name: NameId) -> Facts {
    let mut changed = facts.clone();
    changed.things[thing as usize].given.retain(|given| given.name != name);
    changed
}

/// Changes of one fact to several options of a choice become one change to any of them.
fn merge(found: Vec<Counterfactual>) -> Vec<Counterfactual> {
    let mut merged: Vec<Counterfactual> = Vec::new();
    for counterfactual in found {
        if let [Change { thing, name, instead: Values::One(more), .. }] = counterfactual.changes.as_slice()
            && let Some(known) = merged.iter_mut().find_map(|known| match known.changes.as_mut_slice() {
                [Change { thing: t, name: n, instead: Values::One(options), .. }] if t == thing && n == name => {
                    Some(options)
                }
                _ => None,
            })
        {
            *known |= more;
            continue;
        }
        merged.push(counterfactual);
    }
    merged
}

fn facts_of(trace: &ConclusionTrace, used: &mut Vec<(ThingId, NameId)>) {
    used.push((trace.thing, trace.name));
    for rule in &trace.rules {
        facts_of_block(rule, used);
    }
}

fn facts_of_block(trace: &BlockTrace, used: &mut Vec<(ThingId, NameId)>) {
    for item in &trace.items {
        under_of(&item.under, used);
    }
    for exception in &trace.exceptions {
        facts_of_block(exception, used);
    }
}

fn under_of(under: &Under, used: &mut Vec<(ThingId, NameId)>) {
    match under {
        Under::Fact { name, thing, .. } => used.push((*thing, *name)),
        Under::Conclusion(conclusion) => facts_of(conclusion, used),
        Under::Members { members, .. } => members.iter().for_each(|(_, inner, _)| under_of(inner, used)),
        _ => {}
    }
}
