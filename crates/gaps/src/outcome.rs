//! A check against what there is: passed, failed, not to be told, or too old.

mod evidence;
mod fact;
mod parts;
mod signal;

use domain::Kind;
use reasoning::facts::{NONE, ThingId};
use rulebook::Rulebook;

use crate::check::{Check, Look};
use crate::seen::Seen;

/// What a check makes of what there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    Pass,
    Fail,
    /// Nothing shows it, and nothing shows the opposite.
    Unknown,
    /// It passed with what is past its period, or of another release.
    Stale,
}

impl Outcome {
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Pass => "pass",
            Outcome::Fail => "fail",
            Outcome::Unknown => "unknown",
            Outcome::Stale => "stale",
        }
    }
}

/// An outcome with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    pub outcome: Outcome,
    /// What was seen, in a sentence.
    pub because: String,
    /// Where: path and line.
    pub place: Option<(String, Option<u32>)>,
}

impl Judged {
    fn new(outcome: Outcome, because: impl Into<String>) -> Judged {
        Judged { outcome, because: because.into(), place: None }
    }

    fn at(mut self, path: &str, line: Option<u32>) -> Judged {
        self.place = Some((path.to_owned(), line));
        self
    }
}

/// Judges a check for a thing.
pub fn judge(check: &Check, rulebook: &Rulebook, seen: &Seen<'_>, thing: ThingId) -> Judged {
    match &check.look {
        Look::Signal(look) => signal::judge(look, seen),
        Look::Fact(look) => fact::judge(look, rulebook, seen, thing),
        Look::Evidence(look) => evidence::judge(look, check.fresh, seen),
        Look::Parts(look) => parts::judge(look, seen),
    }
}

/// The thing of a kind that a question about a thing means: the one it lies in, or the only one there is.
fn meant(seen: &Seen<'_>, kind: Kind, thing: ThingId) -> Option<ThingId> {
    let outer = seen.facts.thing(thing).within[kind as usize];
    if outer != NONE {
        return Some(outer);
    }
    let mut all = seen.facts.of_kind(kind);
    all.next().filter(|_| all.next().is_none())
}

#[cfg(test)]
mod tests;
