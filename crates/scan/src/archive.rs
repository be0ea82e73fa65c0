//! Archives, read where they lie: nothing is unpacked to disk, and everything is bounded.
//!
//! An entry is shown as `outer.zip!/inner`. Archives within archives are read to a certain depth; what is beyond
//! a limit is listed as not read.

mod tar;
mod zip;

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};

use crate::file::{FileName, SourceFile};
use crate::inspect::Plan;
use crate::open::HEAD_BYTES;
use crate::patterns::Patterns;
use crate::report::{NotRead, Report, Why};
use crate::{Options, clean};

/// Archives within archives.
const DEPTH_MAX: usize = 5;

/// Entries of one file of the tree, all levels together.
const ENTRIES_MAX: u32 = 200_000;

/// Bytes that come out of one file of the tree, all levels together: more than an image has, less than a bomb.
const UNPACKED_BYTES_MAX: u64 = 4 << 30;

/// Bytes that are read of entries, as they are stored: entries of a zip may all point at the same long one.
const STORED_BYTES_MAX: u64 = 4 << 30;

/// A zip within a stream has its table of contents at the end, so it is held in memory.
const HELD_BYTES_MAX: u64 = 16 << 20;

/// A single compressed file shorter than this is a manual page or a log, no archive and no model.
const SINGLE_BYTES_MIN: u64 = 64 << 10;

/// How many bytes tell what a stream is: the mark of a tar stands at 257.
const MARK_BYTES: usize = 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    Zip,
    Tar,
    Gzip,
    Zstd,
}

/// Which container a file is, judged by its beginning.
pub fn container(head: &[u8]) -> Option<Container> {
    match head {
        [b'P', b'K', 3, 4, ..] => Some(Container::Zip),
        [0x1f, 0x8b, 8, ..] => Some(Container::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Container::Zstd),
        _ if head.get(257..262) == Some(b"ustar") => Some(Container::Tar),
        _ => None,
    }
}

/// Whether a file of the tree is worth opening as a container.
pub fn is_wanted(name: &FileName, container: Container, size_bytes: u64) -> bool {
    match container {
        Container::Zip => !matches!(name.extension(), "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp"),
        Container::Tar => true,
        Container::Gzip | Container::Zstd => {
            let file = name.lower_name();
            let is_archive = [".tgz", ".crate", ".apk", ".tzst"].iter().any(|end| file.ends_with(end))
                || file.contains(".tar.")
                || name.lower_folder() == "sha256";
            is_archive || size_bytes >= SINGLE_BYTES_MIN || holds_data(file)
        }
    }
}

/// Whether the name says that one table or one model was compressed: these may be short.
fn holds_data(file: &str) -> bool {
    let inner = file.strip_suffix(".gz").or_else(|| file.strip_suffix(".zst"));
    let extension = inner.and_then(|inner| inner.rsplit_once('.')).map_or("", |(_, extension)| extension);
    matches!(extension, "csv" | "tsv" | "jsonl" | "ndjson" | "onnx" | "tflite" | "pkl" | "gguf" | "safetensors")
}

/// Reads what lies in a file of the tree. `path` is relative to the root.
pub fn read(file: File, path: &Path, container: Container, options: &Options, patterns: &Patterns) -> Report {
    let mut unpack = Unpack::new(options, patterns);
    let result = match container {
        Container::Zip => unpack.zip_file(file, path, 1),
        Container::Tar => unpack.tar(file, path, 1),
        Container::Gzip | Container::Zstd => unpack.compressed(file, path, container, 1),
    };
    unpack.finished(path, result)
}

/// The same for one that is in memory.
pub fn read_bytes(bytes: &[u8], path: &Path, container: Container, options: &Options, patterns: &Patterns) -> Report {
    let mut unpack = Unpack::new(options, patterns);
    let result = match container {
        Container::Zip => unpack.zip_bytes(bytes, path, 1),
        Container::Tar => unpack.tar(bytes, path, 1),
        Container::Gzip | Container::Zstd => unpack.compressed(bytes, path, container, 1),
    };
    unpack.finished(path, result)
}

/// One file of the tree being read, with what it may still cost.
struct Unpack<'a> {
    options: &'a Options,
    patterns: &'a Patterns,
    report: Report,
    entries: u32,
    bytes: u64,
    stored_bytes: u64,
    /// A limit was reached, and it is listed.
    full: bool,
}

impl<'a> Unpack<'a> {
    fn new(options: &'a Options, patterns: &'a Patterns) -> Unpack<'a> {
        Unpack { options, patterns, report: Report::default(), entries: 0, bytes: 0, stored_bytes: 0, full: false }
    }

    fn finished(mut self, path: &Path, result: io::Result<()>) -> Report {
        if let Err(error) = result {
            self.not_read(path, Why::Malformed(clean::excerpt(&error.to_string())));
        }
        self.report
    }
}

impl Unpack<'_> {
    /// What comes out of a compressed stream: an archive, or one file.
    fn compressed(&mut self, reader: impl Read, path: &Path, container: Container, level: usize) -> io::Result<()> {
        let reader: Box<dyn Read + '_> = match container {
            Container::Gzip => Box::new(flate2::read::MultiGzDecoder::new(reader)),
            _ => Box::new(ruzstd::decoding::StreamingDecoder::new(reader).map_err(io::Error::other)?),
        };
        let inner = path.file_stem().filter(|_| path.extension().is_some_and(|end| end == "gz" || end == "zst"));
        let inner = inner.map(|stem| inside(path, &stem.to_string_lossy()));
        self.stream(reader, inner.as_deref().unwrap_or(path), None, level)
    }

    /// Anything that can only be read from front to back.
    fn stream(&mut self, mut reader: impl Read, path: &Path, size: Option<u64>, level: usize) -> io::Result<()> {
        let mut head = Vec::with_capacity(MARK_BYTES);
        (&mut reader).take(MARK_BYTES as u64).read_to_end(&mut head)?;
        let found = container(&head).filter(|_| level < DEPTH_MAX);
        let mut reader: Box<dyn Read + '_> = Box::new(Cursor::new(head).chain(reader));
        match found {
            Some(Container::Tar) => self.tar(reader, path, level + 1),
            Some(compressed @ (Container::Gzip | Container::Zstd)) => {
                self.compressed(reader, path, compressed, level + 1)
            }
            Some(Container::Zip) if size.is_none_or(|size| size <= HELD_BYTES_MAX) => {
                let mut bytes = Vec::new();
                self.fill(&mut reader, &mut bytes, HELD_BYTES_MAX + 1)?;
                if bytes.len() as u64 > HELD_BYTES_MAX {
                    self.not_read(path, Why::ArchiveTooLarge);
                    return Ok(());
                }
                self.leaf(&mut bytes.as_slice(), path, Some(bytes.len() as u64))?;
                self.zip_bytes(&bytes, path, level + 1)
            }
            Some(Container::Zip) => {
                self.not_read(path, Why::ArchiveTooLarge);
                Ok(())
            }
            None => self.leaf(&mut reader, path, size),
        }
    }

    /// One file inside an archive.
    fn leaf(&mut self, reader: &mut dyn Read, path: &Path, size: Option<u64>) -> io::Result<()> {
        let name = FileName::new(path);
        let plan = Plan::new(&name, self.patterns);
        let mut bytes = Vec::new();
        self.fill(reader, &mut bytes, HEAD_BYTES)?;
        let wanted = plan.wanted(&bytes, size.unwrap_or(u64::MAX), self.options);
        if bytes.len() as u64 >= HEAD_BYTES && wanted > HEAD_BYTES {
            // Growing it bit by bit would take up to twice the memory; what is only claimed takes none.
            let more = size.unwrap_or(0).min(wanted).saturating_sub(HEAD_BYTES);
            bytes.reserve_exact(usize::try_from(more).unwrap_or(0));
            self.fill(reader, &mut bytes, wanted - HEAD_BYTES)?;
        }
        let read = bytes.len() as u64;
        self.options.count_file(read);
        let whole = size.unwrap_or(read + u64::from(read >= wanted));
        if whole > read && plan.is_source(&bytes) {
            self.not_read(path, Why::TooLarge { size_bytes: whole, read_bytes: read });
        }
        let file = SourceFile { name: &name, bytes: &bytes, size_bytes: whole };
        self.report.absorb(plan.run(path, &file));
        Ok(())
    }

    fn fill(&mut self, reader: &mut dyn Read, bytes: &mut Vec<u8>, more: u64) -> io::Result<()> {
        let read = reader.take(more).read_to_end(bytes)?;
        self.bytes += read as u64;
        Ok(())
    }

    /// Counts one more entry. False once a limit is reached: the rest of the file is not read.
    fn may_go_on(&mut self, path: &Path) -> bool {
        self.entries += 1;
        let is_beyond =
            self.entries > ENTRIES_MAX || self.bytes > UNPACKED_BYTES_MAX || self.stored_bytes > STORED_BYTES_MAX;
        if !self.full && is_beyond {
            self.full = true;
            self.not_read(path, Why::ArchiveTooLarge);
        }
        !self.full
    }

    fn not_read(&mut self, path: &Path, why: Why) {
        self.report.not_read.push(NotRead { path: path.to_path_buf(), why });
    }
}

/// Counts what is read of a stream.
struct Counted<'c, R> {
    reader: R,
    count: &'c Cell<u64>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.count.set(self.count.get().saturating_add(read as u64));
        Ok(read)
    }
}

/// The path of an entry.
fn inside(archive: &Path, entry: &str) -> PathBuf {
    let mut path = archive.as_os_str().to_owned();
    path.push("!/");
    path.push(entry.trim_start_matches("./").trim_start_matches('/'));
    PathBuf::from(path)
}

/// Entries that are never looked into: pictures, sound, fonts, byte code.
fn is_opaque(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    matches!(
        extension,
        "class"
            | "png"
            | "jpg"
            | "jpeg"
            | "gif"
            | "webp"
            | "ico"
            | "svg"
            | "ttf"
            | "otf"
            | "woff"
            | "woff2"
            | "eot"
            | "mp3"
            | "mp4"
            | "wav"
            | "ogg"
            | "webm"
            | "pdf"
            | "kotlin_module"
            | "sjsir"
            | "nib"
            | "rsa"
            | "dsa"
    )
}

#[cfg(test)]
mod tests;
