//! Provisions of one act joined to those of another.

use serde::{Deserialize, Serialize};

use domain::Kind;

use super::{Condition, Place};

/// All rows, by theme.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Crosswalk {
    pub themes: Vec<Theme>,
    /// In the order of the themes, then as written.
    pub rows: Vec<Row>,
}

/// A theme of the mapping, and the provisions of both acts that belong to it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Theme {
    pub id: String,
    pub title: String,
    pub summary: String,
    /// Citations or ranges of the CRA.
    pub cra: Vec<String>,
    /// Citations or ranges of the AI Act.
    pub aia: Vec<String>,
}

/// One row: the source stands in the relation `how` to the target, where the condition holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    pub id: String,
    /// Index into [`Crosswalk::themes`].
    pub theme: u8,
    pub source: Vec<String>,
    pub target: Vec<String>,
    pub how: Relation,
    /// The provision that deems; only with [`Relation::DeemedBy`].
    pub by: Vec<String>,
    /// The source read that gives the pair; only for controls of a standard or framework.
    pub attested: Option<String>,
    /// The thing of which it is true.
    pub on: Kind,
    pub condition: Condition,
    /// What serves both sides.
    pub evidence: Vec<String>,
    pub open: Option<String>,
    /// What a neighbouring act does: adds, displaces, counts-for, excludes.
    pub effect: Option<String>,
    pub why: Why,
    pub place: Place,
}

/// The reason of a row; each part a sentence.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Why {
    pub shares: String,
    pub differs: String,
    pub when: String,
}

/// How a source stands to a target: the words of OSCAL, and what the law itself deems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Relation {
    /// The law deems the target met where the source is.
    DeemedBy,
    EqualTo,
    EquivalentTo,
    SubsetOf,
    SupersetOf,
    IntersectsWith,
    NoRelationship,
}

impl Relation {
    pub const ALL: [Relation; 7] = [
        Relation::DeemedBy,
        Relation::EqualTo,
        Relation::EquivalentTo,
        Relation::SubsetOf,
        Relation::SupersetOf,
        Relation::IntersectsWith,
        Relation::NoRelationship,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Relation::DeemedBy => "deemed-by",
            Relation::EqualTo => "equal-to",
            Relation::EquivalentTo => "equivalent-to",
            Relation::SubsetOf => "subset-of",
            Relation::SupersetOf => "superset-of",
            Relation::IntersectsWith => "intersects-with",
            Relation::NoRelationship => "no-relationship",
        }
    }

    /// Whether what shows the source shows the whole of the target.
    pub fn covers_target(self) -> bool {
        matches!(self, Relation::DeemedBy | Relation::EqualTo | Relation::EquivalentTo | Relation::SupersetOf)
    }

    /// Whether what shows the target shows the whole of the source.
    pub fn covers_source(self) -> bool {
        matches!(self, Relation::EqualTo | Relation::EquivalentTo | Relation::SubsetOf)
    }
}
