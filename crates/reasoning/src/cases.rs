//! The cases beside the law files: each a sentence, with facts and what the law makes of them.

use std::path::Path;

use domain::{Answer, Day};
use rulebook::mistake::did_you_mean;
use rulebook::tree::{Fields, Key, Node, Reading, Tree};
use rulebook::{BlockId, BlockKind, From, Mistake, NameId, Rulebook, What};

use crate::evaluate::State;
use crate::facts::{Facts, Shape, ThingId};
use crate::program::{LawChoice, Program, block_is_live};
use crate::questions;

/// The day a case is asked on, if it names none.
pub const DEFAULT_DAY: &str = "2026-11-22";

/// One case, read.
#[derive(Clone, Debug)]
pub struct Case {
    pub name: String,
    pub line: usize,
    pub choice: LawChoice,
    pub facts: Facts,
    pub expected: Vec<Expected>,
    span: std::ops::Range<usize>,
}

/// One thing a case says.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    Then {
        thing: Option<String>,
        name: NameId,
        answer: Answer,
    },
    Bound {
        block: BlockId,
        answer: Answer,
    },
    From {
        thing: Option<String>,
        block: BlockId,
        dates: Vec<From>,
    },
    Asks {
        name: NameId,
    },
    /// The ceilings that hold for a breach of this obligation, by id.
    Fines {
        block: BlockId,
        ids: Vec<String>,
    },
}

/// What came of a file of cases.
#[derive(Debug, Default)]
pub struct Outcome {
    pub passed: usize,
    /// Cases that could not be read, and cases whose answer differs.
    pub failures: Vec<Mistake>,
    /// The cases as they were read, for whoever wants to count what they say.
    pub cases: Vec<Case>,
}

/// Reads and runs a `.cases.toml`.
pub fn run(rulebook: &Rulebook, path: &Path, source: &str) -> Outcome {
    let mut reading = Reading::new(path, source);
    let cases = read(rulebook, &mut reading);
    let mut outcome = Outcome { failures: std::mem::take(&mut reading.mistakes), ..Outcome::default() };
    let mut state = State::default();
    // Most cases ask the same law: its programs are made once.
    let mut programs: Vec<Program<'_>> = Vec::new();
    for case in cases {
        let known = programs.iter().position(|program| program.choice == case.choice);
        let at = known.unwrap_or_else(|| {
            programs.push(Program::new(rulebook, case.choice.clone()));
            programs.len() - 1
        });
        let program = &programs[at];
        program.evaluate(&case.facts, &mut state);
        let before = outcome.failures.len();
        for expected in &case.expected {
            if let Some(difference) = check(program, &case, &state, expected) {
                let message = format!("“{}”: {difference}", case.name);
                outcome.failures.push(Mistake::new(path, source, case.span.clone(), message));
            }
        }
        if outcome.failures.len() == before {
            outcome.passed += 1;
        }
        outcome.cases.push(case);
    }
    outcome
}

fn check(program: &Program<'_>, case: &Case, state: &State, expected: &Expected) -> Option<String> {
    let rulebook = program.rulebook;
    match expected {
        Expected::Then { thing, name, answer } => {
            let id = &rulebook.name(*name).id;
            let things: Vec<ThingId> = case
                .facts
                .of_kind(rulebook.name(*name).on)
                .filter(|at| thing.as_ref().is_none_or(|thing| case.facts.thing(*at).name == *thing))
                .collect();
            if things.is_empty() {
                return Some(format!("`{id}` cannot be asked: the case has no such {}", rulebook.name(*name).on));
            }
            things.into_iter().find_map(|at| {
                let found = program.conclusion(state, *name, at);
                (found != *answer).then(|| {
                    let about =
                        if thing.is_some() { format!(" for {}", case.facts.thing(at).name) } else { String::new() };
                    format!("`{id}`{about} should be {answer}, but is {found}")
                })
            })
        }
        Expected::Bound { block, answer } => {
            let found = bound(program, case, state, *block);
            let id = &rulebook.block(*block).id;
            (found != *answer).then(|| format!("`{id}` should {}, but {}", says(*answer), says(found)))
        }
        Expected::From { thing, block, dates } => {
            let id = &rulebook.block(*block).id;
            let mut found: Vec<From> = case
                .facts
                .of_kind(rulebook.block(*block).at)
                .filter(|at| thing.as_ref().is_none_or(|thing| case.facts.thing(*at).name == *thing))
                .flat_map(|at| program.dates_in_view(state, *block, at).possible().to_vec())
                .collect();
            found.sort_unstable();
            found.dedup();
            (found != *dates).then(|| {
                let show = |dates: &[From]| dates.iter().map(From::to_string).collect::<Vec<_>>().join(" or ");
                format!("`{id}` should apply from {}, but applies from {}", show(dates), show(&found))
            })
        }
        Expected::Fines { block, ids } => {
            let mut found: Vec<String> = Vec::new();
            for thing in case.facts.of_kind(rulebook.block(*block).at) {
                for (penalty, answer) in program.penalties(state, *block, thing) {
                    let open = if answer == Answer::Unknown { "?" } else { "" };
                    found.push(format!("{}{open}", rulebook.block(penalty).id));
                }
            }
            found.sort();
            found.dedup();
            let id = &rulebook.block(*block).id;
            (found != *ids).then(|| {
                format!("a breach of `{id}` should fall under {}, but falls under {}", ids.join(", "), found.join(", "))
            })
        }
        Expected::Asks { name } => {
            let id = &rulebook.name(*name).id;
            let open = questions::open_facts(program, &case.facts, state);
            (!open.iter().any(|(_, open)| open == name)).then(|| format!("`{id}` should be asked, but is not"))
        }
    }
}

/// Bound at any thing: yes if one is, no if none is.
fn bound(program: &Program<'_>, case: &Case, state: &State, block: BlockId) -> Answer {
    let at = program.rulebook.block(block).at;
    case.facts.of_kind(at).map(|thing| program.holds(state, block, thing)).fold(Answer::No, Answer::or)
}

fn says(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "binds",
        Answer::No => "does not bind",
        Answer::Unknown => "is open",
    }
}

/// Reads the cases of a file; what is wrong is added to `reading.mistakes`.
pub fn read(rulebook: &Rulebook, reading: &mut Reading) -> Vec<Case> {
    let mut root = reading.root("a file of cases");
    let list = root.list("case");
    root.done();
    list.into_iter().filter_map(|node| case(rulebook, reading, node)).collect()
}

fn case(rulebook: &Rulebook, reading: &mut Reading, node: Node) -> Option<Case> {
    let span = node.span.clone();
    let Tree::Table(entries) = node.value else { return None };
    let line = reading.line_at(span.start);
    let before = reading.mistakes.len();
    let mut fields = Fields::new(reading, entries, span.clone(), "this case");
    let name = fields.required_text("name").map(|(name, _)| name).unwrap_or_default();
    let on = fields.date("on").or_else(|| DEFAULT_DAY.parse::<Day>().ok())?;
    let mut choice = LawChoice::on(on);
    choice.text = fields.text("law-text").map(|(text, _)| text);
    for (key, node) in fields.table("readings").map(|(entries, _)| entries).unwrap_or_default() {
        let option = node.text().unwrap_or_default();
        let found = rulebook.find(&key.name).and_then(|id| {
            let at = rulebook.name(id).options().iter().position(|choice| choice.id == option)?;
            matches!(rulebook.name(id).what, What::Reading { .. }).then_some((id, at as u8))
        });
        match found {
            Some((id, at)) => {
                choice.readings.insert(id, at);
            }
            None => {
                fields
                    .reading
                    .mistake(key.span, format!("there is no reading `{}` with the option `{option}`", key.name));
            }
        }
    }
    for (key, node) in fields.table("status").map(|(entries, _)| entries).unwrap_or_default() {
        let id = rulebook.find(&key.name).filter(|id| matches!(rulebook.name(*id).what, What::Status(_)));
        match (id, node.value) {
            (Some(id), Tree::Bool(value)) => {
                choice.statuses.insert(id, value);
            }
            _ => {
                fields
                    .reading
                    .mistake(key.span, format!("there is no status `{}`, or its value is not true or false", key.name));
            }
        }
    }
    let mut given = fields.table("given").map(|(entries, _)| entries).unwrap_or_default();
    let complete = fields.take("complete");

    let mut expected = Vec::new();
    for (key, node) in fields.table("then").map(|(entries, _)| entries).unwrap_or_default() {
        let (thing, id) = match key.name.rsplit_once('/') {
            Some((thing, id)) => (Some(thing.to_owned()), id),
            None => (None, key.name.as_str()),
        };
        let answer = match node.value {
            Tree::Text(text) => {
                [Answer::Yes, Answer::No, Answer::Unknown].into_iter().find(|answer| answer.as_str() == text)
            }
            Tree::Bool(yes) => Some(yes.into()),
            _ => None,
        };
        let found = rulebook.find(id).filter(|id| matches!(rulebook.name(*id).what, What::Conclusion { .. }));
        match (found, answer) {
            (Some(name), Some(answer)) => expected.push(Expected::Then { thing, name, answer }),
            (None, _) => {
                let help = did_you_mean(id, rulebook.names.iter().map(|name| name.id.as_str()));
                fields.reading.mistake_with_help(key.span, format!("there is no conclusion called `{id}`"), help);
            }
            (_, None) => {
                fields.reading.mistake(node.span, "should be \"yes\", \"no\" or \"unknown\"");
            }
        }
    }
    for (key, answer) in [("binds", Answer::Yes), ("does-not-bind", Answer::No), ("open", Answer::Unknown)] {
        for (id, span) in fields.texts(key) {
            if let Some(block) = find_block(rulebook, &choice, &mut fields, &id, span, true) {
                expected.push(Expected::Bound { block, answer });
            }
        }
    }
    for (key, node) in fields.table("from").map(|(entries, _)| entries).unwrap_or_default() {
        let Key { name, span } = key;
        let (thing, id) = match name.split_once(" / ") {
            Some((thing, id)) => (Some(thing.to_owned()), id.to_owned()),
            None => (None, name),
        };
        let mut dates = Vec::new();
        for node in node.items() {
            match node.value {
                Tree::Date(day) => dates.push(From::Day(day)),
                Tree::Text(text) if text == "never" => dates.push(From::Never),
                _ => {
                    fields.reading.mistake(node.span, "should be a date or \"never\"");
                }
            }
        }
        dates.sort_unstable();
        if let Some(block) = find_block(rulebook, &choice, &mut fields, &id, span, false) {
            expected.push(Expected::From { thing, block, dates });
        }
    }
    for (key, node) in fields.table("fines").map(|(entries, _)| entries).unwrap_or_default() {
        let mut ids: Vec<String> = match &node.value {
            Tree::List(items) => items.iter().filter_map(|item| item.text()).map(str::to_owned).collect(),
            _ => node.text().map(str::to_owned).into_iter().collect(),
        };
        ids.sort();
        if let Some(block) = find_block(rulebook, &choice, &mut fields, &key.name, key.span, true) {
            expected.push(Expected::Fines { block, ids });
        }
    }
    for (id, span) in fields.texts("asks") {
        match rulebook.find(&id).filter(|id| rulebook.name(*id).is_fact()) {
            Some(name) => expected.push(Expected::Asks { name }),
            None => {
                let help = did_you_mean(&id, rulebook.names.iter().map(|name| name.id.as_str()));
                fields.reading.mistake_with_help(span, format!("there is no fact called `{id}`"), help);
            }
        }
    }
    fields.take("note");
    fields.done();
    if expected.is_empty() {
        reading.mistake(span.clone(), "this case expects nothing");
    }
    if let Some(complete) = complete {
        given.push((Key { name: "complete".into(), span: complete.span.clone() }, complete));
    }
    let facts = crate::facts::read(rulebook, reading, given, Shape::Case);
    (reading.mistakes.len() == before).then_some(Case { name, line, choice, facts, expected, span })
}

/// The block with this id in the text that the case asks.
fn find_block(
    rulebook: &Rulebook,
    choice: &LawChoice,
    fields: &mut Fields<'_>,
    id: &str,
    span: std::ops::Range<usize>,
    obligation: bool,
) -> Option<BlockId> {
    let mut matching = rulebook.blocks.iter().enumerate().filter(|(_, block)| {
        block.id == id
            && match block.what {
                BlockKind::Obligation(_) => true,
                BlockKind::Rule { .. } => !obligation,
                _ => false,
            }
    });
    let first = matching.clone().next();
    let live = matching.find(|(_, block)| block_is_live(rulebook, choice, block));
    if let Some((at, _)) = live.or(first) {
        return Some(at as BlockId);
    }
    let known = rulebook.blocks.iter().filter(|block| matches!(block.what, BlockKind::Obligation(_)));
    let help = did_you_mean(id, known.map(|block| block.id.as_str()));
    fields.reading.mistake_with_help(span, format!("there is no obligation with the id `{id}`"), help);
    None
}
