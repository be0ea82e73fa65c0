//! `[[point]]` in marque.toml: what is read, and what is refused with its place.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::path::Path;
use std::sync::LazyLock;

use domain::Day;
use reasoning::facts::{Excuse, Facts, PointNote, Shape, read};
use reasoning::written;
use rulebook::Rulebook;
use rulebook::tree::{Reading, Tree, from_json};

static BOOK: LazyLock<Rulebook> = LazyLock::new(compiled_law::rulebook);

const PRODUCT: &str = "[product]\nname = \"Door Eye\"\n[[ai-system]]\nname = \"face match\"\n";

fn parsed(points: &str) -> (Facts, Reading) {
    let source = format!("{PRODUCT}{points}");
    let mut reading = Reading::new(Path::new("marque.toml"), source);
    let entries = reading.whole();
    let facts = read(&BOOK, &mut reading, entries, Shape::Document);
    (facts, reading)
}

fn notes(points: &str) -> Vec<PointNote> {
    let (facts, reading) = parsed(points);
    assert!(reading.mistakes.is_empty(), "{:?}", reading.mistakes);
    facts.points
}

fn refused(point: &str) -> String {
    let (facts, reading) = parsed(&format!("[[point]]\n{point}\n"));
    assert!(!reading.mistakes.is_empty(), "{point}: {:?}", facts.points);
    assert!(reading.mistakes.iter().all(|mistake| mistake.line > 4), "{:?}", reading.mistakes);
    reading.mistakes.iter().map(|mistake| mistake.to_string()).collect()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn a_point_says_why_it_is_not_met_who_sees_to_it_and_by_when() {
    let notes = notes(
        "[[point]]\ncites = \"cra:annex-1.1(2)(c)\"\nnot-applicable = \"It holds no software that could change.\"\n\
         [[point]]\ncites = [\"aia:9\", \"aia:10(2)\"]\non = \"face match\"\nwaived-until = 2027-01-01\n\
         waiver = \"The data come in December.\"\nowner = \"data team\"\ndue = 2026-12-20\n",
    );
    let cites = |texts: &[&str]| texts.iter().map(|text| text.parse().unwrap()).collect::<Vec<_>>();
    assert_eq!(
        notes,
        [
            PointNote {
                cites: cites(&["cra:annex-1.1(2)(c)"]),
                on: None,
                excuse: Some(Excuse::NotApplicable { why: "It holds no software that could change.".into() }),
                owner: None,
                due: None,
            },
            PointNote {
                cites: cites(&["aia:9", "aia:10(2)"]),
                on: Some("face match".into()),
                excuse: Some(Excuse::Waived { until: day("2027-01-01"), why: "The data come in December.".into() }),
                owner: Some("data team".into()),
                due: Some(day("2026-12-20")),
            },
        ]
    );
    let whole = &notes[1];
    assert!(whole.is_about(&"aia:9(2)(a)".parse().unwrap(), "face match"));
    assert!(!whole.is_about(&"aia:9(2)(a)".parse().unwrap(), "Door Eye"));
    assert!(!whole.is_about(&"aia:10".parse().unwrap(), "face match"));
}

#[test]
fn what_cannot_be_meant_is_refused_with_its_place() {
    for (point, says) in [
        ("owner = \"a\"", "has no `cites`"),
        ("cites = \"cra:annex-1.1(2)(z)\"\nowner = \"a\"", "no duty stands in cra:annex-1.1(2)(z)"),
        ("cites = \"annex 1\"\nowner = \"a\"", "names no act"),
        ("cites = \"cra:13(2)\"", "this point says nothing"),
        ("cites = \"cra:13(2)\"\nwaived-until = 2027-01-01", "has no `waiver`"),
        ("cites = \"cra:13(2)\"\nwaiver = \"later\"", "has no `waived-until`"),
        ("cites = \"cra:13(2)\"\nnot-applicable = \" \"", "`not-applicable` says nothing"),
        (
            "cites = \"cra:13(2)\"\nnot-applicable = \"a\"\nwaived-until = 2027-01-01\nwaiver = \"b\"",
            "either does not apply or is waived",
        ),
        ("cites = \"cra:13(2)\"\nwaived-until = \"soon\"\nwaiver = \"b\"", "a date such as"),
        ("cites = \"cra:13(2)\"\non = \"face mach\"\nowner = \"a\"", "did you mean `face match`"),
        ("cites = \"cra:13(2)\"\nowner = \"a\"\nnot-aplicable = \"b\"", "did you mean `not-applicable`"),
    ] {
        let said = refused(point);
        assert!(said.contains(says), "{point}\n{said}");
    }
}

#[test]
fn what_is_written_reads_back() {
    let (facts, _) = parsed(
        "[[point]]\ncites = \"cra:13(2)\"\nwaived-until = 2027-01-01\nwaiver = \"later\"\nowner = \"a\"\n\
         due = 2026-12-01\n[[point]]\ncites = \"aia:9\"\non = \"face match\"\nnot-applicable = \"b\"\n",
    );
    let json = written::document(&BOOK, &facts);
    let Tree::Table(entries) = from_json(&json, &(0..0)).value else { unreachable!("a document is a table") };
    let mut reading = Reading::new(Path::new("facts.json"), "");
    let again = read(&BOOK, &mut reading, entries, Shape::Document);
    assert!(reading.mistakes.is_empty(), "{:?}", reading.mistakes);
    assert_eq!(again.points, facts.points);
}
