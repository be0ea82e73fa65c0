//! Products by what is said about them, planned with the law and the procedures in the binary.

use std::path::Path;
use std::sync::LazyLock;

use domain::{Answer, Day};
use reasoning::facts::document;
use reasoning::{Facts, LawChoice, Program};
use rulebook::Rulebook;

use crate::{Library, Plan, Route, Standing, StepShown, built_in, plan};

pub static BOOK: LazyLock<Rulebook> = LazyLock::new(compiled_law::rulebook);
pub static LIBRARY: LazyLock<Library> = LazyLock::new(|| built_in(&BOOK).unwrap());

pub fn facts(source: &str) -> Facts {
    document(&BOOK, Path::new("marque.toml"), source).unwrap()
}

/// A product in scope of the Cyber Resilience Act that we make, with these facts of its own and tables below it;
/// it has no AI system and no other act but those.
pub fn product(own: &str, tables: &str) -> Facts {
    let closed = if own.contains("source-and-licence") { "" } else { "source-and-licence = \"closed\"" };
    facts(&format!(
        "[complete]\nai-system = true\nsector-act = true\n[product]\nname = \"Door Eye\"\n\
         our-part-in-the-product = {{ only = [\"own-name\"] }}\ncra-in-scope = true\n\
         product-with-digital-elements = true\n{closed}\n{own}\n{tables}"
    ))
}

/// A high-risk AI system with a use of Annex III.
pub fn system(name: &str, annex_iii_use: &str, more: &str) -> String {
    format!(
        "[[ai-system]]\nname = \"{name}\"\naia-in-scope = true\nhigh-risk-annex-iii = true\nhigh-risk-annex-i = false\n\
         annex-iii-use = {{ only = [\"{annex_iii_use}\"] }}\n{more}\n"
    )
}

pub fn planned(facts: &Facts, on: &str, statuses: &[&str]) -> Plan {
    let on: Day = on.parse().unwrap();
    let statuses = statuses.iter().map(|id| (BOOK.find(id).unwrap(), true)).collect();
    let program = Program::new(&BOOK, LawChoice { statuses, ..LawChoice::on(on) });
    plan(&program, facts, &LIBRARY)
}

impl Plan {
    pub fn standing(&self, procedure: &str) -> &Standing {
        self.procedures.iter().find(|standing| standing.procedure == procedure).unwrap()
    }

    /// The procedures that are open, shut or unknown.
    pub fn all(&self, open: Answer) -> Vec<&str> {
        let of = self.procedures.iter().filter(|standing| standing.open == open);
        of.map(|standing| standing.procedure.as_str()).collect()
    }

    /// For each way the procedures it takes.
    pub fn ways(&self) -> Vec<Vec<&str>> {
        self.routes.iter().map(|route| route.parts.iter().map(|part| part.procedure.as_str()).collect()).collect()
    }
}

impl Route {
    pub fn step(&self, id: &str) -> &StepShown {
        self.steps.iter().find(|step| step.id == id).unwrap()
    }

    pub fn has(&self, id: &str) -> bool {
        self.steps.iter().any(|step| step.id == id)
    }
}
