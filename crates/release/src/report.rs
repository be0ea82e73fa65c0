//! What a comparison says, as people and programs read it.

use domain::Answer;
use schemars::JsonSchema;
use serde::Serialize;

/// The version of the JSON form.
pub const FORMAT: &str = "marque-release-comparison/1";

/// Everything a comparison says.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Report {
    /// [`FORMAT`].
    pub format: String,
    pub subject: String,
    /// The day of the comparison.
    pub on: String,
    /// The digest of the law files.
    pub law: String,
    pub before: Named,
    pub after: Named,
    pub changes: Vec<Change>,
    pub walks: Vec<Walk>,
    /// Answers that no change asked for.
    pub unused: Vec<Unused>,
    /// What could not be compared, and why.
    pub not_compared: Vec<String>,
    /// Why the gate is shut; none: it is open.
    pub blocks: Vec<String>,
}

/// A release of the two.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Named {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// The law files in use when it was saved, if they were others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_law: Option<String>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Change {
    /// The kind of change: what `change` names in marque.toml.
    pub change: String,
    /// What changed: what `of` names.
    pub of: String,
    pub title: String,
    /// shows, asks or notes.
    pub strength: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Shown>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Shown>,
    /// What somebody has to judge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    pub cites: Vec<String>,
    pub judgements: Vec<Judgement>,
}

/// What shows a change on one side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Shown {
    pub said: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// What a change says under one definition.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Judgement {
    pub act: String,
    /// The thing the walk is about.
    pub on: String,
    pub substantial: Answer,
    pub why: String,
    pub cites: Vec<String>,
    /// Who answered, if somebody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Given>,
}

/// An answer of marque.toml.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Given {
    pub line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessed_in: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Unused {
    pub change: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    pub line: usize,
}

/// One definition, gone through for one thing.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Walk {
    pub act: String,
    pub on: String,
    pub title: String,
    pub cites: Vec<String>,
    pub limbs: Vec<Limb>,
    /// The conclusion of the law that the limbs lead to.
    pub concludes: String,
    pub substantial: Answer,
    pub reason: String,
    pub reason_cites: Vec<String>,
    /// Whether any change at all could make it so: not where the law does not reach it.
    pub possible: bool,
    /// What marque.toml says that contradicts the comparison or itself.
    pub conflicts: Vec<String>,
    /// The entry of the log that records the new assessment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment: Option<u64>,
    pub follows: Vec<Follow>,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Limb {
    pub id: String,
    pub title: String,
    pub met: Answer,
    pub cites: Vec<String>,
}

/// What follows; unknown: it depends on what nobody said.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Follow {
    pub say: String,
    pub holds: Answer,
    pub cites: Vec<String>,
}

impl Report {
    /// Changes that somebody has to judge.
    pub fn open(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.is_open())
    }
}

impl Change {
    pub fn is_open(&self) -> bool {
        self.judgements.iter().any(|judgement| judgement.substantial == Answer::Unknown)
    }
}
