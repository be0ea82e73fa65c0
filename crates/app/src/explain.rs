//! Why: a conclusion, or the blocks of a provision, explained down to facts and open questions.

use domain::Answer;
use domain::citation::Citation;
use reasoning::change::{self, Counterfactual};
use reasoning::facts::ThingId;
use reasoning::hinges::{self, Hinges};
use reasoning::trace::{self, BlockTrace, ConclusionTrace};
use reasoning::{Facts, Program, State};
use rulebook::mistake::did_you_mean;
use rulebook::{BlockId, BlockKind, NameId, What};

use crate::Failure;

/// An explanation of one answer.
#[derive(Debug)]
pub enum Explanation {
    Conclusion { trace: ConclusionTrace, hinges: Hinges, counterfactuals: Vec<Counterfactual> },
    Block { trace: BlockTrace, hinges: Hinges, dates: Vec<String> },
}

/// Explains what was asked: a conclusion by id, one rule or obligation by id, or those of a citation.
pub fn explain(program: &Program<'_>, facts: &Facts, state: &State, asked: &str) -> Result<Vec<Explanation>, Failure> {
    let rulebook = program.rulebook;
    let (thing_name, id) = match asked.rsplit_once('/') {
        Some((thing, id)) if rulebook.find(id).is_some() => (Some(thing), id),
        _ => (None, asked),
    };
    if let Some(name) = rulebook.find(id) {
        return conclusion(program, facts, state, name, thing_name);
    }
    let named = asked.contains('#');
    let Ok(citation) = asked.split('#').next().unwrap_or(asked).parse::<Citation>() else {
        let known = rulebook.names.iter().filter(|name| matches!(name.what, What::Conclusion { .. }));
        return Err(Failure::refused(
            format!("explaining `{asked}`"),
            "it is neither a conclusion nor a citation",
            did_you_mean(asked, known.map(|name| name.id.as_str())).unwrap_or_else(|| {
                "`marque law terms` lists every conclusion; give a citation such as cra:14(1)".into()
            }),
        ));
    };
    let mut explanations = Vec::new();
    for (at, block) in rulebook.blocks.iter().enumerate() {
        let at = at as BlockId;
        let inside = if named {
            block.id == asked
        } else {
            block.citation.parse::<Citation>().is_ok_and(|own| citation.contains(&own))
        };
        if !inside || !program.is_live(at) || !matches!(block.what, BlockKind::Rule { .. } | BlockKind::Obligation(_)) {
            continue;
        }
        for thing in facts.of_kind(block.at) {
            let trace = trace::why_block(program, facts, state, at, thing);
            let hinges = hinges::of_block(program, state, at, thing);
            let dates = program.dates(state, at, thing).possible().iter().map(|from| from.to_string()).collect();
            explanations.push(Explanation::Block { trace, hinges, dates });
        }
    }
    if explanations.is_empty() {
        return Err(Failure::refused(
            format!("explaining `{asked}`"),
            "no rule or obligation of this provision concerns anything declared here",
            format!("`marque law show {asked}` shows what the provision says"),
        ));
    }
    Ok(explanations)
}

fn conclusion(
    program: &Program<'_>,
    facts: &Facts,
    state: &State,
    name: NameId,
    thing_name: Option<&str>,
) -> Result<Vec<Explanation>, Failure> {
    let entry = program.rulebook.name(name);
    if !matches!(entry.what, What::Conclusion { .. }) {
        return Err(Failure::refused(
            format!("explaining `{}`", entry.id),
            "it is a fact, a reading or a status: nothing concludes it",
            "`marque law terms` says what it means and where it is asked",
        ));
    }
    let things: Vec<ThingId> =
        facts.of_kind(entry.on).filter(|at| thing_name.is_none_or(|wanted| facts.thing(*at).name == wanted)).collect();
    if things.is_empty() {
        return Err(Failure::refused(
            format!("explaining `{}`", entry.id),
            format!(
                "nothing of the kind {} is declared{}",
                entry.on,
                thing_name.map(|name| format!(" with the name {name}")).unwrap_or_default()
            ),
            format!("add a [[{}]] table to marque.toml", entry.on),
        ));
    }
    Ok(things
        .into_iter()
        .map(|thing| {
            let answer = program.conclusion(state, name, thing);
            let counterfactuals = if answer == Answer::Unknown {
                Vec::new()
            } else {
                change::counterfactuals(program, facts, state, name, thing)
            };
            Explanation::Conclusion {
                trace: trace::why(program, facts, state, name, thing),
                hinges: hinges::of_conclusion(program, state, name, thing),
                counterfactuals,
            }
        })
        .collect())
}
