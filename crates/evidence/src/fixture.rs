//! A log for tests: the key, then evidence, one withdrawal, one rotation of the key, more evidence.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::{
    Act, Blob, Digest, Entry, Evidence, Expectation, Head, IssuedFile, Kind, Movement, PaperKey, PaperState,
    PrivateKey, Seen, Tail, Verification, verify,
};

#[derive(Clone)]
pub struct Log {
    pub lines: Vec<Vec<u8>>,
    pub blobs: BTreeMap<Digest, Vec<u8>>,
}

/// Who signs: keys by number.
pub fn key(number: u8) -> PrivateKey {
    PrivateKey::from_seed(&[number; 32])
}

pub fn item(id: &str) -> (Evidence, Vec<u8>) {
    let bytes = format!("report {id}").into_bytes();
    let evidence = Evidence {
        id: id.into(),
        kind: Kind::File,
        title: format!("Report “{id}”"),
        blob: Blob::of(&bytes, "text/plain"),
        source: Some(format!("{id}.txt")),
        release: Some("1.0".into()),
        points: vec!["cra:13(2)".parse().unwrap()],
        fresh_for: None,
        summary: None,
    };
    (evidence, bytes)
}

/// Eight entries: 1 the first key, 2 to 4 evidence, 5 withdraws, 6 rotates the key, 7 and 8 evidence.
pub fn log() -> Log {
    static LOG: LazyLock<Log> = LazyLock::new(|| log_by(&key(1)));
    LOG.clone()
}

pub fn log_by(first: &PrivateKey) -> Log {
    let mut log = Log { lines: Vec::new(), blobs: BTreeMap::new() };
    let mut tail = None;
    log.add(&mut tail, first, Act::KeyIntroduced { key: first.public() });
    for id in ["a", "b", "c"] {
        log.evidence(&mut tail, first, id);
    }
    log.add(&mut tail, first, Act::EvidenceWithdrawn { id: "b".into(), why: "of another release".into() });
    log.add(&mut tail, first, Act::KeyRotated { key: key(2).public() });
    for id in ["d", "e"] {
        log.evidence(&mut tail, &key(2), id);
    }
    log
}

/// Two entries: the key, and a paper that was issued.
pub fn log_of_a_paper() -> Log {
    let mut log = Log { lines: Vec::new(), blobs: BTreeMap::new() };
    let mut tail = None;
    log.add(&mut tail, &key(1), Act::KeyIntroduced { key: key(1).public() });
    log.paper(&mut tail, &key(1));
    log
}

impl Log {
    pub fn add(&mut self, tail: &mut Option<Tail>, key: &PrivateKey, act: Act) {
        let when = "2027-01-31T12:00:00Z".parse().unwrap();
        let signed = Entry::after(tail.as_ref(), when, "Door Makers", act).sign(key).unwrap();
        *tail = Some(signed.tail().unwrap());
        self.lines.push(signed.line().unwrap().into_bytes());
    }

    pub fn evidence(&mut self, tail: &mut Option<Tail>, key: &PrivateKey, id: &str) {
        let (evidence, bytes) = item(id);
        self.blobs.insert(evidence.blob.digest, bytes);
        self.add(tail, key, Act::EvidenceAdded(evidence));
    }

    fn paper(&mut self, tail: &mut Option<Tail>, key: &PrivateKey) {
        let mut blob = |bytes: &[u8]| {
            let blob = Blob::of(bytes, "text/plain");
            self.blobs.insert(blob.digest, bytes.to_vec());
            blob
        };
        let paper = PaperKey { id: "declaration".into(), thing: "door".into(), language: "en".into() };
        let (record, page) = (blob(b"what it says"), blob(b"the page"));
        let files = vec![IssuedFile { name: "declaration.pdf".into(), blob: page }];
        self.add(tail, key, Act::PaperMoved(Movement { paper, state: PaperState::Issued, record, files }));
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.lines.iter().flat_map(|line| [line.as_slice(), b"\n"].concat()).collect()
    }

    /// The head after an entry.
    pub fn head(&self, number: usize) -> Head {
        crate::Signed::read(&self.lines[number - 1]).unwrap().entry.head().unwrap()
    }

    pub fn seen(&self, digest: &Digest) -> Option<Seen> {
        let bytes = self.blobs.get(digest)?;
        Some(Seen { digest: Digest::of(bytes), length: bytes.len() as u64 })
    }

    pub fn verify(&self, expectation: Expectation) -> Verification {
        verify(&self.bytes(), |digest| self.seen(digest), &expectation)
    }
}
