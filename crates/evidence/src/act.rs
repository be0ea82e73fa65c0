//! What an entry of the log records.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Evidence, PublicKey};

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", rename_all_fields = "kebab-case", deny_unknown_fields)]
pub enum Act {
    /// The first entry: the key that signs from here on. It signs itself.
    KeyIntroduced {
        #[schemars(with = "String")]
        key: PublicKey,
    },
    /// The key that signs from the next entry on. The old one signs this.
    KeyRotated {
        #[schemars(with = "String")]
        key: PublicKey,
    },
    EvidenceAdded(Evidence),
    /// It stays in the log, but carries nothing any more.
    EvidenceWithdrawn {
        id: String,
        why: String,
    },
}

impl Act {
    /// The key that signs from the next entry on, if this changes it.
    pub fn next_key(&self) -> Option<PublicKey> {
        match self {
            Act::KeyIntroduced { key } | Act::KeyRotated { key } => Some(*key),
            Act::EvidenceAdded(_) | Act::EvidenceWithdrawn { .. } => None,
        }
    }
}
