use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use super::*;
use crate::patterns;

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut bytes);
    for (name, content) in entries {
        let (mut entry, config) =
            archive.new_file(name).compression_method(rawzip::CompressionMethod::DEFLATE).start().expect("begun");
        let mut writer = config.wrap(flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::fast()));
        writer.write_all(content).expect("written");
        let (encoder, descriptor) = writer.finish().expect("finished");
        encoder.finish().expect("finished");
        entry.finish(descriptor).expect("finished");
    }
    archive.finish().expect("finished");
    bytes
}

fn tar_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = ::tar::Builder::new(Vec::new());
    for (name, content) in entries {
        let mut header = ::tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        builder.append_data(&mut header, name, *content).expect("appended");
    }
    builder.into_inner().expect("finished")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("written");
    encoder.finish().expect("finished")
}

fn read_bytes(name: &str, bytes: &[u8]) -> Report {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("file");
    fs::write(&path, bytes).expect("written");
    let container = container(bytes).expect("it is one");
    let patterns = patterns::built_in().expect("sound");
    read(File::open(path).expect("opened"), Path::new(name), container, &Options::default(), patterns)
}

fn names(report: &Report) -> Vec<String> {
    let names = report.findings.iter().filter(|finding| finding.kind == crate::Kind::ManifestName);
    names.map(|finding| format!("{} {}", finding.path.display(), finding.name)).collect()
}

const MANIFEST: &[u8] = b"[package]\nname = \"door\"\n";

#[test]
fn what_lies_in_an_archive_is_found_with_its_place() {
    let inner = zip(&[("a/Cargo.toml", MANIFEST)]);
    let outer = zip(&[("lib/inner.jar", &inner), ("Cargo.toml", MANIFEST)]);
    let report = read_bytes("x.zip", &outer);
    assert_eq!(report.not_read, []);
    assert_eq!(names(&report), ["x.zip!/lib/inner.jar!/a/Cargo.toml door", "x.zip!/Cargo.toml door"]);

    let long = format!("{}/Cargo.toml", "a".repeat(150));
    let layer = tar_of(&[(&long, MANIFEST), ("b/.wh.gone", b"")]);
    let image = tar_of(&[("one/layer.tar", &layer), ("blobs/sha256/ab", &gzip(&layer))]);
    let report = read_bytes("image.tar", &image);
    assert_eq!(report.not_read, []);
    assert_eq!(
        names(&report),
        [format!("image.tar!/one/layer.tar!/{long} door"), format!("image.tar!/blobs/sha256/ab!/{long} door"),]
    );
    assert_eq!(report.whiteouts.len(), 2);
    assert_eq!(
        names(&read_bytes("s.tar.gz", &gzip(&tar_of(&[("Cargo.toml", MANIFEST)])))),
        ["s.tar.gz!/s.tar!/Cargo.toml door"]
    );
}

#[test]
fn a_broken_archive_is_listed_and_costs_only_what_is_broken() {
    let mut cut = zip(&[("Cargo.toml", MANIFEST)]);
    cut.truncate(cut.len() - 10);
    assert_eq!(read_bytes("x.zip", &cut).not_read.len(), 1);
    let mut cut = gzip(&tar_of(&[("Cargo.toml", MANIFEST), ("big", &[7; 100_000])]));
    cut.truncate(cut.len() - 40);
    let report = read_bytes("x.tar.gz", &cut);
    assert_eq!((names(&report).len(), report.not_read.len()), (1, 1));
}

#[test]
fn a_bomb_is_not_unpacked() {
    let zeros = gzip(&vec![0; 200 << 20]);
    let bomb = zip(&[("package-lock.json", &vec![b' '; 40 << 20]), ("a.gz", &zeros), ("Cargo.toml", MANIFEST)]);
    let report = read_bytes("x.zip", &bomb);
    assert_eq!(names(&report).len(), 1);
    assert!(report.bytes_read < 20 << 20, "{}", report.bytes_read);
}

#[test]
fn a_short_file_by_itself_is_opened_only_for_what_its_name_says() {
    let is_wanted = |name: &str, size_bytes| is_wanted(&FileName::new(name), Container::Gzip, size_bytes);
    assert!(is_wanted("data/train.csv.gz", 40));
    assert!(is_wanted("m/door.tflite.gz", 40));
    assert!(!is_wanted("man/door.1.gz", 40));
    assert!(!is_wanted("csv.gz", 40));
    assert!(is_wanted("man/door.1.gz", 64 << 10));
}

#[test]
fn what_entries_cost_is_counted_though_all_lie_at_one_place() {
    let inner = zip(&[("a.txt", &[0; 1 << 20])]);
    let once = zip(&[("a.jar", &inner)]);
    let two = zip(&[("a.jar", &inner), ("b.jar", &[])]);
    let (first, second) = (positions(&two, b"PK\x01\x02")[0], positions(&two, b"PK\x01\x02")[1]);
    let end = positions(&two, b"PK\x05\x06")[0];
    assert_eq!(second - first, end - second);
    // The second entry of the table of contents is the first once more.
    let twice = [&two[..second], &two[first..second], &two[end..]].concat();
    let patterns = patterns::built_in().expect("sound");
    let options = Options::default();
    let cost = |bytes: &[u8]| {
        let mut unpack = Unpack::new(&options, patterns);
        unpack.zip_bytes(bytes, Path::new("x.zip"), 1).expect("read");
        (unpack.bytes, unpack.stored_bytes)
    };
    let (single, double) = (cost(&once), cost(&twice));
    assert!(single.0 > inner.len() as u64 && single.1 >= inner.len() as u64, "{single:?}");
    assert_eq!(double, (2 * single.0, 2 * single.1));

    let mut unpack = Unpack { stored_bytes: STORED_BYTES_MAX + 1, ..Unpack::new(&options, patterns) };
    unpack.zip_bytes(&once, Path::new("x.zip"), 1).expect("read");
    assert_eq!(unpack.report.not_read, [NotRead { path: "x.zip".into(), why: Why::ArchiveTooLarge }]);
}

fn positions(bytes: &[u8], mark: &[u8]) -> Vec<usize> {
    memchr::memmem::find_iter(bytes, mark).collect()
}
