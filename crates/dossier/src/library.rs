//! The folder `papers/`: a folder a paper, with its definition and a catalogue for each language.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rulebook::Rulebook;
use rulebook::mistake::Mistake;
use rulebook::tree::Reading;

use crate::definition::Definition;
use crate::fields::named;
use crate::words::Words;

/// The language that every paper is in.
pub const FIRST: &str = "en";

const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/papers.rs"));

/// All papers, with their words as they were written.
pub struct Library {
    pub papers: Vec<Definition>,
    /// The definitions as they were written.
    written: BTreeMap<String, String>,
    /// By paper and language.
    catalogues: BTreeMap<(String, String), (PathBuf, String)>,
}

impl Library {
    /// The papers of this repository.
    pub fn embedded(rulebook: &Rulebook) -> Result<Library, Vec<Mistake>> {
        let files = EMBEDDED.iter().map(|(path, text)| (PathBuf::from(path), (*text).to_owned()));
        Library::of(rulebook, files)
    }

    /// Reads files whose paths are `NAME/paper.toml` and `NAME/LANGUAGE.ftl` below any folder.
    pub fn of(
        rulebook: &Rulebook,
        files: impl IntoIterator<Item = (PathBuf, String)>,
    ) -> Result<Library, Vec<Mistake>> {
        let mut library = Library { papers: Vec::new(), written: BTreeMap::new(), catalogues: BTreeMap::new() };
        let mut mistakes = Vec::new();
        for (path, text) in files {
            let folder = path.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default();
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("toml") => {
                    library.written.insert(folder.to_owned(), text.clone());
                    let mut reading = Reading::new(&path, text);
                    library.papers.push(Definition::read(rulebook, folder, &mut reading));
                    mistakes.append(&mut reading.mistakes);
                }
                Some("ftl") => {
                    library.catalogues.insert((folder.to_owned(), stem.to_owned()), (path, text));
                }
                _ => mistakes.push(Mistake::at(&path, "a folder of a paper holds paper.toml and catalogues (.ftl)")),
            }
        }
        if mistakes.is_empty() { Ok(library) } else { Err(mistakes) }
    }

    /// The languages that a paper is in, in the order of their codes.
    pub fn languages<'l>(&'l self, paper: &'l str) -> impl Iterator<Item = &'l str> {
        self.catalogues.keys().filter(move |(id, _)| id == paper).map(|(_, language)| language.as_str())
    }

    /// All that was written of a paper in a language: its definition and its words.
    pub(crate) fn source(&self, paper: &str, language: &str) -> Vec<String> {
        let words = self.catalogues.get(&(paper.to_owned(), language.to_owned())).map(|(_, text)| text);
        self.written.get(paper).into_iter().chain(words).cloned().collect()
    }

    /// The words of the form in a language.
    pub fn form(&self, _language: &str) -> Result<paper::Words, Vec<Mistake>> {
        Ok(paper::Words::english())
    }

    /// The words of a paper in a language, if it is in that language.
    pub fn words(&self, paper: &str, language: &str) -> Option<Result<Words, Vec<Mistake>>> {
        let (path, text) = self.catalogues.get(&(paper.to_owned(), language.to_owned()))?;
        Some(Words::read(path, text))
    }

    /// Checks every catalogue: a heading or words for each section, nothing else, and no variable that names nothing.
    /// The same variables in every language.
    pub fn check(&self, rulebook: &Rulebook) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        for paper in &self.papers {
            if !self.catalogues.contains_key(&(paper.id.clone(), FIRST.to_owned())) {
                mistakes.push(Mistake::at(Path::new(&paper.id), format!("the paper has no words in {FIRST}.ftl")));
            }
            let first = self.words(&paper.id, FIRST).and_then(Result::ok);
            for ((id, language), (path, text)) in self.catalogues.range((paper.id.clone(), String::new())..) {
                if *id != paper.id {
                    break;
                }
                match Words::read(path, text) {
                    Ok(words) => {
                        let first = first.as_ref().filter(|_| language != FIRST);
                        check(rulebook, paper, &words, first, path, &mut mistakes);
                    }
                    Err(more) => mistakes.extend(more),
                }
            }
        }
        mistakes
    }
}

fn check(
    rulebook: &Rulebook,
    paper: &Definition,
    words: &Words,
    first: Option<&Words>,
    path: &Path,
    mistakes: &mut Vec<Mistake>,
) {
    let mut say = |message: String| mistakes.push(Mistake::at(path, message));
    let sections = paper.sections.iter().map(|section| section.id.as_str());
    for id in sections.clone().chain(["title"]) {
        if words.variables(id).is_none() && words.variables(&format!("{id}.text")).is_none() {
            say(format!("there are no words for `{id}`"));
        }
    }
    for key in words.keys() {
        let id = key.split('.').next().unwrap_or_default();
        if !["title", "subtitle"].contains(&id) && !sections.clone().any(|section| section == id) {
            say(format!("`{id}` is no section of the paper"));
        }
        for variable in words.variables(key).unwrap_or_default() {
            if let Err(why) = named(rulebook, variable) {
                say(format!("`{key}`: {why}"));
            }
        }
        if let Some(first) = first
            && first.variables(key) != words.variables(key)
        {
            say(format!("`{key}` does not speak of the same values as in {FIRST}.ftl"));
        }
    }
    for key in first.iter().flat_map(|first| first.keys()).filter(|key| words.variables(key).is_none()) {
        say(format!("`{key}` is missing; it stands in {FIRST}.ftl"));
    }
}
