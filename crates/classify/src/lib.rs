//! Which categories a plain description suggests.
//!
//! A description in everyday English goes in; the categories of the Cyber Resilience Act and the points
//! of the AI Act come out, ranked, each with the words that spoke for it and the questions to settle
//! before believing it. It suggests and decides nothing: the core functionality is for a person to judge.
//!
//! No model, no network, no clock. The words and their weights are data in `law/terms/`; the code knows
//! only how a description is built: what a product *is* counts more than what it does, and that more
//! than what is merely built into it.

mod building;
mod leaning;
mod matching;
mod reading;
mod scoring;
mod spelling;
mod terms;
mod words;
mod zones;

pub use terms::{Terms, TermsError};

/// What a description suggests, best first. `none` is always among both lists.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Ranking {
    /// Categories of Annexes III and IV of the Cyber Resilience Act.
    pub cra: Vec<Candidate>,
    /// Points of Annex III and acts of Annex I of the AI Act.
    pub aia: Vec<Candidate>,
}

/// One category that may fit, and why.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Candidate {
    /// `III-I-3`, `annex-iii 1(a)`, `annex-i 2014/53/EU`, `none`.
    pub id: String,
    pub title: String,
    pub score: f64,
    /// The part of all candidates of the list, between 0 and 1; for display, no probability.
    pub share: f64,
    /// Words of the description that spoke for it, strongest first.
    pub spoke: Vec<String>,
    /// Words of the description that spoke against it.
    pub against: Vec<String>,
    /// What to check before believing it.
    pub questions: Vec<String>,
    pub cites: Vec<String>,
}

/// Ranks the categories for one description.
///
/// Only the first words of a very long text are read (`words-read` in `law/terms/synonyms.toml`).
pub fn classify(text: &str, terms: &Terms) -> Ranking {
    let description = reading::read(text, terms);
    let matches = matching::find(&description, terms);
    Ranking {
        cra: scoring::rank(&description, &matches, terms, terms::Track::Cra),
        aia: scoring::rank(&description, &matches, terms, terms::Track::Aia),
    }
}
