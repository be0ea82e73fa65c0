//! A part of a product.

use serde::{Deserialize, Serialize};

use crate::asset::Property;
use crate::{Evidence, Package, Place};

/// What sort of part it is. The words are CycloneDX's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ComponentKind {
    #[default]
    Library,
    Application,
    Framework,
    Container,
    OperatingSystem,
    Firmware,
    Platform,
    File,
    /// A model named in another tool's bill of materials; a scan of ours makes it an asset.
    MachineLearningModel,
    Data,
}

/// What a dependency is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// It is part of what runs.
    Runtime,
    /// It may be left out of what runs.
    Optional,
    /// It only helps to build or test.
    Development,
}

/// Whether the product asked for it itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    Direct,
    Transitive,
}

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

/// A digest of what was fetched or found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Hash {
    pub algorithm: HashAlgorithm,
    /// Lower-case hexadecimal.
    pub value: String,
}

impl Hash {
    /// Takes a digest in hexadecimal. None if it is not one, or its length does not fit the algorithm.
    pub fn hex(algorithm: HashAlgorithm, value: &str) -> Option<Hash> {
        let value = value.trim();
        // One pass without a branch for each byte: a lockfile has ten thousands of them.
        let odd = |odd: bool, byte: u8| odd | !byte.is_ascii_hexdigit();
        let fits = value.len() == algorithm.hex_len() && !value.bytes().fold(false, odd);
        fits.then(|| Hash { algorithm, value: value.to_ascii_lowercase() })
    }

    /// Takes `sha512-BASE64` (subresource integrity). None if it is not one.
    pub fn integrity(written: &str) -> Option<Hash> {
        let (algorithm, digest) = written.trim().split_once('-')?;
        Hash::base64(HashAlgorithm::of_name(algorithm)?, digest)
    }

    /// Takes a digest in standard base64.
    pub fn base64(algorithm: HashAlgorithm, digest: &str) -> Option<Hash> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let bytes = decode_base64(digest.trim())?;
        let digits = bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        let value: String = digits.map(char::from).collect();
        (value.len() == algorithm.hex_len()).then_some(Hash { algorithm, value })
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

    fn hex_len(self) -> usize {
        match self {
            HashAlgorithm::Md5 => 32,
            HashAlgorithm::Sha1 => 40,
            HashAlgorithm::Sha256 | HashAlgorithm::Blake2b256 | HashAlgorithm::Blake3 => 64,
            HashAlgorithm::Sha384 => 96,
            HashAlgorithm::Sha512 => 128,
        }
    }
}

fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut have) = (0u32, 0);
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
            bytes.push((bits >> have) as u8);
            bits &= (1 << have) - 1;
        }
    }
    Some(bytes)
}

/// A part of a product, with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Component {
    pub package: Package,
    #[serde(default)]
    pub kind: ComponentKind,
    /// A member of the product itself (a workspace member, the product's own image), not somebody else's.
    #[serde(default)]
    pub own: bool,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub scope: Option<Scope>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub relation: Option<Relation>,
    /// The declared licence: an SPDX expression where it can be read as one, else as written.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub licence: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub hashes: Vec<Hash>,
    /// Where it came from: a registry file, a repository with its revision.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub supplier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub description: Option<String>,
    /// The requirement as written, where no exact version could be known from it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub requirement: Option<String>,
    #[serde(default)]
    pub place: Place,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub properties: Vec<Property>,
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// References of the components it depends on. None: not known. Empty: it depends on none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub depends_on: Option<Vec<String>>,
}

impl Component {
    pub fn new(package: Package) -> Component {
        Component {
            package,
            kind: ComponentKind::Library,
            own: false,
            scope: None,
            relation: None,
            licence: None,
            hashes: Vec::new(),
            source: None,
            supplier: None,
            description: None,
            requirement: None,
            place: Place::Product,
            properties: Vec::new(),
            evidence: Vec::new(),
            depends_on: None,
        }
    }

    /// The key it is known by inside one inventory: its package-url, else a name of our own making.
    pub fn reference(&self) -> String {
        self.package.purl().unwrap_or_else(|| {
            let version = self.package.version.as_deref().unwrap_or_default();
            format!("{}:{}@{version}", self.package.ecosystem, self.package.full_name())
        })
    }
}

#[test]
fn digests_are_read_in_the_forms_lockfiles_write() {
    assert_eq!(
        Hash::integrity("sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=").map(|hash| hash.value).as_deref(),
        Some("da39a3ee5e6b4b0d3255bfef95601890afd80709")
    );
    assert_eq!(Hash::integrity("sha1-AAAA"), None);
    assert_eq!(Hash::hex(HashAlgorithm::Sha256, "xyz"), None);
}
