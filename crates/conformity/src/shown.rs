//! The plan of a product, as it is shown.

use domain::Answer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::procedure::Said;

/// What `plan` makes of one product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Plan {
    pub subject: String,
    /// The day it was asked for.
    pub on: String,
    /// SHA-256 of the law files.
    pub law: String,
    /// The ways that are open, the one with the fewest outsiders first.
    pub routes: Vec<Route>,
    /// There are more ways than these.
    pub more_routes: bool,
    /// What somebody chose, against what is open.
    pub chosen: Vec<Chosen>,
    /// Every procedure for every thing that could take it.
    pub procedures: Vec<Standing>,
    pub standards: Vec<Standard>,
    /// The statuses of the law that the standards depend on.
    pub statuses: Vec<StatusShown>,
    /// Under what this was planned.
    pub assumptions: Vec<String>,
    /// What the days of the marking mean and do not.
    pub marking_means: Vec<Said>,
}

/// One way through all the procedures of a product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Route {
    pub parts: Vec<Part>,
    /// Things for which it is open which procedure they take.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<String>,
    /// How the acts meet on it.
    pub joins: Vec<JoinShown>,
    pub steps: Vec<StepShown>,
    pub marking: Vec<MarkingDay>,
    /// The earliest day on which the CE marking may be affixed on the ground of one of its acts. Several: it is open
    /// which, or versions differ; `never`: not for those declared.
    pub earliest: Vec<String>,
    /// From that day it stands for all acts of the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_all: Option<String>,
}

/// The procedure that one thing takes on a way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Part {
    pub procedure: String,
    pub title: String,
    pub act: String,
    pub thing: String,
    /// Whether it is open: a chosen one may be unknown.
    pub open: Answer,
    /// chosen: somebody said so; supposed: this way takes it, others another; only: nothing else is open.
    pub by: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct JoinShown {
    pub thing: String,
    pub holds: Answer,
    #[serde(flatten)]
    pub said: Said,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct StepShown {
    pub number: usize,
    pub id: String,
    pub what: String,
    pub who: Vec<String>,
    pub cites: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined: Option<Said>,
    pub leaves: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// Numbers of the steps before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<usize>,
    /// The procedures that ask for it.
    pub procedures: Vec<String>,
    pub things: Vec<String>,
    /// Unknown: whether it is needed is open.
    pub needed: Answer,
    /// Once the product is on the market.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub later: bool,
    /// Entries of the log of evidence that are named for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<u64>,
}

/// From when one act provides for the CE marking of one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct MarkingDay {
    pub act: String,
    pub thing: String,
    /// Several: it is open which, or versions differ; `never`: not for those declared.
    pub days: Vec<String>,
    pub cites: Vec<String>,
    /// Since when bodies can be notified under the act, if one takes part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bodies_since: Option<String>,
}

/// Whether a procedure is open to a thing, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Standing {
    pub procedure: String,
    pub title: String,
    pub act: String,
    pub kind: String,
    pub thing: String,
    pub open: Answer,
    /// The conclusion that says so, for `marque why`.
    pub conclusion: String,
    /// No procedure of this act concerns the thing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outside: bool,
    pub reason: String,
    pub cites: Vec<String>,
    /// What would settle it, if it is unknown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub yes_if: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no_if: Vec<String>,
    /// What would open it, if it is shut.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opens: Vec<Opening>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Said>,
    pub costs: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Said>,
}

/// What would open a shut procedure: all the statuses, with any of the replies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Opening {
    pub statuses: Vec<StatusShown>,
    /// Each a set of facts; none if the statuses suffice.
    pub with: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct StatusShown {
    pub id: String,
    pub title: String,
    /// On the day asked.
    pub value: bool,
    /// The day somebody looked.
    pub checked: String,
    pub cites: Vec<String>,
}

/// A procedure that somebody chose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Chosen {
    pub procedure: String,
    pub title: String,
    pub thing: String,
    pub open: Answer,
    pub reason: String,
    pub cites: Vec<String>,
}

/// A standard written for an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Standard {
    pub act: String,
    pub name: String,
    pub about: String,
    pub stage: String,
    pub as_of: String,
    /// The status that says whether any such standard counts.
    pub status: String,
}
