//! A product with three papers, as it is and as it is after a change.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::Day;
use dossier::{Annex, Annexes, Composed, FIRST, Grounds, Library, Matter, Shift, compose, shifts};
use evidence::register::Registered;
use evidence::{Blob, Evidence};
use inventory::{Component, Inventory, Package};
use reasoning::facts::document;
use reasoning::verdict::{Extent, verdict};
use reasoning::{LawChoice, Program, State};
use rulebook::Rulebook;

/// Everything that papers are made from.
#[derive(Clone)]
pub struct World {
    pub book: Rulebook,
    pub facts: String,
    pub files: BTreeMap<String, String>,
    pub evidence: Vec<Registered>,
    pub inventory: Inventory,
    pub on: Day,
    /// The lists that go with the papers.
    pub bills: Vec<Annex>,
    pub list: Option<Annex>,
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn repository(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)).unwrap()
}

/// The words of the paper about parts: a fact and a conclusion choose between them, and neither is shown.
const PARTS: &str = "\
title = Parts
parts = What it is made of
    .lead =
        { $has-website ->
            [yes] Told on the website
           *[no] Told nowhere
        }{ $cra-important-class-i ->
            [yes] , for class I.
           *[no] .
        }
";

/// Three papers: the declaration, one of the parts, one that rests on evidence alone.
pub fn world() -> World {
    let paper = |section: &str| {
        format!(
            "for = [\"product\"]\ndocuments = [\"cra-technical-documentation\"]\nchecked = [\"en\"]\n[[section]]\n{section}"
        )
    };
    let files = [
        ("declaration/paper.toml", repository("papers/eu-declaration/paper.toml")),
        ("declaration/en.ftl", repository("papers/eu-declaration/en.ftl")),
        (
            "parts/paper.toml",
            paper("id = \"parts\"\non = \"product\"\ncites = [\"cra:annex-1.2(1)\"]\ntable = \"components\"\n"),
        ),
        ("parts/en.ftl", PARTS.to_owned()),
        ("reports/paper.toml", paper("id = \"reports\"\non = \"product\"\ncites = [\"cra:annex-7(6)\"]\n")),
        ("reports/en.ftl", "title = Reports\nreports = Test reports\n".to_owned()),
        ("words/en.ftl", repository("papers/words/en.ftl")),
    ];
    let facts = repository("docs/cases/smart-camera/marque.toml");
    World {
        book: compiled_law::rulebook(),
        facts: facts.replace(
            "[product]\n",
            "[product]\nproduct-type = \"Door Eye 2\"\nintended-purpose = \"to see who rings\"\n",
        ),
        files: files.into_iter().map(|(path, text)| (path.to_owned(), text)).collect(),
        evidence: vec![report("first")],
        inventory: Inventory { components: vec![component("flask", "3.0.2")], ..Inventory::default() },
        on: day("2028-03-01"),
        bills: Vec::new(),
        list: None,
    }
}

pub fn report(id: &str) -> Registered {
    let evidence = Evidence {
        id: id.to_owned(),
        kind: evidence::Kind::TestReport,
        title: format!("report {id}"),
        blob: Blob::of(id.as_bytes(), "text/plain"),
        source: None,
        release: None,
        points: vec!["cra:annex-7(6)".parse().unwrap()],
        fresh_for: Some("1y".parse().unwrap()),
        summary: None,
    };
    let when = "2028-01-01T00:00:00Z".parse().unwrap();
    Registered { entry: id.len() as u64, when, who: "us".to_owned(), evidence, withdrawn: None }
}

pub fn component(name: &str, version: &str) -> Component {
    Component::new(Package::new("pypi", name, Some(version)))
}

/// The papers by their names.
pub fn papers(world: &World) -> BTreeMap<String, Composed> {
    let files = world.files.iter().map(|(path, text)| (PathBuf::from(path), text.clone()));
    let library = Library::of(&world.book, files).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    let facts = document(&world.book, Path::new("marque.toml"), &world.facts).unwrap();
    let program = Program::new(&world.book, LawChoice::on(world.on));
    let verdict = verdict(&program, &facts, &mut State::default(), Extent::Plain);
    let matter = Matter {
        rulebook: &world.book,
        facts: &facts,
        verdict: &verdict,
        evidence: &world.evidence,
        inventory: Some((&world.inventory, "sha256:00")),
        annexes: Annexes { bills: &world.bills, evidence: world.list.as_ref() },
        risks: None,
        on: world.on,
        issued: None,
    };
    let composed = compose(&library, &matter, FIRST).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    composed.into_iter().map(|composed| (composed.paper.id.clone(), composed)).collect()
}

pub fn grounds(world: &World) -> BTreeMap<String, Grounds> {
    papers(world).into_iter().map(|(id, composed)| (id, composed.grounds)).collect()
}

/// The papers that are stale, and all reasons.
pub fn stale(
    before: &BTreeMap<String, Grounds>,
    now: &BTreeMap<String, Grounds>,
) -> (Vec<String>, Vec<(String, Shift)>) {
    let mut found = Vec::new();
    let mut reasons = Vec::new();
    for (paper, own) in before {
        let shifted = shifts(own, now.get(paper).unwrap_or(&Grounds::new()));
        if !shifted.is_empty() {
            found.push(paper.clone());
            reasons.extend(shifted);
        }
    }
    (found, reasons)
}
