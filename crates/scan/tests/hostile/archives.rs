//! Archives made to break a scanner.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use scan::{Kind, shown};
use tar::{EntryType, Header};

use super::{found, not_read, scanned, tree};

const MANIFEST: &[u8] = b"[package]\nname = \"door\"\n";

/// An entry of a zip, stored as it is; what it claims of its sizes need not be so.
struct Entry<'a> {
    name: &'a [u8],
    content: &'a [u8],
    stored_size: u64,
    size: u64,
}

impl<'a> Entry<'a> {
    fn new(name: &'a [u8], content: &'a [u8]) -> Entry<'a> {
        Entry { name, content, stored_size: content.len() as u64, size: content.len() as u64 }
    }

    /// The record before the content.
    fn local(&self) -> Vec<u8> {
        let name = (self.name.len() as u16).to_le_bytes();
        [b"PK\x03\x04\x2d\0\0\0\0\0\0\0\0\0", &[0; 4][..], &[0xff; 8], &name, &[20, 0], self.name, &self.sizes()]
            .concat()
    }

    /// The record in the table of contents.
    fn central(&self, offset: u32) -> Vec<u8> {
        let name = (self.name.len() as u16).to_le_bytes();
        let start = [b"PK\x01\x02\x2d\0\x2d\0\0\0\0\0\0\0\0\0", &[0; 4][..], &[0xff; 8], &name, &[20, 0]].concat();
        [&start[..], &[0; 10], &offset.to_le_bytes(), self.name, &self.sizes()].concat()
    }

    /// Both sizes with eight bytes each.
    fn sizes(&self) -> Vec<u8> {
        [&[1, 0, 16, 0][..], &self.size.to_le_bytes(), &self.stored_size.to_le_bytes()].concat()
    }
}

/// What stands behind the table of contents, in the form for long archives.
fn end(count: u64, start: u64, size: u64) -> Vec<u8> {
    let numbers = |numbers: &[u64]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
    let record = [b"PK\x06\x06", &numbers(&[44])[..], &[45, 0, 45, 0], &[0; 8], &numbers(&[count, count, size, start])];
    let locator = [b"PK\x06\x07", &[0; 4][..], &numbers(&[start + size]), &[1, 0, 0, 0]];
    let short = [b"PK\x05\x06", &[0; 4][..], &[0xff; 12], &[0; 2]];
    [record.concat(), locator.concat(), short.concat()].concat()
}

fn zip(entries: &[Entry]) -> Vec<u8> {
    let (mut bytes, mut table) = (Vec::new(), Vec::new());
    for entry in entries {
        table.extend(entry.central(bytes.len() as u32));
        bytes.extend([entry.local(), entry.content.to_vec()].concat());
    }
    let tail = end(entries.len() as u64, bytes.len() as u64, table.len() as u64);
    [bytes, table, tail].concat()
}

/// A tar whose names are taken as they are.
fn tar_of(entries: &[(&[u8], EntryType, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, kind, content) in entries {
        let mut header = Header::new_ustar();
        header.as_old_mut().name[..name.len()].copy_from_slice(name);
        header.set_entry_type(*kind);
        header.set_size(content.len() as u64);
        header.set_link_name("../../outside/Cargo.toml").expect("short");
        header.set_cksum();
        builder.append(&header, *content).expect("appended");
    }
    builder.into_inner().expect("finished")
}

#[test]
fn a_zip_of_a_million_entries_is_given_up_and_listed() {
    const ENTRIES: u64 = 1_000_000;
    let root = tree(&[("a.py", b"import openai\n")]);
    let first = Entry::new(b"Cargo.toml", MANIFEST);
    let other = Entry::new(b"a.png", b"").central(0);
    let mut file = BufWriter::new(File::create(root.path().join("x.zip")).expect("made"));
    let local = [first.local(), MANIFEST.to_vec()].concat();
    let table = first.central(0);
    file.write_all(&[&local[..], &table].concat()).expect("written");
    for _ in 1..ENTRIES {
        file.write_all(&other).expect("written");
    }
    let size = table.len() as u64 + (ENTRIES - 1) * other.len() as u64;
    file.write_all(&end(ENTRIES, local.len() as u64, size)).expect("written");
    file.into_inner().expect("written");
    let report = scanned(&root);
    assert_eq!(found(&report, Kind::ManifestName), ["x.zip!/Cargo.toml: door"]);
    assert_eq!(found(&report, Kind::HostedModelClient), ["a.py: OpenAI"]);
    assert_eq!(
        not_read(&report),
        ["x.zip: an archive beyond the limits of what is unpacked; the rest of it was not searched"]
    );
}

#[test]
fn a_size_that_is_only_claimed_is_not_believed() {
    const CLAIMED: u64 = 1 << 60;
    let python = b"import openai\n";
    let unpacked = Entry { size: CLAIMED, ..Entry::new(b"a.py", python) };
    let both = Entry { size: CLAIMED, stored_size: CLAIMED, ..Entry::new(b"b.py", python) };
    let last = Entry::new(b"Cargo.toml", MANIFEST);
    let mut long = Header::new_gnu();
    long.set_path("a.py").expect("short");
    long.set_size(CLAIMED);
    long.set_cksum();
    let cut = [&long.as_bytes()[..], python, &[b' '; 498]].concat();
    let root = tree(&[("x.zip", &zip(&[unpacked, both, last])), ("y.tar", &cut), ("z.py", b"import anthropic\n")]);
    let report = scanned(&root);
    assert_eq!(found(&report, Kind::ManifestName), ["x.zip!/Cargo.toml: door"]);
    assert!(found(&report, Kind::HostedModelClient).contains(&"z.py: Anthropic".to_owned()));
    let not_read = not_read(&report);
    let claim = "larger than the limit: 14 of 1152921504606846976 bytes were searched";
    assert!(not_read.contains(&format!("x.zip!/a.py: {claim}")), "{not_read:?}");
    assert!(not_read.iter().any(|line| line.starts_with("x.zip!/b.py: ")), "{not_read:?}");
    let claim = "larger than the limit: 512 of 1152921504606846976 bytes were searched";
    assert!(not_read.contains(&format!("y.tar!/a.py: {claim}")), "{not_read:?}");
}

#[test]
fn what_is_no_file_in_a_tar_is_passed_over_and_no_name_leads_out() {
    let outside = tree(&[("outside/Cargo.toml", b"[package]\nname = \"stranger\"\n"), ("root/a.txt", b"")]);
    let root = outside.path().join("root");
    let kinds = [EntryType::Fifo, EntryType::Char, EntryType::Block, EntryType::Link, EntryType::Symlink];
    let names: [&[u8]; 5] = [b"a/Cargo.toml", b"b/Cargo.toml", b"c/Cargo.toml", b"d/Cargo.toml", b"e/Cargo.toml"];
    let mut entries: Vec<(&[u8], EntryType, &[u8])> =
        names.into_iter().zip(kinds).map(|(name, kind)| (name, kind, &b""[..])).collect();
    entries.push((b"../../outside/Cargo.toml", EntryType::Regular, MANIFEST));
    entries.push((b"/etc/Cargo.toml", EntryType::Regular, MANIFEST));
    fs::write(root.join("x.tar"), tar_of(&entries)).expect("written");
    let report = scan::scan(&root, &scan::Options::default()).expect("scanned");
    assert_eq!(
        found(&report, Kind::ManifestName),
        ["x.tar!/../../outside/Cargo.toml: door", "x.tar!/etc/Cargo.toml: door"]
    );
    assert_eq!(not_read(&report), [""; 0]);
}

#[test]
fn a_file_stored_with_its_holes_left_out_is_listed() {
    let entries: [(&[u8], EntryType, &[u8]); 2] =
        [(b"a.py", EntryType::GNUSparse, b"import openai\n"), (b"Cargo.toml", EntryType::Regular, MANIFEST)];
    let report = scanned(&tree(&[("x.tar", &tar_of(&entries))]));
    assert_eq!(found(&report, Kind::ManifestName), ["x.tar!/Cargo.toml: door"]);
    assert_eq!(
        not_read(&report),
        ["x.tar!/a.py: cannot be read: it is stored with its holes left out, which is not read"]
    );
}

#[test]
fn names_in_archives_that_are_not_text_are_read_all_the_same() {
    let name = b"\xff\xfe/Cargo.toml";
    let tar = tar_of(&[(name, EntryType::Regular, MANIFEST)]);
    let report = scanned(&tree(&[("x.zip", &zip(&[Entry::new(name, MANIFEST)])), ("y.tar", &tar)]));
    assert_eq!(not_read(&report), [""; 0]);
    let inner = shown(Path::new("\u{fffd}\u{fffd}/Cargo.toml"));
    assert_eq!(found(&report, Kind::ManifestName), [format!("x.zip!/{inner}: door"), format!("y.tar!/{inner}: door")]);
}
