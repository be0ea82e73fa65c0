//! What changes makes exactly those papers stale that rest on it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at what is not there")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::Day;
use dossier::{FIRST, Grounds, Library, Matter, Shift, compose, shifts};
use evidence::register::Registered;
use evidence::{Blob, Evidence};
use inventory::{Component, Inventory, Package};
use reasoning::facts::document;
use reasoning::verdict::{Extent, verdict};
use reasoning::{LawChoice, Program, State};
use rulebook::{BlockKind, From, Rulebook};

/// Everything that papers are made from.
#[derive(Clone)]
struct World {
    book: Rulebook,
    facts: String,
    files: BTreeMap<String, String>,
    evidence: Vec<Registered>,
    inventory: Inventory,
    on: Day,
}

fn day(text: &str) -> Day {
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
fn world() -> World {
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
    }
}

fn report(id: &str) -> Registered {
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

fn component(name: &str, version: &str) -> Component {
    Component::new(Package::new("pypi", name, Some(version)))
}

fn grounds(world: &World) -> BTreeMap<String, Grounds> {
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
        risks: None,
        on: world.on,
        issued: None,
    };
    let composed = compose(&library, &matter, FIRST).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    composed.into_iter().map(|composed| (composed.paper.id, composed.grounds)).collect()
}

fn later(world: &mut World, id: &str) {
    let mut found = 0;
    for block in world.book.blocks.iter_mut().filter(|block| block.id == id) {
        if let BlockKind::Application { from: From::Day(from) } = &mut block.what {
            *from = from.plus(30);
            found += 1;
        }
    }
    assert!(found > 0, "{id}");
}

#[test]
fn a_change_makes_exactly_those_papers_stale_that_rest_on_it() {
    type Change = fn(&mut World);
    let before = grounds(&world());
    assert_eq!(before.keys().collect::<Vec<_>>(), ["declaration", "parts", "reports"]);
    let rows: [(&str, Change, &[&str], &str); 16] = [
        ("nothing", |_| {}, &[], ""),
        ("the day", |world| world.on = day("2028-03-02"), &[], ""),
        (
            "a fact of the declaration",
            |world| world.facts = world.facts.replace("Door Eye 2", "Door Eye 3"),
            &["declaration"],
            "fact product-type of video doorbell",
        ),
        (
            "a fact that no paper says",
            |world| world.facts = world.facts.replace("to see who rings", "to see who is there"),
            &[],
            "",
        ),
        (
            "a fact that only chooses between words",
            |world| {
                world.facts =
                    world.facts.replace("[organisation]\n", "[organisation]\nwebsite = \"https://example.org\"\n")
            },
            &["parts"],
            "fact website of we",
        ),
        (
            "a conclusion that only chooses between words",
            |world| world.facts = world.facts.replace("\"III-I-17\"", "\"none\""),
            &["parts"],
            "conclusion cra-important-class-i of video doorbell",
        ),
        (
            "a component came",
            |world| world.inventory.components.push(component("jinja2", "3.1.4")),
            &["parts"],
            "component pkg:pypi/jinja2@3.1.4",
        ),
        (
            "a component changed its licence",
            |world| world.inventory.components[0].licence = Some("MIT".to_owned()),
            &["parts"],
            "component pkg:pypi/flask@3.0.2",
        ),
        ("evidence came", |world| world.evidence.push(report("second")), &["reports"], "evidence second"),
        ("evidence went", |world| world.evidence.clear(), &["reports"], "evidence first"),
        (
            "evidence became old",
            |world| world.on = day("2029-06-01"),
            &["reports"],
            "missing: fresh evidence in place of \"report first\"",
        ),
        (
            "the words of one paper",
            |world| {
                world.files.insert("parts/en.ftl".to_owned(), "title = Parts\nparts = What is in it\n".to_owned());
            },
            &["parts"],
            "the words of the paper",
        ),
        (
            "the official passage of a point",
            |world| {
                for block in world.book.blocks.iter_mut().filter(|block| block.id == "cra:annex-7(6)") {
                    block.digest = Some("sha256:00".to_owned());
                }
            },
            &["reports"],
            "law cra:annex-7(6)",
        ),
        (
            "the day from which one act applies",
            |world| later(world, "cra:71(2)/1"),
            &["declaration", "parts", "reports"],
            "duty cra:annex-5(1) of video doorbell, second generation",
        ),
        (
            "the day from which the other act applies",
            |world| later(world, "aia:113(c)(i)#status"),
            &["declaration"],
            "duty aia:annex-5(1) of face match",
        ),
        (
            "a rule no longer makes the system high-risk",
            |world| {
                world.facts = world.facts.replace("annex-iii-use = { only = [\"1(a)\"] }", "annex-iii-use = \"none\"")
            },
            &["declaration"],
            "duty aia:annex-5(1) of face match",
        ),
    ];
    for (what, change, stale, reason) in rows {
        let mut changed = world();
        change(&mut changed);
        let now = grounds(&changed);
        let mut found = Vec::new();
        let mut reasons: Vec<(String, Shift)> = Vec::new();
        for (paper, own) in &before {
            let empty = Grounds::new();
            let shifted = shifts(own, now.get(paper).unwrap_or(&empty));
            if !shifted.is_empty() {
                found.push(paper.as_str());
                reasons.extend(shifted);
            }
        }
        assert_eq!(found, stale, "{what}: {reasons:#?}");
        assert!(reason.is_empty() || reasons.iter().any(|(name, _)| name == reason), "{what}: {reasons:#?}");
    }
}
