//! The words of the form itself, in the language of the paper.

use serde::{Deserialize, Serialize};

use crate::{Source, State};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Words {
    /// The four states.
    pub draft: String,
    pub reviewed: String,
    pub approved: String,
    pub issued: String,
    /// Above the text of a draft.
    pub draft_banner: String,
    /// Before what a gap lacks.
    pub missing: String,
    /// Above the list of gaps.
    pub gaps: String,
    /// Above the list of where values come from.
    pub sources: String,
    /// Before citations, for who hears the page.
    pub cites: String,
    pub date: String,
    pub page: String,
    pub of: String,
    pub picture: String,
    pub table: String,
    pub skip: String,
    /// Kinds of source.
    pub fact: String,
    pub conclusion: String,
    pub evidence: String,
    pub inventory: String,
    pub risk: String,
    pub law: String,
    pub setting: String,
    /// In place of a duty's answer, where it is not known whether it binds.
    pub open: String,
}

impl Words {
    pub fn english() -> Words {
        let word = str::to_owned;
        Words {
            draft: word("Draft"),
            reviewed: word("Reviewed"),
            approved: word("Approved"),
            issued: word("Issued"),
            draft_banner: word("This is a draft. It is not signed and has not been issued."),
            missing: word("missing"),
            gaps: word("What is missing"),
            sources: word("Where the values come from"),
            cites: word("Asked for by"),
            date: word("Date"),
            page: word("Page"),
            of: word("of"),
            picture: word("Picture"),
            table: word("Table"),
            skip: word("Skip to the content"),
            fact: word("Fact"),
            conclusion: word("Conclusion"),
            evidence: word("Evidence"),
            inventory: word("Inventory"),
            risk: word("Risk"),
            law: word("Law"),
            setting: word("Setting"),
            open: word("Whether this is owed is open."),
        }
    }

    pub fn state(&self, state: State) -> &str {
        match state {
            State::Draft => &self.draft,
            State::Reviewed => &self.reviewed,
            State::Approved => &self.approved,
            State::Issued => &self.issued,
        }
    }

    /// A source in one line: its kind, and where to look.
    pub fn source(&self, source: &Source) -> String {
        match source {
            Source::Fact { thing, name, origin } => format!("{}: {thing}, {name} ({origin})", self.fact),
            Source::Conclusion { thing, id } => format!("{}: {thing}, {id}", self.conclusion),
            Source::Evidence { id, digest } => format!("{}: {id} ({digest})", self.evidence),
            Source::Inventory { what, digest } => format!("{}: {what} ({digest})", self.inventory),
            Source::Risk { id } => format!("{}: {id}", self.risk),
            Source::Law { citation } => format!("{}: {citation}", self.law),
            Source::Setting { name } => format!("{}: {name}", self.setting),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_says_its_kind_and_where_to_look() {
        let source = Source::Fact { thing: "product".into(), name: "brand".into(), origin: "marque.toml:3".into() };
        assert_eq!(Words::english().source(&source), "Fact: product, brand (marque.toml:3)");
    }
}
