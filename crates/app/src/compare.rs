//! What changed since an earlier assessment, and whether facts, the law or the date did it.

use std::path::Path;

use documents::Assessment;
use domain::Day;
use reasoning::facts::{Shape, read};
use reasoning::verdict::{Extent, differences, verdict};
use reasoning::{Facts, LawChoice, Program, State};
use rulebook::Rulebook;
use rulebook::tree::{Reading, Tree, from_json};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Failure;

/// The changes between two assessments of one product.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Comparison {
    pub subject: String,
    pub before: String,
    pub after: String,
    /// Because the law files say otherwise: the same facts on the same day.
    pub by_law: Vec<String>,
    /// Because facts changed: today's law on the earlier day.
    pub by_facts: Vec<String>,
    /// Because time passed.
    pub by_date: Vec<String>,
}

impl Comparison {
    pub fn is_empty(&self) -> bool {
        self.by_law.is_empty() && self.by_facts.is_empty() && self.by_date.is_empty()
    }
}

/// Reads the JSON that an earlier `assess --format json` wrote.
pub fn load(path: &Path) -> Result<Vec<Assessment>, Failure> {
    let help = "give the file that `marque assess --format json` wrote";
    let source = std::fs::read_to_string(path).map_err(|error| Failure::reading(path, &error, help))?;
    let doing = || format!("comparing with {}", path.display());
    let document: serde_json::Value =
        serde_json::from_str(&source).map_err(|error| Failure::refused(doing(), format!("not JSON: {error}"), help))?;
    let format = document["format"].as_str().unwrap_or("no format");
    if format != crate::assess::FORMAT {
        return Err(Failure::refused(doing(), format!("its format is {format}, not {}", crate::assess::FORMAT), help));
    }
    serde_json::from_value(document["assessments"].clone())
        .map_err(|error| Failure::refused(doing(), format!("not an assessment: {error}"), help))
}

/// Takes the difference apart: first the law, then the facts, then the date.
pub fn compare(
    rulebook: &Rulebook,
    last: &Assessment,
    facts: &Facts,
    choice: &LawChoice,
) -> Result<Comparison, Failure> {
    let then: Day = last.verdict.on.parse().map_err(|error: domain::day::NotADay| {
        Failure::refused("reading the day of the earlier assessment", error.to_string(), "write a new one")
    })?;
    let mut reading = Reading::new(Path::new("the earlier assessment"), "");
    let entries = match from_json(&last.facts, &(0..0)).value {
        Tree::Table(entries) => entries,
        _ => Vec::new(),
    };
    // Facts that today's law files no longer know are a change of law, not an error.
    let old_facts = read(rulebook, &mut reading, entries, Shape::Case);
    let judge = |facts: &Facts, on: Day| {
        let mut choice = choice.clone();
        choice.on = on;
        verdict(&Program::new(rulebook, choice), facts, &mut State::default(), Extent::Plain)
    };
    let old_law_today = judge(&old_facts, then);
    let new_facts_then = judge(facts, then);
    let now = judge(facts, choice.on);
    let pair = |verdict: &'_ reasoning::Verdict| (verdict.conclusions.clone(), verdict.duties.clone());
    let between = |a: &reasoning::Verdict, b: &reasoning::Verdict| {
        let (a, b) = (pair(a), pair(b));
        differences((&a.0, &a.1), (&b.0, &b.1))
    };
    Ok(Comparison {
        subject: facts.subject().to_owned(),
        before: last.verdict.on.clone(),
        after: choice.on.to_string(),
        by_law: between(&last.verdict, &old_law_today),
        by_facts: between(&old_law_today, &new_facts_then),
        by_date: between(&new_facts_then, &now),
    })
}
