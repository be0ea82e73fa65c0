//! What a scan saw of each file, kept, so that the next one reads only what changed.
//!
//! A file is unchanged if its size, its times and its place on the disk are. What a snapshot keeps of a file is
//! what the detectors of one build said of it: another build does not trust it.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::Options;
use crate::report::{Finding, NotRead, Report};
use crate::sheet::Sheet;

/// The beginning of every snapshot; the rest of the line is the build that wrote it.
const MAGIC: &str = "marque-snapshot-1 ";

/// The sources of the detectors in this build.
const BUILD: &str = env!("SCAN_DIGEST");

/// What a scan saw of each file.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    files: HashMap<u64, Seen>,
}

#[derive(Clone, Debug)]
struct Seen {
    stamp: u64,
    /// A [`Part`] as JSON; empty if the file shows nothing.
    part: Box<[u8]>,
}

/// What one file shows.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Part {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    findings: Vec<Finding>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    not_read: Vec<NotRead>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sheets: Vec<Sheet>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    includes: Vec<(PathBuf, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    whiteouts: Vec<PathBuf>,
}

/// Why a snapshot cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    #[error("it is no snapshot of marque")]
    NotASnapshot,
    #[error("it is cut short")]
    CutShort,
}

/// The name and the state of one file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stamp {
    key: u64,
    stamp: u64,
}

impl Stamp {
    /// `relative` names the file in the tree, `metadata` is what the file system says of it now.
    pub(crate) fn of(relative: &Path, metadata: &std::fs::Metadata, options: &Options) -> Stamp {
        let mut key = DefaultHasher::new();
        relative.hash(&mut key);
        let mut stamp = DefaultHasher::new();
        metadata.len().hash(&mut stamp);
        metadata.modified().ok().hash(&mut stamp);
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            (metadata.ctime(), metadata.ctime_nsec(), metadata.ino()).hash(&mut stamp);
        }
        (options.source_bytes_max, options.text_bytes_max, options.manifest_bytes_max).hash(&mut stamp);
        Stamp { key: key.finish(), stamp: stamp.finish() }
    }
}

impl Snapshot {
    /// Whether the bytes begin as a snapshot does.
    pub fn is_one(bytes: &[u8]) -> bool {
        bytes.starts_with(MAGIC.as_bytes())
    }

    /// Reads what [`Snapshot::write`] wrote. One of another build is empty: everything will be read anew.
    pub fn read(bytes: &[u8]) -> Result<Snapshot, SnapshotError> {
        let rest = bytes.strip_prefix(MAGIC.as_bytes()).ok_or(SnapshotError::NotASnapshot)?;
        let line = memchr::memchr(b'\n', rest).ok_or(SnapshotError::CutShort)?;
        let mut snapshot = Snapshot::default();
        if &rest[..line] != BUILD.as_bytes() {
            return Ok(snapshot);
        }
        let mut rest = &rest[line + 1..];
        let count = number(&mut rest).ok_or(SnapshotError::CutShort)?;
        snapshot.files.reserve(usize::try_from(count).unwrap_or(0).min(rest.len() / 24));
        for _ in 0..count {
            let read = |rest: &mut &[u8]| {
                let (key, stamp, length) = (number(rest)?, number(rest)?, usize::try_from(number(rest)?).ok()?);
                let (part, after) = rest.split_at_checked(length)?;
                *rest = after;
                Some((key, Seen { stamp, part: part.into() }))
            };
            let (key, seen) = read(&mut rest).ok_or(SnapshotError::CutShort)?;
            snapshot.files.insert(key, seen);
        }
        Ok(snapshot)
    }

    /// Writes it; the same snapshot gives the same bytes.
    pub fn write(&self, mut to: impl Write) -> io::Result<()> {
        writeln!(to, "{MAGIC}{BUILD}")?;
        to.write_all(&(self.files.len() as u64).to_le_bytes())?;
        let mut files: Vec<(&u64, &Seen)> = self.files.iter().collect();
        files.sort_unstable_by_key(|(key, _)| **key);
        for (key, seen) in files {
            for number in [*key, seen.stamp, seen.part.len() as u64] {
                to.write_all(&number.to_le_bytes())?;
            }
            to.write_all(&seen.part)?;
        }
        to.flush()
    }

    /// What the snapshot knows of a file, if the file has not changed since.
    pub(crate) fn unchanged(&self, stamp: Stamp) -> Option<Report> {
        let seen = self.files.get(&stamp.key).filter(|seen| seen.stamp == stamp.stamp)?;
        let report = Report { files: 1, ..Report::default() };
        if seen.part.is_empty() {
            return Some(report);
        }
        let part: Part = serde_json::from_slice(&seen.part).ok()?;
        let includes = part.includes.into_iter().filter_map(|(path, id)| Some((path, crate::inspect::detector(&id)?)));
        Some(Report {
            findings: part.findings,
            not_read: part.not_read,
            sheets: part.sheets,
            includes: includes.collect(),
            whiteouts: part.whiteouts,
            ..report
        })
    }

    /// Keeps what another snapshot knows of a file.
    pub(crate) fn keep(&mut self, stamp: Stamp, from: &Snapshot) {
        if let Some(seen) = from.files.get(&stamp.key) {
            self.files.insert(stamp.key, seen.clone());
        }
    }

    /// Keeps what was seen just now.
    pub(crate) fn add(&mut self, stamp: Stamp, report: &Report) {
        let part = Part {
            findings: report.findings.clone(),
            not_read: report.not_read.clone(),
            sheets: report.sheets.clone(),
            includes: report.includes.iter().map(|(path, id)| (path.clone(), (*id).to_owned())).collect(),
            whiteouts: report.whiteouts.clone(),
        };
        let is_empty = part.findings.is_empty()
            && part.not_read.is_empty()
            && part.sheets.is_empty()
            && part.includes.is_empty()
            && part.whiteouts.is_empty();
        // A name that is not UTF-8 cannot be written: the file is read again next time.
        let part = if is_empty { Ok(Vec::new()) } else { serde_json::to_vec(&part) };
        if let Ok(part) = part {
            self.files.insert(stamp.key, Seen { stamp: stamp.stamp, part: part.into() });
        }
    }

    pub(crate) fn absorb(&mut self, other: Snapshot) {
        self.files.extend(other.files);
    }
}

fn number(rest: &mut &[u8]) -> Option<u64> {
    let (number, after) = rest.split_first_chunk::<8>()?;
    *rest = after;
    Some(u64::from_le_bytes(*number))
}

#[cfg(test)]
mod tests {
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
        write(
            root,
            "Cargo.toml",
            "[package]\nname = \"door\"\nversion = \"1.0.0\"\n[dependencies]\ncandle-core = \"1\"\n",
        );
        write(root, "a.py", "import openai\n");
        write(root, "plain.txt", "nothing\n");
        let options = Options::default();
        let (first, snapshot) = scan_since(root, &options, &Snapshot::default()).expect("scanned");

        let mut bytes = Vec::new();
        snapshot.write(&mut bytes).expect("written");
        let snapshot = Snapshot::read(&bytes).expect("it is one");
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
        let part = Part {
            includes: vec![(up, "requirements".to_owned()), (absolute, "requirements".to_owned())],
            ..Part::default()
        };
        for seen in snapshot.files.values_mut() {
            seen.part = serde_json::to_vec(&part).expect("plain").into();
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
        assert!(matches!(Snapshot::read(b"{}"), Err(SnapshotError::NotASnapshot)));
        let other = [MAGIC.as_bytes(), b"other\n"].concat();
        assert!(Snapshot::read(&other).expect("it is one").files.is_empty());
    }
}
