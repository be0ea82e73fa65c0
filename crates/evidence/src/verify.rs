//! Whether a log and its blobs are what was once signed; if not, what was changed, and where.

mod fault;
mod walk;

use schemars::JsonSchema;
use serde::Serialize;

use crate::entry::{Signed, lines};
use crate::{Digest, Fingerprint, Head};

pub use fault::{Fault, FaultKind};

/// What is known from elsewhere. Without it a cut tail, or a log begun anew, cannot be told from the true one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expectation {
    /// A head that was once received.
    pub head: Option<Head>,
    /// The key of the first entry.
    pub key: Option<Fingerprint>,
}

/// What the bytes kept under a digest really are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub digest: Digest,
    pub length: u64,
}

/// The answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Verification {
    pub entries: u64,
    pub blobs: u64,
    /// The head as it stands, if the last entry can be read.
    #[schemars(with = "Option<String>")]
    #[serde(serialize_with = "spelled")]
    pub head: Option<Head>,
    /// The keys, the first one first.
    #[schemars(with = "Vec<String>")]
    pub keys: Vec<Fingerprint>,
    /// In the order of the log.
    pub faults: Vec<Fault>,
    /// What this verification cannot exclude, in words.
    pub cannot_exclude: Vec<String>,
}

/// One spelling of a head for people and programs: `12:sha256:…`.
fn spelled<S: serde::Serializer>(head: &Option<Head>, serializer: S) -> Result<S::Ok, S::Error> {
    head.map(|head| head.to_string()).serialize(serializer)
}

/// Verifies a log, one entry a line; `blob` says what is kept under a digest.
pub fn verify(log: &[u8], blob: impl Fn(&Digest) -> Option<Seen>, expectation: &Expectation) -> Verification {
    let mut faults = Vec::new();
    let mut parsed = Vec::new();
    for (at, line) in lines(log).enumerate() {
        parsed.push(read(line, at as u64 + 1, &mut faults));
    }
    let mut walk = walk::Walk::new(&parsed, faults, expectation.key);
    for at in 0..parsed.len() {
        walk.step(at, &blob);
    }
    let mut verification = walk.done();
    verification.head = parsed.last().and_then(|last| Some(last.as_ref()?.head));
    against_head(&parsed, expectation.head, &mut verification);
    if expectation.key.is_none() {
        verification.cannot_exclude.push(
            "that somebody else began this log: no fingerprint was given to compare its first key with".to_owned(),
        );
    }
    verification.faults.sort_by_key(|fault| fault.entry.unwrap_or(u64::MAX));
    verification
}

/// An entry that could be read, and the head it makes.
struct Parsed {
    signed: Signed,
    head: Head,
}

fn read(line: &[u8], position: u64, faults: &mut Vec<Fault>) -> Option<Parsed> {
    use crate::entry::BadLine;
    let (signed, bad) = match Signed::read(line) {
        Ok(signed) => (Some(signed), None),
        Err(BadLine::Unreadable(error)) => {
            (None, Some((FaultKind::Unreadable, BadLine::Unreadable(error).to_string())))
        }
        Err(BadLine::NotCanonical(signed)) => {
            let why = BadLine::NotCanonical(signed.clone()).to_string();
            (Some(*signed), Some((FaultKind::NotCanonical, why)))
        }
    };
    if let Some((kind, why)) = bad {
        faults.push(Fault::entry(kind, position, "line", format!("entry {position} was changed: {why}")));
    }
    let signed = signed?;
    let head = signed.entry.head().ok()?;
    Some(Parsed { signed, head })
}

/// Compares with a head that is known from elsewhere.
fn against_head(parsed: &[Option<Parsed>], known: Option<Head>, verification: &mut Verification) {
    let last = parsed.len() as u64;
    let Some(known) = known else {
        verification.cannot_exclude.push(format!(
            "that entries after number {last} were cut off: no head known from elsewhere was given to compare with"
        ));
        return;
    };
    if last < known.number {
        let missing = if last + 1 == known.number { "entry" } else { "entries" };
        let from = if last + 1 == known.number { String::new() } else { format!("{} to ", last + 1) };
        verification.faults.push(Fault::entry(
            FaultKind::TailCut,
            last.saturating_add(1),
            "line",
            format!(
                "the end was cut off: the log has {last} entries, but {missing} {from}{} once followed",
                known.number
            ),
        ));
        return;
    }
    let place = known.number.checked_sub(1).and_then(|place| usize::try_from(place).ok());
    let found = place.and_then(|place| parsed.get(place)).and_then(Option::as_ref);
    if found.is_none_or(|found| found.head != known) {
        verification.faults.push(Fault::entry(
            FaultKind::HeadDiffers,
            known.number,
            "line",
            format!("entry {} is not the one whose head is known from elsewhere", known.number),
        ));
    }
}

#[cfg(test)]
mod tests;
