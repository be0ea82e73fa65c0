//! What if: facts said otherwise, and what would change.

use std::path::Path;

use reasoning::facts::{Given, Origin, ThingId, values};
use reasoning::verdict::{Extent, differences, verdict};
use reasoning::{Facts, LawChoice, Program, State};
use rulebook::Rulebook;
use rulebook::mistake::did_you_mean;
use rulebook::tree::{Node, Reading, Tree};

use crate::Failure;

/// `FACT=VALUE`, or `THING/FACT=VALUE`, or `complete.KIND=true`.
pub fn apply(rulebook: &Rulebook, facts: &Facts, assignment: &str) -> Result<Facts, Failure> {
    let doing = format!("supposing `{assignment}`");
    let Some((left, right)) = assignment.split_once('=') else {
        return Err(Failure::refused(
            doing,
            "there is no `=` in it",
            "write FACT=VALUE, such as core-functionality=III-I-3",
        ));
    };
    let mut changed = facts.clone();
    if let Some(kind) = left.strip_prefix("complete.") {
        let Ok(kind) = kind.parse::<domain::Kind>() else {
            return Err(Failure::refused(
                doing,
                format!("there is no list called `{kind}`"),
                "write complete.ai-system=true",
            ));
        };
        changed.complete[kind as usize] = right.trim() == "true";
        return Ok(changed);
    }
    let (thing, id) = match left.rsplit_once('/') {
        Some((thing, id)) => (Some(thing.trim()), id.trim()),
        None => (None, left.trim()),
    };
    let Some(name) = rulebook.find(id) else {
        let help = did_you_mean(id, rulebook.names.iter().map(|name| name.id.as_str()));
        return Err(Failure::refused(
            doing,
            format!("there is no fact called `{id}`"),
            help.unwrap_or_else(|| "`marque law terms` lists every fact".into()),
        ));
    };
    let kind = rulebook.name(name).on;
    let things: Vec<ThingId> =
        facts.of_kind(kind).filter(|at| thing.is_none_or(|wanted| facts.thing(*at).name == wanted)).collect();
    let [at] = things.as_slice() else {
        let names: Vec<&str> = facts.of_kind(kind).map(|at| facts.thing(at).name.as_str()).collect();
        let help = if names.is_empty() {
            format!("add a [[{kind}]] table first")
        } else {
            format!("write THING/{id}=VALUE with one of {}", names.join(", "))
        };
        return Err(Failure::refused(
            doing,
            format!("`{id}` is about a {kind}, and there are {} of that name", things.len()),
            help,
        ));
    };
    changed.things[*at as usize].given.retain(|given| given.name != name);
    if right.trim() == "unknown" {
        return Ok(changed);
    }
    let node = parse_value(right.trim());
    let values = values(rulebook, name, &node).map_err(|wrong| {
        Failure::refused(
            doing,
            wrong.message,
            wrong.help.unwrap_or_else(|| "`marque law terms` says what it takes".into()),
        )
    })?;
    changed.give(*at, Given { name, values, origin: Origin::Assumed { why: "what if".into() } });
    Ok(changed)
}

/// A value as people type it: TOML if it is TOML, else a text.
pub fn parse_value(text: &str) -> Node {
    let mut reading = Reading::new(Path::new("value"), format!("value = {text}"));
    let mut entries = reading.whole();
    match entries.pop() {
        Some((_, node)) if reading.mistakes.is_empty() && entries.is_empty() => node,
        _ if text.contains(',') => Node {
            span: 0..0,
            value: Tree::List(
                text.split(',').map(|part| Node { span: 0..0, value: Tree::Text(part.trim().to_owned()) }).collect(),
            ),
        },
        _ => Node { span: 0..0, value: Tree::Text(text.to_owned()) },
    }
}

/// What would change, a line each.
pub fn effect(rulebook: &Rulebook, choice: &LawChoice, before: &Facts, after: &Facts) -> Vec<String> {
    let program = Program::new(rulebook, choice.clone());
    let mut state = State::default();
    let old = verdict(&program, before, &mut state, Extent::Plain);
    let new = verdict(&program, after, &mut state, Extent::Plain);
    differences((&old.conclusions, &old.duties), (&new.conclusions, &new.duties))
}

/// What differs between two states of the law for the same facts, a line each.
pub fn between(rulebook: &Rulebook, old: &LawChoice, new: &LawChoice, facts: &Facts) -> Vec<String> {
    let judge = |choice: &LawChoice| {
        verdict(&Program::new(rulebook, choice.clone()), facts, &mut State::default(), Extent::Plain)
    };
    let (old, new) = (judge(old), judge(new));
    differences((&old.conclusions, &old.duties), (&new.conclusions, &new.duties))
}
