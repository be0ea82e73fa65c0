mod any_change;

use super::*;
use crate::fixture::{Log, item, key, log, log_by, log_of_a_paper};
use crate::{Act, Entry};

/// The faults as kind and place.
fn found(log: &Log) -> Vec<(FaultKind, Option<u64>)> {
    found_against(log, Expectation::default())
}

fn found_against(log: &Log, expectation: Expectation) -> Vec<(FaultKind, Option<u64>)> {
    log.verify(expectation).faults.iter().map(|fault| (fault.kind, fault.entry)).collect()
}

/// Replaces text in one entry.
fn edit(log: &mut Log, entry: usize, from: &str, to: &str) {
    let line = String::from_utf8(log.lines[entry - 1].clone()).unwrap();
    assert!(line.contains(from), "{line}");
    log.lines[entry - 1] = line.replacen(from, to, 1).into_bytes();
}

#[test]
fn a_true_log_has_no_fault_and_says_what_it_cannot_show() {
    let verification = log().verify(Expectation::default());
    assert_eq!(verification.faults, []);
    assert_eq!((verification.entries, verification.blobs), (8, 5));
    assert_eq!(verification.keys, [key(1).public().fingerprint(), key(2).public().fingerprint()]);
    assert_eq!(verification.head, Some(log().head(8)));
    let said = verification.cannot_exclude.join("\n");
    assert!(said.contains("cut off") && said.contains("somebody else began this log"), "{said}");
}

#[test]
fn with_head_and_key_from_elsewhere_nothing_is_left_open() {
    for number in 1..=8 {
        let known = Expectation { head: Some(log().head(number)), key: Some(key(1).public().fingerprint()) };
        let verification = log().verify(known);
        assert_eq!((verification.faults, verification.cannot_exclude), (vec![], vec![]), "{number}");
    }
}

#[test]
fn a_changed_word_is_found_in_its_entry() {
    for entry in [2, 5, 7] {
        let mut changed = log();
        edit(&mut changed, entry, "Door Makers", "Door Fakers");
        assert_eq!(found(&changed), [(FaultKind::Changed, Some(entry as u64))]);
    }
}

#[test]
fn a_change_of_the_last_entry_is_found_though_nothing_follows() {
    let mut changed = log();
    edit(&mut changed, 8, "1.0", "1.1");
    assert_eq!(found(&changed), [(FaultKind::Signature, Some(8))]);
}

#[test]
fn a_changed_signature_is_told_from_a_changed_entry() {
    let (mut changed, other) = (log(), log());
    let signature = |log: &Log, entry: usize| Signed::read(&log.lines[entry - 1]).unwrap().signature;
    edit(&mut changed, 3, &signature(&other, 3), &signature(&other, 4));
    let faults = changed.verify(Expectation::default()).faults;
    assert_eq!(faults.len(), 1);
    assert_eq!((faults[0].kind, faults[0].entry, faults[0].field), (FaultKind::Signature, Some(3), Some("signature")));
}

#[test]
fn a_swap_of_two_entries_is_found_at_both_places() {
    let mut swapped = log();
    swapped.lines.swap(2, 5);
    let found = found(&swapped);
    assert!(found.contains(&(FaultKind::Moved, Some(3))) && found.contains(&(FaultKind::Moved, Some(6))), "{found:?}");
    assert_eq!(found.iter().filter(|(kind, _)| *kind == FaultKind::Moved).count(), 2);
}

#[test]
fn an_entry_removed_from_the_middle_is_named() {
    let mut removed = log();
    removed.lines.remove(3);
    let faults = removed.verify(Expectation::default()).faults;
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!((faults[0].kind, faults[0].says.as_str()), (FaultKind::Removed, "entry 4 is missing"));
    let mut removed = log();
    removed.lines.drain(1..3);
    let faults = removed.verify(Expectation::default()).faults;
    assert_eq!(faults[0].says, "entries 2 to 3 are missing");
}

#[test]
fn a_duplicated_entry_is_found_where_it_stands_again() {
    let mut twice = log();
    twice.lines.insert(3, twice.lines[2].clone());
    let found = found(&twice);
    assert_eq!(found, [(FaultKind::Duplicated, Some(4)), (FaultKind::Act, Some(4))]);
}

#[test]
fn a_cut_tail_shows_against_a_known_head_and_is_said_to_be_open_without_one() {
    for left in 0..8 {
        let mut cut = log();
        cut.lines.truncate(left);
        let known = Expectation { head: Some(log().head(8)), key: None };
        let found = found_against(&cut, known);
        assert!(found.contains(&(FaultKind::TailCut, Some(left as u64 + 1))), "{left}: {found:?}");
        if left > 0 {
            let said = cut.verify(Expectation::default()).cannot_exclude.join("\n");
            assert!(said.contains(&format!("after number {left} were cut off")), "{said}");
        }
    }
}

#[test]
fn a_cut_beginning_is_found() {
    let mut cut = log();
    cut.lines.remove(0);
    let found = found(&cut);
    assert!(
        found.contains(&(FaultKind::FirstKey, Some(1))) && found.contains(&(FaultKind::Removed, Some(1))),
        "{found:?}"
    );
}

#[test]
fn a_log_written_anew_with_another_key_shows_against_the_known_key_or_head() {
    let forged = log_by(&key(9));
    assert_eq!(found(&forged), []);
    let key = Expectation { head: None, key: Some(key(1).public().fingerprint()) };
    assert_eq!(found_against(&forged, key), [(FaultKind::FirstKey, Some(1))]);
    let head = Expectation { head: Some(log().head(4)), key: None };
    assert_eq!(found_against(&forged, head), [(FaultKind::HeadDiffers, Some(4))]);
}

#[test]
fn entries_of_a_key_that_nothing_introduced_are_told_once_for_all_of_them() {
    let mut forged = log();
    for entry in [7, 8] {
        let mut tail = Signed::read(&forged.lines[entry - 2]).unwrap().tail().ok();
        let act = Signed::read(&forged.lines[entry - 1]).unwrap().entry.act;
        let before = forged.lines.split_off(entry - 1);
        forged.add(&mut tail, &key(9), act);
        forged.lines.extend(before.into_iter().skip(1));
    }
    let faults = forged.verify(Expectation::default()).faults;
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!((faults[0].kind, faults[0].entry), (FaultKind::UnknownKey, Some(7)));
    assert!(faults[0].says.starts_with("entries 7 to 8 are signed with the key "), "{}", faults[0].says);
}

#[test]
fn a_key_that_was_rotated_away_signs_nothing_more() {
    let mut old = log();
    let mut tail = Signed::read(&old.lines[7]).unwrap().tail().ok();
    old.evidence(&mut tail, &key(1), "f");
    assert_eq!(found(&old), [(FaultKind::WrongKey, Some(9))]);
}

#[test]
fn acts_that_cannot_be_done_are_found() {
    let mut odd = log();
    let mut tail = Signed::read(&odd.lines[7]).unwrap().tail().ok();
    let withdrawn = |id: &str| Act::EvidenceWithdrawn { id: id.into(), why: "x".into() };
    odd.add(&mut tail, &key(2), withdrawn("nothing"));
    odd.add(&mut tail, &key(2), withdrawn("b"));
    odd.add(&mut tail, &key(2), Act::EvidenceAdded(item("a").0));
    odd.add(&mut tail, &key(2), Act::KeyIntroduced { key: key(2).public() });
    odd.add(&mut tail, &key(2), Act::KeyRotated { key: key(1).public() });
    assert_eq!(found(&odd), (9..=13).map(|entry| (FaultKind::Act, Some(entry))).collect::<Vec<_>>());
}

#[test]
fn changed_missing_and_shortened_blobs_are_found_by_digest_and_entry() {
    let digest = item("c").0.blob.digest;
    let mut changed = log();
    changed.blobs.insert(digest, b"report C".to_vec());
    let faults = changed.verify(Expectation::default()).faults;
    assert_eq!((faults[0].kind, faults[0].entry, faults[0].blob), (FaultKind::BlobChanged, Some(4), Some(digest)));
    changed.blobs.insert(digest, b"rep".to_vec());
    let faults = changed.verify(Expectation::default()).faults;
    assert!(faults[0].says.contains("3 instead of 8"), "{}", faults[0].says);
    changed.blobs.remove(&digest);
    assert_eq!(found(&changed), [(FaultKind::BlobMissing, Some(4))]);
}

#[test]
fn what_was_issued_and_what_it_rests_on_are_found_when_changed_or_missing() {
    let log = log_of_a_paper();
    let told = log.verify(Expectation::default());
    assert_eq!((told.faults.len(), told.entries, told.blobs), (0, 2, 2));
    for (digest, bytes) in &log.blobs {
        let mut changed = log.clone();
        changed.blobs.insert(*digest, [bytes.as_slice(), b"!"].concat());
        assert_eq!(found(&changed), [(FaultKind::BlobChanged, Some(2))]);
        changed.blobs.remove(digest);
        assert_eq!(found(&changed), [(FaultKind::BlobMissing, Some(2))]);
    }
    for at in 0..log.lines[1].len() {
        let mut changed = log.clone();
        changed.lines[1][at] ^= 1;
        assert!(!changed.verify(Expectation::default()).faults.is_empty(), "byte {at}");
    }
}

#[test]
fn an_entry_that_lies_about_a_length_is_found() {
    let mut log = log();
    let mut tail = Signed::read(&log.lines[7]).unwrap().tail().ok();
    let (mut evidence, bytes) = item("f");
    log.blobs.insert(evidence.blob.digest, bytes);
    evidence.blob.length = 3;
    log.add(&mut tail, &key(2), Act::EvidenceAdded(evidence));
    assert_eq!(found(&log), [(FaultKind::BlobLength, Some(9))]);
}

#[test]
fn an_empty_log_is_a_fault() {
    let empty = Log { lines: Vec::new(), blobs: Default::default() };
    assert_eq!(found(&empty), [(FaultKind::FirstKey, Some(1))]);
}

#[test]
fn a_hostile_number_costs_nothing() {
    let first = key(1);
    let mut log = log();
    log.lines.truncate(1);
    let mut entry: Entry = Signed::read(&log.lines[0]).unwrap().entry;
    entry.number = (1 << 53) - 1;
    log.lines.push(entry.sign(&first).unwrap().line().unwrap().into_bytes());
    assert!(found(&log).contains(&(FaultKind::Removed, Some(2))));
}
