//! The story of a store, and what happens where it is not whole.

use evidence::verify::FaultKind;
use evidence::{Act, Blob, Entry, Evidence, Expectation, Kind, PrivateKey, Tail, Verification, verify};

use super::*;

fn sign(last: Option<&Signed>, acts: Vec<Act>, key: &PrivateKey) -> Vec<Signed> {
    let mut tail: Option<Tail> = last.map(|last| last.tail().unwrap());
    let when = "2027-01-31T12:00:00Z".parse().unwrap();
    let mut made = Vec::new();
    for act in acts {
        let signed = Entry::after(tail.as_ref(), when, "Door Makers", act).sign(key).unwrap();
        tail = Some(signed.tail().unwrap());
        made.push(signed);
    }
    made
}

fn add(store: &mut Store, acts: Vec<Act>, key: &PrivateKey) -> Vec<Signed> {
    store.append(|last| Ok::<_, StoreError>(sign(last, acts, key))).unwrap()
}

fn evidence(id: &str, bytes: &[u8]) -> Act {
    Act::EvidenceAdded(Evidence {
        id: id.into(),
        kind: Kind::File,
        title: id.into(),
        blob: Blob::of(bytes, "text/plain"),
        source: None,
        release: None,
        points: Vec::new(),
        fresh_for: None,
        summary: None,
    })
}

fn verified(store: &mut Store) -> Verification {
    let log = store.log().unwrap();
    verify(&log, |digest| store.seen(digest).unwrap(), &Expectation::default())
}

/// A store with a key and one piece of evidence.
fn begun(home: &Path) -> (Store, PrivateKey) {
    let key = PrivateKey::from_seed(&[1; 32]);
    let mut store = Store::create(home).unwrap();
    add(&mut store, vec![Act::KeyIntroduced { key: key.public() }], &key);
    store.put(b"first".to_vec()).unwrap();
    add(&mut store, vec![evidence("a", b"first")], &key);
    (store, key)
}

#[test]
fn a_store_is_made_filled_closed_opened_and_filled_further() {
    let folder = tempfile::tempdir().unwrap();
    // A name that would mean something in an address.
    let home = folder.path().join("a store? 100 % #1");
    assert!(matches!(Store::open(&home), Err(StoreError::Missing(_))));
    let (store, key) = begun(&home);
    drop(store);

    let mut store = Store::open(&home).unwrap();
    assert_eq!(store.last().unwrap().unwrap().entry.number, 2);
    let next = PrivateKey::from_seed(&[2; 32]);
    add(&mut store, vec![Act::KeyRotated { key: next.public() }], &key);
    // The same bytes twice are kept once.
    assert_eq!(store.put(b"second".to_vec()).unwrap(), store.put(b"second".to_vec()).unwrap());
    add(
        &mut store,
        vec![evidence("b", b"second"), Act::EvidenceWithdrawn { id: "a".into(), why: "old".into() }],
        &next,
    );

    let verification = verified(&mut store);
    assert_eq!(verification.faults, []);
    assert_eq!((verification.entries, verification.blobs, verification.keys.len()), (5, 2, 2));
    assert_eq!(store.bytes(&Digest::of(b"second")).unwrap(), b"second");
    assert_eq!(std::fs::read_dir(home.join("blobs/sha256")).unwrap().count(), 2);
}

#[test]
fn what_cannot_be_made_leaves_the_log_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, key) = begun(folder.path());
    let before = store.log().unwrap();
    let refused = store.append(|_| Err::<Vec<Signed>, _>(StoreError::Busy));
    assert!(matches!(refused, Err(StoreError::Busy)));
    // The second of two entries has a number that is taken: neither is added.
    let refused = store.append(|last| {
        let good = sign(last, vec![evidence("b", b"b")], &key);
        Ok::<_, StoreError>([good.clone(), good].concat())
    });
    assert!(refused.is_err());
    assert_eq!(store.log().unwrap(), before);
    add(&mut store, vec![evidence("b", b"first")], &key);
    assert_eq!(verified(&mut store).faults, []);
}

#[test]
fn what_is_done_to_the_database_behind_its_back_is_found() {
    let found = |sql: &'static str| {
        let folder = tempfile::tempdir().unwrap();
        let (mut store, key) = begun(folder.path());
        add(&mut store, vec![evidence("b", b"first"), evidence("c", b"first")], &key);
        store.runtime.block_on(store.log.tamper(sql));
        let faults = verified(&mut store).faults;
        faults.iter().map(|fault| (fault.kind, fault.entry)).collect::<Vec<_>>()
    };
    let changed = "UPDATE entry SET line = REPLACE(line, 'Door Makers', 'Door Fakers') WHERE number = 2";
    assert_eq!(found(changed), [(FaultKind::Changed, Some(2))]);
    assert_eq!(found("DELETE FROM entry WHERE number = 3"), [(FaultKind::Removed, Some(3))]);
    let again = "INSERT INTO entry SELECT 9, line FROM entry WHERE number = 2";
    assert_eq!(found(again), [(FaultKind::Duplicated, Some(5)), (FaultKind::Act, Some(5))]);
    let moved = found("UPDATE entry SET number = 9 WHERE number = 2");
    assert!(moved.contains(&(FaultKind::Moved, Some(2))), "{moved:?}");
}

#[test]
fn two_stores_in_one_folder_take_turns() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, key) = begun(folder.path());
    let mut other = Store::open(folder.path()).unwrap();
    for id in ["b", "c", "d"] {
        add(&mut one, vec![evidence(id, b"first")], &key);
        add(&mut other, vec![evidence(&id.repeat(2), b"first")], &key);
    }
    let verification = verified(&mut one);
    assert_eq!((verification.entries, verification.faults), (8, vec![]));
}

#[test]
fn a_file_that_is_no_database_is_said_to_be_damaged_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = begun(folder.path());
    drop(store);
    let path = folder.path().join("evidence.db");
    let text = "this is no database ".repeat(100);
    std::fs::write(&path, &text).unwrap();
    let refused = Store::open(folder.path()).err().unwrap();
    assert!(matches!(refused, StoreError::Damaged { .. }), "{refused}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn bytes_that_were_exchanged_are_not_built_upon() {
    let folder = tempfile::tempdir().unwrap();
    let (store, _) = begun(folder.path());
    let path = folder.path().join(format!("blobs/sha256/{}", Digest::of(b"first").hex()));
    std::fs::write(path, b"other").unwrap();
    assert!(matches!(store.put(b"first".to_vec()), Err(StoreError::Damaged { .. })));
}

#[test]
fn a_store_of_a_newer_marque_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, _) = begun(folder.path());
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (9999, 'later', TRUE, X'00', 0)";
    store.runtime.block_on(store.log.tamper(newer));
    drop(store);
    let refused = Store::open(folder.path()).err().unwrap();
    assert!(matches!(refused, StoreError::Newer), "{refused}");
}

#[test]
fn a_log_of_several_pages_is_handed_over_whole_and_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let key = PrivateKey::from_seed(&[1; 32]);
    let mut store = Store::create(folder.path()).unwrap();
    let acts = (0..300).map(|at| Act::EvidenceWithdrawn { id: at.to_string(), why: "old".into() });
    let acts = std::iter::once(Act::KeyIntroduced { key: key.public() }).chain(acts).collect();
    let lines: Vec<String> = add(&mut store, acts, &key).iter().map(|signed| signed.line().unwrap()).collect();
    assert_eq!(String::from_utf8(store.log().unwrap()).unwrap(), lines.join("\n") + "\n");
    let mut pages = 0;
    store
        .read(|page| {
            pages += 1;
            assert!(lines.join("\n").starts_with(&page));
            ControlFlow::Break(())
        })
        .unwrap();
    assert_eq!(pages, 1, "who wants no more gets no more");
}
