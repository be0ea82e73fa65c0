//! `risks.toml`: what people assessed, read with every mistake said.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use domain::Kind;
use reasoning::Facts;
use rulebook::mistake::did_you_mean;
use rulebook::tree::{Entries, Fields, Node, Reading, Tree};
use rulebook::{KnownProvisions, Mistake};

use crate::catalogue::Catalogue;
use crate::scale::Scale;

mod risk;

pub use risk::{Accepted, Residual, Risk, Treatment};

/// The name of the file, beside marque.toml.
pub const FILE_NAME: &str = "risks.toml";

/// A larger file was not written by people.
const BYTES_MAX: usize = 1 << 20;

/// What people wrote.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub scale: Scale,
    pub risks: Vec<Risk>,
    pub overall: Vec<Overall>,
}

/// The judgement of all that remains of one AI system's risks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overall {
    pub system: String,
    pub accepted: Accepted,
}

/// What a register is read against.
pub(crate) struct Against<'a> {
    pub catalogue: &'a Catalogue,
    pub law: &'a KnownProvisions,
    pub facts: &'a Facts,
    pub scale: Scale,
}

impl Written {
    /// Nothing but the default scale.
    pub fn empty(catalogue: &Catalogue) -> Written {
        Written { scale: catalogue.scale.clone(), risks: Vec::new(), overall: Vec::new() }
    }

    pub fn read(catalogue: &Catalogue, facts: &Facts, path: &Path, source: &str) -> Result<Written, Vec<Mistake>> {
        if source.len() > BYTES_MAX {
            let message = format!("{} bytes are too many for a register: {BYTES_MAX} at most", source.len());
            return Err(vec![Mistake::at(path, message)]);
        }
        let mut reading = Reading::new(path, source);
        let lines = Lines::of(source);
        let mut root = reading.root("this register");
        let scale = root.table("scale");
        let risks = tables(&mut root, "risk");
        let overall = tables(&mut root, "overall");
        root.done();
        let scale = match scale {
            Some((entries, span)) => Scale::read(&mut reading, entries, span, Some(&catalogue.scale)),
            None => None,
        };
        let scale = scale.unwrap_or_else(|| catalogue.scale.clone());
        let against = Against { catalogue, law: &catalogue.law, facts, scale };
        let mut written = Written::empty(catalogue);
        let mut seen = BTreeSet::new();
        for (entries, span) in risks {
            let line = lines.at(span.start);
            let Some(risk) = Risk::read(&mut reading, entries, span.clone(), line, &against) else { continue };
            if !seen.insert((risk.id.clone(), risk.on.clone(), risk.asset.clone())) {
                let message = format!("`{}` stands here a second time", risk.id);
                reading.mistake_with_help(span, message, Some("tell them apart by `on` or `asset`".into()));
            }
            written.risks.push(risk);
        }
        let mut judged = BTreeSet::new();
        for (entries, span) in overall {
            let Some(overall) = read_overall(&mut reading, entries, span.clone(), &against) else { continue };
            if !judged.insert(overall.system.clone()) {
                reading.mistake(span, format!("“{}” is judged a second time", overall.system));
            }
            written.overall.push(overall);
        }
        written.scale = against.scale;
        if reading.mistakes.is_empty() { Ok(written) } else { Err(reading.mistakes) }
    }
}

/// The tables under a key: `[[key]]`, or `[key]` if it is only one.
fn tables(fields: &mut Fields<'_>, key: &'static str) -> Vec<(Entries, Range<usize>)> {
    let items = match fields.take(key) {
        None => return Vec::new(),
        Some(Node { value: Tree::List(items), .. }) => items,
        Some(node) => vec![node],
    };
    let mut tables = Vec::with_capacity(items.len());
    for node in items {
        match node.value {
            Tree::Table(entries) => tables.push((entries, node.span)),
            _ => drop(fields.reading.mistake(node.span, format!("a {key} should be a table: write [[{key}]]"))),
        }
    }
    tables
}

fn read_overall(reading: &mut Reading, entries: Entries, span: Range<usize>, against: &Against<'_>) -> Option<Overall> {
    let mut fields = Fields::new(reading, entries, span, "this judgement");
    let system = fields.required_text("system");
    if let Some((name, span)) = &system {
        thing(fields.reading, name, span.clone(), against.facts, &[Kind::AiSystem]);
    }
    let accepted = risk::accepted(&mut fields, true);
    fields.done();
    Some(Overall { system: system?.0, accepted: accepted? })
}

/// Says so if there is no thing of this name.
pub(crate) fn thing(reading: &mut Reading, name: &str, span: Range<usize>, facts: &Facts, kinds: &[Kind]) {
    let known: Vec<&str> =
        kinds.iter().flat_map(|kind| facts.of_kind(*kind)).map(|thing| facts.thing(thing).name.as_str()).collect();
    if known.contains(&name) {
        return;
    }
    let help = did_you_mean(name, known.iter().copied()).or_else(|| {
        Some(if known.is_empty() {
            "name it in marque.toml first".to_owned()
        } else {
            format!("marque.toml names {}", known.join(", "))
        })
    });
    reading.mistake_with_help(span, format!("marque.toml has nothing called “{name}”"), help);
}

/// Where lines begin: asking for many lines stays linear.
struct Lines(Vec<usize>);

impl Lines {
    fn of(source: &str) -> Lines {
        Lines(source.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// Counted from 1.
    fn at(&self, place: usize) -> usize {
        self.0.partition_point(|newline| *newline < place) + 1
    }
}

#[cfg(test)]
mod tests;
