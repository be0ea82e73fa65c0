//! The register as it is shown and written as JSON.

use domain::Answer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::scale::{Level, Scale};
use crate::threat::Suggestion;
use crate::written::{Accepted, Treatment};

/// All that is known of the risks of one product and its AI systems.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Register {
    pub subject: String,
    /// The file people assess in, and whether it is there.
    pub file: String,
    pub written: bool,
    pub scale: Scale,
    /// Classes that the product and its AI systems have by law. For information: no class makes a risk, and that of
    /// the product says nothing about high-risk AI.
    pub classes: Vec<String>,
    pub rows: Vec<Row>,
    /// Threats that may be there, by what nobody said.
    pub depends: Vec<Depends>,
    pub findings: Vec<Finding>,
    pub overall: Vec<OverallShown>,
    pub fria: Vec<FriaShown>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Proposed, and nobody assessed it: its level is not known.
    Open,
    Assessed,
    NotRelevant,
}

impl State {
    pub fn as_str(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Assessed => "assessed",
            State::NotRelevant => "not relevant",
        }
    }
}

/// Whether something still brings the threat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Trigger {
    Triggered,
    /// It depends on facts that nobody gave.
    Open,
    /// Nothing brings it any more.
    Gone,
    /// It is brought, but to these AI systems, which `on` does not name.
    Elsewhere(Vec<String>),
    /// A risk of one's own needs no trigger.
    Own,
}

/// One risk: proposed, written, or both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Row {
    pub id: String,
    pub title: String,
    /// The AI system; none for the product, and for what belongs to no declared AI system.
    pub on: Option<String>,
    pub asset: Option<String>,
    pub state: State,
    pub trigger: Trigger,
    /// What brings it.
    pub why: Vec<String>,
    pub more: usize,
    pub stride: Vec<String>,
    pub harms: Vec<String>,
    pub ids: Vec<String>,
    pub misuse: bool,
    pub groups: Option<Vec<String>>,
    /// Before treatment.
    pub before: Option<Score>,
    pub treatments: Vec<Treatment>,
    /// What one could do.
    pub suggestions: Vec<Suggestion>,
    pub residual: Option<Score>,
    pub accepted: Option<Accepted>,
    /// As it stands: what remains, if nothing is only planned; else as before treatment.
    pub now: Option<Score>,
    pub not_relevant: Option<String>,
    /// In the file; none if it is only proposed.
    pub line: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Score {
    pub likelihood: u32,
    pub impact: u32,
    pub product: u32,
    pub level: Level,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Depends {
    pub id: String,
    pub title: String,
    pub on: Option<String>,
    /// The facts and conclusions it depends on.
    pub open: Vec<String>,
}

/// Something the register lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Finding {
    pub id: String,
    pub what: String,
    /// The risk, if it is about one.
    pub risk: Option<String>,
    pub on: Option<String>,
    /// The provisions that ask for it.
    pub cites: Vec<String>,
    /// Whether they do: unknown while it is open whom they bind.
    pub asked: Answer,
    /// A risk that is assessed above the accepted level is open.
    pub above: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OverallShown {
    pub system: String,
    pub accepted: Accepted,
}

/// The fundamental rights impact assessment of one AI system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FriaShown {
    pub system: String,
    /// Whether one is due.
    pub due: Answer,
    pub answers: Vec<FriaAnswer>,
}

impl FriaShown {
    /// Something is answered.
    pub fn is_begun(&self) -> bool {
        self.answers.iter().any(|answer| answer.answer.is_some())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FriaAnswer {
    /// The fact of the AI system that answers it.
    pub key: String,
    pub question: String,
    pub cites: Vec<String>,
    /// None: nobody answered.
    pub answer: Option<String>,
}

impl Register {
    /// Whether something is open: not assessed, or lacking.
    pub fn is_open(&self) -> bool {
        !self.findings.is_empty()
    }

    /// Whether something assessed above the accepted level is open.
    pub fn is_above(&self) -> bool {
        self.findings.iter().any(|finding| finding.above)
    }
}
