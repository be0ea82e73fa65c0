//! One file: which detectors want it, and what they find in it. Pure: nothing here opens anything.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::LazyLock;

use crate::detectors::{Detector, FAMILIES, Files, Want, models};
use crate::file::{FileName, SourceFile};
use crate::found::Found;
use crate::language::Language;
use crate::paths::Paths;
use crate::patterns::{self, Patterns};
use crate::report::{Report, Why};
use crate::{Options, ScanError, archive, open};

/// Whether a detector wants a file, by its name.
type Judge = fn(&FileName) -> bool;

/// The detectors by what they look at.
struct Selection {
    all: Vec<&'static Detector>,
    named: Paths,
    judged: Vec<(usize, Judge)>,
    every_text: Vec<usize>,
    every_binary: Vec<usize>,
    every: Vec<usize>,
    with_clues: Vec<usize>,
}

static SELECTION: LazyLock<Selection> = LazyLock::new(|| {
    let all: Vec<&'static Detector> = FAMILIES.iter().flat_map(|(_, detectors)| detectors.iter().copied()).collect();
    let mut selection = Selection {
        named: Paths::default(),
        judged: Vec::new(),
        every_text: Vec::new(),
        every_binary: Vec::new(),
        every: Vec::new(),
        with_clues: Vec::new(),
        all,
    };
    for (row, detector) in selection.all.iter().enumerate() {
        match detector.files {
            // A test reads every pattern, so that none can be refused here.
            Files::Named(patterns) | Files::NamedIf(patterns, _) => {
                for pattern in patterns {
                    let _ = selection.named.add((*pattern).into(), row);
                }
            }
            Files::If(holds) => selection.judged.push((row, holds)),
            Files::EveryText => selection.every_text.push(row),
            Files::EveryBinary => selection.every_binary.push(row),
            Files::Every => selection.every.push(row),
            Files::WithClues => selection.with_clues.push(row),
        }
    }
    selection
});

/// What is to be done with one file, known from its name.
pub struct Plan<'a> {
    name: &'a FileName,
    patterns: &'a Patterns,
    language: Option<Language>,
    detectors: Vec<&'static Detector>,
    /// Report every line that shows something, not only the first: the fixtures want it.
    everywhere: bool,
    /// Nothing but `detectors` looks at it.
    only: bool,
}

impl<'a> Plan<'a> {
    pub fn new(name: &'a FileName, patterns: &'a Patterns) -> Plan<'a> {
        let selection = &*SELECTION;
        let mut rows = selection.named.matching(name);
        rows.extend(selection.judged.iter().filter(|(_, holds)| holds(name)).map(|(row, _)| *row));
        rows.sort_unstable();
        rows.dedup();
        let detectors = rows
            .into_iter()
            .map(|row| selection.all[row])
            .filter(|detector| match detector.files {
                Files::NamedIf(_, holds) => holds(name),
                _ => true,
            })
            .collect();
        Plan { name, patterns, language: Language::of(name), detectors, everywhere: false, only: false }
    }

    /// One detector and nothing else: another file has asked for it.
    pub fn only(name: &'a FileName, patterns: &'a Patterns, id: &str) -> Plan<'a> {
        let detectors = SELECTION.all.iter().copied().filter(|detector| detector.id == id).collect();
        Plan { name, patterns, language: None, detectors, everywhere: false, only: true }
    }

    /// How many bytes of a file are wanted in all, once its beginning is known.
    pub fn wanted(&self, head: &[u8], size_bytes: u64, options: &Options) -> u64 {
        let named = self.detectors.iter().map(|detector| detector.want).max().unwrap_or(Want::Nothing);
        match named {
            // 40 MiB instead of 16: read in one piece, a longer one would be more than 80 MB of memory.
            Want::Database => return options.manifest_bytes_max.saturating_mul(5) / 2,
            Want::Whole => return options.manifest_bytes_max,
            _ => {}
        }
        if !is_text(head) {
            return models::header_bytes(head, size_bytes).max(open::HEAD_BYTES);
        }
        let is_source = named == Want::Source || self.language_of(head).is_some();
        if is_source { options.source_bytes_max } else { options.text_bytes_max }
    }

    /// Whether it matters that only a part of the file was searched.
    pub fn is_source(&self, head: &[u8]) -> bool {
        self.detectors.iter().any(|detector| detector.want >= Want::Source) || self.language_of(head).is_some()
    }

    fn language_of(&self, head: &[u8]) -> Option<Language> {
        // A script may have no extension: its first line tells.
        self.language.or_else(|| if self.name.extension().is_empty() { Language::of_script(head) } else { None })
    }

    /// Runs every detector that wants the file. A detector that fails costs only its own findings.
    /// `path` is the exact one.
    pub fn run(&self, path: &Path, file: &SourceFile) -> Report {
        let mut found = Found::new(self.name, self.patterns, self.everywhere);
        if !self.only {
            self.patterns.find_paths(self.name, &mut found);
        }
        for detector in &self.detectors {
            // Half a manifest is none; the walk has already reported it as too large.
            if detector.want >= Want::Whole && !file.is_complete() {
                continue;
            }
            run(detector, file, &mut found);
        }
        if self.only {
            // Everything else has seen it already.
            return found.into_report(path, file.bytes.len() as u64);
        }
        for row in &SELECTION.every {
            run(SELECTION.all[*row], file, &mut found);
        }
        if is_text(file.bytes) {
            for row in &SELECTION.every_text {
                run(SELECTION.all[*row], file, &mut found);
            }
            if let Some(language) = self.language_of(file.bytes).or_else(|| Language::of_data(self.name)) {
                self.patterns.find_in(language, file, &mut found);
                if found.clues.any() {
                    for row in &SELECTION.with_clues {
                        run(SELECTION.all[*row], file, &mut found);
                    }
                }
            }
        } else {
            for row in &SELECTION.every_binary {
                run(SELECTION.all[*row], file, &mut found);
            }
        }
        found.into_report(path, file.bytes.len() as u64)
    }
}

fn run(detector: &'static Detector, file: &SourceFile, found: &mut Found) {
    found.detector = detector.id;
    let before = found.mark();
    if catch_unwind(AssertUnwindSafe(|| (detector.read)(file, found))).is_err() {
        found.undo(before);
        found.problems.push(Why::DetectorFailed(detector.id.to_owned()));
    }
}

/// The id of a detector as it stands in the list, if it does.
pub(crate) fn detector(id: &str) -> Option<&'static str> {
    SELECTION.all.iter().map(|detector| detector.id).find(|known| *known == id)
}

/// Whether a file is text, judged by its beginning: no zero byte, unless it says that it is UTF-16.
pub fn is_text(head: &[u8]) -> bool {
    let head = &head[..head.len().min(8 << 10)];
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || memchr::memchr(0, head).is_none()
}

/// What one file shows, given its relative path and its content.
pub fn inspect(path: &Path, bytes: &[u8]) -> Result<Report, ScanError> {
    let patterns = patterns::built_in().map_err(ScanError::Patterns)?;
    let mut report = inspect_with(patterns, path, bytes, false);
    if let Some(container) = archive::container(bytes) {
        report.absorb(archive::read_bytes(bytes, path, container, &Options::default(), patterns));
    }
    report.finish();
    Ok(report)
}

/// The same, but of an archive only the outside: tests of detectors make archives that have nothing but a beginning.
#[cfg(test)]
pub(crate) fn inspect_outside(path: &Path, bytes: &[u8]) -> Report {
    let patterns = patterns::built_in().expect("they are sound");
    let mut report = inspect_with(patterns, path, bytes, false);
    report.finish();
    report
}

/// What one detector finds in a file that another asked for.
#[cfg(test)]
pub(crate) fn inspect_for(id: &str, path: &Path, bytes: &[u8]) -> Report {
    let name = FileName::new(path);
    let plan = Plan::only(&name, patterns::built_in().expect("they are sound"), id);
    plan.run(path, &SourceFile { name: &name, bytes, size_bytes: bytes.len() as u64 })
}

/// The same with every line that shows something.
#[cfg(test)]
pub(crate) fn inspect_everywhere(path: &Path, bytes: &[u8]) -> Report {
    inspect_with(patterns::built_in().expect("they are sound"), path, bytes, true)
}

fn inspect_with(patterns: &Patterns, path: &Path, bytes: &[u8], everywhere: bool) -> Report {
    let name = FileName::new(path);
    let plan = Plan { everywhere, ..Plan::new(&name, patterns) };
    let head = &bytes[..bytes.len().min(open::HEAD_BYTES as usize)];
    let wanted = usize::try_from(plan.wanted(head, bytes.len() as u64, &Options::default())).unwrap_or(usize::MAX);
    let read = &bytes[..bytes.len().min(wanted)];
    let file = SourceFile { name: &name, bytes: read, size_bytes: bytes.len() as u64 };
    plan.run(path, &file)
}

/// A name for each pattern that detectors are chosen by, so that all of them can be tried.
pub fn sample_names() -> Vec<String> {
    let patterns = FAMILIES.iter().flat_map(|(_, detectors)| detectors.iter()).flat_map(|one| match one.files {
        Files::Named(patterns) | Files::NamedIf(patterns, _) => patterns,
        Files::If(_) | Files::Every | Files::EveryText | Files::EveryBinary | Files::WithClues => &[],
    });
    patterns.map(|pattern| pattern.trim_start_matches('/').replace('*', "x")).collect()
}
