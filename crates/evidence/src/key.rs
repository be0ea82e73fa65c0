//! The organisation's keys: Ed25519. The private part is never shown.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::as_text;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::digest::{Digest, from_hex, hex};

/// What a private key starts with as PKCS #8 (RFC 8410), so that other tools read the file, too.
const PKCS8_START: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
const PEM_START: &str = "-----BEGIN PRIVATE KEY-----";
const PEM_END: &str = "-----END PRIVATE KEY-----";

/// The private part of a key.
pub struct PrivateKey(SigningKey);

/// The public part of a key: 32 bytes, in base64.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

/// The SHA-256 digest of a public key, by which people name it: 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum KeyError {
    #[error("it is no Ed25519 private key in PEM (PKCS #8)")]
    NotPrivate,
    #[error("`{0}` is no Ed25519 public key in base64")]
    NotPublic(String),
    #[error("`{0}` is no fingerprint; write the 64 hexadecimal digits that `marque key list` shows")]
    NotAFingerprint(String),
}

impl PrivateKey {
    /// The key of 32 random bytes.
    pub fn from_seed(seed: &[u8; 32]) -> PrivateKey {
        PrivateKey(SigningKey::from_bytes(seed))
    }

    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    pub fn sign(&self, message: &[u8]) -> String {
        STANDARD.encode(self.0.sign(message).to_bytes())
    }

    /// The text of a key file.
    pub fn to_pem(&self) -> String {
        let der = [PKCS8_START.as_slice(), self.0.as_bytes()].concat();
        format!("{PEM_START}\n{}\n{PEM_END}\n", STANDARD.encode(der))
    }

    pub fn from_pem(text: &str) -> Result<PrivateKey, KeyError> {
        let body = text.trim().strip_prefix(PEM_START).and_then(|rest| rest.strip_suffix(PEM_END));
        let der = body.and_then(|body| STANDARD.decode(body.trim()).ok());
        let seed = der.as_deref().and_then(|der| der.strip_prefix(&PKCS8_START)?.try_into().ok());
        seed.map(PrivateKey::from_seed).ok_or(KeyError::NotPrivate)
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey({})", self.public().fingerprint())
    }
}

impl PublicKey {
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint(Digest::of(&self.0).0)
    }

    /// Whether the key made this signature; strictly, so that no signature has a second spelling.
    pub fn verifies(&self, message: &[u8], signature: &str) -> bool {
        let Ok(key) = VerifyingKey::from_bytes(&self.0) else { return false };
        let Some(signature) = STANDARD.decode(signature).ok().and_then(|bytes| Signature::from_slice(&bytes).ok())
        else {
            return false;
        };
        key.verify_strict(message, &signature).is_ok()
    }
}

impl FromStr for PublicKey {
    type Err = KeyError;
    fn from_str(text: &str) -> Result<PublicKey, KeyError> {
        let bytes = STANDARD.decode(text).ok().and_then(|bytes| bytes.try_into().ok());
        bytes.map(PublicKey).ok_or_else(|| KeyError::NotPublic(text.to_owned()))
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD.encode(self.0))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

impl FromStr for Fingerprint {
    type Err = KeyError;
    fn from_str(text: &str) -> Result<Fingerprint, KeyError> {
        from_hex(text).map(Fingerprint).ok_or_else(|| KeyError::NotAFingerprint(text.to_owned()))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

as_text!(PublicKey, Fingerprint);

#[cfg(test)]
mod tests {
    use super::*;

    /// Test 1 of RFC 8032, section 7.1.
    const SEED: [u8; 32] = [
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49,
        0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
    ];
    const PUBLIC: &str = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    #[test]
    fn the_public_key_and_signature_are_those_of_the_standard() {
        let key = PrivateKey::from_seed(&SEED);
        assert_eq!(key.public().to_string(), PUBLIC);
        let signature = key.sign(b"");
        assert!(signature.starts_with("5VZDAMNgrHKQhuLMgG6CioSHfx64"), "{signature}");
        assert!(key.public().verifies(b"", &signature));
        assert!(!key.public().verifies(b"x", &signature));
    }

    #[test]
    fn a_key_file_reads_back_and_anything_else_is_refused() {
        let key = PrivateKey::from_seed(&SEED);
        let read = PrivateKey::from_pem(&key.to_pem()).unwrap();
        assert_eq!(read.public(), key.public());
        for text in ["", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n", "11qYAYKxCrfV"] {
            assert_eq!(PrivateKey::from_pem(text).err(), Some(KeyError::NotPrivate), "{text}");
        }
    }

    #[test]
    fn the_private_part_is_never_shown() {
        let key = PrivateKey::from_seed(&SEED);
        assert_eq!(format!("{key:?}"), format!("PrivateKey({})", key.public().fingerprint()));
    }

    #[test]
    fn a_signature_with_a_stray_bit_is_refused() {
        let key = PrivateKey::from_seed(&SEED);
        for other in ["", "AAAA", "=", &key.sign(b"y")] {
            assert!(!key.public().verifies(b"x", other), "{other}");
        }
    }
}
