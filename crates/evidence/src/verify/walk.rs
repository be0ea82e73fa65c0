//! One walk along a log: numbers, chain, keys, signatures, acts, blobs.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fault, FaultKind, Parsed, Seen, Verification};
use crate::{Act, Blob, Digest, Fingerprint, Head, PublicKey};

/// How a signature stands to an entry that does not bear it.
enum Broken {
    /// It fits the digest that the next entry names: the entry is not what it was.
    Entry,
    /// The next entry names the entry as it is: the signature is not what it was.
    Signature,
    Either,
}

pub(super) struct Walk<'l> {
    log: &'l [Option<Parsed>],
    /// Every number that an entry has.
    numbers: BTreeSet<u64>,
    passed: BTreeSet<u64>,
    expected_number: u64,
    /// Whether the entry before stands in its place; if not, the chain is broken there and it has been said.
    in_place: bool,
    expected_key: Option<Fingerprint>,
    keys: BTreeMap<Fingerprint, PublicKey>,
    current: Option<Fingerprint>,
    /// Entries one after the other that are signed with the same unknown key: told once.
    strangers: Option<(Fingerprint, u64, u64)>,
    added: BTreeSet<&'l str>,
    withdrawn: BTreeSet<&'l str>,
    blobs: BTreeSet<Digest>,
    told: Verification,
}

impl<'l> Walk<'l> {
    pub fn new(log: &'l [Option<Parsed>], faults: Vec<Fault>, expected_key: Option<Fingerprint>) -> Walk<'l> {
        let mut told = Verification { entries: log.len() as u64, faults, ..Verification::default() };
        if log.is_empty() {
            let says = "the log holds no entry; a true one begins with the introduction of a key".to_owned();
            told.faults.push(Fault::entry(FaultKind::FirstKey, 1, "line", says));
        }
        Walk {
            log,
            numbers: log.iter().flatten().map(|parsed| parsed.head.number).collect(),
            passed: BTreeSet::new(),
            expected_number: 1,
            in_place: true,
            expected_key,
            keys: BTreeMap::new(),
            current: None,
            strangers: None,
            added: BTreeSet::new(),
            withdrawn: BTreeSet::new(),
            blobs: BTreeSet::new(),
            told,
        }
    }

    pub fn step(&mut self, at: usize, blob: impl Fn(&Digest) -> Option<Seen>) {
        let log = self.log;
        let position = at as u64 + 1;
        let Some(parsed) = log.get(at).and_then(Option::as_ref) else {
            self.expected_number += 1;
            return;
        };
        let was_in_place = self.in_place;
        self.in_place = self.number(position, parsed.head.number);
        if position == 1 {
            self.first(parsed);
        }
        if was_in_place && self.in_place {
            self.link(at, parsed);
        }
        self.signature(at, parsed);
        self.act(position, &parsed.signed.entry.act);
        for (named, title) in parsed.signed.entry.act.blobs() {
            self.blob(position, named, title, &blob);
        }
        if let Some(key) = parsed.signed.entry.act.next_key() {
            self.current = Some(key.fingerprint());
            if self.keys.insert(key.fingerprint(), key).is_none() {
                self.told.keys.push(key.fingerprint());
            }
        }
    }

    pub fn done(mut self) -> Verification {
        self.tell_strangers();
        self.told.blobs = self.blobs.len() as u64;
        self.told
    }

    fn tell(&mut self, kind: FaultKind, position: u64, field: &'static str, says: String) {
        self.told.faults.push(Fault::entry(kind, position, field, says));
    }

    /// Whether the entry has the number that its place asks for.
    fn number(&mut self, position: u64, number: u64) -> bool {
        let expected = self.expected_number;
        let is_new = self.passed.insert(number);
        if number == expected && is_new {
            self.expected_number = number.saturating_add(1);
            return true;
        }
        let before = expected.saturating_sub(1);
        if !is_new {
            let says = format!("entry {number} stands in the log twice, again after entry {before}");
            self.tell(FaultKind::Duplicated, position, "number", says);
        } else if number > expected && self.numbers.range(expected..number).next().is_none() {
            let last = number - 1;
            let which =
                if last == expected { format!("entry {last}") } else { format!("entries {expected} to {last}") };
            self.tell(
                FaultKind::Removed,
                position,
                "number",
                format!("{which} {} missing", if last == expected { "is" } else { "are" }),
            );
            self.expected_number = number.saturating_add(1);
        } else {
            let says = format!("entry {number} stands where entry {expected} should stand");
            self.tell(FaultKind::Moved, position, "number", says);
            self.expected_number = expected.saturating_add(1);
        }
        false
    }

    fn first(&mut self, parsed: &Parsed) {
        let Act::KeyIntroduced { key } = &parsed.signed.entry.act else {
            let says = "the log does not begin with the introduction of a key".to_owned();
            self.tell(FaultKind::FirstKey, 1, "act", says);
            return;
        };
        if parsed.signed.entry.previous.is_some() {
            let says = "the first entry names an entry before it; the beginning was cut off or changed".to_owned();
            self.tell(FaultKind::Previous, 1, "previous", says);
        }
        let fingerprint = key.fingerprint();
        if let Some(expected) = self.expected_key.filter(|expected| *expected != fingerprint) {
            let says = format!("the log begins with the key {fingerprint}, not with {expected}");
            self.tell(FaultKind::FirstKey, 1, "act", says);
        }
        // It signs itself.
        self.keys.insert(fingerprint, *key);
        self.told.keys.push(fingerprint);
        self.current = Some(fingerprint);
    }

    fn link(&mut self, at: usize, parsed: &Parsed) {
        let Some(before) = at.checked_sub(1).and_then(|before| self.log.get(before)).and_then(Option::as_ref) else {
            return;
        };
        if parsed.signed.entry.previous == Some(before.head.digest) {
            return;
        }
        // If the entry before bears its own signature, the change is here; if not, it is told there.
        if self.bears(before, before.head) {
            let says = format!("entry {} names another digest than that of entry {}", at + 1, before.head.number);
            self.tell(FaultKind::Previous, at as u64 + 1, "previous", says);
        }
    }

    /// Whether the signature of an entry is one over this head.
    fn bears(&self, parsed: &Parsed, head: Head) -> bool {
        let key = self.keys.get(&parsed.signed.key);
        key.is_some_and(|key| key.verifies(&head.to_sign(), &parsed.signed.signature))
    }

    fn signature(&mut self, at: usize, parsed: &Parsed) {
        let position = at as u64 + 1;
        let key = parsed.signed.key;
        if !self.keys.contains_key(&key) {
            match &mut self.strangers {
                Some((same, _, last)) if *same == key && *last + 1 == position => *last = position,
                _ => {
                    self.tell_strangers();
                    self.strangers = Some((key, position, position));
                }
            }
            return;
        }
        if self.current != Some(key) {
            let says = format!("entry {position} is signed with the key {key}, which was not the one in use");
            self.tell(FaultKind::WrongKey, position, "key", says);
        }
        if self.bears(parsed, parsed.head) {
            return;
        }
        let number = parsed.head.number;
        let (kind, field, says) = match self.broken(at, parsed) {
            Broken::Entry => (FaultKind::Changed, "entry", "says something else than what was signed"),
            Broken::Signature => (FaultKind::Signature, "signature", "bears a changed signature"),
            Broken::Either => (FaultKind::Signature, "entry or signature", "does not bear its signature"),
        };
        self.tell(kind, position, field, format!("entry {number} {says}"));
    }

    /// What the entry behind tells about one that does not bear its signature.
    fn broken(&self, at: usize, parsed: &Parsed) -> Broken {
        let next = self.log.get(at + 1).and_then(Option::as_ref);
        let Some(named) = next.and_then(|next| next.signed.entry.previous) else { return Broken::Either };
        if named == parsed.head.digest {
            return Broken::Signature;
        }
        // The number may be what was changed.
        let numbers = [parsed.head.number, at as u64 + 1];
        let is_entry = numbers.into_iter().any(|number| self.bears(parsed, Head { number, digest: named }));
        if is_entry { Broken::Entry } else { Broken::Either }
    }

    fn tell_strangers(&mut self) {
        let Some((key, first, last)) = self.strangers.take() else { return };
        let which = if first == last { format!("entry {first} is") } else { format!("entries {first} to {last} are") };
        let says = format!("{which} signed with the key {key}, which nothing introduced");
        self.tell(FaultKind::UnknownKey, first, "key", says);
    }

    /// Whether what an entry does can be done at its place.
    fn act(&mut self, position: u64, act: &'l Act) {
        let (field, says) = match act {
            Act::KeyIntroduced { .. } if position > 1 => {
                ("act", "introduces a key, which only the first entry does".to_owned())
            }
            Act::KeyRotated { key } if self.keys.contains_key(&key.fingerprint()) => {
                ("act", "names a key as new that was in use before".to_owned())
            }
            Act::EvidenceAdded(evidence) if !self.added.insert(&evidence.id) => {
                ("id", format!("adds evidence {}, which was added before", evidence.id))
            }
            Act::EvidenceWithdrawn { id, .. } if !self.added.contains(id.as_str()) => {
                ("id", format!("withdraws evidence {id}, which nothing added"))
            }
            Act::EvidenceWithdrawn { id, .. } if !self.withdrawn.insert(id) => {
                ("id", format!("withdraws evidence {id}, which was withdrawn before"))
            }
            _ => return,
        };
        self.tell(FaultKind::Act, position, field, format!("entry {position} {says}"));
    }

    fn blob(&mut self, position: u64, named: &Blob, title: &str, blob: impl Fn(&Digest) -> Option<Seen>) {
        let is_new = self.blobs.insert(named.digest);
        let (kind, says) = match blob(&named.digest) {
            None if is_new => (FaultKind::BlobMissing, format!("the bytes of “{title}” are missing")),
            Some(seen) if is_new && seen.digest != named.digest && seen.length == named.length => {
                (FaultKind::BlobChanged, format!("the bytes of “{title}” were changed"))
            }
            Some(seen) if is_new && seen.digest != named.digest => (
                FaultKind::BlobChanged,
                format!("the bytes of “{title}” were changed: {} instead of {}", seen.length, named.length),
            ),
            Some(seen) if seen.digest == named.digest && seen.length != named.length => {
                (FaultKind::BlobLength, format!("“{title}” has {} bytes, not {}", seen.length, named.length))
            }
            _ => return,
        };
        self.told.faults.push(Fault::blob(kind, Some(position), named.digest, says));
    }
}
