//! Two releases side by side: everything that is not the same, each with what shows it.

mod assets;
mod components;
mod evidence;
mod facts;
mod signals;

use std::collections::BTreeSet;

use domain::{Answer, Kind};
use inventory::Evidence;
use reasoning::{Program, State, ThingId};
use rulebook::Mistake;

use crate::catalogue::{Catalogue, Move, Sight};
use crate::report::{Named, Report, Shown};
use crate::{FORMAT, Side, judge, walk};

/// Each change is judged for each AI system: more of both than any product has are refused.
const SYSTEMS_MAX: usize = 100;
const CHANGES_MAX: usize = 20_000;

/// Something that is not the same.
pub(crate) struct Seen {
    pub sight: Sight,
    pub of: String,
    /// The AI systems that it concerns; none: it may concern each.
    pub systems: Option<Vec<String>>,
    pub before: Option<Shown>,
    pub after: Option<Shown>,
}

/// Both releases with their answers under the law of one day.
pub(crate) struct Pair<'p> {
    pub program: &'p Program<'p>,
    pub old: &'p Side<'p>,
    pub new: &'p Side<'p>,
    pub before: State,
    pub after: State,
}

/// Compares two releases of one product. The error lists answers of marque.toml that name no kind of change.
pub fn compare(
    program: &Program<'_>,
    catalogue: &Catalogue,
    threats: &risk::Catalogue,
    old: &Side<'_>,
    new: &Side<'_>,
) -> Result<Report, Vec<Mistake>> {
    let answers = judge::Answers::of(catalogue, new)?;
    let systems = new.facts.of_kind(Kind::AiSystem).count();
    if systems > SYSTEMS_MAX {
        return Err(vec![new.mistake(0..0, format!("{systems} AI systems are too many: {SYSTEMS_MAX} at most"), None)]);
    }
    let (mut before, mut after) = (State::default(), State::default());
    program.evaluate(&old.facts, &mut before);
    program.evaluate(&new.facts, &mut after);
    let pair = Pair { program, old, new, before, after };
    let mut seen = components::compare(&pair);
    seen.extend(assets::compare(&pair));
    seen.extend(signals::compare(&pair));
    seen.extend(self::systems(&pair));
    seen.extend(facts::compare(&pair, catalogue));
    seen.extend(conclusions(&pair));
    seen.extend(self::threats(&pair, threats));
    seen.extend(evidence::compare(&pair));
    if seen.len() > CHANGES_MAX {
        let message = format!("{} changes are too many: {CHANGES_MAX} at most", seen.len());
        return Err(vec![new.mistake(0..0, message, Some("compare with a release in between".into()))]);
    }
    let judged = judge::judge(catalogue, &pair, &answers, seen);
    let walks = walk::walk(catalogue, &pair, &judged);
    let law = &program.rulebook.digest;
    let named = |side: &Side<'_>| Named {
        release: side.release_name().map(str::to_owned),
        other_law: (side.saved.law != *law).then(|| side.saved.law.clone()),
    };
    Ok(Report {
        format: FORMAT.to_owned(),
        subject: new.facts.subject().to_owned(),
        on: program.choice.on.to_string(),
        law: law.clone(),
        before: named(old),
        after: named(new),
        blocks: walk::blocks(&judged, &walks),
        changes: judged.changes,
        unused: judged.unused,
        walks,
        not_compared: not_compared(old, new),
    })
}

/// What neither side was read whole for.
fn not_compared(old: &Side<'_>, new: &Side<'_>) -> Vec<String> {
    let mut said = Vec::new();
    for (which, side) in [("before", old), ("after", new)] {
        said.extend(side.mistakes.iter().map(|mistake| format!("{which}: marque.toml: {}", mistake.message)));
        said.extend(side.saved.inventory.not_read.iter().map(|one| format!("{which}: {}: {}", one.path, one.why)));
    }
    said
}

impl Pair<'_> {
    /// The AI systems of the new release that the old one had, too.
    pub fn systems(&self) -> Vec<ThingId> {
        let known = names(self.old);
        self.new.facts.of_kind(Kind::AiSystem).filter(|new| known.contains(&self.new.facts.thing(*new).name)).collect()
    }
}

/// What shows something in a file.
pub(crate) fn shown(said: impl Into<String>, evidence: Option<&Evidence>) -> Option<Shown> {
    let path = evidence.map(|evidence| evidence.path.clone());
    Some(Shown { said: said.into(), path, line: evidence.and_then(|evidence| evidence.line) })
}

fn names(side: &Side<'_>) -> BTreeSet<String> {
    side.facts.of_kind(Kind::AiSystem).map(|system| side.facts.thing(system).name.clone()).collect()
}

/// AI systems that came or went.
fn systems(pair: &Pair<'_>) -> Vec<Seen> {
    let (before, after) = (names(pair.old), names(pair.new));
    let seen = |name: &String, moved: Move| {
        let shown = shown(name.as_str(), None);
        let (before, after) = if moved == Move::New { (None, shown) } else { (shown, None) };
        Seen { sight: Sight::System(moved), of: name.clone(), systems: Some(Vec::new()), before, after }
    };
    let came = after.difference(&before).map(|name| seen(name, Move::New));
    came.chain(before.difference(&after).map(|name| seen(name, Move::Removed))).collect()
}

/// What the law concludes otherwise than before, of things that are in both.
fn conclusions(pair: &Pair<'_>) -> Vec<Seen> {
    let Pair { program, new, before, after, .. } = pair;
    let mut seen = Vec::new();
    for (was, is) in facts::things(pair) {
        let thing = new.facts.thing(is);
        for name in 0..program.rulebook.names.len() as u32 {
            let known = program.rulebook.name(name);
            let Some(tier) = known.tier().filter(|_| known.on == thing.kind) else { continue };
            let (was, is) = (program.conclusion(before, name, was), program.conclusion(after, name, is));
            if was != is {
                let said = |answer: Answer| shown(answer.as_str(), None);
                seen.push(Seen {
                    sight: Sight::Conclusion(tier),
                    of: facts::of(thing, &known.id),
                    // An AI system has conclusions of its own.
                    systems: Some(facts::system_of(new, thing).unwrap_or_default()),
                    before: said(was),
                    after: said(is),
                });
            }
        }
    }
    seen
}

/// Threats that the new release brings for certain and the old one did not.
fn threats(pair: &Pair<'_>, catalogue: &risk::Catalogue) -> Vec<Seen> {
    let seeded = |side: &Side<'_>, state: &State| {
        let (facts, inventory) = (&side.facts, &side.saved.inventory);
        let subject = risk::Subject { program: pair.program, state, facts, inventory };
        let mut seeds = risk::seed(catalogue, &subject);
        seeds.retain(|seed| seed.answer == Answer::Yes);
        seeds
    };
    let known: BTreeSet<(usize, Option<String>)> =
        seeded(pair.old, &pair.before).into_iter().map(|seed| (seed.threat, seed.on)).collect();
    let old_systems = names(pair.old);
    let mut seen = Vec::new();
    for seed in seeded(pair.new, &pair.after) {
        // A system that came is a change as a whole.
        let is_of_new = seed.on.as_ref().is_some_and(|on| !old_systems.contains(on));
        if is_of_new || known.contains(&(seed.threat, seed.on.clone())) {
            continue;
        }
        let Some(threat) = catalogue.threats.get(seed.threat) else { continue };
        let of = seed.on.as_ref().map_or_else(|| threat.id.clone(), |on| format!("{on}/{}", threat.id));
        let said = format!("{}: {}", threat.title, seed.why.join("; "));
        let systems = if threat.on == Kind::AiSystem { seed.on.map(|on| vec![on]) } else { Some(Vec::new()) };
        seen.push(Seen { sight: Sight::Threat, of, systems, before: None, after: shown(said, None) });
    }
    seen
}
