//! What is read again, and what is refused.

use std::fs;

use super::*;
use crate::scan_since;

fn write(folder: &Path, name: &str, content: &str) {
    fs::write(folder.join(name), content).expect("written");
}

#[test]
fn only_what_changed_is_read_again_and_the_report_is_that_of_a_whole_scan() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "Cargo.toml", "[package]\nname = \"door\"\nversion = \"1.0.0\"\n[dependencies]\ncandle-core = \"1\"\n");
    write(root, "a.py", "import openai\n");
    write(root, "plain.txt", "nothing\n");
    let options = Options::default();
    let (first, snapshot) = scan_since(root, &options, &Snapshot::default()).expect("scanned");

    let mut bytes = Vec::new();
    snapshot.write(&mut bytes).expect("written");
    let snapshot = Snapshot::read(&*bytes).expect("it is one");
    let (again, _) = scan_since(root, &options, &snapshot).expect("scanned");
    assert_eq!((again.bytes_read, &again.findings), (0, &first.findings));

    write(root, "a.py", "import openai, anthropic\n");
    fs::remove_file(root.join("plain.txt")).expect("removed");
    let (changed, snapshot) = scan_since(root, &options, &snapshot).expect("scanned");
    assert_eq!(changed.bytes_read, 25);
    let whole = crate::scan(root, &options).expect("scanned");
    assert_eq!(changed.findings, whole.findings);
    assert_eq!(format!("{:?}", changed.sheets), format!("{:?}", whole.sheets));
    assert_eq!((changed.files, snapshot.files.len()), (2, 2));
}

#[test]
fn a_forged_snapshot_has_nothing_read_outside_the_tree() {
    let outside = tempfile::tempdir().expect("a folder");
    write(outside.path(), "more.txt", "openai==1.0.0\n");
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "a.txt", "nothing\n");
    let options = Options::default();
    let (_, mut snapshot) = scan_since(folder.path(), &options, &Snapshot::default()).expect("scanned");
    let up = Path::new("..").join(outside.path().file_name().expect("named")).join("more.txt");
    let absolute = outside.path().join("more.txt");
    let report = Report { includes: vec![(up, "requirements"), (absolute, "requirements")], ..Report::default() };
    snapshot.parts.clear();
    Part::of(&report, &mut snapshot.parts).expect("plain");
    for seen in &mut snapshot.files {
        seen.part = 0..snapshot.parts.len();
    }
    let (report, _) = scan_since(folder.path(), &options, &snapshot).expect("scanned");
    assert!(report.sheets.is_empty() && report.findings.is_empty(), "{report:?}");
}

#[test]
fn a_broken_snapshot_is_refused_and_one_of_another_build_is_empty() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "a.py", "import openai\n");
    let (_, snapshot) = scan_since(folder.path(), &Options::default(), &Snapshot::default()).expect("scanned");
    let mut bytes = Vec::new();
    snapshot.write(&mut bytes).expect("written");
    for len in MAGIC.len()..bytes.len() {
        assert!(matches!(Snapshot::read(&bytes[..len]), Err(SnapshotError::CutShort)), "{len}");
    }
    assert!(matches!(Snapshot::read(&b"{}"[..]), Err(SnapshotError::NotASnapshot)));
    for other in ["1 other\n", "3 a form before this one\n", "4 another build\n"] {
        let other = format!("{MAGIC}{other}");
        assert!(Snapshot::read(other.as_bytes()).expect("it is one").files.is_empty());
    }
}
