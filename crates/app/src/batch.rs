//! One product a line in, one verdict a line out, in order; a broken line costs that line.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::path::Path;

use domain::Answer;
use reasoning::evaluate::State;
use reasoning::facts::{Facts, Shape, read};
use reasoning::verdict::{DutyState, describe, duty_state};
use reasoning::{LawChoice, Program, questions};
use rulebook::tree::{Reading, Tree, from_json};
use rulebook::{Rulebook, Tier};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::Failure;

/// The version of a line's form.
pub const FORMAT: &str = "marque-batch/1";

/// What a line becomes: a verdict, or why there is none.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Line {
    /// [`FORMAT`].
    pub format: String,
    /// Of the input, counted from 1.
    pub line: u64,
    /// The input's name, if it could be read.
    pub name: Option<String>,
    #[serde(flatten)]
    pub result: Judged,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", untagged)]
pub enum Judged {
    Broken {
        error: String,
    },
    Verdict {
        on: String,
        /// For each thing (`kind:name`) each conclusion: yes, no or unknown.
        conclusions: BTreeMap<String, BTreeMap<String, Answer>>,
        duties: Duties,
        conflicts: Vec<String>,
    },
}

/// The ids of the duties by where they stand on the day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Duties {
    pub applies: Vec<String>,
    pub later: Vec<String>,
    pub open: Vec<String>,
    pub never: Vec<String>,
}

/// What came of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub verdicts: u64,
    pub broken: u64,
}

/// The longest line taken. A longer one is broken, and not held in memory.
const LINE_BYTES_MAX: usize = 4 << 20;

/// Judges every line of `input` and writes a line for each to `output`. Memory does not grow with the lines.
pub fn run(
    rulebook: &Rulebook,
    choice: &LawChoice,
    input: &mut dyn BufRead,
    output: &mut dyn Write,
) -> Result<Tally, Failure> {
    let program = Program::new(rulebook, choice.clone());
    let mut state = State::default();
    let mut tally = Tally::default();
    let mut line = Vec::new();
    for number in 1u64.. {
        line.clear();
        let complete = read_line(input, &mut line).map_err(|error| {
            Failure::refused(format!("reading line {number} of the batch"), error.to_string(), "check the file")
        })?;
        let Some(complete) = complete else { break };
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let result = if complete {
            facts_of(rulebook, &line, number)
        } else {
            Err((None, format!("line {number} is longer than {LINE_BYTES_MAX} bytes")))
        };
        let (name, result) = match result {
            Ok((name, facts)) => {
                tally.verdicts += 1;
                program.evaluate(&facts, &mut state);
                (Some(name), judged(&program, &facts, &state))
            }
            Err((name, error)) => {
                tally.broken += 1;
                (name, Judged::Broken { error })
            }
        };
        let verdict = Line { format: FORMAT.to_owned(), line: number, name, result };
        serde_json::to_writer(&mut *output, &verdict)
            .map_err(std::io::Error::from)
            .and_then(|()| output.write_all(b"\n"))
            .map_err(|error| {
                Failure::refused(format!("writing the verdict of line {number}"), error.to_string(), "check the output")
            })?;
    }
    output.flush().map_err(|error| Failure::refused("writing the verdicts", error.to_string(), "check the output"))?;
    Ok(tally)
}

/// Reads one line without its end. `Some(false)`: it was longer than allowed and its rest was passed over.
fn read_line(input: &mut dyn BufRead, line: &mut Vec<u8>) -> std::io::Result<Option<bool>> {
    let mut any = false;
    let mut whole = true;
    loop {
        let available = input.fill_buf()?;
        if available.is_empty() {
            return Ok(any.then_some(whole));
        }
        any = true;
        let end = available.iter().position(|byte| *byte == b'\n');
        let part = &available[..end.unwrap_or(available.len())];
        if line.len() + part.len() > LINE_BYTES_MAX {
            whole = false;
        } else {
            line.extend_from_slice(part);
        }
        let used = part.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            return Ok(Some(whole));
        }
    }
}

type Broken = (Option<String>, String);

/// The facts of a line.
pub fn facts_of(rulebook: &Rulebook, line: &[u8], number: u64) -> Result<(String, Facts), Broken> {
    let value: Value =
        serde_json::from_slice(line).map_err(|error| (None, format!("line {number}: not JSON: {error}")))?;
    let name = value["product"]["name"].as_str().or(value["name"].as_str()).map(str::to_owned);
    let Tree::Table(mut entries) = from_json(&value, &(0..0)).value else {
        return Err((None, format!("line {number}: should be a JSON object")));
    };
    entries.retain(|(key, _)| key.name != "name");
    let mut reading = Reading::new(Path::new("batch"), "");
    let facts = read(rulebook, &mut reading, entries, Shape::Document);
    if reading.mistakes.is_empty() {
        let name = name.unwrap_or_else(|| facts.subject().to_owned());
        return Ok((name, facts));
    }
    let mistakes: Vec<String> = reading
        .mistakes
        .iter()
        .map(|mistake| match &mistake.help {
            Some(help) => format!("{} ({help})", mistake.message),
            None => mistake.message.clone(),
        })
        .collect();
    Err((name, format!("line {number}: {}", mistakes.join("; "))))
}

fn judged(program: &Program<'_>, facts: &Facts, state: &State) -> Judged {
    let mut conclusions: BTreeMap<String, BTreeMap<String, Answer>> = BTreeMap::new();
    for (id, thing) in questions::shown(program, facts) {
        let entry = program.rulebook.name(id);
        if entry.tier() != Some(Tier::Duty) {
            let label = format!("{}:{}", entry.on, facts.thing(thing).name);
            conclusions.entry(label).or_default().insert(entry.id.clone(), program.conclusion(state, id, thing));
        }
    }
    let mut duties = Duties::default();
    for block in program.obligations() {
        for thing in facts.of_kind(program.rulebook.block(*block).at) {
            let bound = program.holds(state, *block, thing);
            if bound == Answer::No {
                continue;
            }
            let list = match duty_state(bound, &program.dates(state, *block, thing), program.choice.on) {
                DutyState::Applies => &mut duties.applies,
                DutyState::Later => &mut duties.later,
                DutyState::Open => &mut duties.open,
                DutyState::Never => &mut duties.never,
            };
            let id = &program.rulebook.block(*block).id;
            if list.last() != Some(id) {
                list.push(id.clone());
            }
        }
    }
    let mut conflicts: Vec<String> =
        state.conflicts.iter().map(|conflict| describe(program, facts, conflict)).collect();
    conflicts.extend(program.family_conflicts(facts, state).iter().map(|conflict| describe(program, facts, conflict)));
    Judged::Verdict { on: program.choice.on.to_string(), conclusions, duties, conflicts }
}
