//! What was found changed: of which kind, where, in words.

use schemars::JsonSchema;
use serde::Serialize;

use crate::Digest;

/// One thing that is not as it was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Fault {
    pub kind: FaultKind,
    /// The place of the entry in the log, from 1 on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<u64>,
    /// The part of the entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub blob: Option<Digest>,
    pub says: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// A line is no entry.
    Unreadable,
    /// A line says the same as its entry once did, or something else, in another spelling.
    NotCanonical,
    /// An entry says something else than what was signed.
    Changed,
    /// A signature was not made by its key over this entry.
    Signature,
    /// An entry names another digest than that of the entry before.
    Previous,
    Removed,
    Duplicated,
    Moved,
    /// Signed with a key that nothing introduced.
    UnknownKey,
    /// Signed with a key that was not, or no longer, the one in use.
    WrongKey,
    /// The log does not begin with the introduction of a key, or of the expected one.
    FirstKey,
    /// An entry does what cannot be done at its place.
    Act,
    BlobMissing,
    BlobChanged,
    BlobLength,
    TailCut,
    HeadDiffers,
    /// The container around log and blobs.
    Bundle,
}

impl Fault {
    pub(crate) fn entry(kind: FaultKind, entry: u64, field: &'static str, says: String) -> Fault {
        Fault { kind, entry: Some(entry), field: Some(field), blob: None, says }
    }

    pub(crate) fn blob(kind: FaultKind, entry: Option<u64>, blob: Digest, says: String) -> Fault {
        Fault { kind, entry, field: None, blob: Some(blob), says }
    }

    pub(crate) fn bundle(says: String) -> Fault {
        Fault { kind: FaultKind::Bundle, entry: None, field: None, blob: None, says }
    }
}
