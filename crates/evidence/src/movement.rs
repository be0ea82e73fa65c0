//! A paper on its way from draft to issued: each step is an entry of the log.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Blob;

/// A step of one paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Movement {
    /// Which of a product's papers it is.
    pub paper: PaperKey,
    pub state: PaperState,
    /// The paper and what it rests on, as JSON: the state holds for these words only.
    pub record: Blob,
    /// What was issued: the files as they went out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<IssuedFile>,
}

/// One paper about one thing in one language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PaperKey {
    /// Such as `eu-declaration`.
    pub id: String,
    /// The name of what it is about.
    pub thing: String,
    /// BCP 47.
    pub language: String,
}

/// How far a paper has come. One of which the log says nothing is a draft; an issued one that another took the place
/// of is superseded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PaperState {
    Reviewed,
    Approved,
    Issued,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct IssuedFile {
    pub name: String,
    pub blob: Blob,
}

impl PaperState {
    pub fn as_str(self) -> &'static str {
        match self {
            PaperState::Reviewed => "reviewed",
            PaperState::Approved => "approved",
            PaperState::Issued => "issued",
        }
    }
}

impl fmt::Display for PaperState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for PaperKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} ({})", self.id, self.thing, self.language)
    }
}
