//! What an entry of the log records.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Blob, Evidence, Movement, PublicKey};

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
    /// A paper was reviewed, approved or issued.
    PaperMoved(Movement),
}

impl Act {
    /// The key that signs from the next entry on, if this changes it.
    pub fn next_key(&self) -> Option<PublicKey> {
        match self {
            Act::KeyIntroduced { key } | Act::KeyRotated { key } => Some(*key),
            Act::EvidenceAdded(_) | Act::EvidenceWithdrawn { .. } | Act::PaperMoved(_) => None,
        }
    }

    /// The bytes it speaks of, each with what people call it.
    pub fn blobs(&self) -> Vec<(&Blob, &str)> {
        match self {
            Act::EvidenceAdded(evidence) => vec![(&evidence.blob, &evidence.title)],
            Act::PaperMoved(movement) => {
                let files = movement.files.iter().map(|file| (&file.blob, file.name.as_str()));
                std::iter::once((&movement.record, movement.paper.id.as_str())).chain(files).collect()
            }
            Act::KeyIntroduced { .. } | Act::KeyRotated { .. } | Act::EvidenceWithdrawn { .. } => Vec::new(),
        }
    }
}
