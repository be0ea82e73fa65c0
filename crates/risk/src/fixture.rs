//! The law in use and small inventories, for tests.

use std::path::Path;
use std::sync::LazyLock;

use domain::Day;
use inventory::{Asset, AssetKind, Component, Confidence, Evidence, Inventory, Package, Place, Property, Signal};
use reasoning::facts::document;
use reasoning::{Facts, LawChoice, Program, State};
use rulebook::Rulebook;

use crate::{Catalogue, Proposed, Subject, Written, built_in, seed};

pub static BOOK: LazyLock<Rulebook> = LazyLock::new(compiled_law::rulebook);
pub static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| built_in(&BOOK).unwrap());

/// An AI system that is high-risk, ours to provide.
pub const HIGH_RISK: &str = r#"
[organisation]
established-in = "DE"
[product]
name = "Door Eye"
[[ai-system]]
name = "face match"
assets = ["models"]
how-outputs-arise = "machine-learning"
our-part-in-the-ai-system = { only = ["develop-and-supply"] }
reach-in-the-union = { only = ["market"] }
special-case = "none"
annex-iii-use = { only = ["1(a)"] }
practice = "none"
performs-profiling = true
derogation-ground = "none"
task-in-the-product = { only = ["convenience"] }
failure-endangers = "none"
is-itself-the-product = false
first-placed = 2028-03-01
system-version-placed = 2028-03-01
[complete]
ai-system = true
sector-act = true
"#;

pub fn facts(text: &str) -> Facts {
    document(&BOOK, Path::new("marque.toml"), text).unwrap()
}

/// A subject that lasts as long as a test needs it.
pub struct Known {
    pub program: Program<'static>,
    pub state: State,
    pub facts: Facts,
    pub inventory: Inventory,
}

impl Known {
    pub fn new(facts: Facts, inventory: Inventory) -> Known {
        let on: Day = "2028-09-01".parse().unwrap();
        let program = Program::new(&BOOK, LawChoice::on(on));
        let mut state = State::default();
        program.evaluate(&facts, &mut state);
        Known { program, state, facts, inventory }
    }

    pub fn subject(&self) -> Subject<'_> {
        Subject { program: &self.program, state: &self.state, facts: &self.facts, inventory: &self.inventory }
    }

    pub fn seeded(&self) -> Vec<Proposed> {
        seed(&CATALOGUE, &self.subject())
    }

    pub fn written(&self, text: &str) -> Written {
        self.read(text).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
    }

    /// The mistakes as `line: message`.
    pub fn read(&self, text: &str) -> Result<Written, Vec<String>> {
        Written::read(&CATALOGUE, &self.facts, Path::new("risks.toml"), text).map_err(|mistakes| {
            mistakes.iter().map(|mistake| format!("{}: {}", mistake.line, mistake.message)).collect()
        })
    }

    /// What is certain, as `threat` or `threat/thing`.
    pub fn certain(&self) -> Vec<String> {
        let certain = self.seeded().into_iter().filter(|proposed| proposed.answer == domain::Answer::Yes);
        certain
            .map(|proposed| {
                let id = &CATALOGUE.threats[proposed.threat].id;
                proposed.on.map_or_else(|| id.clone(), |on| format!("{id}/{on}"))
            })
            .collect()
    }
}

fn evidence(path: &str) -> Vec<Evidence> {
    vec![Evidence { path: path.into(), line: Some(7), detector: "test".into(), snippet: String::new() }]
}

pub fn asset(kind: AssetKind, name: &str, path: &str, properties: &[(&str, &str)]) -> Asset {
    Asset {
        reference: format!("{}:{name}", kind.as_str()),
        kind,
        name: name.into(),
        provider: None,
        properties: properties.iter().map(|(name, value)| Property::new(name, *value)).collect(),
        confidence: Confidence::Certain,
        place: Place::Product,
        evidence: evidence(path),
        component: None,
    }
}

pub fn component(ecosystem: &'static str, name: &str) -> Component {
    let mut component = Component::new(Package::new(ecosystem, name, Some("1.0")));
    component.evidence = evidence("lock.toml");
    component
}

pub fn signal(kind: &str) -> Signal {
    let evidence = evidence("config.ini").remove(0);
    Signal { kind: kind.into(), name: "admin".into(), properties: Vec::new(), evidence }
}
