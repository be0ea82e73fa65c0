//! The limbs of a definition handed to the law as the fact it asks for, and what it concludes.

use std::collections::BTreeSet;

use domain::{Answer, Values};
use reasoning::facts::{Given, Origin};
use reasoning::verdict::{conclusion, describe};
use reasoning::{Facts, State};

use crate::catalogue::{Catalogue, Definition, When};
use crate::compare::Pair;
use crate::judge::{Judged, Subject};
use crate::report::{Change, Follow, Limb, Walk};

/// Every definition for every thing it is about.
pub(crate) fn walk(catalogue: &Catalogue, pair: &Pair<'_>, judged: &Judged) -> Vec<Walk> {
    let changed = !judged.changes.is_empty();
    let (facts, state) = answered(catalogue, pair, judged, said);
    let (_, reached) = answered(catalogue, pair, judged, |definition, _| {
        let all = mask(definition.limbs.iter().map(|limb| limb.at));
        Values::Any { may: all, must: all }
    });
    let walks = judged.subjects.iter().filter_map(|subject| {
        let definition = catalogue.definitions.get(subject.definition)?;
        let told = conclusion(pair.program, &facts, &state, definition.concludes, subject.thing);
        let most = pair.program.conclusion(&reached, definition.concludes, subject.thing);
        let limbs = definition.limbs.iter().zip(&subject.limbs).map(|(limb, met)| Limb {
            id: limb.option.clone(),
            title: limb.title.clone(),
            met: *met,
            cites: limb.cites.clone(),
        });
        Some(Walk {
            act: definition.id.clone(),
            on: subject.name.clone(),
            title: definition.title.clone(),
            cites: definition.cites.clone(),
            limbs: limbs.collect(),
            concludes: told.id,
            substantial: told.answer,
            reason: told.reason,
            reason_cites: told.cites,
            possible: most != Answer::No,
            conflicts: conflicts(pair, &facts, &state),
            assessment: assessment(pair, definition),
            follows: follows(pair, &state, definition, subject, told.answer, changed),
        })
    });
    walks.collect()
}

/// The facts of the new release with the limbs as answers, and what the law makes of them.
fn answered(
    catalogue: &Catalogue,
    pair: &Pair<'_>,
    judged: &Judged,
    values: impl Fn(&Definition, &Subject) -> Values,
) -> (Facts, State) {
    let mut facts = pair.new.facts.clone();
    for subject in &judged.subjects {
        let Some(definition) = catalogue.definitions.get(subject.definition) else { continue };
        let origin = Origin::Detected { finding: "comparison with the release before".to_owned() };
        facts.give(subject.thing, Given { name: definition.fact, values: values(definition, subject), origin });
    }
    let mut state = State::default();
    pair.program.evaluate(&facts, &mut state);
    (facts, state)
}

/// Options that are no limb stay open, but for changes that were laid down beforehand.
fn said(definition: &Definition, subject: &Subject) -> Values {
    let of = |wanted: fn(Answer) -> bool| {
        let limbs = definition.limbs.iter().zip(&subject.limbs).filter(|(_, met)| wanted(**met));
        mask(limbs.map(|(limb, _)| limb.at))
    };
    let (yes, no) = (of(|met| met == Answer::Yes), of(|met| met == Answer::No));
    let planned = definition.planned.as_ref().filter(|_| subject.planned).map(|planned| planned.at);
    Values::Any { may: !no, must: yes | mask(planned) }
}

fn mask(options: impl IntoIterator<Item = usize>) -> u64 {
    options.into_iter().fold(0, |mask, at| mask | 1_u64.checked_shl(at as u32).unwrap_or_default())
}

/// What the comparison and marque.toml say against each other, or marque.toml against itself.
fn conflicts(pair: &Pair<'_>, facts: &Facts, state: &State) -> Vec<String> {
    state.conflicts.iter().map(|conflict| describe(pair.program, facts, conflict)).collect()
}

/// Evidence that names this release and one of the points of an assessment, and that still counts.
fn assessment(pair: &Pair<'_>, definition: &Definition) -> Option<u64> {
    let release = pair.new.release_name()?;
    let mut pieces = pair.new.saved.evidence.iter().flatten();
    let found = pieces.find(|piece| {
        let carries = piece.points.iter().any(|point| definition.assessed_by.iter().any(|one| one.contains(point)));
        carries && !piece.withdrawn && !piece.stale && piece.release.as_deref() == Some(release)
    });
    found.map(|piece| piece.entry)
}

fn follows(
    pair: &Pair<'_>,
    state: &State,
    definition: &Definition,
    subject: &Subject,
    answer: Answer,
    changed: bool,
) -> Vec<Follow> {
    let due = definition.follows.iter().filter(|follows| match follows.when {
        When::Substantial => answer == Answer::Yes,
        When::Changed => changed,
    });
    let due = due.filter_map(|follows| {
        let holds = pair.program.meets(state, &follows.condition, subject.thing);
        let (say, cites) = (follows.reason.say.clone(), follows.reason.cites.clone());
        (holds != Answer::No).then_some(Follow { say, holds, cites })
    });
    due.collect()
}

/// Why the gate is shut.
pub(crate) fn blocks(judged: &Judged, walks: &[Walk]) -> Vec<String> {
    let mut blocks = Vec::new();
    let reached: BTreeSet<(&str, &str)> =
        walks.iter().filter(|walk| walk.possible).map(|walk| (&*walk.act, &*walk.on)).collect();
    let possible = |change: &&Change| {
        let mut judgements = change.judgements.iter();
        judgements.any(|one| one.substantial == Answer::Unknown && reached.contains(&(&*one.act, &*one.on)))
    };
    let open = judged.changes.iter().filter(possible).count();
    if open > 0 {
        let changes = if open == 1 { "1 change has".to_owned() } else { format!("{open} changes have") };
        blocks.push(format!("{changes} not been judged"));
    }
    for walk in walks {
        let name = format!("{} under {}", walk.on, walk.act);
        match walk.substantial {
            Answer::No => {}
            Answer::Yes if walk.assessment.is_some() => {}
            Answer::Yes => blocks.push(format!("{name} is substantially modified, and no new assessment is recorded")),
            Answer::Unknown if walk.limbs.iter().any(|limb| limb.met == Answer::Yes) || !walk.conflicts.is_empty() => {
                blocks.push(format!("whether {name} is substantially modified depends on facts that are open"));
            }
            // The changes that are open are counted already.
            Answer::Unknown => {}
        }
    }
    blocks
}
