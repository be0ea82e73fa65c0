#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use inventory::{Evidence, Inventory, Property, Signal};

use super::*;
use crate::fixture::{BOOK, DAY, DOOR, counted, facts, register, seen};
use crate::load;

fn signal(detector: &str, properties: &[(&str, &str)]) -> Signal {
    Signal {
        kind: "vulnerability-disclosure".into(),
        name: "security.txt".into(),
        properties: properties.iter().map(|(name, value)| Property::new(name, *value)).collect(),
        evidence: Evidence {
            path: "a/security.txt".into(),
            line: Some(2),
            detector: detector.into(),
            snippet: String::new(),
        },
    }
}

fn judged(look: &str, signals: Vec<Signal>) -> Outcome {
    let text = format!(
        "id = \"a\"\ntitle = \"t\"\nproves = \"cra:13(2)\"\n[from.signal]\nkind = \"vulnerability-disclosure\"\n{look}\n\
         [after]\nsay = \"s\"\ncommand = \"c\"\n"
    );
    let (checks, mistakes) = load(&BOOK, [("a.toml", text.as_str())]);
    assert!(mistakes.is_empty(), "{}", mistakes[0]);
    let (facts, register) = (facts(DOOR), register(vec![]));
    let inventory = Inventory { signals, ..Inventory::default() };
    let mut seen = seen(&facts, &register, DAY);
    seen.inventory = Some(&inventory);
    judge(&checks[0], &BOOK, &seen, 1).outcome
}

#[test]
fn what_expires_holds_through_its_last_day() {
    let expires = |moments: &[&str]| {
        let signals = moments.iter().map(|moment| signal("security-txt", &[("expires", moment)])).collect();
        judged("unexpired = \"expires\"", signals)
    };
    assert_eq!(expires(&["2028-02-01T00:00:00Z"]), Outcome::Pass);
    assert_eq!(expires(&["2028-01-31T23:59:59Z"]), Outcome::Fail);
    assert_eq!(expires(&["2028-01-31T23:59:59Z", "2029-01-01T00:00:00Z"]), Outcome::Pass, "one that holds is enough");
    assert_eq!(expires(&["next spring"]), Outcome::Unknown);
    assert_eq!(expires(&["é".repeat(9).as_str()]), Outcome::Unknown);
    assert_eq!(judged("unexpired = \"expires\"", vec![signal("security-txt", &[])]), Outcome::Fail);
    assert_eq!(expires(&[]), Outcome::Unknown);
}

#[test]
fn what_is_not_found_is_unknown_unless_the_file_that_would_hold_it_was_read() {
    let contact = "property = \"contact\"\nheld-by = \"security-policy\"";
    assert_eq!(judged(contact, vec![]), Outcome::Unknown);
    assert_eq!(judged(contact, vec![signal("disclosure-policy", &[])]), Outcome::Unknown);
    assert_eq!(judged(contact, vec![signal("security-policy", &[])]), Outcome::Fail);
    assert_eq!(judged(contact, vec![signal("security-txt", &[("contact", "a@b.example")])]), Outcome::Pass);
}

#[test]
fn the_newest_report_speaks() {
    let text = "id = \"a\"\ntitle = \"t\"\nproves = \"cra:13(2)\"\n[from.evidence]\nformat = \"JUnit\"\n\
        some = [\"tests\"]\nnone = [\"failures\"]\n[after]\nsay = \"s\"\ncommand = \"c\"\n";
    let (checks, _) = load(&BOOK, [("a.toml", text)]);
    let facts = facts(DOOR);
    let of = |failures: &[u64]| {
        let pieces = failures.iter().map(|count| counted("JUnit", &[("tests", 2), ("failures", *count)])).collect();
        let register = register(pieces);
        judge(&checks[0], &BOOK, &seen(&facts, &register, DAY), 1).outcome
    };
    assert_eq!(of(&[0]), Outcome::Pass);
    assert_eq!(of(&[0, 1]), Outcome::Fail);
    assert_eq!(of(&[1, 0]), Outcome::Pass);
    assert_eq!(of(&[]), Outcome::Unknown);
}
