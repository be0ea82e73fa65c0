//! Entries of the log: each names the digest of the one before, and is signed with its number.

use domain::Moment;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Act, Digest, Fingerprint, Head, PrivateKey};

/// The version of an entry's form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Format {
    #[default]
    #[serde(rename = "marque-log/1")]
    V1,
}

/// One act, in its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Entry {
    pub format: Format,
    /// From 1 on, without a gap.
    pub number: u64,
    /// The digest of the entry before; the first has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub previous: Option<Digest>,
    /// As the clock of whoever signed says.
    #[schemars(with = "String")]
    pub when: Moment,
    pub who: String,
    pub act: Act,
}

/// An entry and the signature over its head: one line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Signed {
    pub entry: Entry,
    #[schemars(with = "String")]
    pub key: Fingerprint,
    /// Ed25519 over the DSSE encoding of number and digest, in base64.
    pub signature: String,
}

/// Why a line of a log cannot be taken for an entry.
#[derive(Debug, thiserror::Error)]
pub enum BadLine {
    #[error("it is no entry of a log: {0}")]
    Unreadable(serde_json::Error),
    #[error("it is not written in canonical JSON (RFC 8785), as it was when it was signed")]
    NotCanonical(Box<Signed>),
}

/// The end of a log: what the next entry needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tail {
    pub head: Head,
    /// The key that has to sign the next entry.
    pub key: Fingerprint,
}

/// An entry could not be written as JSON; no entry of ours is such.
#[derive(Debug, thiserror::Error)]
#[error("the entry cannot be written: {0}")]
pub struct Unwritable(#[from] serde_json::Error);

impl Entry {
    /// The entry after a tail, or the first one.
    pub fn after(tail: Option<&Tail>, when: Moment, who: &str, act: Act) -> Entry {
        let (number, previous) = match tail {
            Some(tail) => (tail.head.number.saturating_add(1), Some(tail.head.digest)),
            None => (1, None),
        };
        Entry { format: Format::V1, number, previous, when, who: who.to_owned(), act }
    }

    /// The head of a log that ends with this entry.
    pub fn head(&self) -> Result<Head, Unwritable> {
        Ok(Head { number: self.number, digest: Digest::of(&serde_jcs::to_vec(self)?) })
    }

    pub fn sign(self, key: &PrivateKey) -> Result<Signed, Unwritable> {
        let signature = key.sign(&self.head()?.to_sign());
        Ok(Signed { key: key.public().fingerprint(), signature, entry: self })
    }
}

impl Signed {
    /// The line of the log, without its end.
    pub fn line(&self) -> Result<String, Unwritable> {
        Ok(serde_jcs::to_string(self)?)
    }

    /// Reads a line. Only the one canonical spelling of an entry is one.
    pub fn read(line: &[u8]) -> Result<Signed, BadLine> {
        let signed: Signed = serde_json::from_slice(line).map_err(BadLine::Unreadable)?;
        match serde_jcs::to_vec(&signed) {
            Ok(canonical) if canonical == line => Ok(signed),
            _ => Err(BadLine::NotCanonical(Box::new(signed))),
        }
    }

    pub fn tail(&self) -> Result<Tail, Unwritable> {
        let key = self.entry.act.next_key().map_or(self.key, |key| key.fingerprint());
        Ok(Tail { head: self.entry.head()?, key })
    }
}

/// The lines of a log; what follows the last line end is a line, too.
pub fn lines(log: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = (!log.is_empty()).then(|| log.strip_suffix(b"\n").unwrap_or(log));
    std::iter::from_fn(move || {
        let text = rest?;
        let end = memchr::memchr(b'\n', text);
        rest = end.and_then(|end| text.get(end + 1..));
        Some(end.and_then(|end| text.get(..end)).unwrap_or(text))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first() -> Signed {
        let key = PrivateKey::from_seed(&[7; 32]);
        let act = Act::KeyIntroduced { key: key.public() };
        Entry::after(None, Moment::from_second(0).unwrap(), "Door Makers", act).sign(&key).unwrap()
    }

    #[test]
    fn an_entry_is_written_in_canonical_json() {
        let line = first().line().unwrap();
        let key = PrivateKey::from_seed(&[7; 32]).public().to_string();
        let entry = format!(
            r#"{{"entry":{{"act":{{"key-introduced":{{"key":"{key}"}}}},"format":"marque-log/1","number":1,"when":"1970-01-01T00:00:00Z","who":"Door Makers"}},"key":""#
        );
        assert!(line.starts_with(&entry), "{line}");
        assert_eq!(Signed::read(line.as_bytes()).unwrap(), first());
    }

    #[test]
    fn another_spelling_of_an_entry_is_refused() {
        let line = first().line().unwrap();
        for other in [line.replacen(':', ": ", 1), line.replace("Door", "\\u0044oor"), format!("{line} ")] {
            assert!(matches!(Signed::read(other.as_bytes()), Err(BadLine::NotCanonical(_))), "{other}");
        }
        for other in ["", "{}", "null", &line[1..], &line.replace("\"who\"", "\"who \"")] {
            assert!(matches!(Signed::read(other.as_bytes()), Err(BadLine::Unreadable(_))), "{other}");
        }
    }

    #[test]
    fn the_next_entry_names_the_digest_of_the_one_before() {
        let tail = first().tail().unwrap();
        let act = Act::EvidenceWithdrawn { id: "a".into(), why: "b".into() };
        let next = Entry::after(Some(&tail), Moment::from_second(1).unwrap(), "Door Makers", act);
        assert_eq!((next.number, next.previous), (2, Some(tail.head.digest)));
    }

    #[test]
    fn a_log_is_split_at_its_line_ends() {
        let split = |log: &'static str| lines(log.as_bytes()).map(<[u8]>::to_vec).collect::<Vec<_>>();
        assert_eq!(split(""), Vec::<Vec<u8>>::new());
        assert_eq!(split("a\nb\n"), [b"a", b"b"]);
        assert_eq!(split("a\nb"), [b"a", b"b"]);
        assert_eq!(split("\n"), [b""]);
    }
}
