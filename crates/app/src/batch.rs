//! One product a line in, one verdict a line out, in order; a broken line costs that line.

use std::io::{BufRead, Write};
use std::path::Path;

use domain::Answer;
use reasoning::evaluate::State;
use reasoning::facts::{Facts, Shape, read};
use reasoning::verdict::{DutyState, describe, duty_state};
use reasoning::{LawChoice, Program, questions};
use rulebook::tree::{Reading, Tree, from_json};
use rulebook::{Rulebook, Tier};
use serde_json::{Map, Value, json};

use crate::Failure;

/// The version of a line's form.
pub const FORMAT: &str = "marque-batch/1";

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
        let verdict = match result {
            Ok((name, facts)) => {
                tally.verdicts += 1;
                program.evaluate(&facts, &mut state);
                line_of(&program, &facts, &state, name, number)
            }
            Err((name, error)) => {
                tally.broken += 1;
                json!({ "format": FORMAT, "line": number, "name": name, "error": error })
            }
        };
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

fn line_of(program: &Program<'_>, facts: &Facts, state: &State, name: String, number: u64) -> Value {
    let mut things: Map<String, Value> = Map::new();
    for (id, thing) in questions::shown(program, facts) {
        let entry = program.rulebook.name(id);
        if entry.tier() == Some(Tier::Duty) {
            continue;
        }
        let label = format!("{}:{}", entry.on, facts.thing(thing).name);
        let answer = program.conclusion(state, id, thing).as_str();
        let slot = things.entry(label).or_insert_with(|| json!({}));
        slot[&entry.id] = json!(answer);
    }
    let mut duties: [Vec<String>; 4] = Default::default();
    for block in program.obligations() {
        for thing in facts.of_kind(program.rulebook.block(*block).at) {
            let bound = program.holds(state, *block, thing);
            if bound == Answer::No {
                continue;
            }
            let at = match duty_state(bound, &program.dates(state, *block, thing), program.choice.on) {
                DutyState::Applies => 0,
                DutyState::Later => 1,
                DutyState::Open => 2,
                DutyState::Never => 3,
            };
            let id = &program.rulebook.block(*block).id;
            if !duties[at].contains(id) {
                duties[at].push(id.clone());
            }
        }
    }
    let [applies, later, open, never] = duties;
    let conflicts: Vec<String> = state.conflicts.iter().map(|conflict| describe(program, facts, conflict)).collect();
    json!({
        "format": FORMAT,
        "line": number,
        "name": name,
        "on": program.choice.on.to_string(),
        "conclusions": things,
        "duties": { "applies": applies, "later": later, "open": open, "never": never },
        "conflicts": conflicts,
    })
}
