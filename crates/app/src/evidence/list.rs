//! Listing evidence with its state on a day, and the signed head of the log.

use domain::Day;
use domain::citation::Citation;
use evidence::head::Envelope;
use evidence::{Head, Registered, State};
use schemars::JsonSchema;
use serde::Serialize;
use store::Store;

use super::log::register_and_last;
use super::{Place, tail};
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

/// What was found, to be shown as text or as a [`Listing`].
pub struct Found {
    pub on: Day,
    pub head: Head,
    pub evidence: Vec<Registered>,
}

/// Finds evidence. Only the log is read; `verify` reads the bytes.
pub fn list(place: &Place, filter: &Filter, on: Day) -> Result<Found, Failure> {
    let mut store = Store::open(&place.home)?;
    let (register, last) = register_and_last(&mut store)?;
    let head = tail(last.as_ref())?.head;
    let mut evidence = register.evidence;
    evidence.retain(|piece| {
        filter.release.as_ref().is_none_or(|release| piece.evidence.release.as_ref() == Some(release))
            && filter.point.as_ref().is_none_or(|point| piece.concerns(point))
    });
    Ok(Found { on, head, evidence })
}

impl From<Found> for Listing {
    fn from(found: Found) -> Listing {
        let evidence = found.evidence.into_iter().map(|piece| listed(piece, found.on)).collect();
        Listing { format: FORMAT, on: found.on.to_string(), head: found.head.to_string(), evidence }
    }
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
