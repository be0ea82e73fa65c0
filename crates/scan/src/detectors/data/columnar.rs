//! Recognises data in the formats that training reads: Parquet, Arrow, TFRecord.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::{is_told, stem};
use crate::Place;
use crate::file::SourceFile;
use crate::found::{Found, Seen};
use crate::report::Kind;

pub const DETECTOR: Detector = Detector {
    id: "columnar",
    files: Files::Named(&["*.parquet", "*.arrow", "*.feather", "*.tfrecord", "*.tfrecords", "*.tfrecord-*", "*.tfrec"]),
    want: Want::Head,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let format = match file.bytes {
        [b'P', b'A', b'R', b'1', ..] => "Parquet",
        [b'A', b'R', b'R', b'O', b'W', b'1', ..] | [0xff, 0xff, 0xff, 0xff, ..] => "Arrow",
        [b'F', b'E', b'A', b'1', ..] => "Feather",
        _ if file.name.lower_name().contains(".tfrec") && is_tfrecord(file) => "TFRecord",
        _ => return,
    };
    // Many programs keep tables so; in tests they are samples of the format.
    let is_told = is_told(file.name);
    let confidence = match (format, is_told) {
        ("TFRecord", _) => Confidence::Certain,
        (_, true) if found.place() < Place::Tests => Confidence::Likely,
        (_, false) if found.place() < Place::Tests => Confidence::Possible,
        _ => return,
    };
    let size = file.size_bytes.to_string();
    let properties = [("format", format), ("size", &*size)];
    found.asset(Seen { kind: Kind::Dataset, name: stem(file.name), line: None, confidence, properties: &properties });
}

/// A length, its checksum, that many bytes, their checksum: then the next record.
fn is_tfrecord(file: &SourceFile) -> bool {
    let length_at = |at: usize| Some(u64::from_le_bytes(file.bytes.get(at..at + 8)?.try_into().ok()?));
    let Some(length) = length_at(0) else { return false };
    let Some(next) = length.checked_add(16).filter(|next| length > 0 && *next <= file.size_bytes) else { return false };
    match usize::try_from(next).ok().and_then(length_at) {
        Some(second) => {
            next.checked_add(second).and_then(|end| end.checked_add(16)).is_some_and(|end| end <= file.size_bytes)
        }
        None => true,
    }
}

#[test]
fn data_is_known_by_its_mark() {
    use crate::detectors::tests::check_assets;
    check_assets("data/shard-0.parquet", b"PAR1\0\0\0\0PAR1", &["dataset shard-0 format=Parquet"]);
    check_assets("data/a.arrow", b"ARROW1\0\0", &["dataset a format=Arrow"]);
    let record = [&4u64.to_le_bytes()[..], &[0; 4], b"abcd", &[0; 4]].concat();
    check_assets("a.tfrecord", record.repeat(2), &["dataset a format=TFRecord size=40"]);
    check_assets("a.tfrecord-00000-of-00002", &record, &["dataset a format=TFRecord"]);
    check_assets("a.tfrecord", &record[..12], &[]);
    check_assets("tests/fixtures/a.parquet", b"PAR1\0\0\0\0PAR1", &[]);
    check_assets("a.arrow", b"point\0", &[]);
}
