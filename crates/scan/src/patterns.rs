//! The pattern detectors: `detectors/*.toml`, checked and turned into tables that answer quickly.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::de::value::{CowStrDeserializer, Error as ValueError};
use serde::de::{DeserializeOwned, IntoDeserializer};

use crate::file::{FileName, SourceFile, line_at};
use crate::found::Found;
use crate::language::Language;
use crate::names::Names;
use crate::paths::Paths;
use crate::report::Kind;
use crate::{HashMap, HashSet};

mod anchors;
mod clues;
mod hits;
mod images;
mod installs;
mod search;
mod template;
mod texts;
mod written;

use anchors::{ANCHORS, Anchored};
pub use clues::Clues;
pub use template::{is_setting_in_a_comment, is_template};
use texts::{Target, Texts};
use written::{Text, Written, WrittenFile};

/// The name of each detector file and its content, as the build script read it.
const PATTERN_FILES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pattern_files.postcard"));

/// The ecosystems whose package names a detector may list.
pub const ECOSYSTEMS: [&str; 11] =
    ["cargo", "composer", "gem", "go", "hex", "maven", "npm", "nuget", "pub", "pypi", "swift"];

/// A mistake in a detector file.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PatternError {
    #[error("the detector files in this binary: {0}")]
    Form(postcard::Error),
    #[error("detectors/{file}.toml: {id}: {fault}")]
    Detector { file: String, id: String, fault: String },
}

/// What all findings of one detector share.
#[derive(Debug)]
pub struct Row {
    pub id: Cow<'static, str>,
    pub name: Cow<'static, str>,
    pub kind: Kind,
    pub provider: Option<Cow<'static, str>>,
    /// The file of `detectors/` it stands in, without its ending.
    pub group: &'static str,
}

/// All pattern detectors.
#[derive(Debug, Default)]
pub struct Patterns {
    rows: Vec<Row>,
    once: HashSet<Cow<'static, str>>,
    /// By ecosystem.
    packages: HashMap<&'static str, Names>,
    modules: HashMap<Language, Names>,
    paths: Paths,
    texts: Texts,
    /// Searched for in settings only.
    settings: Texts,
    /// The paths below a host, longest first, and the detector each belongs to.
    hosts: HashMap<Cow<'static, str>, Vec<(String, usize)>>,
    keys: Names,
    images: Names,
    actions: Names,
}

/// A shorter text occurs by chance.
const TEXT_BYTES_MIN: usize = 8;

/// The detectors in this binary. A test reads them all, so that the error cannot reach a user.
pub fn built_in() -> Result<&'static Patterns, PatternError> {
    static BUILT_IN: LazyLock<Result<Patterns, PatternError>> = LazyLock::new(|| Patterns::new(written()?));
    BUILT_IN.as_ref().map_err(Clone::clone)
}

/// The same, and none if they are broken: [`built_in`] says so before anything is made of what was found.
pub fn at_hand() -> &'static Patterns {
    static NONE: LazyLock<Patterns> = LazyLock::new(Patterns::default);
    built_in().unwrap_or(&NONE)
}

/// The detector files by name, without their endings.
fn written() -> Result<Vec<(&'static str, WrittenFile<'static>)>, PatternError> {
    postcard::from_bytes(PATTERN_FILES).map_err(PatternError::Form)
}

/// What one of the words of a list means.
fn named<T: DeserializeOwned>(Text(word): Text) -> Result<T, String> {
    let word: CowStrDeserializer<ValueError> = word.into_deserializer();
    T::deserialize(word).map_err(|error| error.to_string())
}

impl Patterns {
    fn new(files: Vec<(&'static str, WrittenFile<'static>)>) -> Result<Patterns, PatternError> {
        let mut patterns = Patterns::default();
        let mut ids = HashSet::default();
        let mut texts: Vec<(String, Target)> =
            ANCHORS.iter().map(|(text, anchor)| ((*text).to_owned(), Target::Anchor(*anchor))).collect();
        let mut settings = Vec::new();
        for (group, written) in files {
            let kind = |kind| {
                named(kind).map_err(|fault| PatternError::Detector { file: group.into(), id: "kind".into(), fault })
            };
            let of_file = kind(written.kind)?;
            for mut detector in written.detector {
                let id = detector.id.0.clone();
                let fault =
                    |fault: String| PatternError::Detector { file: group.to_string(), id: id.to_string(), fault };
                if !ids.insert(id.clone()) {
                    return Err(fault("another detector has this id".into()));
                }
                if written.once {
                    patterns.once.insert(id.clone());
                }
                let kind = detector.kind.take().map(kind).transpose()?.unwrap_or(of_file);
                patterns.add(kind, group, detector, &mut texts, &mut settings).map_err(fault)?;
            }
        }
        patterns.texts = Texts::new(texts);
        patterns.settings = Texts::new(settings);
        Ok(patterns)
    }

    fn add(
        &mut self,
        kind: Kind,
        group: &'static str,
        written: Written<'static>,
        texts: &mut Vec<(String, Target)>,
        settings: &mut Vec<(String, Target)>,
    ) -> Result<(), String> {
        let row = self.rows.len();
        for Text(path) in written.paths {
            self.paths.add(path, row)?;
        }
        for (Text(ecosystem), names) in written.packages {
            let known = ECOSYSTEMS.iter().find(|known| **known == ecosystem);
            let ecosystem = known.ok_or_else(|| format!("unknown ecosystem {ecosystem:?}"))?;
            for Text(name) in names {
                // What is asked for by name is imported by the same name; a name of its own goes before.
                if let Some(language) = imported_by(ecosystem) {
                    let _ = self.modules.entry(language).or_default().add(name.clone(), row);
                }
                let key = match package_key(ecosystem, &name) {
                    Cow::Borrowed(_) => name,
                    Cow::Owned(key) => Cow::Owned(key),
                };
                let added = self.packages.entry(ecosystem).or_default().add(key, row);
                added.map_err(|name| format!("another detector has the package {name:?}"))?;
            }
        }
        for (language, modules) in written.imports {
            let language: Language = named(language)?;
            for Text(module) in modules {
                let added = self.modules.entry(language).or_default().add(module, row);
                added.map_err(|name| format!("another detector has the module {name:?}"))?;
            }
        }
        for (list, found) in [(written.text, texts), (written.settings, settings)] {
            for Text(text) in list {
                if text.len() < TEXT_BYTES_MIN {
                    return Err(format!("{text:?} is too short to be telling"));
                }
                found.push((text.into_owned(), Target::Detector(row)));
            }
        }
        for Text(host) in written.hosts {
            let (host, path) = match host.split_once('/') {
                Some((host, path)) => (Cow::Owned(host.to_owned()), path.to_owned()),
                None => (host, String::new()),
            };
            let paths = self.hosts.entry(host.clone()).or_default();
            if paths.iter().any(|(known, _)| *known == path) {
                return Err(format!("another detector has the host {host:?}"));
            }
            paths.push((path, row));
            paths.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        }
        for (list, names) in
            [(written.keys, &mut self.keys), (written.images, &mut self.images), (written.actions, &mut self.actions)]
        {
            for Text(name) in list {
                names.add(name, row).map_err(|name| format!("another detector has {name:?}"))?;
            }
        }
        self.rows.push(Row {
            id: written.id.0,
            name: written.name.0,
            kind,
            provider: written.provider.map(|provider| provider.0),
            group,
        });
        Ok(())
    }

    #[cfg(test)]
    pub fn has_detector(&self, id: &str) -> bool {
        self.rows.iter().any(|row| row.id == id)
    }

    pub fn row(&self, row: usize) -> Option<&Row> {
        self.rows.get(row)
    }

    /// The detector that an address belongs to, by its host with or without port, or a domain it lies in.
    pub fn host(&self, host: &str, rest: &str) -> Option<usize> {
        let host = host.trim_end_matches(['.', ':']);
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        let domains = name.match_indices('.').map(|(dot, _)| &name[dot + 1..]);
        [host, name].into_iter().chain(domains).find_map(|domain| {
            let paths = self.hosts.get(domain)?;
            paths.iter().find(|(path, _)| rest.trim_start_matches('/').starts_with(path)).map(|(_, row)| *row)
        })
    }

    /// The detector that the name of a setting belongs to: `MY_OPENAI_API_KEY` is a key of OpenAI, but
    /// `AZURE_OPENAI_API_KEY` one of Azure.
    pub fn key(&self, word: &str) -> Option<usize> {
        let inner = word.match_indices('_').map(|(at, _)| &word[at + 1..]);
        std::iter::once(word).chain(inner).find_map(|word| self.keys.find(word, None))
    }

    /// The detector that a container image belongs to, whatever registry it comes from.
    fn image(&self, name: &str) -> Option<usize> {
        let inner = name.match_indices('/').map(|(at, _)| &name[at + 1..]);
        std::iter::once(name).chain(inner).find_map(|name| self.images.find(name, None))
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

    /// The frameworks that a package belongs to besides: `langchain-openai` is a part of LangChain.
    pub fn frameworks(&self, ecosystem: &str, package: &str) -> Vec<&Row> {
        let Some(names) = self.packages.get(ecosystem) else { return Vec::new() };
        let key = package_key(ecosystem, package);
        let most_precise = names.find(&key, None);
        let wider = names.wider(&key, None).filter(|row| Some(*row) != most_precise && self.is_framework(*row));
        wider.filter_map(|row| self.rows.get(row)).collect()
    }

    /// Whether what belongs to it counts for it, too, and not only for what it connects to.
    fn is_framework(&self, row: usize) -> bool {
        self.rows
            .get(row)
            .is_some_and(|row| row.group == "agent-frameworks" || row.group == "mcp" || row.id == "vercel-ai-sdk")
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
        let mut anchored = Anchored::addresses(file.bytes);
        let (hits, pieces) = self.hits_in(language, file, &mut anchored);
        let hub = anchored.addresses.iter().any(|(_, host, _)| matches!(*host, "huggingface.co" | "hf.co"));
        let mut clues =
            Clues { models: anchored.models, prompts: anchored.prompts, pieces, hub, detectors: Vec::new() };
        let mut known = HashSet::default();
        let mut keys = HashSet::default();
        let place = found.place();
        for hit in hits {
            let row = &self.rows[hit.row];
            let is_new = known.insert(hit.row);
            if is_new && row.kind.asset().is_some() {
                clues.detectors.push(hit.row);
            }
            let is_new_key = hit.key.is_some_and(|key| keys.insert(key));
            if !is_new && !is_new_key && !found.is_everywhere() {
                continue;
            }
            let (number, line) = line_at(file.bytes, hit.at);
            if is_new || found.is_everywhere() {
                found.push(&row.id, row.kind, &row.name, Some(number), &line, place);
                found.property("provider", row.provider.as_deref());
                found.property("version", hit.version);
            }
            if is_new_key && let Some(key) = hit.key {
                found.push("key-name", Kind::KeyName, key, Some(number), &line, place);
                found.property("provider", row.provider.as_deref());
            }
        }
        found.clues = clues;
    }
}

/// `OPENAI_API_KEY` holds a key, `OPENAI_BASE_URL` does not.
fn names_a_key(word: &str) -> bool {
    let ends = ["KEY", "TOKEN", "SECRET", "APIKEY", "PASSWORD"].iter().any(|end| word.ends_with(end));
    ends && word.contains('_')
}

/// The language in which a package is imported by its own name.
fn imported_by(ecosystem: &str) -> Option<Language> {
    match ecosystem {
        "npm" => Some(Language::JavaScript),
        "go" => Some(Language::Go),
        "pub" => Some(Language::Dart),
        _ => None,
    }
}

/// Package names that mean the same package are written alike.
fn package_key<'n>(ecosystem: &str, name: &'n str) -> Cow<'n, str> {
    let is_written_so = |byte: u8| match ecosystem {
        // PEP 503; Cargo treats `-` and `_` alike, too.
        "pypi" | "cargo" => !byte.is_ascii_uppercase() && byte != b'_' && byte != b'.',
        "composer" | "nuget" | "swift" => !byte.is_ascii_uppercase(),
        _ => true,
    };
    if name.bytes().all(is_written_so) {
        Cow::Borrowed(name)
    } else if matches!(ecosystem, "pypi" | "cargo") {
        Cow::Owned(name.to_ascii_lowercase().replace(['_', '.'], "-"))
    } else {
        Cow::Owned(name.to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests;
