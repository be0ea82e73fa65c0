//! The pattern detectors: `detectors/*.toml`, checked and turned into tables that answer quickly.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use serde::Deserialize;

use crate::file::{FileName, SourceFile, line_at};
use crate::found::Found;
use crate::imports::{self, Seen};
use crate::language::{self, Language};
use crate::pattern_list::PATTERN_FILES;
use crate::report::Kind;

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
    packages: HashMap<&'static str, Packages>,
    paths: Paths,
    needles: HashMap<Language, Vec<Needle>>,
    /// Built when the first file of a language comes by.
    searches: [OnceLock<Option<AhoCorasick>>; Language::ALL.len()],
}

#[derive(Debug, Default)]
struct Packages {
    exact: HashMap<String, usize>,
    /// Longest first.
    prefixes: Vec<(String, usize)>,
}

#[derive(Debug, Default)]
struct Paths {
    /// By the name of the file, for patterns whose last part is plain.
    by_name: HashMap<String, Vec<PathPattern>>,
    /// By the extension, for `*.extension`.
    by_extension: HashMap<String, Vec<PathPattern>>,
    others: Vec<PathPattern>,
}

#[derive(Debug)]
struct PathPattern {
    /// Begins at the root of the tree; others match the end of a path.
    anchored: bool,
    parts: Vec<String>,
    row: usize,
}

/// A text to search for in the files of one language.
#[derive(Debug)]
struct Needle {
    text: String,
    row: usize,
    what: NeedleKind,
}

#[derive(Debug)]
enum NeedleKind {
    /// A module. Its name begins `lead_in` bytes after the needle does.
    Import { lead_in: usize, open_ended: bool },
    /// Telling wherever it stands outside a comment.
    Text,
}

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
                patterns.add(written.kind, detector).map_err(fault)?;
            }
        }
        for packages in patterns.packages.values_mut() {
            packages.prefixes.sort_by_key(|(prefix, _)| std::cmp::Reverse(prefix.len()));
        }
        Ok(patterns)
    }

    fn add(&mut self, kind: Kind, written: Written) -> Result<(), String> {
        let row = self.rows.len();
        for path in &written.paths {
            self.paths.add(path, row)?;
        }
        for (ecosystem, names) in &written.packages {
            let known = ECOSYSTEMS.iter().find(|known| *known == ecosystem);
            let ecosystem = known.ok_or_else(|| format!("unknown ecosystem {ecosystem:?}"))?;
            let packages = self.packages.entry(ecosystem).or_default();
            for name in names {
                match name.strip_suffix('*') {
                    Some(prefix) => {
                        packages.prefixes.push((package_key(ecosystem, prefix), row));
                    }
                    None => {
                        if packages.exact.insert(package_key(ecosystem, name), row).is_some() {
                            return Err(format!("another detector has the package {name:?}"));
                        }
                    }
                }
            }
        }
        for (language, modules) in &written.imports {
            for module in modules {
                self.add_import(*language, module, row);
                if *language == Language::Python {
                    self.add_import(Language::Notebook, module, row);
                }
            }
        }
        for text in &written.text {
            if text.len() < 8 {
                return Err(format!("{text:?} is too short to be telling"));
            }
            for language in Language::ALL {
                let needle = Needle { text: text.clone(), row, what: NeedleKind::Text };
                self.needles.entry(language).or_default().push(needle);
            }
        }
        self.rows.push(Row { id: written.id, name: written.name, kind });
        Ok(())
    }

    fn add_import(&mut self, language: Language, module: &str, row: usize) {
        let (module, open_ended) = match module.strip_suffix('*') {
            Some(prefix) => (prefix, true),
            None => (module, false),
        };
        let needles = self.needles.entry(language).or_default();
        let spellings = [Some(module.to_owned()), imports::other_spelling(language, module)].into_iter().flatten();
        for spelling in spellings {
            for lead_in in imports::lead_ins(language) {
                needles.push(Needle {
                    text: format!("{lead_in}{spelling}"),
                    row,
                    what: NeedleKind::Import { lead_in: lead_in.len(), open_ended },
                });
            }
        }
    }

    /// Whether one finding of this detector is enough for each place of a tree.
    pub fn is_once(&self, id: &str) -> bool {
        self.once.contains(id)
    }

    /// The detector that names a package. The most precise one, if several do.
    pub fn package(&self, ecosystem: &str, package: &str) -> Option<&Row> {
        let packages = self.packages.get(ecosystem)?;
        let key = package_key(ecosystem, package);
        let exact = match ecosystem {
            // `…/openai-go/v2/option` belongs to `…/openai-go`.
            "go" => key
                .match_indices('/')
                .map(|(slash, _)| &key[..slash])
                .chain([key.as_str()])
                .rev()
                .find_map(|module| packages.exact.get(module)),
            _ => packages.exact.get(&key),
        };
        let row = exact.or_else(|| {
            let prefix = packages.prefixes.iter().find(|(prefix, _)| key.starts_with(prefix));
            prefix.map(|(_, row)| row)
        })?;
        self.rows.get(*row)
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
    pub fn find_in(&self, language: Language, file: &SourceFile, everywhere: bool, found: &mut Found) {
        for (row, offset) in self.places_in(language, file.bytes, everywhere) {
            let row = &self.rows[row];
            let (number, line) = line_at(file.bytes, offset);
            let place = found.place();
            found.push(&row.id, row.kind, &row.name, Some(number), &line, place);
        }
    }

    /// Where each detector matches: once, or everywhere.
    fn places_in(&self, language: Language, bytes: &[u8], everywhere: bool) -> Vec<(usize, usize)> {
        let Some(search) = self.search(language) else { return Vec::new() };
        let needles = &self.needles[&language];
        let mut quiet = None;
        let mut places: Vec<(usize, usize)> = Vec::new();
        // Where a name was imported, and how long it was: of `a` and `a.b` only the longer one counts.
        let mut longest: HashMap<usize, (usize, usize)> = HashMap::new();
        for hit in search.find_overlapping_iter(bytes) {
            let needle = &needles[hit.pattern().as_usize()];
            let is_done = |(row, _): &(usize, usize)| *row == needle.row;
            if !everywhere && places.iter().any(is_done) {
                continue;
            }
            let start = match needle.what {
                NeedleKind::Import { lead_in, open_ended } => {
                    let start = hit.start() + lead_in;
                    let seen = Seen { bytes, start, end: hit.end(), open_ended };
                    if !imports::is_import(language, &seen) {
                        continue;
                    }
                    start
                }
                NeedleKind::Text => {
                    // `AZURE_OPENAI_API_KEY` is not `OPENAI_API_KEY`.
                    let before = hit.start().checked_sub(1).map_or(b' ', |at| bytes[at]);
                    if before.is_ascii_alphanumeric() || before == b'_' {
                        continue;
                    }
                    hit.start()
                }
            };
            let quiet = quiet.get_or_insert_with(|| language::quiet_ranges(language, bytes));
            if language::is_quiet(quiet, start) {
                continue;
            }
            if matches!(needle.what, NeedleKind::Text) {
                places.push((needle.row, start));
            } else {
                let best = longest.entry(start).or_insert((0, needle.row));
                *best = (*best).max((hit.end() - start, needle.row));
            }
        }
        places.extend(longest.into_iter().map(|(start, (_, row))| (row, start)));
        places.sort_by_key(|(row, start)| (*start, *row));
        if !everywhere {
            let mut rows = HashSet::new();
            places.retain(|(row, _)| rows.insert(*row));
        }
        places
    }

    fn search(&self, language: Language) -> Option<&AhoCorasick> {
        let search = self.searches[language as usize].get_or_init(|| {
            let needles = self.needles.get(&language)?;
            let texts = needles.iter().map(|needle| needle.text.as_bytes());
            // The limits of the builder are far beyond any list written by hand.
            AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(texts).ok()
        });
        search.as_ref()
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

impl Paths {
    fn add(&mut self, pattern: &str, row: usize) -> Result<(), String> {
        let lower = pattern.to_ascii_lowercase();
        let anchored = lower.starts_with('/');
        let parts: Vec<String> = lower.trim_start_matches('/').split('/').map(str::to_owned).collect();
        let last = parts.last().cloned().unwrap_or_default();
        if parts.iter().any(String::is_empty) || lower.contains("**") || last == "*" {
            return Err(format!("{pattern:?} is no path pattern"));
        }
        let extension = last.strip_prefix("*.").filter(|rest| !rest.contains(['*', '.']));
        let list = match extension {
            Some(extension) => self.by_extension.entry(extension.to_owned()).or_default(),
            None if !last.contains('*') => self.by_name.entry(last).or_default(),
            None => &mut self.others,
        };
        list.push(PathPattern { anchored, parts, row });
        Ok(())
    }

    /// The detectors that match, each once.
    fn matching(&self, file: &FileName) -> Vec<usize> {
        let by_name = self.by_name.get(file.lower_name());
        let extension = file.lower_name().rsplit_once('.').map_or("", |(_, extension)| extension);
        let by_extension = self.by_extension.get(extension);
        let candidates = by_name.into_iter().flatten().chain(by_extension.into_iter().flatten());
        let mut rows: Vec<usize> = candidates
            .chain(&self.others)
            .filter(|pattern| pattern.matches(file.lower_path()))
            .map(|pattern| pattern.row)
            .collect();
        rows.dedup();
        rows
    }
}

impl PathPattern {
    fn matches(&self, path: &str) -> bool {
        let mut parts = path.rsplit('/');
        let tail_matches =
            self.parts.iter().rev().all(|pattern| parts.next().is_some_and(|part| part_matches(pattern, part)));
        tail_matches && (!self.anchored || parts.next().is_none())
    }
}

/// `*` stands for any number of characters within one part of a path.
pub fn part_matches(pattern: &str, part: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == part };
    let Some(mut part) = part.strip_prefix(first) else { return false };
    let mut pieces: Vec<&str> = rest.split('*').collect();
    let last = pieces.pop().unwrap_or_default();
    for piece in pieces {
        match part.find(piece) {
            Some(at) => part = &part[at + piece.len()..],
            None => return false,
        }
    }
    part.len() >= last.len() && part.ends_with(last)
}

#[cfg(test)]
mod tests;
