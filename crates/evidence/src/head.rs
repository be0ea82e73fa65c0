//! The head of a log: how many entries it has and the digest of the last. Its signature is the receipt against
//! which a cut tail shows.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::{Digest, Fingerprint};

/// The type of what is signed.
pub const PAYLOAD_TYPE: &str = "application/vnd.marque.log-head+json";

/// A log up to an entry. Displayed and parsed as `12:sha256:…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Head {
    pub number: u64,
    pub digest: Digest,
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("`{0}` is no head of a log; write NUMBER:sha256:DIGEST, as `marque evidence list --head` shows it")]
pub struct NotAHead(pub String);

/// A signed head, as a DSSE envelope that other tools verify, too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Envelope {
    pub payload: String,
    pub payload_type: String,
    pub signatures: Vec<EnvelopeSignature>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnvelopeSignature {
    pub keyid: Fingerprint,
    pub sig: String,
}

impl Head {
    /// What is signed, as canonical JSON (RFC 8785): its keys are in order, and it holds no text to escape.
    pub fn payload(&self) -> String {
        format!(r#"{{"digest":"{}","number":{}}}"#, self.digest, self.number)
    }

    /// The bytes under the signature: DSSE's pre-authentication encoding of the payload.
    pub fn to_sign(&self) -> Vec<u8> {
        pre_authentication(PAYLOAD_TYPE, &self.payload())
    }

    pub fn envelope(&self, key: Fingerprint, signature: &str) -> Envelope {
        Envelope {
            payload: STANDARD.encode(self.payload()),
            payload_type: PAYLOAD_TYPE.to_owned(),
            signatures: vec![EnvelopeSignature { keyid: key, sig: signature.to_owned() }],
        }
    }
}

/// `DSSEv1`, then type and body, each behind its length.
fn pre_authentication(payload_type: &str, payload: &str) -> Vec<u8> {
    format!("DSSEv1 {} {payload_type} {} {payload}", payload_type.len(), payload.len()).into_bytes()
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.number, self.digest)
    }
}

impl FromStr for Head {
    type Err = NotAHead;
    fn from_str(text: &str) -> Result<Head, NotAHead> {
        let head = text.split_once(':').and_then(|(number, digest)| {
            Some(Head { number: number.parse().ok().filter(|number| *number > 0)?, digest: digest.parse().ok()? })
        });
        head.ok_or_else(|| NotAHead(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_under_the_signature_is_that_of_dsse() {
        // The example of the DSSE protocol.
        let encoded = pre_authentication("http://example.com/HelloWorld", "hello world");
        assert_eq!(encoded, b"DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    }

    #[test]
    fn the_payload_is_canonical() {
        let head = Head { number: 7, digest: Digest::of(b"abc") };
        assert_eq!(head.payload(), serde_jcs::to_string(&head).unwrap());
    }

    #[test]
    fn a_head_reads_back_and_anything_else_is_refused() {
        let head = Head { number: 7, digest: Digest::of(b"abc") };
        assert_eq!(head.to_string().parse(), Ok(head));
        for text in ["", "7", "7:", &format!("0:{}", head.digest), &format!("-1:{}", head.digest), "x:sha256:00"] {
            assert!(text.parse::<Head>().is_err(), "{text}");
        }
    }
}
