//! What each change says under each definition: by an answer of marque.toml, by itself, or not yet.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Answer, Kind};
use reasoning::ThingId;
use reasoning::facts::Modification;
use rulebook::mistake::did_you_mean;
use rulebook::{Mistake, NameId};

use crate::Side;
use crate::catalogue::{Catalogue, ChangeKind, Definition, Strength};
use crate::compare::{Pair, Seen};
use crate::report::{Change, Given, Judgement, Unused};

/// All changes, and for each thing that is walked through what they say of it.
pub(crate) struct Judged {
    pub changes: Vec<Change>,
    pub subjects: Vec<Subject>,
    pub unused: Vec<Unused>,
}

/// One definition for one thing.
pub(crate) struct Subject {
    /// Index into [`Catalogue::definitions`].
    pub definition: usize,
    pub thing: ThingId,
    pub name: String,
    /// For each limb what the changes make of it.
    pub limbs: Vec<Answer>,
    /// A change counts as laid down beforehand for a system that goes on learning.
    pub planned: bool,
}

type Key<'a> = (&'a str, Option<&'a str>, Option<&'a str>);

/// The answers of marque.toml that speak of this release.
pub(crate) struct Answers<'s> {
    by_key: BTreeMap<Key<'s>, &'s Modification>,
    /// Evidence that was withdrawn, by its id and by the number of its entry.
    withdrawn: BTreeSet<String>,
    side: &'s Side<'s>,
}

impl<'s> Answers<'s> {
    /// The error lists those that name no kind of change.
    pub fn of(catalogue: &Catalogue, side: &'s Side<'s>) -> Result<Answers<'s>, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let mut by_key = BTreeMap::new();
        for answer in &side.facts.modifications {
            if catalogue.kind(&answer.change).is_none() {
                let help = did_you_mean(&answer.change, catalogue.kinds.iter().map(|kind| kind.id.as_str()));
                let help = help.or_else(|| Some("`marque release compare` names each change with its kind".into()));
                let message = format!("there is no kind of change called `{}`", answer.change);
                mistakes.push(side.mistake(answer.span.clone(), message, help));
            }
            if answer.release.as_deref() == side.release_name() {
                by_key.insert((&*answer.change, answer.of.as_deref(), answer.act.as_deref()), answer);
            }
        }
        let pieces = side.saved.evidence.iter().flatten().filter(|piece| piece.withdrawn);
        let withdrawn = pieces.flat_map(|piece| [piece.id.clone(), piece.entry.to_string()]).collect();
        if mistakes.is_empty() { Ok(Answers { by_key, withdrawn, side }) } else { Err(mistakes) }
    }

    /// The answer that speaks of this change most closely.
    fn find(&self, change: &str, of: &str, act: &str) -> Option<&'s Modification> {
        let keys = [(Some(of), Some(act)), (Some(of), None), (None, Some(act)), (None, None)];
        keys.into_iter().find_map(|(of, act)| self.by_key.get(&(change, of, act)).copied())
    }

    /// Whether the evidence that an answer rests on was withdrawn.
    fn rests_on_withdrawn(&self, answer: &Modification) -> bool {
        answer.assessed_in.as_ref().is_some_and(|named| self.withdrawn.contains(named))
    }
}

/// Joins what was seen with what people answered.
pub(crate) fn judge(catalogue: &Catalogue, pair: &Pair<'_>, answers: &Answers<'_>, seen: Vec<Seen>) -> Judged {
    let mut subjects = subjects(catalogue, pair);
    let mut used = BTreeSet::new();
    let mut changes = Vec::new();
    for seen in seen {
        let Some(kind) = catalogue.kind_of(&seen.sight).and_then(|at| catalogue.kinds.get(at)) else { continue };
        let mut judgements = Vec::new();
        for touch in &kind.touches {
            let Some(definition) = catalogue.definitions.get(touch.definition) else { continue };
            let answer = answers.find(&kind.id, &seen.of, &definition.id);
            if let Some(answer) = answer {
                used.insert(answer.span.start);
            }
            for subject in subjects.iter_mut().filter(|subject| subject.definition == touch.definition) {
                let concerns = definition.on != Kind::AiSystem
                    || seen.systems.as_ref().is_none_or(|systems| systems.contains(&subject.name));
                if !concerns || kind.unless.is_some_and(|name| is_stated(pair, definition, subject, name)) {
                    continue;
                }
                let said = Said { kind, seen: &seen, definition, answers, answer, pair, subject };
                let (judgement, planned) = said.judgement();
                subject.take(&touch.limbs, judgement.substantial, planned);
                judgements.push(judgement);
            }
        }
        changes.push(Change {
            change: kind.id.clone(),
            of: seen.of,
            title: kind.title.clone(),
            strength: kind.strength.as_str().to_owned(),
            before: seen.before,
            after: seen.after,
            question: kind.question.clone(),
            cites: kind.cites.clone(),
            judgements,
        });
    }
    let unused = answers.by_key.values().filter(|answer| !used.contains(&answer.span.start));
    let unused = unused.map(|answer| Unused {
        change: answer.change.clone(),
        of: answer.of.clone(),
        line: answers.side.line(answer.span.start),
    });
    let unused = unused.collect();
    changes.sort_by(|a, b| (&a.change, &a.of).cmp(&(&b.change, &b.of)));
    Judged { changes, subjects, unused }
}

fn subjects(catalogue: &Catalogue, pair: &Pair<'_>) -> Vec<Subject> {
    let mut subjects = Vec::new();
    for (at, definition) in catalogue.definitions.iter().enumerate() {
        let things: Vec<ThingId> = match definition.on {
            Kind::AiSystem => pair.systems(),
            Kind::Release => pair.new.release().into_iter().collect(),
            kind => pair.new.facts.of_kind(kind).collect(),
        };
        subjects.extend(things.into_iter().map(|thing| Subject {
            definition: at,
            thing,
            name: name(pair, thing),
            limbs: vec![Answer::No; definition.limbs.len()],
            planned: false,
        }));
    }
    subjects
}

fn name(pair: &Pair<'_>, thing: ThingId) -> String {
    reasoning::verdict::thing_label(&pair.new.facts, thing)
}

/// Whether both releases state a fact of an AI system.
fn is_stated(pair: &Pair<'_>, definition: &Definition, subject: &Subject, name: NameId) -> bool {
    let states = |side: &Side<'_>| {
        let mut things = side.facts.of_kind(Kind::AiSystem).map(|thing| side.facts.thing(thing));
        things.any(|thing| thing.name == subject.name && thing.texts.iter().any(|said| said.name == name))
    };
    definition.on == Kind::AiSystem && states(pair.old) && states(pair.new)
}

impl Subject {
    /// Yes is yes to the first limb a change touches; what is open is open for each.
    fn take(&mut self, limbs: &[usize], answer: Answer, planned: bool) {
        self.planned |= planned;
        let touched = if answer == Answer::Yes { limbs.get(..1).unwrap_or_default() } else { limbs };
        for limb in touched {
            if let Some(known) = self.limbs.get_mut(*limb) {
                *known = known.or(answer);
            }
        }
    }
}

/// Everything that decides what one change says of one thing.
struct Said<'a> {
    kind: &'a ChangeKind,
    seen: &'a Seen,
    definition: &'a Definition,
    answers: &'a Answers<'a>,
    answer: Option<&'a Modification>,
    pair: &'a Pair<'a>,
    subject: &'a Subject,
}

impl Said<'_> {
    /// And whether the change had been laid down for a system that goes on learning.
    fn judgement(&self) -> (Judgement, bool) {
        let (act, on) = (self.definition.id.clone(), self.subject.name.clone());
        let say = |substantial: Answer, why: &str, cites: &[String]| Judgement {
            act: act.clone(),
            on: on.clone(),
            substantial,
            why: why.to_owned(),
            cites: cites.to_vec(),
            answer: None,
        };
        let Some(answer) = self.answer else {
            let why = self.kind.why.as_deref();
            let is_told = self.seen.before.is_some() && self.seen.after.is_some();
            let judgement = match self.kind.strength {
                Strength::Shows if is_told => say(Answer::Yes, why.unwrap_or_default(), &self.kind.cites),
                Strength::Shows => {
                    say(Answer::Unknown, "only one of the two releases says it: nobody can see whether it changed", &[])
                }
                Strength::Asks => say(Answer::Unknown, "nobody has judged it", &[]),
                Strength::Notes => say(Answer::No, why.unwrap_or_default(), &self.kind.cites),
            };
            return (judgement, false);
        };
        let given = Given {
            line: self.answers.side.line(answer.span.start),
            by: answer.by.clone(),
            assessed_in: answer.assessed_in.clone(),
        };
        let given = |judgement: Judgement| Judgement { answer: Some(given), ..judgement };
        if answer.substantial {
            return (given(say(Answer::Yes, &answer.why, &self.definition.cites)), false);
        }
        if self.answers.rests_on_withdrawn(answer) {
            return (given(say(Answer::Unknown, "the evidence that the answer rests on was withdrawn", &[])), false);
        }
        if answer.assessed_in.is_none() {
            return (given(say(Answer::No, &answer.why, &self.definition.cites)), false);
        }
        let planned = self.definition.planned.as_ref().filter(|planned| {
            self.pair.program.meets(&self.pair.after, &planned.condition, self.subject.thing) == Answer::Yes
        });
        let reason = planned.map_or(&self.definition.foreseen, |planned| &planned.reason);
        let why = format!("{} ({})", answer.why, reason.say);
        (given(say(Answer::No, &why, &reason.cites)), planned.is_some())
    }
}
