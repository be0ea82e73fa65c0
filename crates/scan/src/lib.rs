//! One walk over a repository, and what it shows.
//!
//! `scan` walks once, reads only the files some detector wants, and returns findings with path and
//! line. A finding is a hint for a person or a rule, never a legal conclusion. A detector that found
//! nothing says nothing: silence is not a no. What could not be read is listed beside the findings, so
//! that "nothing found" and "not looked at" stay apart.
//!
//! Pattern detectors are data (`detectors/*.toml` at the root of the repository); a coded detector is
//! one file in `src/detectors/` and one line in its list.

mod archive;
mod assemble;
mod bill_of_materials;
mod clean;
mod counters;
mod detectors;
mod excluded;
mod fields;
mod file;
mod found;
mod git_source;
mod imports;
mod inspect;
mod join;
mod kept;
mod language;
mod layers;
mod lexer;
mod licence_text;
mod names;
mod needs;
mod open;
mod paths;
mod patterns;
mod place;
mod release_tags;
mod report;
mod repository;
mod rescan;
mod sheet;
mod snapshot;
mod systems;
mod tracked;
mod tree;
mod walk;
mod xml;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use bill_of_materials::{is_cyclonedx_xml, read_cyclonedx_xml};
pub use clean::shown;
pub use counters::Counters;
pub use inspect::{inspect, sample_names};
pub use place::Place;
pub use report::{Finding, Kind, NotRead, Report, Why};
pub use rescan::Rescan;
pub use sheet::{At, Origin, Sheet, Wish};
pub use snapshot::{Document, Snapshot, SnapshotError};
pub use systems::Declared;

/// The maps of everything that is asked for every name in a tree. Their hash is quick, and has a seed that a hostile
/// tree does not know.
type HashMap<K, V> = std::collections::HashMap<K, V, foldhash::fast::RandomState>;
type HashSet<T> = std::collections::HashSet<T, foldhash::fast::RandomState>;

/// How far one scan goes. The default suits a repository on the owner's machine.
#[derive(Clone, Debug)]
pub struct Options {
    /// In a git repository, leave out what `.gitignore` names and git does not track. It is counted, not read.
    pub gitignore: bool,
    /// Worker threads; none means as many as the machine has.
    pub threads: Option<usize>,
    /// How much of a source file is searched for imports.
    pub source_bytes_max: u64,
    /// How much of any other text is searched.
    pub text_bytes_max: u64,
    /// The largest manifest that is parsed; a parser cannot work on half a file.
    pub manifest_bytes_max: u64,
    /// Where the scan says how far it is; none if nobody asks.
    pub counters: Option<Arc<Counters>>,
}

impl Options {
    pub(crate) fn count_file(&self, bytes: u64) {
        if let Some(counters) = &self.counters {
            counters.add_file(bytes);
        }
    }
}

impl Default for Options {
    fn default() -> Options {
        Options {
            gitignore: true,
            threads: None,
            source_bytes_max: 16 << 20,
            text_bytes_max: 1 << 20,
            manifest_bytes_max: 16 << 20,
            counters: None,
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
    #[error("the bill of materials {0}")]
    BillOfMaterials(Why),
}

/// Walks `root` once and reports what the detectors saw, in the order of the paths.
///
/// The order of findings does not depend on the number of threads.
pub fn scan(root: &Path, options: &Options) -> Result<Report, ScanError> {
    let mut walked = walk::walk(root, options, None)?;
    release_tags::read(root, &mut walked.rest);
    finished(walked.complete(options, None)).map(|(report, _)| report)
}

/// The same, but reads only the files that changed since a snapshot; gives the snapshot for the next time, too.
pub fn scan_since(root: &Path, options: &Options, since: &Snapshot) -> Result<(Report, Snapshot), ScanError> {
    Rescan::new(root, options, since)?.report()
}

fn finished((mut report, snapshot): (Report, Snapshot)) -> Result<(Report, Snapshot), ScanError> {
    // Where nothing was read nobody has asked for them, and nobody has to wait for them.
    if report.files > 0 {
        patterns::built_in().map_err(ScanError::Patterns)?;
    }
    layers::settle(&mut report);
    report.finish();
    Ok((report, snapshot))
}

/// What marque.toml says of the tree.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// The AI systems it names.
    pub systems: Vec<Declared>,
    /// Folders that are no part of the product: samples, fixtures, words. What stands in them is left out.
    pub outside: Vec<String>,
}

/// What a tree is made of, put together from what a scan of it reports.
pub fn inventory(mut report: Report, named: &Named) -> Result<inventory::Inventory, ScanError> {
    if !report.findings.is_empty() {
        patterns::built_in().map_err(ScanError::Patterns)?;
    }
    if !named.outside.is_empty() {
        let is_outside =
            |path: &Path| named.outside.iter().any(|folder| path.starts_with(folder.trim_start_matches("./")));
        report.sheets.retain(|sheet| !is_outside(&sheet.path));
        report.findings.retain(|finding| !is_outside(&finding.path));
    }
    Ok(assemble::inventory(report, &named.systems))
}
