//! Any change of a log is found, and where it is.

use proptest::prelude::*;

use super::*;

/// The place of the line that holds a byte of the serialised log.
fn place(log: &Log, mut byte: usize) -> u64 {
    let mut place = 1;
    for line in &log.lines {
        if byte <= line.len() {
            break;
        }
        byte -= line.len() + 1;
        place += 1;
    }
    place
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_flipped_byte_of_the_log_is_found_and_located(at in any::<prop::sample::Index>(), bits in 1..=255_u8) {
        let log = log();
        let mut bytes = log.bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= bits;
        let verification = verify(&bytes, |digest| log.seen(digest), &Expectation::default());
        let place = place(&log, at);
        // A changed line end joins two entries, or splits one.
        let is_located = verification.faults.iter().any(|fault| fault.entry.is_some_and(|entry| entry.abs_diff(place) <= 1));
        prop_assert!(is_located, "byte {at} of entry {place}: {:?}", verification.faults);
    }

    #[test]
    fn any_flipped_byte_of_a_signature_is_found_at_its_entry(
        entry in 0..8_usize, at in any::<prop::sample::Index>(), bits in 1..=127_u8
    ) {
        let mut log = log();
        let line = &mut log.lines[entry];
        let start = line.windows(13).rposition(|window| window == b"\"signature\":\"").unwrap() + 13;
        let at = start + at.index(88);
        line[at] ^= bits;
        let place = Some(entry as u64 + 1);
        let faults = log.verify(Expectation::default()).faults;
        prop_assert!(faults.iter().any(|fault| fault.entry == place), "{faults:?}");
    }

    #[test]
    fn any_flipped_byte_of_a_blob_is_found_by_its_digest(
        which in 0..5_usize, at in any::<prop::sample::Index>(), bits in 1..=255_u8
    ) {
        let mut log = log();
        let (digest, bytes) = log.blobs.iter_mut().nth(which).unwrap();
        let (digest, at) = (*digest, at.index(bytes.len()));
        bytes[at] ^= bits;
        let faults = log.verify(Expectation::default()).faults;
        prop_assert_eq!(faults.len(), 1);
        prop_assert_eq!((faults[0].kind, faults[0].blob), (FaultKind::BlobChanged, Some(digest)));
    }

    #[test]
    fn any_swap_of_two_entries_is_found_at_both(first in 0..8_usize, second in 0..8_usize) {
        prop_assume!(first != second);
        let mut log = log();
        log.lines.swap(first, second);
        let moved: Vec<_> = found(&log).into_iter().filter(|(kind, _)| *kind == FaultKind::Moved).collect();
        let (low, high) = (first.min(second) as u64 + 1, first.max(second) as u64 + 1);
        prop_assert_eq!(moved, [(FaultKind::Moved, Some(low)), (FaultKind::Moved, Some(high))]);
    }

    #[test]
    fn any_end_of_a_log_written_anew_with_another_key_is_found_where_it_begins(from in 1..8_usize, stranger in 3..=255_u8) {
        let mut log = log();
        let acts: Vec<Act> = log.lines.split_off(from).iter().map(|line| Signed::read(line).unwrap().entry.act).collect();
        let mut tail = Signed::read(&log.lines[from - 1]).unwrap().tail().ok();
        for act in acts {
            log.add(&mut tail, &key(stranger), act);
        }
        prop_assert_eq!(found(&log)[0], (FaultKind::UnknownKey, Some(from as u64 + 1)));
    }

    #[test]
    fn any_log_written_anew_from_its_beginning_shows_against_the_known_key(stranger in 3..=255_u8) {
        let known = Expectation { head: None, key: Some(key(1).public().fingerprint()) };
        prop_assert_eq!(found_against(&log_by(&key(stranger)), known), [(FaultKind::FirstKey, Some(1))]);
    }

    #[test]
    fn any_cut_of_the_serialised_log_is_found_against_a_known_head(left in any::<prop::sample::Index>()) {
        let log = log();
        let bytes = log.bytes();
        // The last byte ends the last line; without it the log says the same.
        let left = &bytes[..left.index(bytes.len() - 1)];
        let known = Expectation { head: Some(log.head(8)), key: None };
        let faults = verify(left, |digest| log.seen(digest), &known).faults;
        let is_told = |fault: &Fault| matches!(fault.kind, FaultKind::TailCut | FaultKind::HeadDiffers);
        prop_assert!(faults.iter().any(is_told), "{faults:?}");
    }

    #[test]
    fn any_bytes_are_verified_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let verification = verify(&bytes, |_| None, &Expectation::default());
        prop_assert!(!verification.faults.is_empty());
    }
}
