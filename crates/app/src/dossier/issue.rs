//! The steps of papers: reviewed, approved, issued, each an entry of the log; and whether a paper still stands.

use std::collections::BTreeMap;

use ::dossier::{Composed, Grounds, Shift, shifts};
use evidence::register::Moved;
use evidence::{Act, Blob, Digest, IssuedFile, Movement, PaperKey, PaperState, Signed};
use paper::{Paper, State};
use reasoning::Facts;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Store;

use super::Dossier;
use super::folder::Files;
use crate::Failure;
use crate::evidence::{Place, Settings, Writer, begun, register};

/// What is kept of a paper with every step: the words that it was made for, and what they rest on.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Record {
    paper: Paper,
    grounds: Grounds,
}

/// Where a paper stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Standing {
    #[serde(flatten)]
    pub paper: PaperKey,
    /// draft, reviewed, approved or issued.
    pub state: State,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Step>,
    /// Why it no longer stands, if it does not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stale: Vec<String>,
    pub gaps: usize,
    /// Earlier editions, each superseded by the next.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub superseded: Vec<Step>,
}

/// Who did it, when, in which entry of the log.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Step {
    pub entry: u64,
    pub when: String,
    pub who: String,
}

impl Step {
    fn of(moved: &Moved) -> Step {
        Step { entry: moved.entry, when: moved.when.to_string(), who: moved.who.clone() }
    }
}

/// The key of a paper in the log.
pub fn key(facts: &Facts, composed: &Composed) -> PaperKey {
    let thing = facts.thing(composed.thing).name.clone();
    PaperKey { id: composed.paper.id.clone(), thing, language: composed.paper.language.clone() }
}

/// Where every paper of a dossier stands, by what the store says of it.
pub fn standings(dossier: &Dossier, facts: &Facts, place: Option<&Place>) -> Result<Vec<Standing>, Failure> {
    let mut store = begun(place)?;
    let movements = match &mut store {
        Some(store) => register(store)?.movements,
        None => Vec::new(),
    };
    let mut by_paper: BTreeMap<&PaperKey, Vec<&Moved>> = BTreeMap::new();
    for moved in &movements {
        by_paper.entry(&moved.movement.paper).or_default().push(moved);
    }
    let mut standings = Vec::new();
    for composed in &dossier.papers {
        let paper = key(facts, composed);
        let steps = by_paper.get(&paper).map(Vec::as_slice).unwrap_or_default();
        let last = steps.last();
        let stale = match (last, &store) {
            (Some(last), Some(store)) => stale(store, &last.movement.record, composed)?,
            _ => Vec::new(),
        };
        let state = last.map_or(State::Draft, |last| match last.movement.state {
            PaperState::Reviewed => State::Reviewed,
            PaperState::Approved => State::Approved,
            PaperState::Issued => State::Issued,
        });
        let issued = steps.iter().filter(|moved| moved.movement.state == PaperState::Issued);
        let superseded: Vec<Step> = issued.map(|moved| Step::of(moved)).collect();
        let keep = superseded.len().saturating_sub(1);
        standings.push(Standing {
            paper,
            state,
            since: last.map(|last| Step::of(last)),
            stale,
            gaps: composed.paper.gaps().len(),
            superseded: superseded.into_iter().take(keep).collect(),
        });
    }
    Ok(standings)
}

fn stale(store: &Store, record: &Blob, composed: &Composed) -> Result<Vec<String>, Failure> {
    let record = read(store, &record.digest)?;
    let shifted = shifts(&record.grounds, &composed.grounds).into_iter().map(|(name, shift)| match shift {
        Shift::New => format!("{name} is new"),
        Shift::Gone => format!("{name} is gone"),
        Shift::Changed => format!("{name} changed"),
    });
    Ok(shifted.collect())
}

fn read(store: &Store, digest: &Digest) -> Result<Record, Failure> {
    let bytes = store.bytes(digest)?;
    serde_json::from_slice(&bytes).map_err(|error| {
        Failure::refused(
            format!("reading the record {digest} of a paper"),
            error.to_string(),
            "`marque evidence verify` says what was changed",
        )
    })
}

/// Records that a paper was reviewed or approved, as it reads now.
pub fn advance(
    settings: &Settings,
    place: &Place,
    dossier: &Dossier,
    facts: &Facts,
    which: &str,
    state: PaperState,
) -> Result<Vec<Signed>, Failure> {
    let doing = || format!("recording that {which} was {state}");
    let wanted: Vec<&Composed> = dossier.papers.iter().filter(|composed| composed.paper.id == which).collect();
    if wanted.is_empty() {
        let mut known: Vec<&str> = dossier.papers.iter().map(|composed| composed.paper.id.as_str()).collect();
        known.dedup();
        return Err(Failure::refused(doing(), "there is no such paper", format!("papers: {}", known.join(", "))));
    }
    let mut writer = Writer::new(settings, place)?;
    let mut acts = Vec::new();
    for composed in wanted {
        let record = keep(&mut writer.store, composed)?;
        acts.push(Act::PaperMoved(Movement { paper: key(facts, composed), state, record, files: Vec::new() }));
    }
    writer.append(acts)
}

/// Issues every paper that is owed: freezes its files, and the lists it refers to, by their digests. The caller has seen that nothing is missing.
pub fn issue(
    settings: &Settings,
    place: &Place,
    dossier: &Dossier,
    facts: &Facts,
    files: &Files,
) -> Result<Vec<Signed>, Failure> {
    let mut writer = Writer::new(settings, place)?;
    let mut acts = Vec::new();
    for (composed, entry) in dossier.papers.iter().zip(&files.contents.papers) {
        let record = keep(&mut writer.store, composed)?;
        let mut issued = Vec::new();
        for name in entry.files.iter().chain(&entry.annexes) {
            let bytes = files.bytes.get(name).cloned().unwrap_or_default();
            let blob = Blob::of(&bytes, media_type(name));
            writer.store.put(bytes)?;
            issued.push(IssuedFile { name: name.clone(), blob });
        }
        let paper = key(facts, composed);
        acts.push(Act::PaperMoved(Movement { paper, state: PaperState::Issued, record, files: issued }));
    }
    writer.append(acts)
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "pdf" => "application/pdf",
        "html" => "text/html",
        "md" => "text/markdown",
        "json" => "application/json",
        "csv" => "text/csv",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => "application/octet-stream",
    }
}

fn keep(store: &mut Store, composed: &Composed) -> Result<Blob, Failure> {
    let record = Record { paper: composed.paper.clone(), grounds: composed.grounds.clone() };
    let bytes = serde_json::to_vec(&record).map_err(|error| {
        Failure::refused("keeping what a paper rests on", error.to_string(), "this is a fault of marque")
    })?;
    let blob = Blob::of(&bytes, "application/json");
    store.put(bytes)?;
    Ok(blob)
}
