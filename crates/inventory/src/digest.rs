//! Digests of what was fetched or found.

use std::borrow::Cow;
use std::fmt;
use std::hash::Hasher;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HashAlgorithm {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
    Blake2b256,
    Blake3,
}

impl HashAlgorithm {
    /// Takes the name that lockfiles write before a digest: `md5`, `sha1`, `sha256`, `sha384`, `sha512`.
    pub fn of_name(name: &str) -> Option<HashAlgorithm> {
        Some(match name {
            "md5" => HashAlgorithm::Md5,
            "sha1" => HashAlgorithm::Sha1,
            "sha256" => HashAlgorithm::Sha256,
            "sha384" => HashAlgorithm::Sha384,
            "sha512" => HashAlgorithm::Sha512,
            _ => return None,
        })
    }

    fn bytes_len(self) -> usize {
        match self {
            HashAlgorithm::Md5 => 16,
            HashAlgorithm::Sha1 => 20,
            HashAlgorithm::Sha256 | HashAlgorithm::Blake2b256 | HashAlgorithm::Blake3 => 32,
            HashAlgorithm::Sha384 => 48,
            HashAlgorithm::Sha512 => 64,
        }
    }
}

/// The longest digests: those of SHA-512.
const BYTES_MAX: usize = 64;

/// A digest. A lockfile has ten thousands of them, so that each stands where it is held, without memory of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash {
    algorithm: HashAlgorithm,
    /// As many as the algorithm gives; zero behind them.
    bytes: [u8; BYTES_MAX],
}

impl Hash {
    /// Takes the digest itself. None if its length does not fit the algorithm.
    pub fn new(algorithm: HashAlgorithm, digest: &[u8]) -> Option<Hash> {
        let mut bytes = [0; BYTES_MAX];
        bytes.get_mut(..algorithm.bytes_len()).filter(|held| held.len() == digest.len())?.copy_from_slice(digest);
        Some(Hash { algorithm, bytes })
    }

    /// Takes a digest in hexadecimal. None if it is not one, or its length does not fit the algorithm.
    pub fn hex(algorithm: HashAlgorithm, value: &str) -> Option<Hash> {
        let digits = value.trim().as_bytes();
        if digits.len() != 2 * algorithm.bytes_len() {
            return None;
        }
        // Passes without a branch for each digit: the compiler makes vector instructions of them.
        let mut values = [0; 2 * BYTES_MAX];
        let mut odd = false;
        for (value, digit) in values.iter_mut().zip(digits) {
            let (number, letter) = (digit.wrapping_sub(b'0'), (digit | 0x20).wrapping_sub(b'a'));
            *value = if number < 10 { number } else { letter.wrapping_add(10) };
            odd |= number >= 10 && letter >= 6;
        }
        let mut bytes = [0; BYTES_MAX];
        for (byte, pair) in bytes.iter_mut().zip(values.as_chunks::<2>().0) {
            *byte = (pair[0] << 4) | (pair[1] & 15);
        }
        (!odd).then_some(Hash { algorithm, bytes })
    }

    /// Takes `sha512-BASE64` (subresource integrity). None if it is not one.
    pub fn integrity(written: &str) -> Option<Hash> {
        let (algorithm, digest) = written.trim().split_once('-')?;
        Hash::base64(HashAlgorithm::of_name(algorithm)?, digest)
    }

    /// Takes a digest in standard base64.
    pub fn base64(algorithm: HashAlgorithm, digest: &str) -> Option<Hash> {
        let mut bytes = [0; BYTES_MAX];
        let len = decode_base64(digest.trim(), &mut bytes)?;
        (len == algorithm.bytes_len()).then_some(Hash { algorithm, bytes })
    }

    /// Takes hexadecimal of the algorithm its length tells: 40 is SHA-1, 64 SHA-256, 128 SHA-512.
    pub fn of_length(value: &str) -> Option<Hash> {
        let algorithm = match value.trim().len() {
            32 => HashAlgorithm::Md5,
            40 => HashAlgorithm::Sha1,
            64 => HashAlgorithm::Sha256,
            96 => HashAlgorithm::Sha384,
            128 => HashAlgorithm::Sha512,
            _ => return None,
        };
        Hash::hex(algorithm, value)
    }

    pub fn algorithm(&self) -> HashAlgorithm {
        self.algorithm
    }

    /// The digest itself.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.algorithm.bytes_len()).unwrap_or_default()
    }

    /// The digest in hexadecimal.
    pub fn value(&self) -> Hex {
        let mut hex = Hex { digits: [0; 2 * BYTES_MAX], len: 2 * self.algorithm.bytes_len() };
        let digit = |value: u8| value + if value < 10 { b'0' } else { b'a' - 10 };
        for (pair, byte) in hex.digits.as_chunks_mut::<2>().0.iter_mut().zip(self.bytes) {
            *pair = [digit(byte >> 4), digit(byte & 15)];
        }
        hex
    }
}

/// A digest in lower-case hexadecimal.
pub struct Hex {
    digits: [u8; 2 * BYTES_MAX],
    len: usize,
}

impl std::ops::Deref for Hex {
    type Target = str;

    fn deref(&self) -> &str {
        let digits = self.digits.get(..self.len).unwrap_or_default();
        // They are all ASCII.
        std::str::from_utf8(digits).unwrap_or_default()
    }
}

impl fmt::Debug for Hex {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self)
    }
}

impl Serialize for Hex {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

/// As it is written: the serial number of a document is made of it.
impl std::hash::Hash for Hash {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.algorithm.hash(state);
        self.value().hash(state);
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:?}({})", self.algorithm, &*self.value())
    }
}

/// How a digest is written in an inventory.
#[derive(Serialize, Deserialize)]
struct Written<V> {
    algorithm: HashAlgorithm,
    value: V,
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written { algorithm: self.algorithm, value: self.value() }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Hash, D::Error> {
        let Written::<Cow<str>> { algorithm, value } = Written::deserialize(deserializer)?;
        Hash::hex(algorithm, &value).ok_or_else(|| D::Error::custom("a digest that is none"))
    }
}

/// Fills `bytes` and says with how many. None if it is no base64, or more.
fn decode_base64(text: &str, bytes: &mut [u8]) -> Option<usize> {
    let text = text.trim_end_matches('=');
    let (mut bits, mut have, mut len) = (0u32, 0, 0);
    for byte in text.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        have += 6;
        if have >= 8 {
            have -= 8;
            *bytes.get_mut(len)? = (bits >> have) as u8;
            len += 1;
            bits &= (1 << have) - 1;
        }
    }
    Some(len)
}

#[cfg(test)]
mod tests {
    use std::hash::DefaultHasher;

    use super::*;

    fn number(of: impl std::hash::Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        of.hash(&mut hasher);
        hasher.finish()
    }

    #[test]
    fn digests_are_read_in_the_forms_lockfiles_write() {
        let empty = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
        let read = Hash::integrity("sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=").expect("it is one");
        assert_eq!((&*read.value(), read.algorithm()), (empty, HashAlgorithm::Sha1));
        assert_eq!(Hash::hex(HashAlgorithm::Sha1, &format!(" {} ", empty.to_uppercase())), Some(read));
        assert_eq!(Hash::of_length(empty), Some(read));
        assert_eq!(Hash::new(HashAlgorithm::Sha1, read.bytes()), Some(read));
        assert_eq!(read.bytes().len(), 20);
    }

    #[test]
    fn what_is_no_digest_of_the_algorithm_is_none() {
        assert_eq!(Hash::integrity("sha1-AAAA"), None);
        assert_eq!(Hash::integrity(&format!("sha512-{}", "A".repeat(400))), None);
        assert_eq!(Hash::hex(HashAlgorithm::Sha256, "xyz"), None);
        for odd in ["g", "G", "/", ":", "@", "`", " ", "é"] {
            let digest = format!("{}{odd}", "0".repeat(64 - odd.len()));
            assert_eq!(Hash::hex(HashAlgorithm::Sha256, &digest), None, "{odd}");
        }
        assert_eq!(Hash::hex(HashAlgorithm::Sha1, &"0".repeat(64)), None);
        assert_eq!(Hash::new(HashAlgorithm::Md5, &[0; 15]), None);
        assert_eq!(Hash::of_length("00"), None);
        let odd = serde_json::json!({"algorithm": "md5", "value": "00"});
        assert!(serde_json::from_value::<Hash>(odd).is_err());
    }

    #[test]
    fn a_digest_is_written_and_counted_as_its_digits() {
        let digest = Hash::hex(HashAlgorithm::Md5, &"0F".repeat(16)).expect("it is one");
        let written = serde_json::json!({"algorithm": "md5", "value": "0f".repeat(16)});
        assert_eq!(serde_json::to_value(digest).expect("plain"), written);
        assert_eq!(serde_json::from_value::<Hash>(written).expect("read"), digest);
        assert_eq!(number(digest), number((HashAlgorithm::Md5, "0f".repeat(16))));
        assert!(digest < Hash::hex(HashAlgorithm::Md5, &"10".repeat(16)).expect("it is one"));
    }
}
