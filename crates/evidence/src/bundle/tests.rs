use proptest::prelude::*;

use super::*;
use crate::fixture::log;
use crate::verify::{Expectation, FaultKind};

fn bundle() -> Vec<u8> {
    let log = log();
    let last = Signed::read(log.lines.last().unwrap()).unwrap();
    let mut writer = Writer::new(Vec::new(), &log.bytes(), &last).unwrap();
    for (digest, bytes) in &log.blobs {
        writer.blob(digest, bytes.len() as u64, bytes.as_slice()).unwrap();
    }
    writer.done().unwrap()
}

fn faults(bytes: &[u8]) -> Vec<crate::Fault> {
    verify(bytes, &Expectation::default()).unwrap().faults
}

#[test]
fn a_bundle_reads_back_whole() {
    let verification = verify(bundle().as_slice(), &Expectation::default()).unwrap();
    assert_eq!(verification.faults, []);
    assert_eq!((verification.entries, verification.blobs), (8, 5));
}

#[test]
fn other_tools_read_it_as_a_tar_file() {
    let bytes = bundle();
    let mut archive = tar::Archive::new(bytes.as_slice());
    let paths: Vec<String> =
        archive.entries().unwrap().map(|entry| entry.unwrap().path().unwrap().display().to_string()).collect();
    assert_eq!(paths.len(), 7);
    assert_eq!(paths[..2], ["log.jsonl", "head.json"]);
    assert!(paths[2..].iter().all(|path| path.starts_with("blobs/sha256/")) && paths[2..].is_sorted(), "{paths:?}");
}

#[test]
fn bytes_that_no_entry_names_are_found() {
    let log = log();
    let last = Signed::read(log.lines.last().unwrap()).unwrap();
    let mut blobs = log.blobs.clone();
    let stray = Digest::of(b"stray");
    blobs.insert(stray, b"stray".to_vec());
    let mut writer = Writer::new(Vec::new(), &log.bytes(), &last).unwrap();
    for (digest, bytes) in &blobs {
        writer.blob(digest, bytes.len() as u64, bytes.as_slice()).unwrap();
    }
    let found = faults(&writer.done().unwrap());
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].kind, found[0].blob), (FaultKind::Bundle, Some(stray)));
}

#[test]
fn a_head_that_is_not_that_of_the_log_is_found() {
    let log = log();
    let earlier = Signed::read(&log.lines[3]).unwrap();
    let mut writer = Writer::new(Vec::new(), &log.bytes(), &earlier).unwrap();
    for (digest, bytes) in &log.blobs {
        writer.blob(digest, bytes.len() as u64, bytes.as_slice()).unwrap();
    }
    let found = faults(&writer.done().unwrap());
    assert_eq!(found.len(), 1);
    assert!(found[0].says.contains("head.json is not the signed head"), "{}", found[0].says);
}

#[test]
fn what_is_no_bundle_is_said_to_be_none() {
    for bytes in [b"".as_slice(), b"hello", &[0; 1024], &[b'x'; 2048]] {
        assert!(faults(bytes).iter().any(|fault| fault.kind == FaultKind::Bundle), "{:?}", faults(bytes));
    }
}

#[test]
fn a_blob_shorter_than_said_is_not_written() {
    let log = log();
    let last = Signed::read(log.lines.last().unwrap()).unwrap();
    let mut writer = Writer::new(Vec::new(), &log.bytes(), &last).unwrap();
    assert!(writer.blob(&Digest::of(b"abc"), 3, b"ab".as_slice()).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_flipped_byte_of_a_bundle_is_found(at in any::<prop::sample::Index>(), bits in 1..=255_u8) {
        let mut bytes = bundle();
        let at = at.index(bytes.len());
        bytes[at] ^= bits;
        prop_assert!(!faults(&bytes).is_empty(), "byte {at}");
    }

    #[test]
    fn any_cut_of_a_bundle_is_found(left in any::<prop::sample::Index>()) {
        let bytes = bundle();
        prop_assert!(!faults(&bytes[..left.index(bytes.len())]).is_empty());
    }
}
