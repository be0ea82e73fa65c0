//! What a scan saw of each file, kept, so that the next one reads only what changed.
//!
//! A file is unchanged if its size, its times and its place on the disk are. What a snapshot keeps of a file is
//! what the detectors of one build said of it: another build does not trust it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::Options;
use crate::kept::Kept;
use crate::report::{Finding, NotRead, Report};
use crate::sheet::Sheet;

mod besides;

pub(crate) use besides::Besides;
pub use besides::Document;

/// The beginning of every snapshot; the rest of the line is the form and the build that wrote it.
const MAGIC: &str = "marque-snapshot-";

/// The form of what follows the first line.
const FORM: &str = "4 ";

/// The sources of the detectors in this build.
const BUILD: &str = env!("SCAN_DIGEST");

/// Three numbers for each file.
const SEEN_BYTES: u64 = 24;

/// No more room is made before it is clear that there is something to fill it.
const ROOM_BYTES_MAX: u64 = 64 << 20;

/// What a scan saw of each file.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// In the order of their keys, once the walk is over.
    files: Vec<Seen>,
    /// What the files show, each a [`Part`] or nothing. It is taken apart when somebody asks for it.
    parts: Vec<u8>,
    /// Whether something was seen that cannot be kept.
    lacks: bool,
    /// None if it is not known, or cannot be kept.
    pub(crate) besides: Option<Besides>,
    /// What was made of all this.
    document: Option<Arc<Document>>,
}

#[derive(Clone, Debug)]
struct Seen {
    key: u64,
    stamp: u64,
    part: Range<usize>,
}

/// What one file shows.
#[derive(Debug, Default)]
struct Part {
    findings: Vec<Finding>,
    not_read: Vec<NotRead>,
    sheets: Vec<Sheet>,
    includes: Vec<(PathBuf, String)>,
    whiteouts: Vec<PathBuf>,
}

/// Why a snapshot cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    #[error("it is no snapshot of marque")]
    NotASnapshot,
    #[error("it is cut short")]
    CutShort,
    #[error("it cannot be read: {0}")]
    Read(#[from] io::Error),
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
        relative.as_os_str().hash(&mut key);
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

    pub(crate) fn state(self) -> u64 {
        self.stamp
    }
}

impl Snapshot {
    /// Reads what [`Snapshot::write`] wrote. One of another form or build is empty: everything will be read anew.
    pub fn read(mut from: impl Read) -> Result<Snapshot, SnapshotError> {
        if piece(&mut from, MAGIC.len() as u64)? != MAGIC.as_bytes() {
            return Err(SnapshotError::NotASnapshot);
        }
        let line = [FORM, BUILD, "\n"].concat().into_bytes();
        let written = piece(&mut from, line.len() as u64)?;
        if written != line {
            let is_cut = line.starts_with(&written);
            return if is_cut { Err(SnapshotError::CutShort) } else { Ok(Snapshot::default()) };
        }
        let [head, count, text] = [whole_number(&mut from)?, whole_number(&mut from)?, whole_number(&mut from)?];
        let head = whole(&mut from, head)?;
        let table = whole(&mut from, count.checked_mul(SEEN_BYTES).ok_or(SnapshotError::CutShort)?)?;
        let mut snapshot = Snapshot::head(&head, &table).ok_or(SnapshotError::CutShort)?;
        let len = snapshot.files.last().map_or(0, |seen| seen.part.end);
        snapshot.parts = whole(&mut from, len as u64)?;
        let text = whole(&mut from, text)?;
        snapshot.document =
            snapshot.document.map(|document| Arc::new(Document { text, ..Arc::unwrap_or_clone(document) }));
        snapshot.settle();
        Ok(snapshot)
    }

    /// All but what the files show, and the text of the document.
    fn head(mut head: &[u8], table: &[u8]) -> Option<Snapshot> {
        let from = &mut head;
        let (lacks, besides, document) = (Kept::read(from)?, Kept::read(from)?, Kept::read(from)?);
        let mut end = 0usize;
        let files = table.chunks_exact(SEEN_BYTES as usize).map(|mut row| {
            let (key, stamp, len) = (number(&mut row)?, number(&mut row)?, usize::try_from(number(&mut row)?).ok()?);
            let start = end;
            end = start.checked_add(len)?;
            Some(Seen { key, stamp, part: start..end })
        });
        Some(Snapshot { files: files.collect::<Option<_>>()?, parts: Vec::new(), lacks, besides, document })
    }

    /// Writes it; the same snapshot gives the same bytes.
    pub fn write(&self, mut to: impl Write) -> io::Result<()> {
        writeln!(to, "{MAGIC}{FORM}{BUILD}")?;
        let mut head = Vec::new();
        self.write_head(&mut head).ok_or(io::ErrorKind::InvalidData)?;
        let text = self.document.as_ref().map_or(&[][..], |document| &document.text);
        for len in [head.len(), self.files.len(), text.len()] {
            to.write_all(&(len as u64).to_le_bytes())?;
        }
        to.write_all(&head)?;
        for seen in &self.files {
            for number in [seen.key, seen.stamp, seen.part.len() as u64] {
                to.write_all(&number.to_le_bytes())?;
            }
        }
        for seen in &self.files {
            to.write_all(self.part(seen))?;
        }
        to.write_all(text)?;
        to.flush()
    }

    fn write_head(&self, to: &mut Vec<u8>) -> Option<()> {
        self.lacks.write(to)?;
        self.besides.write(to)?;
        self.document.write(to)
    }

    fn part(&self, seen: &Seen) -> &[u8] {
        self.parts.get(seen.part.clone()).unwrap_or_default()
    }

    fn seen(&self, stamp: Stamp) -> Option<&Seen> {
        self.of_key(stamp.key).filter(|seen| seen.stamp == stamp.stamp)
    }

    fn of_key(&self, key: u64) -> Option<&Seen> {
        let at = self.files.binary_search_by_key(&key, |seen| seen.key).ok()?;
        self.files.get(at)
    }

    /// Whether the snapshot knows more of a file than that it is there; none if the file has changed since.
    pub(crate) fn keeps(&self, stamp: Stamp) -> Option<bool> {
        self.seen(stamp).map(|seen| !seen.part.is_empty())
    }

    /// Whether the files of this one show what they show in the other one, if `kept` more that tell something are as
    /// they were there.
    pub(crate) fn shows_what(&self, other: &Snapshot, kept: usize) -> bool {
        let is_same = |(key, part)| other.of_key(key).is_some_and(|seen| other.part(seen) == part);
        let is_known = !self.lacks && !other.lacks;
        is_known && self.telling().count() + kept == other.telling().count() && self.telling().all(is_same)
    }

    /// The files that show something, and what.
    fn telling(&self) -> impl Iterator<Item = (u64, &[u8])> {
        self.files.iter().map(|seen| (seen.key, self.part(seen))).filter(|(_, part)| !part.is_empty())
    }

    /// What the snapshot knows of a file, if the file has not changed since.
    pub(crate) fn unchanged(&self, stamp: Stamp) -> Option<Report> {
        let mut part = self.part(self.seen(stamp)?);
        let report = Report { files: 1, ..Report::default() };
        if part.is_empty() {
            return Some(report);
        }
        let part = Part::read(&mut part)?;
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
        if let Some(seen) = from.seen(stamp) {
            self.push(stamp, from.part(seen));
        }
    }

    /// Keeps what was seen just now.
    pub(crate) fn add(&mut self, stamp: Stamp, report: &Report) {
        let is_empty = report.findings.is_empty()
            && report.not_read.is_empty()
            && report.sheets.is_empty()
            && report.includes.is_empty()
            && report.whiteouts.is_empty();
        let mut part = Vec::new();
        // A name that is not UTF-8 cannot be written: the file is read again next time.
        if is_empty || Part::of(report, &mut part).is_some() {
            self.push(stamp, &part);
        } else {
            self.lacks = true;
        }
    }

    fn push(&mut self, Stamp { key, stamp }: Stamp, part: &[u8]) {
        let start = self.parts.len();
        self.parts.extend_from_slice(part);
        self.files.push(Seen { key, stamp, part: start..self.parts.len() });
    }

    pub(crate) fn absorb(&mut self, other: Snapshot) {
        let start = self.parts.len();
        self.parts.extend(other.parts);
        let moved = |seen: Seen| Seen { part: start + seen.part.start..start + seen.part.end, ..seen };
        self.files.extend(other.files.into_iter().map(moved));
        self.lacks |= other.lacks;
    }

    /// The walk is over: from now on files are looked up.
    pub(crate) fn settle(&mut self) {
        self.files.sort_unstable_by_key(|seen| (seen.key, seen.stamp));
    }
}

impl Part {
    /// Writes what a report of one file says.
    fn of(report: &Report, to: &mut Vec<u8>) -> Option<()> {
        let includes = report.includes.iter().map(|(path, id)| (path.clone(), (*id).to_owned()));
        report.findings.write(to)?;
        report.not_read.write(to)?;
        report.sheets.write(to)?;
        includes.collect::<Vec<_>>().write(to)?;
        report.whiteouts.write(to)
    }

    fn read(from: &mut &[u8]) -> Option<Part> {
        Some(Part {
            findings: Kept::read(from)?,
            not_read: Kept::read(from)?,
            sheets: Kept::read(from)?,
            includes: Kept::read(from)?,
            whiteouts: Kept::read(from)?,
        })
    }
}

fn number(rest: &mut &[u8]) -> Option<u64> {
    let (number, after) = rest.split_first_chunk::<8>()?;
    *rest = after;
    Some(u64::from_le_bytes(*number))
}

/// As many bytes as there are, and no more than asked for.
fn piece(from: &mut impl Read, len: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(len.min(ROOM_BYTES_MAX) as usize);
    from.take(len).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// All bytes asked for.
fn whole(from: &mut impl Read, len: u64) -> Result<Vec<u8>, SnapshotError> {
    let bytes = piece(from, len)?;
    if bytes.len() as u64 == len { Ok(bytes) } else { Err(SnapshotError::CutShort) }
}

fn whole_number(from: &mut impl Read) -> Result<u64, SnapshotError> {
    number(&mut &*whole(from, 8)?).ok_or(SnapshotError::CutShort)
}

#[cfg(test)]
mod tests;
