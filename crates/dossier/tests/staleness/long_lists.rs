//! Lists of which a paper shows the beginning: it rests on all of it.

use dossier::{Annex, Composed};
use inventory::Relation;
use paper::{Block, Inline};

use crate::world::{World, component, day, grounds, papers, report, stale, world};

/// What a paper shows of a list at most.
const SHOWN: usize = 50;

fn annex(name: &str) -> Annex {
    Annex { name: name.to_owned(), digest: format!("sha256:of-{name}") }
}

/// Sixty components, of which the last alone is asked for by the product, and sixty reports.
fn long() -> World {
    let mut world = world();
    world.inventory.components = (0..60).map(|at| component(&format!("part{at}"), "1")).collect();
    world.inventory.components[59].relation = Some(Relation::Direct);
    world.evidence = (0..60).map(|at| report(&format!("r{at}"))).collect();
    world.bills = vec![annex("bill.cdx.json"), annex("bill.spdx.json")];
    world.list = Some(annex("evidence.csv"));
    world
}

fn text(runs: &[Inline]) -> String {
    let shown = runs.iter().map(|inline| match inline {
        Inline::Text(text) | Inline::Strong(text) | Inline::Code(text) | Inline::Link { text, .. } => text.as_str(),
        Inline::Field(field) => &field.text,
        Inline::Gap(gap) => &gap.what,
    });
    shown.collect()
}

fn paragraphs(composed: &Composed) -> Vec<String> {
    let blocks = composed.paper.blocks.iter();
    blocks.filter_map(|block| if let Block::Paragraph(runs) = block { Some(text(runs)) } else { None }).collect()
}

/// The first column of the table of components.
fn components(composed: &Composed) -> Vec<String> {
    let table = composed.paper.blocks.iter().find_map(|block| match block {
        Block::Table { rows, .. } => Some(rows.iter().map(|row| text(&row[0])).collect()),
        _ => None,
    });
    table.unwrap()
}

/// The items of the list of reports.
fn reports(composed: &Composed) -> Vec<String> {
    let list = composed.paper.blocks.iter().find_map(|block| match block {
        Block::List { items, .. } => Some(items.iter().map(|item| text(item)).collect()),
        _ => None,
    });
    list.unwrap()
}

#[test]
fn what_the_product_asks_for_itself_comes_first_and_the_bill_of_materials_has_the_rest() {
    let composed = papers(&long()).remove("parts").unwrap();
    let shown = components(&composed);
    assert_eq!(shown.len(), SHOWN);
    assert_eq!((shown[0].as_str(), shown[1].as_str(), shown[49].as_str()), ("part59", "part0", "part48"));
    let said = paragraphs(&composed).join("\n");
    assert!(said.contains("60 components by others, 1 asked for by the product itself"), "{said}");
    assert!(
        said.contains("bill.cdx.json, sha256:of-bill.cdx.json; the same in bill.spdx.json, sha256:of-bill"),
        "{said}"
    );
    assert_eq!(composed.annexes.iter().collect::<Vec<_>>(), ["bill.cdx.json", "bill.spdx.json"]);
}

#[test]
fn the_newest_evidence_is_shown_and_a_file_lists_all() {
    let composed = papers(&long()).remove("reports").unwrap();
    let shown = reports(&composed);
    assert_eq!(shown.len(), SHOWN + 1);
    assert!(shown[0].starts_with("report r10,") && shown[49].starts_with("report r59,"), "{shown:?}");
    assert_eq!(shown[50], "10 older, listed in evidence.csv, sha256:of-evidence.csv");
    assert_eq!(composed.annexes.iter().collect::<Vec<_>>(), ["evidence.csv"]);
    assert!(composed.paper.gaps().is_empty());
}

#[test]
fn what_is_short_enough_or_listed_nowhere_else_stands_in_the_paper() {
    let mut short = long();
    short.inventory.components.truncate(SHOWN);
    short.evidence.truncate(SHOWN);
    let mut alone = long();
    alone.bills.clear();
    alone.list = None;
    for (world, all) in [(short, SHOWN), (alone, 60)] {
        let papers = papers(&world);
        let order: Vec<String> = (0..all).map(|at| format!("part{at}")).collect();
        assert_eq!(components(&papers["parts"]), order);
        assert_eq!(reports(&papers["reports"]).len(), all);
        assert!(papers["reports"].annexes.is_empty());
    }
}

#[test]
fn old_evidence_is_missing_whether_it_is_shown_or_not() {
    let mut world = long();
    world.evidence[3].evidence.fresh_for = Some("1d".parse().unwrap());
    let papers = papers(&world);
    let gaps = papers["reports"].paper.gaps();
    assert_eq!(gaps.len(), 1);
    assert_eq!(gaps[0].what, "fresh evidence in place of 1 of the older ones");
    assert_eq!(gaps[0].cites, ["cra:annex-7(6)"]);
}

#[test]
fn a_change_beyond_what_is_shown_makes_the_same_papers_stale() {
    type Change = fn(&mut World);
    let before = grounds(&long());
    let rows: [(&str, Change, &[&str], &str); 10] = [
        ("nothing", |_| {}, &[], ""),
        (
            "a component that is shown changed its licence",
            |world| world.inventory.components[5].licence = Some("MIT".to_owned()),
            &["parts"],
            "component pkg:pypi/part5@1",
        ),
        (
            "one that is not shown changed its licence",
            |world| world.inventory.components[57].licence = Some("MIT".to_owned()),
            &["parts"],
            "component pkg:pypi/part57@1",
        ),
        (
            "one that is not shown went",
            |world| drop(world.inventory.components.remove(57)),
            &["parts"],
            "component pkg:pypi/part57@1",
        ),
        (
            "one that is not shown came",
            |world| world.inventory.components.insert(59, component("part60", "1")),
            &["parts"],
            "component pkg:pypi/part60@1",
        ),
        (
            "one came that is no part of the product",
            |world| {
                let mut tool = component("tool", "1");
                tool.scope = Some(inventory::Scope::Development);
                world.inventory.components.push(tool);
            },
            &[],
            "",
        ),
        ("evidence that is not shown went", |world| drop(world.evidence.remove(3)), &["reports"], "evidence r3"),
        (
            "evidence that is not shown is another file",
            |world| world.evidence[3].evidence.blob = evidence::Blob::of(b"other", "text/plain"),
            &["reports"],
            "evidence r3",
        ),
        (
            "evidence became old",
            |world| world.on = day("2029-06-01"),
            &["reports"],
            "missing: fresh evidence in place of \"report r3\"",
        ),
        (
            "only the files that list all are others",
            |world| {
                world.bills.iter_mut().chain(&mut world.list).for_each(|annex| annex.digest = "sha256:00".to_owned());
            },
            &[],
            "",
        ),
    ];
    for (what, change, papers, reason) in rows {
        let mut changed = long();
        change(&mut changed);
        let (found, reasons) = stale(&before, &grounds(&changed));
        assert_eq!(found, papers, "{what}: {reasons:#?}");
        assert!(reason.is_empty() || reasons.iter().any(|(name, _)| name == reason), "{what}: {reasons:#?}");
    }
}
