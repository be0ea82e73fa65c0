//! The pattern detectors: `detectors/*.toml`, checked and turned into tables that answer quickly.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::de::value::{CowStrDeserializer, Error as ValueError};
use serde::de::{DeserializeOwned, IntoDeserializer};

use crate::file::{FileName, SourceFile, line_at};
use crate::found::Found;
use crate::language::Language;
use crate::paths::Paths;
use crate::report::Kind;
use crate::{HashMap, HashSet};

mod anchors;
mod clues;
mod hits;
mod images;
mod installs;
mod listed;
mod search;
mod tables;
mod template;
mod texts;
#[cfg(test)]
mod written;

use anchors::{ANCHORS, Anchored};
pub use clues::Clues;
use listed::Listed;
use tables::{Tables, Text, WrittenRow, package_key};
pub use template::{is_setting_in_a_comment, is_template};
use texts::{Target, Texts};

/// What the build made of the detector files: `written.rs`.
const TABLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/patterns.postcard"));

/// A mistake in a detector file that the build did not see.
#[derive(Clone, Debug, thiserror::Error)]
pub enum PatternError {
    #[error("what the build made of the detectors: {0}")]
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
    pub group: Cow<'static, str>,
}

impl Row {
    fn read(written: WrittenRow<'static>) -> Result<Row, PatternError> {
        let WrittenRow { id: Text(id), name: Text(name), kind, provider, group: Text(group) } = written;
        let kind = named(kind).map_err(|fault| PatternError::Detector {
            file: group.to_string(),
            id: id.to_string(),
            fault,
        })?;
        Ok(Row { id, name, kind, provider: provider.map(|Text(provider)| provider), group })
    }
}

/// All pattern detectors.
#[derive(Debug, Default)]
pub struct Patterns {
    rows: Vec<Row>,
    once: HashSet<Cow<'static, str>>,
    /// By ecosystem.
    packages: HashMap<&'static str, Listed>,
    modules: HashMap<Language, Listed>,
    paths: Paths,
    texts: Texts,
    /// Searched for in settings only.
    settings: Texts,
    /// The paths below a host, longest first, and the detector each belongs to.
    hosts: HashMap<Cow<'static, str>, Vec<(String, usize)>>,
    keys: Listed,
    images: Listed,
    actions: Listed,
}

/// The detectors in this binary. A test reads them all, so that the error cannot reach a user.
pub fn built_in() -> Result<&'static Patterns, PatternError> {
    static BUILT_IN: LazyLock<Result<Patterns, PatternError>> = LazyLock::new(|| Patterns::read(TABLES));
    BUILT_IN.as_ref().map_err(Clone::clone)
}

/// The same, and none if they are broken: [`built_in`] says so before anything is made of what was found.
pub fn at_hand() -> &'static Patterns {
    static NONE: LazyLock<Patterns> = LazyLock::new(Patterns::default);
    built_in().unwrap_or(&NONE)
}

/// What one of the words of a list means.
fn named<T: DeserializeOwned>(Text(word): Text) -> Result<T, String> {
    let word: CowStrDeserializer<ValueError> = word.into_deserializer();
    T::deserialize(word).map_err(|error| error.to_string())
}

impl Patterns {
    fn read(bytes: &'static [u8]) -> Result<Patterns, PatternError> {
        let tables: Tables<&'static [u8]> = postcard::from_bytes(bytes).map_err(PatternError::Form)?;
        let mut patterns = Patterns {
            once: tables.once.into_iter().map(|Text(id)| id).collect(),
            keys: Listed::new(tables.keys),
            images: Listed::new(tables.images),
            actions: Listed::new(tables.actions),
            rows: tables.rows.into_iter().map(Row::read).collect::<Result<_, _>>()?,
            ..Patterns::default()
        };
        for (Text(path), row) in tables.paths {
            patterns.paths.add(path, row as usize).map_err(|fault| patterns.mistake(row, fault))?;
        }
        for (Text(ecosystem), list) in tables.packages {
            if let Cow::Borrowed(ecosystem) = ecosystem {
                patterns.packages.insert(ecosystem, Listed::new(list));
            }
        }
        for (language, list) in tables.modules {
            let list = Listed::new(list);
            let language = named(language).map_err(|fault| patterns.mistake(list.first_row(), fault))?;
            patterns.modules.insert(language, list);
        }
        let target = |(Text(text), row)| (text, Target::Detector(row as usize));
        let anchors = ANCHORS.iter().map(|(text, anchor)| (Cow::Borrowed(*text), Target::Anchor(*anchor)));
        patterns.texts = Texts::new(anchors.chain(tables.texts.into_iter().map(target)).collect());
        patterns.settings = Texts::new(tables.settings.into_iter().map(target).collect());
        for (Text(host), row) in tables.hosts {
            let (host, path) = match host.split_once('/') {
                Some((host, path)) => (Cow::Owned(host.to_owned()), path.to_owned()),
                None => (host, String::new()),
            };
            let paths = patterns.hosts.entry(host).or_default();
            paths.push((path, row as usize));
            paths.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        }
        Ok(patterns)
    }

    fn mistake(&self, row: u32, fault: String) -> PatternError {
        let named = self.rows.get(row as usize).map(|row| (row.group.to_string(), row.id.to_string()));
        let (file, id) = named.unwrap_or_default();
        PatternError::Detector { file, id, fault }
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

#[cfg(test)]
mod tests;
