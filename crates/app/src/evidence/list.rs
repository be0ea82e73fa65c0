//! Listing evidence with its state on a day, and the signed head of the log.

use domain::Day;
use domain::citation::Citation;
use evidence::head::Envelope;
use evidence::{Head, Registered, State};
use schemars::JsonSchema;
use serde::Serialize;
use store::Store;

use super::{Place, last, read, tail};
use crate::Failure;

/// The version of the JSON form.
pub const FORMAT: &str = "marque-evidence/1";

/// Which evidence is wanted.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub release: Option<String>,
    pub point: Option<Citation>,
}

/// What `marque evidence list --format json` writes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Listing {
    pub format: &'static str,
    pub on: String,
    /// The head of the log: the receipt to keep elsewhere.
    pub head: String,
    pub evidence: Vec<Listed>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Listed {
    /// fresh, stale or withdrawn.
    pub state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fresh_until: Option<String>,
    #[serde(flatten)]
    pub piece: Registered,
}

/// Lists evidence as it stands on a day. Only the log is read; `verify` reads the bytes.
pub fn list(place: &Place, filter: &Filter, on: Day) -> Result<Listing, Failure> {
    let mut store = Store::open(&place.home)?;
    let log = store.log()?;
    let register = read(&store, &log)?;
    let head = tail(last(&store, &log)?.as_ref())?.head.to_string();
    let wanted = register.evidence.into_iter().filter(|piece| {
        filter.release.as_ref().is_none_or(|release| piece.evidence.release.as_ref() == Some(release))
            && filter.point.as_ref().is_none_or(|point| piece.concerns(point))
    });
    let evidence = wanted.map(|piece| listed(piece, on)).collect();
    Ok(Listing { format: FORMAT, on: on.to_string(), head, evidence })
}

fn listed(piece: Registered, on: Day) -> Listed {
    let (state, until) = match piece.state(on) {
        State::Fresh(until) => ("fresh", until),
        State::Stale(until) => ("stale", Some(until)),
        State::Withdrawn => ("withdrawn", None),
    };
    Listed { state, fresh_until: until.map(|day| day.to_string()), piece }
}

/// The head of the log, and its signature as a DSSE envelope.
pub fn head(place: &Place) -> Result<(Head, Envelope), Failure> {
    let mut store = Store::open(&place.home)?;
    let last = store.last()?;
    let head = tail(last.as_ref())?.head;
    let envelope = last.map(|last| head.envelope(last.key, &last.signature));
    envelope.map(|envelope| (head, envelope)).ok_or_else(|| {
        Failure::refused("reading the head of the log", "it has not been begun", "`marque key new` begins it")
    })
}
