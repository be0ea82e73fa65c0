//! One file: which detectors want it, and what they find in it. Pure: nothing here opens anything.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use crate::detectors::{DETECTORS, Detector, Want};
use crate::file::{FileName, SourceFile};
use crate::found::Found;
use crate::language::Language;
use crate::patterns::{self, Patterns};
use crate::report::{Finding, NotRead, Report, Why};
use crate::{ScanError, open};

/// What is to be done with one file, known from its name.
pub struct Plan<'a> {
    name: &'a FileName,
    patterns: &'a Patterns,
    language: Option<Language>,
    detectors: Vec<(&'static Detector, Want)>,
    /// Report every line that shows something, not only the first: the fixtures want it.
    everywhere: bool,
}

impl<'a> Plan<'a> {
    pub fn new(name: &'a FileName, patterns: &'a Patterns) -> Plan<'a> {
        let detectors = DETECTORS
            .iter()
            .map(|detector| (*detector, (detector.wants)(name)))
            .filter(|(_, want)| *want != Want::Nothing)
            .collect();
        Plan { name, patterns, language: Language::of(name), detectors, everywhere: false }
    }

    /// How much of the file is to be read.
    pub fn want(&self) -> Want {
        let by_language = match self.language {
            Some(_) => Want::Source,
            // A script may have no extension: its first line tells.
            None if self.name.extension().is_empty() => Want::Head,
            None => Want::Nothing,
        };
        self.detectors.iter().map(|(_, want)| *want).fold(by_language, Want::max)
    }

    /// Whether the head shows that the rest is wanted too.
    pub fn wants_more(&self, head: &[u8]) -> bool {
        self.language.is_none() && Language::of_script(head).is_some()
    }

    /// Runs every detector that wants the file. A detector that fails costs only its own findings.
    pub fn run(&self, file: &SourceFile) -> (Vec<Finding>, Vec<Why>) {
        let mut found = Found::new(self.name, self.patterns, self.everywhere);
        self.patterns.find_paths(self.name, &mut found);
        for (detector, want) in &self.detectors {
            // Half a manifest is none; the walk has already reported it as too large.
            if *want == Want::Whole && !file.is_complete() {
                continue;
            }
            found.detector = detector.id;
            let before = found.findings.len();
            if catch_unwind(AssertUnwindSafe(|| (detector.read)(file, &mut found))).is_err() {
                found.findings.truncate(before);
                found.problems.push(Why::DetectorFailed(detector.id.to_owned()));
            }
        }
        let language = self
            .language
            .or_else(|| if self.name.extension().is_empty() { Language::of_script(file.bytes) } else { None });
        if let Some(language) = language {
            self.patterns.find_in(language, file, &mut found);
        }
        (found.findings, found.problems)
    }
}

/// What one file shows, given its relative path and its content.
pub fn inspect(path: &Path, bytes: &[u8]) -> Result<Report, ScanError> {
    let patterns = patterns::built_in().map_err(ScanError::Patterns)?;
    let mut report = inspect_with(patterns, path, bytes, false);
    report.finish(patterns);
    Ok(report)
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
    let read = match plan.want() {
        Want::Nothing => &[],
        Want::Head if !plan.wants_more(head) => head,
        _ => bytes,
    };
    let file = SourceFile { name: &name, bytes: read, size_bytes: bytes.len() as u64 };
    let (findings, problems) = plan.run(&file);
    let not_read = problems.into_iter().map(|why| NotRead { path: path.to_path_buf(), why }).collect();
    Report { findings, not_read, files: 1, ignored: 0, bytes_read: read.len() as u64 }
}
