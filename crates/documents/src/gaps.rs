//! What is missing, as shown: what `marque gaps` writes.

mod acts;
mod cyclonedx;
mod markdown;
mod names;
mod oscal;
mod sarif;
mod terminal;

use domain::Answer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use cyclonedx::cyclonedx;
pub use markdown::markdown;
pub use oscal::{assessment_results, has_day, plan_of_action};
pub use sarif::sarif;
pub use terminal::terminal;

/// What is missing from one product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ProductGaps {
    pub subject: String,
    /// The path of the facts file.
    pub source: String,
    pub on: String,
    /// SHA-256 of the law files.
    pub law: String,
    /// The organisation that answers for it, if it is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// How many pieces of evidence the log holds; none if there is no log.
    pub evidence: Option<usize>,
    /// Those that carry a point.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<PieceShown>,
    /// What could not be read; then a check may not have seen everything.
    pub not_read: Vec<String>,
    /// By state, for the points of the acts that are not neighbours.
    pub counts: Vec<Count>,
    /// The next days on which points that are not met start to bind or are due.
    pub dates: Vec<NextDate>,
    /// Every point of every duty that binds or may, the most pressing first.
    pub points: Vec<PointShown>,
}

/// How many points are in a state.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Count {
    pub state: String,
    pub today: usize,
    pub later: usize,
    /// Whether they bind, or from when, is open.
    pub open: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct NextDate {
    pub day: String,
    /// What is then.
    pub what: String,
}

/// A point of a duty towards one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PointShown {
    pub citation: String,
    /// The duty it is a point of.
    pub duty: String,
    /// How the duty stands as a whole.
    pub duty_state: String,
    pub act: String,
    pub neighbour: bool,
    /// The ELI of the act.
    pub link: String,
    pub theme: String,
    pub kind: String,
    pub thing: String,
    pub title: String,
    pub what: String,
    /// not-met, unknown, stale, partly, waived, not-applicable or met.
    pub state: String,
    pub bound: Answer,
    /// today, later or open.
    pub binds: String,
    pub from: Vec<String>,
    /// The highest fine that hangs on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fine: Option<f64>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub missing: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// What would show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wanted: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<CarryShown>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<CheckShown>,
    /// What somebody wrote about it, and what that counts for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// The last day of a waiver, be it over or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waived_until: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// The day by which it was to be met, or until which it was waived, has passed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overdue: bool,
}

impl PointShown {
    /// Something is left to do.
    pub fn is_gap(&self) -> bool {
        !matches!(self.state.as_str(), "met" | "not-applicable")
    }

    /// Why it is not met: what is missing, or the reason for which it is waived or does not apply.
    fn why(&self) -> Option<String> {
        let said = match (self.state.as_str(), &self.claim) {
            ("met", _) => return None,
            ("waived" | "not-applicable", Some(claim)) => claim.clone(),
            (_, Some(claim)) => format!("{}; {claim}", self.missing),
            (_, None) => self.missing.clone(),
        };
        (!said.is_empty()).then_some(said)
    }
}

/// What to do, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    pub say: String,
    pub command: String,
}

/// A piece of evidence as the log has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct PieceShown {
    /// The number of its entry in the log.
    pub entry: u64,
    pub kind: String,
    pub title: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub digest: String,
    pub media_type: String,
    /// The name of the file, or the address of the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// When it was recorded.
    pub added: String,
    /// Who recorded it.
    pub who: String,
    /// The last day on which it is fresh, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fresh_until: Option<String>,
}

/// Evidence that carries a point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CarryShown {
    /// The number of its entry in the log.
    pub entry: u64,
    pub title: String,
    pub whole: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stale: Option<String>,
    /// The row of the crosswalk that carries it over from the other act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
}

/// What a check made of the product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct CheckShown {
    pub id: String,
    pub title: String,
    /// On what it looks: signal, fact, evidence or parts.
    pub looks_at: String,
    /// pass, fail, unknown or stale.
    pub outcome: String,
    pub because: String,
    /// What a pass leaves open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaves: Option<String>,
    /// It asks for more than the point does: failing it shows nothing against it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub beyond: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

/// By what the gaps are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Theme,
    Act,
    Date,
    Owner,
}

impl By {
    /// The name of the group that a point belongs to.
    fn group(self, point: &PointShown) -> String {
        match self {
            By::Theme => point.theme.clone(),
            By::Act => point.act.clone(),
            By::Owner => point.owner.clone().unwrap_or_else(|| "nobody named".to_owned()),
            By::Date => when(point),
        }
    }
}

/// When a point binds, in words.
fn when(point: &PointShown) -> String {
    match (point.binds.as_str(), point.from.as_slice()) {
        ("today", _) => "binds today".to_owned(),
        (_, []) => "open whether or from when it binds".to_owned(),
        ("later", from) => format!("binds from {}", from.join(" or ")),
        (_, from) => format!("may bind from {}", from.join(" or ")),
    }
}

/// The gaps by group; groups in the order of their most pressing gap.
fn grouped(points: &[PointShown], by: By) -> Vec<(String, Vec<&PointShown>)> {
    let mut groups: Vec<(String, Vec<&PointShown>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for point in points.iter().filter(|point| point.is_gap()) {
        let name = by.group(point);
        let at = *places.entry(name.clone()).or_insert(groups.len());
        match groups.get_mut(at) {
            Some((_, list)) => list.push(point),
            None => groups.push((name, vec![point])),
        }
    }
    groups
}

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
