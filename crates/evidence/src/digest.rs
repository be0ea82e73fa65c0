//! SHA-256 digests, written `sha256:` and 64 small hexadecimal digits.

use std::fmt;
use std::str::FromStr;

use domain::as_text;
use sha2::{Digest as _, Sha256};

/// The SHA-256 digest of some bytes: their name in the store.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(pub(crate) [u8; 32]);

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is no digest; write `sha256:` and 64 small hexadecimal digits")]
pub struct NotADigest(pub String);

/// Digests bytes as they come.
#[derive(Clone, Default)]
pub struct Digester {
    sha: Sha256,
    length: u64,
}

impl Digest {
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(Sha256::digest(bytes).into())
    }

    /// The hexadecimal digits alone.
    pub fn hex(&self) -> String {
        hex(&self.0)
    }

    pub fn from_hex(text: &str) -> Option<Digest> {
        from_hex(text).map(Digest)
    }
}

impl Digester {
    pub fn add(&mut self, bytes: &[u8]) {
        self.sha.update(bytes);
        self.length = self.length.saturating_add(bytes.len() as u64);
    }

    /// The digest and how many bytes there were.
    pub fn done(self) -> (Digest, u64) {
        (Digest(self.sha.finalize().into()), self.length)
    }
}

pub(crate) fn hex(bytes: &[u8; 32]) -> String {
    let digit = |value: u8| char::from(if value < 10 { b'0' + value } else { b'a' + value - 10 });
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Small digits only: one value has one spelling.
pub(crate) fn from_hex(text: &str) -> Option<[u8; 32]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
    let pairs: &[[u8; 2]; 32] = pairs.try_into().ok()?;
    let mut bytes = [0; 32];
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = digit(*high)? * 16 + digit(*low)?;
    }
    Some(bytes)
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256:{}", self.hex())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Digest {
    type Err = NotADigest;
    fn from_str(text: &str) -> Result<Digest, NotADigest> {
        text.strip_prefix("sha256:").and_then(Digest::from_hex).ok_or_else(|| NotADigest(text.to_owned()))
    }
}

as_text!(Digest);

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of FIPS 180-2.
    const ABC: &str = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn the_digest_is_that_of_the_standard() {
        assert_eq!(Digest::of(b"abc").to_string(), ABC);
        assert_eq!(ABC.parse::<Digest>().unwrap(), Digest::of(b"abc"));
        let mut digester = Digester::default();
        digester.add(b"a");
        digester.add(b"bc");
        assert_eq!(digester.done(), (Digest::of(b"abc"), 3));
    }

    #[test]
    fn other_spellings_are_refused() {
        let capital = ABC.to_uppercase();
        for text in ["", "sha256:", "sha256:ba", &ABC[7..], &ABC[..70], &format!("{ABC}0"), &capital, "sha256:é"] {
            assert!(text.parse::<Digest>().is_err(), "{text}");
        }
    }
}
