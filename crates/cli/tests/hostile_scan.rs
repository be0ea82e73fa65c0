//! A tree that cannot be read wholly is said to be so by the exit code, and costs no more memory than any other.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Output};

/// Scans with no more memory than this to be had.
fn scan_within(kibibytes: u32, folder: &Path) -> Output {
    let script = format!("ulimit -v {kibibytes} && exec \"$0\" scan --format json \"$1\"");
    Command::new("sh").args(["-c", &script, env!("CARGO_BIN_EXE_marque")]).arg(folder).output().unwrap()
}

/// A table of contents of many entries that are all the same empty one.
fn zip_of_many_entries(count: u64, to: impl Write) {
    let mut to = BufWriter::new(to);
    let local = [b"PK\x03\x04", &[0; 22][..], &[5, 0, 0, 0], b"a.png"].concat();
    let central = [b"PK\x01\x02", &[0; 24][..], &[5, 0, 0, 0], &[0; 14], b"a.png"].concat();
    to.write_all(&local).unwrap();
    for _ in 0..count {
        to.write_all(&central).unwrap();
    }
    // The form for long archives: the record, where it is, and the short form that refers to it.
    let (start, size) = (local.len() as u64, count * central.len() as u64);
    to.write_all(&[b"PK\x06\x06", &44u64.to_le_bytes()[..], &[45, 0, 45, 0], &[0; 8]].concat()).unwrap();
    for number in [count, count, size, start] {
        to.write_all(&number.to_le_bytes()).unwrap();
    }
    to.write_all(&[b"PK\x06\x07", &[0; 4][..], &(start + size).to_le_bytes(), &[1, 0, 0, 0]].concat()).unwrap();
    to.write_all(&[b"PK\x05\x06", &[0; 4][..], &[0xff; 12], &[0; 2]].concat()).unwrap();
}

#[test]
fn a_zip_of_a_million_entries_ends_with_the_exit_code_for_not_all_read() {
    const TWO_GIBIBYTES: u32 = 2 << 20;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.py"), "import openai\n").unwrap();
    assert_eq!(scan_within(TWO_GIBIBYTES, folder.path()).status.code(), Some(0));
    zip_of_many_entries(1_000_000, File::create(folder.path().join("x.zip")).unwrap());
    let output = scan_within(TWO_GIBIBYTES, folder.path());
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    let inventory: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(inventory["not_read"][0]["path"], "x.zip", "{}", inventory["not_read"]);
    assert_eq!(inventory["assets"][0]["name"], "OpenAI");
}
