//! Reading a log of evidence: the floor is parsing its lines as JSON of no particular shape.

#![allow(clippy::expect_used, reason = "a bench that cannot go on should stop where it is")]

use divan::Bencher;
use domain::Moment;
use evidence::entry::lines;
use evidence::{Act, Blob, Entry, Evidence, Kind, PrivateKey, Register};

fn main() {
    divan::main();
}

/// A log of so many test reports.
fn log(pieces: usize) -> Vec<u8> {
    let key = PrivateKey::from_seed(&[7; 32]);
    let mut acts = vec![Act::KeyIntroduced { key: key.public() }];
    acts.extend((0..pieces).map(|number| {
        Act::EvidenceAdded(Evidence {
            id: format!("00000000-0000-7000-8000-{number:012}"),
            kind: Kind::TestReport,
            title: format!("{number}.xml"),
            blob: Blob::of(number.to_string().as_bytes(), "application/xml"),
            source: Some(format!("{number}.xml")),
            release: Some("1.0".to_owned()),
            points: ["cra:13(2)", "cra:annex-1.1(1)"].map(|point| point.parse().expect("a citation")).to_vec(),
            fresh_for: Some("1y".parse().expect("a period")),
            summary: None,
        })
    }));
    let mut log = String::new();
    let mut tail = None;
    for act in acts {
        let entry = Entry::after(tail.as_ref(), Moment::START, "Bench", act);
        let signed = entry.sign(&key).expect("an entry can be written");
        log += &signed.line().expect("an entry can be written");
        log.push('\n');
        tail = Some(signed.tail().expect("an entry can be written"));
    }
    log.into_bytes()
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 10)]
fn read(bencher: Bencher<'_, '_>, pieces: usize) {
    let log = log(pieces);
    bencher.bench(|| Register::read(lines(&log)).map_or(0, |register| register.evidence.len()));
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 10)]
fn floor(bencher: Bencher<'_, '_>, pieces: usize) {
    let log = log(pieces);
    let parsed = |line| serde_json::from_slice::<serde_json::Value>(line).is_ok();
    bencher.bench(|| lines(&log).filter(|line| parsed(line)).count());
}
