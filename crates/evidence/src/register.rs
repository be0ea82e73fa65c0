//! The evidence of a log, each with its state on a day. What is read here is believed; `verify` tells whether it may be.

use std::collections::{BTreeMap, HashMap};

use domain::citation::Citation;
use domain::{Day, Moment};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Act, Digest, Evidence, Fingerprint, Movement};

/// All that a log records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// In the order they were added.
    pub evidence: Vec<Registered>,
    pub keys: Vec<KeyUse>,
    /// In the order they were made.
    pub movements: Vec<Moved>,
}

/// Reads a log line by line.
#[derive(Debug, Default)]
pub struct Reader {
    register: Register,
    /// Where each piece stands, from the first withdrawal on: most logs have none.
    places: Option<HashMap<String, usize>>,
}

/// A step of a paper and its entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Moved {
    pub entry: u64,
    #[schemars(with = "String")]
    pub when: Moment,
    pub who: String,
    #[serde(flatten)]
    pub movement: Movement,
}

/// A piece of evidence and its entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Registered {
    /// The number of the entry that added it.
    pub entry: u64,
    #[schemars(with = "String")]
    pub when: Moment,
    pub who: String,
    #[serde(flatten)]
    pub evidence: Evidence,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Withdrawn>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Withdrawn {
    #[schemars(with = "String")]
    pub when: Moment,
    pub who: String,
    pub why: String,
}

/// A key and the entries it signs: from the one after its introduction on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct KeyUse {
    #[schemars(with = "String")]
    pub key: Fingerprint,
    /// The entry that names it.
    pub since: u64,
    #[schemars(with = "String")]
    pub when: Moment,
}

/// How evidence stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Fresh up to this day, or until the release changes.
    Fresh(Option<Day>),
    /// Its last fresh day is over.
    Stale(Day),
    Withdrawn,
}

/// What of a line is read here; chain and signature are for `verify`.
#[derive(Deserialize)]
struct Line {
    entry: Entry,
}

#[derive(Deserialize)]
struct Entry {
    number: u64,
    when: Moment,
    who: String,
    act: Act,
}

impl Register {
    /// Reads the lines of a log; an error names the line.
    pub fn read<'l>(lines: impl IntoIterator<Item = &'l [u8]>) -> Result<Register, (u64, serde_json::Error)> {
        let mut reader = Reader::default();
        for (line, number) in lines.into_iter().zip(1..) {
            let Line { entry } = serde_json::from_slice(line).map_err(|error| (number, error))?;
            reader.add(entry);
        }
        Ok(reader.register)
    }

    /// Every digest that the log names, with the length of the bytes.
    pub fn blobs(&self) -> BTreeMap<Digest, u64> {
        let evidence = self.evidence.iter().map(|registered| &registered.evidence.blob);
        let papers = self.movements.iter().flat_map(|moved| {
            let files = moved.movement.files.iter().map(|file| &file.blob);
            std::iter::once(&moved.movement.record).chain(files)
        });
        evidence.chain(papers).map(|blob| (blob.digest, blob.length)).collect()
    }
}

impl Reader {
    /// Reads the next line.
    pub fn line(&mut self, line: &str) -> Result<(), serde_json::Error> {
        let Line { entry } = serde_json::from_str(line)?;
        self.add(entry);
        Ok(())
    }

    fn add(&mut self, entry: Entry) {
        let Entry { number: entry, when, who, act } = entry;
        let register = &mut self.register;
        match act {
            Act::PaperMoved(movement) => register.movements.push(Moved { entry, when, who, movement }),
            Act::KeyIntroduced { key } | Act::KeyRotated { key } => {
                register.keys.push(KeyUse { key: key.fingerprint(), since: entry, when });
            }
            Act::EvidenceAdded(evidence) => {
                if let Some(places) = &mut self.places {
                    places.insert(evidence.id.clone(), register.evidence.len());
                }
                register.evidence.push(Registered { entry, when, who, evidence, withdrawn: None });
            }
            Act::EvidenceWithdrawn { id, why } => {
                let places = self.places.get_or_insert_with(|| {
                    let ids = register.evidence.iter().map(|registered| registered.evidence.id.clone());
                    ids.zip(0..).collect()
                });
                if let Some(registered) = places.get(&id).and_then(|place| register.evidence.get_mut(*place)) {
                    registered.withdrawn = Some(Withdrawn { when, who, why });
                }
            }
        }
    }

    pub fn done(self) -> Register {
        self.register
    }
}

impl Registered {
    pub fn state(&self, on: Day) -> State {
        if self.withdrawn.is_some() {
            return State::Withdrawn;
        }
        match self.evidence.fresh_until(self.when.day()) {
            Some(last) if last < on => State::Stale(last),
            until => State::Fresh(until),
        }
    }

    /// Whether one of its points is this one, a part of it, or what it is a part of.
    pub fn concerns(&self, point: &Citation) -> bool {
        self.evidence.points.iter().any(|own| own.contains(point) || point.contains(own))
    }
}

#[cfg(test)]
mod tests;
