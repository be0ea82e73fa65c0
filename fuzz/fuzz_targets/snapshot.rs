//! Anything may be given as a snapshot, and as what one keeps of a file that has not changed since.
#![no_main]
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use scan::{Named, Options, Snapshot};

/// A folder with one file, and a snapshot of it as far as the length of what it keeps of the file.
static FOLDER: LazyLock<(PathBuf, Vec<u8>)> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("marque-fuzz-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("a.txt"), "nothing\n").unwrap();
    let (_, snapshot) = scan::scan_since(&folder, &options(), &Snapshot::default()).unwrap();
    let mut bytes = Vec::new();
    snapshot.write(&mut bytes).unwrap();
    bytes.truncate(bytes.len() - 8);
    (folder, bytes)
});

fn options() -> Options {
    Options { threads: Some(1), ..Options::default() }
}

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Ok(snapshot) = Snapshot::read(input) {
        let _ = snapshot.write(std::io::sink());
    }
    let (folder, known) = &*FOLDER;
    let forged = [known, &(input.len() as u64).to_le_bytes()[..], input].concat();
    let snapshot = Snapshot::read(&*forged).unwrap();
    let (report, _) = scan::scan_since(folder, &options(), &snapshot).unwrap();
    let _ = scan::inventory(report, &Named::default());
});
