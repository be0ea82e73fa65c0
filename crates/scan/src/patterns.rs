//! The pattern detectors: `detectors/*.toml`, checked and turned into tables that answer quickly.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use crate::file::{FileName, SourceFile, line_at};
use crate::found::Found;
use crate::imports;
use crate::language::{self, Language};
use crate::names::Names;
use crate::paths::Paths;
use crate::report::Kind;

/// The name of each detector file and its content.
const PATTERN_FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pattern_files.rs"));

/// The ecosystems whose package names a detector may list.
pub const ECOSYSTEMS: [&str; 10] = ["cargo", "composer", "gem", "go", "maven", "npm", "nuget", "pub", "pypi", "swift"];

/// A mistake in a detector file.
#[derive(Debug, thiserror::Error)]
pub enum PatternError {
    #[error("detectors/{file}: {message}")]
    Toml { file: String, message: String },
    #[error("detectors/{file}: {id}: {fault}")]
    Detector { file: String, id: String, fault: String },
}

/// One detector as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    name: String,
    #[serde(default)]
    paths: Vec<String>,
    #[serde(default)]
    packages: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    imports: BTreeMap<Language, Vec<String>>,
    #[serde(default)]
    text: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFile {
    kind: Kind,
    /// One finding for each place of the tree is enough.
    #[serde(default)]
    once: bool,
    detector: Vec<Written>,
}

/// What all findings of one detector share.
#[derive(Debug)]
pub struct Row {
    pub id: String,
    pub name: String,
    pub kind: Kind,
}

/// All pattern detectors.
#[derive(Debug, Default)]
pub struct Patterns {
    rows: Vec<Row>,
    once: HashSet<String>,
    /// By ecosystem.
    packages: HashMap<&'static str, Names>,
    modules: HashMap<Language, Names>,
    paths: Paths,
    texts: Texts,
}

/// Telling texts, searched for wherever no comment is.
#[derive(Debug, Default)]
struct Texts {
    rows: Vec<usize>,
    /// Several small searches: for up to about fifty texts, leftmost first, vector instructions look for all
    /// of them at once, and two such passes are faster than one through an automaton.
    searches: Vec<AhoCorasick>,
}

const TEXTS_PER_SEARCH: usize = 42;

/// A shorter text occurs by chance.
const TEXT_BYTES_MIN: usize = 8;

/// The detectors in this binary. A test reads them all, so that the error cannot reach a user.
pub fn built_in() -> Result<&'static Patterns, PatternError> {
    static BUILT_IN: LazyLock<Result<Patterns, PatternError>> = LazyLock::new(|| Patterns::parse(PATTERN_FILES));
    BUILT_IN.as_ref().map_err(|error| match error {
        PatternError::Toml { file, message } => PatternError::Toml { file: file.clone(), message: message.clone() },
        PatternError::Detector { file, id, fault } => {
            PatternError::Detector { file: file.clone(), id: id.clone(), fault: fault.clone() }
        }
    })
}

impl Patterns {
    pub fn parse(files: &[(&str, &str)]) -> Result<Patterns, PatternError> {
        let mut patterns = Patterns::default();
        let mut ids = HashSet::new();
        let mut texts = Vec::new();
        for (file, text) in files {
            let written: WrittenFile = toml::from_str(text)
                .map_err(|error| PatternError::Toml { file: (*file).to_owned(), message: error.to_string() })?;
            for detector in written.detector {
                let id = detector.id.clone();
                let fault = |fault: String| PatternError::Detector { file: (*file).to_owned(), id: id.clone(), fault };
                if !ids.insert(id.clone()) {
                    return Err(fault("another detector has this id".into()));
                }
                if written.once {
                    patterns.once.insert(id.clone());
                }
                patterns.add(written.kind, detector, &mut texts).map_err(fault)?;
            }
        }
        for texts in texts.chunks(TEXTS_PER_SEARCH) {
            // The limits of the builder are far beyond any list written by hand.
            let search =
                AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(texts.iter().map(|(text, _)| text));
            let search =
                search.map_err(|error| PatternError::Toml { file: String::new(), message: error.to_string() })?;
            patterns.texts.searches.push(search);
        }
        patterns.texts.rows = texts.into_iter().map(|(_, row)| row).collect();
        Ok(patterns)
    }

    fn add(&mut self, kind: Kind, written: Written, texts: &mut Vec<(String, usize)>) -> Result<(), String> {
        let row = self.rows.len();
        for path in &written.paths {
            self.paths.add(path, row)?;
        }
        for (ecosystem, names) in &written.packages {
            let known = ECOSYSTEMS.iter().find(|known| *known == ecosystem);
            let ecosystem = known.ok_or_else(|| format!("unknown ecosystem {ecosystem:?}"))?;
            for name in names {
                if !self.packages.entry(ecosystem).or_default().add(package_key(ecosystem, name), row) {
                    return Err(format!("another detector has the package {name:?}"));
                }
            }
        }
        for (language, modules) in &written.imports {
            for module in modules {
                if !self.modules.entry(*language).or_default().add(module.clone(), row) {
                    return Err(format!("another detector has the module {module:?}"));
                }
            }
        }
        for text in written.text {
            if text.len() < TEXT_BYTES_MIN {
                return Err(format!("{text:?} is too short to be telling"));
            }
            texts.push((text, row));
        }
        self.rows.push(Row { id: written.id, name: written.name, kind });
        Ok(())
    }

    /// Whether one finding of this detector is enough for each place of a tree.
    pub fn is_once(&self, id: &str) -> bool {
        self.once.contains(id)
    }

    /// The detector that names a package. The most precise one, if several do.
    pub fn package(&self, ecosystem: &str, package: &str) -> Option<&Row> {
        // `…/openai-go/v2/option` belongs to `…/openai-go`.
        let separator = (ecosystem == "go").then_some("/");
        let row = self.packages.get(ecosystem)?.find(&package_key(ecosystem, package), separator)?;
        self.rows.get(row)
    }

    /// What the path alone shows.
    pub fn find_paths(&self, file: &FileName, found: &mut Found) {
        for pattern in self.paths.matching(file) {
            let row = &self.rows[pattern];
            let place = found.place();
            found.push(&row.id, row.kind, &row.name, None, "", place);
        }
    }

    /// What the content of a source file shows: the first place each detector finds in it, or all.
    pub fn find_in(&self, language: Language, file: &SourceFile, found: &mut Found) {
        for (row, offset) in self.places_in(language, file.bytes, found.is_everywhere()) {
            let row = &self.rows[row];
            let (number, line) = line_at(file.bytes, offset);
            let place = found.place();
            found.push(&row.id, row.kind, &row.name, Some(number), &line, place);
        }
    }

    /// Where each detector matches: once, or everywhere.
    fn places_in(&self, language: Language, bytes: &[u8], everywhere: bool) -> BTreeSet<(usize, usize)> {
        let mut hits: Vec<(usize, usize)> = self.texts.find(bytes);
        let names = match language {
            Language::Notebook => self.modules.get(&Language::Python),
            language => self.modules.get(&language),
        };
        if let Some(names) = names {
            imports::each_import(language, bytes, |at, name| {
                let row = match language {
                    Language::C => names.find_header(name),
                    language => names.find(name, Some(imports::separator(language))),
                };
                hits.extend(row.map(|row| (at, row)));
            });
        }
        if hits.is_empty() {
            return BTreeSet::new();
        }
        hits.sort_unstable();
        let quiet = language::quiet_ranges(language, bytes);
        hits.retain(|(at, _)| !language::is_quiet(&quiet, *at));
        let mut rows = HashSet::new();
        hits.retain(|(_, row)| rows.insert(*row) || everywhere);
        hits.into_iter().map(|(at, row)| (row, at)).collect()
    }
}

impl Texts {
    /// Where each text stands, and the detector it belongs to.
    fn find(&self, bytes: &[u8]) -> Vec<(usize, usize)> {
        let mut hits = Vec::new();
        for (search, rows) in self.searches.iter().zip(self.rows.chunks(TEXTS_PER_SEARCH)) {
            for hit in search.find_iter(bytes) {
                // `AZURE_OPENAI_API_KEY` is not `OPENAI_API_KEY`.
                let before = hit.start().checked_sub(1).map_or(b' ', |at| bytes[at]);
                if !before.is_ascii_alphanumeric() && before != b'_' {
                    hits.push((hit.start(), rows[hit.pattern().as_usize()]));
                }
            }
        }
        hits
    }
}

/// Package names that mean the same package are written alike.
fn package_key(ecosystem: &str, name: &str) -> String {
    match ecosystem {
        // PEP 503; Cargo treats `-` and `_` alike, too.
        "pypi" | "cargo" => name.to_ascii_lowercase().replace(['_', '.'], "-"),
        "composer" | "nuget" | "swift" => name.to_ascii_lowercase(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests;
