//! The content of a report on one product, before it takes a form.

use reasoning::Verdict;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A verdict with what is still open, what a scan saw, and what to do next.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Assessment {
    /// Where the facts came from: the path of the marque.toml or facts file.
    pub source: String,
    pub verdict: Verdict,
    /// The open questions, the best first.
    pub questions: Vec<OpenQuestion>,
    /// What each open conclusion hinges on.
    pub hinges: Vec<OpenConclusion>,
    /// The next few steps.
    pub steps: Vec<NextStep>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scan: Option<ScanSummary>,
    /// The facts as they were given: enough to compare with a later run.
    pub facts: serde_json::Value,
}

/// A fact nobody settled that can change an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OpenQuestion {
    /// The fact's id, or the kind of a list that is not declared complete.
    pub id: String,
    pub kind: String,
    pub thing: String,
    pub question: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub help: String,
    pub cites: Vec<String>,
    /// How to answer: "yes-no", "choice", "any-of", "number", "date" or "list".
    #[serde(rename = "type")]
    pub answer_type: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionShown>,
    /// What to write if what was said so far is all: the options that hold are named, but others may hold as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub close: Option<String>,
    /// The most important thing an answer can settle: scope, role, class, route, duty.
    pub tier: String,
    /// How many answers the least helpful reply settles, and the sum over all replies.
    pub settles_at_least: usize,
    pub settles_in_sum: usize,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OptionShown {
    pub id: String,
    pub title: String,
}

/// The smallest sets of replies that would settle an open conclusion, in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct OpenConclusion {
    pub id: String,
    pub thing: String,
    pub yes: Vec<Vec<String>>,
    pub no: Vec<Vec<String>>,
}

/// Something to do, with the command that does it and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct NextStep {
    pub command: String,
    pub reason: String,
}

/// What the scan of the repository saw.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ScanSummary {
    pub files: u64,
    pub bytes: u64,
    pub findings: Vec<FindingShown>,
    /// AI assets in the product that belong to no declared AI system.
    pub unassigned: Vec<FindingShown>,
    /// Facts that it shows and nobody declared so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suggested: Vec<SuggestedFact>,
    /// What could not be read, and why.
    pub not_read: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct FindingShown {
    pub kind: String,
    pub name: String,
    pub path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Product, tests, examples or vendored.
    pub place: String,
    /// How many places were found; the path is the first.
    pub count: usize,
}

/// A fact that the scan shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct SuggestedFact {
    pub id: String,
    pub kind: String,
    pub thing: String,
    pub question: String,
    /// As it is written in marque.toml.
    pub value: String,
    /// The file and line that show it, and what stands there.
    pub seen: String,
    /// What it contradicts; then it does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contradicts: Option<String>,
}

impl SuggestedFact {
    /// In one line.
    pub fn words(&self) -> String {
        let said = format!("{} = {} ({}), from {}", self.id, self.value, self.thing, self.seen);
        match &self.contradicts {
            Some(contradicts) => format!("not taken: {said}: {contradicts}"),
            None => said,
        }
    }
}

#[test]
fn every_form_shows_what_the_scan_suggests_and_what_it_contradicts() {
    let assessment = crate::fixture::assessment();
    let terminal = crate::terminal::assessment(&assessment, 400);
    let markdown = crate::markdown::assessment(&assessment);
    let html = crate::html::page(&[assessment]);
    for form in [terminal, markdown, html] {
        assert!(form.contains("Door Eye), from SUPPORT.md:3 (security updates for 5 years)"), "{form}");
        assert!(form.contains("not taken: data-connection"), "{form}");
    }
}
