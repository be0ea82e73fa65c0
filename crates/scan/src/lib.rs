//! One walk over a repository, and what it shows.
//!
//! `scan` walks once, reads only the files some detector wants, and returns findings with path and
//! line. A finding is a hint for a person or a rule, never a legal conclusion. A detector that found
//! nothing says nothing: silence is not a no. What could not be read is listed beside the findings, so
//! that "nothing found" and "not looked at" stay apart.
//!
//! Pattern detectors are data (`detectors/*.toml` at the root of the repository); a coded detector is
//! one file in `src/detectors/` and one line in its list.

mod clean;
mod detectors;
mod excluded;
mod file;
mod found;
mod imports;
mod inspect;
mod language;
mod lexer;
mod licence_text;
mod names;
mod open;
mod paths;
mod pattern_list;
mod patterns;
mod place;
mod release_tags;
mod report;
mod sheet;
mod tree;
mod walk;
mod xml;

use std::io;
use std::path::{Path, PathBuf};

pub use clean::shown;
pub use inspect::inspect;
pub use place::Place;
pub use report::{Finding, Kind, NotRead, Report, Why};
pub use sheet::{At, Origin, Sheet, Wish};

/// How far one scan goes. The default suits a repository on the owner's machine.
#[derive(Clone, Debug)]
pub struct Options {
    /// Leave out what `.gitignore` names. Files outside are counted, not read.
    pub gitignore: bool,
    /// Worker threads; none means as many as the machine has.
    pub threads: Option<usize>,
    /// How much of a source file is searched for imports.
    pub source_bytes_max: u64,
    /// How much of any other text is searched.
    pub text_bytes_max: u64,
    /// The largest manifest that is parsed; a parser cannot work on half a file.
    pub manifest_bytes_max: u64,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            gitignore: true,
            threads: None,
            source_bytes_max: 4 << 20,
            text_bytes_max: 1 << 20,
            manifest_bytes_max: 16 << 20,
        }
    }
}

/// Why there is no report at all. Everything smaller is an entry in [`Report::not_read`].
#[derive(Debug, thiserror::Error)]
pub enum ScanError {
    #[error("cannot scan {}", shown(.path))]
    Root { path: PathBuf, source: io::Error },
    #[error("cannot scan {}: it is not a folder", shown(.path))]
    NotAFolder { path: PathBuf },
    #[error("a built-in detector file is broken")]
    Patterns(#[source] patterns::PatternError),
}

/// Walks `root` once and reports what the detectors saw, in the order of the paths.
///
/// The order of findings does not depend on the number of threads.
pub fn scan(root: &Path, options: &Options) -> Result<Report, ScanError> {
    let patterns = patterns::built_in().map_err(ScanError::Patterns)?;
    let mut report = walk::walk(root, options, patterns)?;
    release_tags::read(root, &mut report);
    report.finish(patterns);
    Ok(report)
}
