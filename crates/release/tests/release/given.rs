//! A door with a camera that recognises faces, as two releases of it, for the tests.

use std::path::Path;
use std::sync::LazyLock;

use domain::Day;
use inventory::{
    Asset, AssetKind, Component, Confidence, Evidence, Inventory, Package, Place, Property, Scope, Signal, System,
};
use reasoning::{LawChoice, Program};
use release::{Catalogue, Piece, Report, Saved, Side, built_in};
use rulebook::{Mistake, Rulebook};

pub static BOOK: LazyLock<Rulebook> = LazyLock::new(compiled_law::rulebook);
pub static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| built_in(&BOOK).unwrap());
static THREATS: LazyLock<risk::Catalogue> = LazyLock::new(|| risk::built_in(&BOOK).unwrap());

pub const DAY: &str = "2028-02-01";

/// Both acts reach it: the manufacturer of a product in scope, the provider of a high-risk system.
pub const DOOR: &str = r#"
[product]
name = "Door Eye"
our-part-in-the-product = { only = ["own-name"] }
cra-in-scope = true
manufacturer = true
intended-purpose = "Shows who is at the door."

[[release]]
name = "1.0"

[[ai-system]]
name = "face match"
assets = ["models"]
our-part-in-the-ai-system = { only = ["develop-and-supply"] }
aia-in-scope = true
provider = true
high-risk = true
section-b-only = false
system-intended-purpose = "Says which neighbour it is."
"#;

pub fn evidence(path: &str) -> Evidence {
    Evidence { path: path.into(), line: Some(7), detector: "test".into(), snippet: String::new() }
}

pub fn component(ecosystem: &'static str, name: &str, version: &str) -> Component {
    let scope = Some(Scope::Runtime);
    Component {
        scope,
        evidence: vec![evidence("lockfile")],
        ..Component::new(Package::new(ecosystem, name, Some(version)))
    }
}

pub fn asset(kind: AssetKind, name: &str) -> Asset {
    Asset {
        reference: format!("{}:{name}", kind.as_str()),
        kind,
        name: name.into(),
        provider: None,
        properties: Vec::new(),
        confidence: Confidence::Certain,
        place: Place::Product,
        evidence: vec![evidence(&format!("models/{name}"))],
        component: None,
    }
}

/// With other weights.
pub fn weights(mut asset: Asset, digest: &str) -> Asset {
    asset.properties.push(Property::new("sha256", digest));
    asset
}

pub fn signal(kind: &str, name: &str) -> Signal {
    Signal { kind: kind.into(), name: name.into(), properties: Vec::new(), evidence: evidence("src/main.rs") }
}

pub fn piece(id: &str, points: &[&str]) -> Piece {
    Piece {
        id: id.into(),
        entry: 2,
        title: format!("{id}.pdf"),
        points: points.iter().map(|point| point.parse().unwrap()).collect(),
        release: None,
        withdrawn: false,
        stale: false,
    }
}

/// One of the two releases.
#[derive(Clone, Debug)]
pub struct Door {
    pub text: String,
    pub inventory: Inventory,
    pub evidence: Vec<Piece>,
}

impl Door {
    pub fn new() -> Door {
        Door { text: DOOR.to_owned(), inventory: Inventory::default(), evidence: Vec::new() }
    }

    pub fn with(mut self, component: Component) -> Door {
        self.inventory.components.push(component);
        self
    }

    /// An asset of the system “face match”.
    pub fn asset(mut self, asset: Asset) -> Door {
        let reference = asset.reference.clone();
        self.inventory.assets.push(asset);
        match self.inventory.systems.first_mut() {
            Some(system) => system.assets.push(reference),
            None => self.inventory.systems.push(System {
                name: "face match".into(),
                entry: None,
                assets: vec![reference],
                why: "marque.toml says so".into(),
                development_tool: false,
            }),
        }
        self
    }

    pub fn signal(mut self, kind: &str, name: &str) -> Door {
        self.inventory.signals.push(signal(kind, name));
        self
    }

    pub fn piece(mut self, piece: Piece) -> Door {
        self.evidence.push(piece);
        self
    }

    /// Says something otherwise in marque.toml.
    pub fn says(mut self, from: &str, to: &str) -> Door {
        assert!(self.text.contains(from), "{from}");
        self.text = self.text.replace(from, to);
        self
    }

    /// Adds to the table of the product or the system.
    pub fn product(self, line: &str) -> Door {
        self.says("name = \"Door Eye\"\n", &format!("name = \"Door Eye\"\n{line}\n"))
    }

    pub fn system(self, line: &str) -> Door {
        self.says("name = \"face match\"\n", &format!("name = \"face match\"\n{line}\n"))
    }

    /// An answer about release 1.0.
    pub fn answers(mut self, lines: &str) -> Door {
        self.text.push_str(&format!("\n[[modification]]\nrelease = \"1.0\"\n{lines}\n"));
        self
    }

    pub fn saved(&self) -> Saved {
        let day: Day = DAY.parse().unwrap();
        let saved = Saved::new(day, &BOOK.digest, self.text.clone(), self.inventory.clone());
        Saved { evidence: Some(self.evidence.clone()), ..saved }
    }
}

pub fn compared(old: &Door, new: &Door) -> Result<Report, Vec<Mistake>> {
    let (old, new) = (old.saved(), new.saved());
    let sides = [&old, &new].map(|saved| Side::read(&BOOK, saved, Path::new("marque.toml")));
    for side in &sides {
        if !side.mistakes.is_empty() {
            return Err(side.mistakes.clone());
        }
    }
    let program = Program::new(&BOOK, LawChoice::on(DAY.parse().unwrap()));
    release::compare(&program, &CATALOGUE, &THREATS, &sides[0], &sides[1])
}

pub fn report(old: &Door, new: &Door) -> Report {
    compared(old, new).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]))
}

/// What changed, by kind and name.
pub fn changes(report: &Report) -> Vec<(&str, &str)> {
    report.changes.iter().map(|change| (&*change.change, &*change.of)).collect()
}
