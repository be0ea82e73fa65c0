use super::*;
use crate::{Blob, Entry, Kind, PrivateKey};

fn item(id: &str, fresh_for: Option<&str>, points: &[&str]) -> Evidence {
    Evidence {
        id: id.into(),
        kind: Kind::File,
        title: id.into(),
        blob: Blob::of(id.as_bytes(), "text/plain"),
        source: None,
        release: None,
        points: points.iter().map(|point| point.parse().unwrap()).collect(),
        fresh_for: fresh_for.map(|period| period.parse().unwrap()),
        summary: None,
    }
}

fn read(acts: Vec<Act>) -> Register {
    let key = PrivateKey::from_seed(&[1; 32]);
    let when: Moment = "2027-01-31T12:00:00Z".parse().unwrap();
    let mut tail = None;
    let mut lines = Vec::new();
    for act in acts {
        let signed = Entry::after(tail.as_ref(), when, "Door Makers", act).sign(&key).unwrap();
        tail = Some(signed.tail().unwrap());
        lines.push(signed.line().unwrap());
    }
    Register::read(lines.iter().map(String::as_bytes)).unwrap()
}

#[test]
fn evidence_is_fresh_up_to_its_last_day_and_stale_on_the_next() {
    let register = read(vec![Act::EvidenceAdded(item("a", Some("1m"), &[]))]);
    let day = |text: &str| text.parse::<Day>().unwrap();
    let a = &register.evidence[0];
    assert_eq!(a.state(day("2027-02-28")), State::Fresh(Some(day("2027-02-28"))));
    assert_eq!(a.state(day("2027-03-01")), State::Stale(day("2027-02-28")));
}

#[test]
fn evidence_without_a_period_is_fresh_until_something_else_says_otherwise() {
    let register = read(vec![Act::EvidenceAdded(item("a", None, &[]))]);
    assert_eq!(register.evidence[0].state("2099-01-01".parse().unwrap()), State::Fresh(None));
}

#[test]
fn what_is_withdrawn_stays_listed_with_the_reason() {
    let withdrawn = Act::EvidenceWithdrawn { id: "a".into(), why: "wrong release".into() };
    let register =
        read(vec![Act::EvidenceAdded(item("a", None, &[])), Act::EvidenceAdded(item("b", None, &[])), withdrawn]);
    assert_eq!(register.evidence[0].withdrawn.as_ref().unwrap().why, "wrong release");
    assert_eq!(register.evidence[0].state("2027-02-01".parse().unwrap()), State::Withdrawn);
    assert_eq!(register.evidence[1].withdrawn, None);
}

#[test]
fn evidence_concerns_its_point_the_parts_and_what_holds_it() {
    let register = read(vec![Act::EvidenceAdded(item("a", None, &["cra:13(2)"]))]);
    let concerns = |point: &str| register.evidence[0].concerns(&point.parse().unwrap());
    assert!(concerns("cra:13(2)") && concerns("cra:13") && concerns("cra:13(2)(a)"));
    assert!(!concerns("cra:13(3)") && !concerns("aia:13(2)"));
}

#[test]
fn a_line_that_is_no_entry_is_named() {
    let lines: [&[u8]; 1] = [b"{}"];
    assert_eq!(Register::read(lines).unwrap_err().0, 1);
}

#[test]
fn a_withdrawal_is_of_the_piece_that_had_the_id_last() {
    let gone = || Act::EvidenceWithdrawn { id: "a".into(), why: "old".into() };
    let add = |id: &str| Act::EvidenceAdded(item(id, None, &[]));
    let register = read(vec![add("a"), gone(), add("b"), add("a"), add("c")]);
    let withdrawn: Vec<bool> = register.evidence.iter().map(|piece| piece.withdrawn.is_some()).collect();
    assert_eq!(withdrawn, [true, false, false, false]);
    let register = read(vec![add("b"), gone(), add("a"), add("a"), gone()]);
    let withdrawn: Vec<bool> = register.evidence.iter().map(|piece| piece.withdrawn.is_some()).collect();
    assert_eq!(withdrawn, [false, false, true]);
}
