//! When a document is that of the last time.

use std::fs;

use super::*;

fn write(folder: &Path, name: &str, content: &str) {
    fs::write(folder.join(name), content).expect("written");
}

/// A tree with a file that another one asks for, and the snapshot of it with a document.
fn tree() -> (tempfile::TempDir, Snapshot) {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "a.py", "import openai\n");
    write(folder.path(), "requirements.txt", "-r more.list\n");
    write(folder.path(), "more.list", "left-pad==1.0\n");
    write(folder.path(), "plain.dat", "nothing\n");
    let (report, mut snapshot) = scanned(folder.path(), &Snapshot::default());
    assert!(report.sheets.iter().any(|sheet| sheet.path == Path::new("more.list")), "{report:?}");
    let text = b"the document".to_vec();
    snapshot.keep_document(Arc::new(Document { of: "all".to_owned(), text, is_whole: true }));
    let mut bytes = Vec::new();
    snapshot.write(&mut bytes).expect("written");
    (folder, Snapshot::read(&*bytes).expect("it is one"))
}

fn scanned(root: &Path, since: &Snapshot) -> (Report, Snapshot) {
    Rescan::new(root, &Options::default(), since).and_then(Rescan::report).expect("scanned")
}

/// The text of the document kept, and the snapshot for the next time.
fn kept(root: &Path, since: &Snapshot, of: &str) -> Option<(Vec<u8>, Snapshot)> {
    let options = Options::default();
    let mut rescan = Rescan::new(root, &options, since).expect("scanned");
    let text = rescan.document(of)?.text.clone();
    Some((text, rescan.snapshot()))
}

#[test]
fn what_shows_nothing_may_change_come_and_go() {
    let (folder, snapshot) = tree();
    let root = folder.path();
    let (text, snapshot) = kept(root, &snapshot, "all").expect("nothing has changed");
    assert_eq!(text, b"the document");
    assert!(kept(root, &snapshot, "all but the name").is_none());
    write(root, "plain.dat", "still nothing\n");
    write(root, "new.dat", "nothing\n");
    let (_, snapshot) = kept(root, &snapshot, "all").expect("it shows nothing");
    write(root, "a.py", "import openai\n# Nothing new.\n");
    fs::remove_file(root.join("plain.dat")).expect("removed");
    let (text, snapshot) = kept(root, &snapshot, "all").expect("it shows the same");
    assert_eq!(text, b"the document");
    // What is kept is still enough to tell everything.
    let (again, _) = scanned(root, &snapshot);
    let whole = crate::scan(root, &Options::default()).expect("scanned");
    assert_eq!(again.findings, whole.findings);
    assert_eq!(format!("{:?}", again.sheets), format!("{:?}", whole.sheets));
}

#[test]
fn whatever_shows_something_else_makes_another_document() {
    type Change = fn(&Path);
    let changes: [(&str, Change); 6] = [
        ("a line has moved", |root| write(root, "a.py", "\nimport openai\n")),
        ("a file that tells something is gone", |root| fs::remove_file(root.join("a.py")).expect("removed")),
        ("one has come", |root| write(root, "b.py", "import anthropic\n")),
        ("what another file asks for has changed", |root| write(root, "more.list", "left-pad==2.00\n")),
        ("what another file asks for is gone", |root| fs::remove_file(root.join("more.list")).expect("removed")),
        ("there is a release", |root| {
            fs::create_dir_all(root.join(".git/refs/tags")).expect("made");
            write(root, ".git/refs/tags/v1.0.0", "");
        }),
    ];
    for (what, change) in changes {
        let (folder, snapshot) = tree();
        change(folder.path());
        assert!(kept(folder.path(), &snapshot, "all").is_none(), "{what}");
        let (again, _) = scanned(folder.path(), &snapshot);
        let whole = crate::scan(folder.path(), &Options::default()).expect("scanned");
        assert_eq!(again.findings, whole.findings, "{what}");
        assert_eq!(format!("{:?}", again.sheets), format!("{:?}", whole.sheets), "{what}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_kept_makes_another_document() {
    use std::os::unix::ffi::OsStrExt;
    let (folder, _) = tree();
    let odd = std::ffi::OsStr::from_bytes(b"\xff.py");
    fs::write(folder.path().join(odd), "import anthropic\n").expect("written");
    let (_, mut snapshot) = scanned(folder.path(), &Snapshot::default());
    snapshot.keep_document(Arc::new(Document::default()));
    fs::remove_file(folder.path().join(odd)).expect("removed");
    assert!(kept(folder.path(), &snapshot, "").is_none());
}
