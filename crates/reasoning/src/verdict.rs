//! The verdict: what the law makes of the facts, in a form that people and programs read.

use std::collections::BTreeMap;

use domain::citation::Citation;
use domain::{Answer, Day, Kind};
use rulebook::{BlockId, BlockKind, NameId, Tier, What, When};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::evaluate::{Conflict, Dates, State};
use crate::facts::{Facts, ThingId};
use crate::program::Program;
use crate::trace::origins;

/// The version of the JSON form; it changes when a field changes its meaning or goes.
pub const FORMAT: &str = "marque-verdict/1";

/// Everything marque says about one product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Verdict {
    pub format: String,
    pub subject: String,
    /// The day it was asked for.
    pub on: String,
    /// For each act the text used.
    pub texts: Vec<TextUsed>,
    /// SHA-256 of the law files.
    pub law: String,
    pub conclusions: Vec<Conclusion>,
    pub duties: Vec<Duty>,
    /// Contradictions; what they concern counts as unknown.
    pub conflicts: Vec<String>,
    /// Facts nobody gave that were taken, and why.
    pub assumptions: Vec<String>,
    /// Contested points whose other reading changes an answer here.
    pub readings: Vec<ReadingEffect>,
    /// Statuses that an answer here rests on.
    pub statuses: Vec<StatusUsed>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct TextUsed {
    pub act: String,
    pub title: String,
    pub text: String,
    pub in_force: String,
    /// What people call it, if it only interlocks with the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neighbour: Option<String>,
}

/// One conclusion about one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Conclusion {
    pub id: String,
    pub tier: String,
    pub kind: String,
    pub thing: String,
    pub title: String,
    pub answer: Answer,
    /// From when, if it holds and the law dates it. Several: it is open which, or releases differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// The provisions the answer rests on.
    pub cites: Vec<String>,
    pub reason: String,
    /// Who declared it, if somebody did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declared: Vec<String>,
    /// Another answer that a person recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<PositionShown>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PositionShown {
    pub answer: Answer,
    pub by: String,
    pub reason: String,
    pub date: String,
}

/// One duty of one operator towards one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Duty {
    pub id: String,
    pub kind: String,
    pub thing: String,
    pub title: String,
    pub what: String,
    pub who: Vec<String>,
    /// Whether it binds us.
    pub bound: Answer,
    /// From when; several: it is open which; none: no provision starts it.
    pub from: Vec<String>,
    pub state: DutyState,
    pub when: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// It comes from an act that only interlocks with the Cyber Resilience Act and the AI Act.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub neighbour: bool,
    /// In which language the recipient must be able to read it, as the law puts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The points of the paragraph, each a duty under the same conditions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<PointOwed>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fines: Vec<Fine>,
}

impl Duty {
    /// The paragraph or point it stands in: its id without the name of a block.
    pub fn provision(&self) -> &str {
        self.id.split('#').next().unwrap_or(&self.id)
    }

    /// Whether its start on a day says something on the day of the verdict: what a neighbouring act has long asked
    /// is no news.
    pub fn is_news(&self, from: Day, on: Option<Day>) -> bool {
        !self.neighbour || on.is_none_or(|on| from > on)
    }
}

/// A point of a duty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PointOwed {
    pub citation: String,
    pub what: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
}

/// Where a duty stands on the day of the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DutyState {
    /// Binds and applies today.
    Applies,
    /// Binds, from a later day.
    Later,
    /// Open: whether it binds, or from when.
    Open,
    /// A transition says that it never starts for this one.
    Never,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Fine {
    pub id: String,
    pub amount: f64,
    pub percent: f64,
    /// "higher" or "lower" of the two.
    pub whichever: String,
    /// Whether this ceiling is the one that counts.
    pub holds: Answer,
    /// From when such a fine can be imposed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ReadingEffect {
    pub id: String,
    pub title: String,
    pub chosen: String,
    pub other: String,
    pub changes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct StatusUsed {
    pub id: String,
    pub title: String,
    pub value: bool,
    pub checked: String,
    pub source: String,
    /// Days between the check and the day of the verdict, if it is the later one.
    pub age_days: i32,
}

/// How much of a verdict is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// With the effect of other readings.
    Whole,
    /// Without: for comparing many.
    Plain,
}

/// What the law makes of the facts.
pub fn verdict(program: &Program<'_>, facts: &Facts, state: &mut State, extent: Extent) -> Verdict {
    program.evaluate(facts, state);
    let conclusions = conclusions(program, facts, state);
    let duties: Vec<Duty> = duties(program, facts, state).into_iter().map(|(_, _, duty)| duty).collect();
    let mut conflicts: Vec<String> =
        state.conflicts.iter().map(|conflict| describe(program, facts, conflict)).collect();
    conflicts.extend(program.family_conflicts(facts, state).iter().map(|conflict| describe(program, facts, conflict)));
    let rulebook = program.rulebook;
    let assumptions = state
        .assumed
        .iter()
        .map(|(thing, name)| {
            let value = crate::hinges::values_text(rulebook, *name, program.values(state, *name, *thing));
            let value = value.trim_start_matches("= ");
            format!(
                "{} of {}: taken as {value}, because nobody gave it",
                rulebook.name(*name).id,
                facts.thing(*thing).name
            )
        })
        .collect();
    let texts = rulebook.acts.iter().zip(&program.texts).map(|(act, text)| {
        let text = &act.texts[*text as usize];
        TextUsed {
            act: act.prefix.clone(),
            title: act.title.clone(),
            neighbour: act.neighbour.then(|| act.short.clone()),
            text: text.name.clone(),
            in_force: text.in_force.to_string(),
        }
    });
    let readings =
        if extent == Extent::Whole { reading_effects(program, facts, &conclusions, &duties) } else { Vec::new() };
    let statuses = rulebook.names.iter().enumerate().filter_map(|(at, name)| {
        let What::Status(status) = &name.what else { return None };
        Some(StatusUsed {
            id: name.id.clone(),
            title: name.title.clone(),
            value: program.status(at as NameId),
            checked: status.checked.to_string(),
            source: status.source.clone(),
            age_days: program.choice.on.0 - status.checked.0,
        })
    });
    Verdict {
        format: FORMAT.to_owned(),
        subject: facts.subject().to_owned(),
        on: program.choice.on.to_string(),
        texts: texts.collect(),
        law: rulebook.digest.clone(),
        statuses: statuses.collect(),
        conclusions,
        duties,
        conflicts,
        assumptions,
        readings,
    }
}

fn conclusions(program: &Program<'_>, facts: &Facts, state: &State) -> Vec<Conclusion> {
    let mut conclusions = Vec::new();
    for (name, thing) in crate::questions::shown(program, facts) {
        conclusions.push(conclusion(program, facts, state, name, thing));
    }
    conclusions.sort_by_key(|conclusion| Tier::ALL.iter().position(|tier| tier.as_str() == conclusion.tier));
    conclusions
}

/// One conclusion, with the rules that carry its answer.
pub fn conclusion(program: &Program<'_>, facts: &Facts, state: &State, id: NameId, thing: ThingId) -> Conclusion {
    let name = program.rulebook.name(id);
    let answer = program.conclusion(state, id, thing);
    let rules: Vec<BlockId> = rules_of(program, id).collect();
    // The rules that carry the answer: those that hold; or those still open; or all, which fail.
    let carrying: Vec<BlockId> =
        rules.iter().copied().filter(|rule| program.holds(state, *rule, thing) == answer).collect();
    let mut cites = Vec::new();
    let mut reason = String::new();
    // Of several, the one that names the closest point gives the reason.
    let points =
        |rule: &BlockId| program.rulebook.block(*rule).citation.parse::<Citation>().map_or(0, |own| own.depth());
    let closest = carrying.iter().copied().max_by_key(|rule| (points(rule), std::cmp::Reverse(*rule)));
    for rule in &carrying {
        let block = program.rulebook.block(*rule);
        push(&mut cites, &block.citation);
        if Some(*rule) == closest && reason.is_empty() {
            // The reason of a rule says what holds if the rule does.
            let failed = if answer == Answer::No { "Does not hold here: " } else { "" };
            reason = format!("{failed}{}", block.reason);
        }
        for exception in &block.exceptions {
            let at = program.rulebook.block(*exception).at;
            let Some(outer) = state.outer(thing, at) else { continue };
            if answer == Answer::No && program.holds(state, *exception, outer) == Answer::Yes {
                let exception = program.rulebook.block(*exception);
                push(&mut cites, &exception.citation);
                reason = exception.reason.clone();
            }
        }
    }
    if cites.is_empty() {
        cites = name.cites.clone();
    }
    let mut dates = Dates::default();
    if answer == Answer::Yes {
        // Several rules hold: the earliest of their dates counts.
        dates = Dates::earliest_of(carrying.iter().map(|rule| program.dates_in_view(state, *rule, thing)));
    }
    let position = facts.positions.iter().find(|position| {
        position.conclusion == name.id
            && position.thing.as_ref().is_none_or(|thing_name| *thing_name == facts.thing(thing).name)
    });
    Conclusion {
        id: name.id.clone(),
        tier: name.tier().unwrap_or(Tier::Step).as_str().to_owned(),
        kind: name.on.to_string(),
        thing: facts.thing(thing).name.clone(),
        title: name.title.clone(),
        answer,
        from: dates.possible().iter().map(|from| from.to_string()).collect(),
        cites,
        reason,
        declared: origins(facts, id, thing).iter().map(|origin| origin.to_string()).collect(),
        position: position.map(|position| PositionShown {
            answer: position.answer,
            by: position.by.clone(),
            reason: position.reason.clone(),
            date: position.date.to_string(),
        }),
    }
}

/// The live rules that could conclude a name.
pub fn rules_of<'p>(program: &'p Program<'_>, id: NameId) -> impl Iterator<Item = BlockId> + 'p {
    (0..program.rulebook.blocks.len() as BlockId).filter(move |rule| {
        program.is_live(*rule)
            && matches!(program.rulebook.block(*rule).what, BlockKind::Rule { concludes: Some(concluded) } if concluded == id)
    })
}

fn push(list: &mut Vec<String>, text: &str) {
    if !list.iter().any(|known| known == text) {
        list.push(text.to_owned());
    }
}

/// Every duty that binds or may, with the block that sets it and the thing it is about, in the law's order.
pub fn duties(program: &Program<'_>, facts: &Facts, state: &State) -> Vec<(BlockId, ThingId, Duty)> {
    let mut duties = Vec::new();
    for id in program.obligations() {
        for thing in facts.of_kind(program.rulebook.block(*id).at) {
            let bound = program.holds(state, *id, thing);
            if bound != Answer::No {
                duties.push((*id, thing, duty(program, facts, state, *id, thing, bound)));
            }
        }
    }
    duties
}

fn duty(program: &Program<'_>, facts: &Facts, state: &State, id: BlockId, thing: ThingId, bound: Answer) -> Duty {
    let block = program.rulebook.block(id);
    let dates = program.dates(state, id, thing);
    let empty = rulebook::Obligation::default();
    let obligation = match &block.what {
        BlockKind::Obligation(obligation) => obligation,
        _ => &empty,
    };
    let who = obligation.who.iter().filter(|who| program.conclusion(state, **who, thing) != Answer::No);
    let fines = program.penalties(state, id, thing).into_iter().filter_map(|(penalty, holds)| {
        let block = program.rulebook.block(penalty);
        let BlockKind::Penalty { amount, percent, whichever_higher, .. } = block.what else { return None };
        let inherited = block.exception_to.iter().find_map(|base| match program.rulebook.block(*base).what {
            BlockKind::Penalty { amount, percent, .. } => Some((amount, percent)),
            _ => None,
        });
        let or_inherited =
            |own: f64, pick: fn((f64, f64)) -> f64| if own.is_nan() { inherited.map_or(0.0, pick) } else { own };
        Some(Fine {
            id: block.id.clone(),
            amount: or_inherited(amount, |(amount, _)| amount),
            percent: if amount == 0.0 && percent.is_nan() {
                0.0
            } else {
                or_inherited(percent, |(_, percent)| percent)
            },
            whichever: if whichever_higher { "higher" } else { "lower" }.to_owned(),
            holds,
            from: program.dates(state, penalty, thing).possible().iter().map(|from| from.to_string()).collect(),
        })
    });
    Duty {
        id: block.id.clone(),
        kind: facts.thing(thing).kind.to_string(),
        thing: thing_label(facts, thing),
        title: block.title.clone(),
        what: block.reason.clone(),
        who: who.map(|who| program.rulebook.name(*who).id.clone()).collect(),
        bound,
        from: dates.possible().iter().map(|from| from.to_string()).collect(),
        state: duty_state(bound, &dates, program.choice.on),
        when: when(&obligation.when),
        clock: obligation
            .clock
            .as_ref()
            .map(|clock| format!("{} from {}", clock.within, clock.starts.replace('-', " "))),
        to: obligation.to.clone(),
        document: obligation.document.clone(),
        evidence: obligation.evidence.clone(),
        neighbour: program.rulebook.acts[block.act as usize].neighbour,
        language: obligation.language.clone(),
        points: obligation
            .points
            .iter()
            .map(|point| PointOwed {
                citation: point.citation.clone(),
                what: point.what.clone(),
                evidence: point.evidence.clone(),
            })
            .collect(),
        fines: fines.collect(),
    }
}

/// What a duty is about, for people: the release's product rather than "this release".
pub fn thing_label(facts: &Facts, thing: ThingId) -> String {
    let own = facts.thing(thing);
    match own.kind {
        Kind::Release => {
            let product = own.within[Kind::Product as usize];
            let product = facts.things.get(product as usize).map_or("the product", |product| product.name.as_str());
            if own.implied { product.to_owned() } else { format!("{product}, {}", own.name) }
        }
        _ => own.name.clone(),
    }
}

/// Where a duty stands on a day.
pub fn duty_state(bound: Answer, dates: &Dates, on: Day) -> DutyState {
    use rulebook::From;
    if bound != Answer::Yes {
        return DutyState::Open;
    }
    match dates.possible() {
        [] => DutyState::Open,
        all if all.iter().all(|from| *from == From::Never) => DutyState::Never,
        all if all.iter().all(|from| *from <= From::Day(on)) => DutyState::Applies,
        all if all.iter().all(|from| matches!(from, From::Day(day) if *day > on)) => DutyState::Later,
        _ => DutyState::Open,
    }
}

fn when(when: &When) -> String {
    match when {
        When::BeforePlacing => "before placing on the market".to_owned(),
        When::Always => "at all times".to_owned(),
        When::OnRequest => "on request".to_owned(),
        When::Event(event) => format!("when: {}", event.replace('-', " ")),
        When::Keep { period, or, from } => {
            let or = or.as_ref().map(|or| format!(", or {} if longer", or.replace('-', " "))).unwrap_or_default();
            let from =
                from.as_ref().map(|from| format!(", counted from {}", from.replace('-', " "))).unwrap_or_default();
            format!("keep {period}{or}{from}")
        }
    }
}

/// A conflict in words.
pub fn describe(program: &Program<'_>, facts: &Facts, conflict: &Conflict) -> String {
    let rulebook = program.rulebook;
    match conflict {
        Conflict::Facts { thing, name } => {
            let said: Vec<String> = facts
                .thing(*thing)
                .given
                .iter()
                .filter(|given| given.name == *name)
                .map(|given| {
                    format!("{} ({})", crate::hinges::values_text(rulebook, *name, given.values), given.origin)
                })
                .collect();
            format!(
                "`{}` of {} is contradicted: {}",
                rulebook.name(*name).id,
                facts.thing(*thing).name,
                said.join(" against ")
            )
        }
        Conflict::Declared { thing, name, concluded } => {
            let declared =
                origins(facts, *name, *thing).iter().map(|origin| origin.to_string()).collect::<Vec<_>>().join(", ");
            let declared = if declared.is_empty() { "another of its family is declared".to_owned() } else { declared };
            format!(
                "`{}` of {}: {declared}, but the rules conclude {concluded}",
                rulebook.name(*name).id,
                facts.thing(*thing).name
            )
        }
        Conflict::Family { thing, names: (first, second) } => format!(
            "{}: `{}` and `{}` cannot both hold",
            facts.thing(*thing).name,
            rulebook.name(*first).id,
            rulebook.name(*second).id
        ),
    }
}

/// Which answers another reading of a contested point would change.
fn reading_effects(
    program: &Program<'_>,
    facts: &Facts,
    conclusions: &[Conclusion],
    duties: &[Duty],
) -> Vec<ReadingEffect> {
    let mut effects = Vec::new();
    for (at, name) in program.rulebook.names.iter().enumerate() {
        let What::Reading { options, .. } = &name.what else { continue };
        let chosen = program.reading(at as NameId);
        for other in (0..options.len() as u8).filter(|other| *other != chosen) {
            let mut choice = program.choice.clone();
            choice.readings.insert(at as NameId, other);
            let other_program = Program::new(program.rulebook, choice);
            let mut state = State::default();
            let verdict = verdict(&other_program, facts, &mut state, Extent::Plain);
            let changes = differences((conclusions, duties), (&verdict.conclusions, &verdict.duties));
            if !changes.is_empty() {
                effects.push(ReadingEffect {
                    id: name.id.clone(),
                    title: name.title.clone(),
                    chosen: options[chosen as usize].id.clone(),
                    other: options[other as usize].id.clone(),
                    changes,
                });
            }
        }
    }
    effects
}

/// What differs between two verdicts, a line each.
pub fn differences(before: (&[Conclusion], &[Duty]), after: (&[Conclusion], &[Duty])) -> Vec<String> {
    fn keyed<'k, T>(list: &'k [T], key: impl Fn(&'k T) -> (&'k str, &'k str)) -> BTreeMap<(&'k str, &'k str), &'k T> {
        list.iter().map(|item| (key(item), item)).collect()
    }
    let mut lines = Vec::new();
    let (old, new) = (
        keyed(before.0, |conclusion| (conclusion.id.as_str(), conclusion.thing.as_str())),
        keyed(after.0, |conclusion| (conclusion.id.as_str(), conclusion.thing.as_str())),
    );
    let show = |from: &[String]| if from.is_empty() { String::new() } else { format!(" from {}", from.join(" or ")) };
    for (key, conclusion) in &new {
        let was = old.get(key).map(|old| (old.answer, old.from.as_slice()));
        if was != Some((conclusion.answer, &conclusion.from)) {
            let was = was.map_or("not asked".to_owned(), |(answer, from)| format!("{answer}{}", show(from)));
            lines.push(format!(
                "{} ({}): {was} → {}{}",
                conclusion.id,
                conclusion.thing,
                conclusion.answer,
                show(&conclusion.from)
            ));
        }
    }
    for (key, conclusion) in old.iter().filter(|(key, _)| !new.contains_key(*key)) {
        lines.push(format!("{} ({}): {} → not asked", conclusion.id, key.1, conclusion.answer));
    }
    let (old, new) = (
        keyed(before.1, |duty| (duty.id.as_str(), duty.thing.as_str())),
        keyed(after.1, |duty| (duty.id.as_str(), duty.thing.as_str())),
    );
    let says = |duty: Option<&&Duty>| match duty {
        None => "does not bind".to_owned(),
        Some(duty) => {
            let bound = if duty.bound == Answer::Yes { "binds" } else { "is open" };
            format!("{bound}{}", show(&duty.from))
        }
    };
    let mut keys: Vec<_> = old.keys().chain(new.keys()).copied().collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let (was, is) = (says(old.get(&key)), says(new.get(&key)));
        if was != is {
            lines.push(format!("{} ({}): {was} → {is}", key.0, key.1));
        }
    }
    lines
}
