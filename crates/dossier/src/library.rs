//! The folder `papers/`: a folder a paper, with its definition and a catalogue for each language; and `words`, with a
//! catalogue of the form for each language.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rulebook::Rulebook;
use rulebook::mistake::Mistake;
use rulebook::tree::Reading;

use crate::definition::Definition;
use crate::fields::named;
use crate::form;
use crate::words::Words;

/// The language that every paper is in.
pub const FIRST: &str = "en";

/// The folder that is no paper.
const FORM: &str = "words";

/// The message that says that nobody has compared the language with the Official Journal.
pub(crate) const UNCHECKED: &str = "unchecked";

const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/papers.rs"));

/// All papers, with their words as they were written.
pub struct Library {
    pub papers: Vec<Definition>,
    /// The definitions as they were written.
    written: BTreeMap<String, String>,
    /// By paper and language.
    catalogues: BTreeMap<(String, String), (PathBuf, String)>,
    /// By language.
    forms: BTreeMap<String, (PathBuf, String)>,
}

impl Library {
    /// The papers of this repository.
    pub fn embedded(rulebook: &Rulebook) -> Result<Library, Vec<Mistake>> {
        let files = EMBEDDED.iter().map(|(path, text)| (PathBuf::from(path), (*text).to_owned()));
        Library::of(rulebook, files)
    }

    /// Reads files whose paths are `NAME/paper.toml`, `NAME/LANGUAGE.ftl` and `words/LANGUAGE.ftl` below any folder.
    pub fn of(
        rulebook: &Rulebook,
        files: impl IntoIterator<Item = (PathBuf, String)>,
    ) -> Result<Library, Vec<Mistake>> {
        let mut library = Library {
            papers: Vec::new(),
            written: BTreeMap::new(),
            catalogues: BTreeMap::new(),
            forms: BTreeMap::new(),
        };
        let duties = rulebook.duties();
        let mut mistakes = Vec::new();
        for (path, text) in files {
            let folder = path.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default();
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("ftl") if folder == FORM => {
                    library.forms.insert(stem.to_owned(), (path, text));
                }
                Some("toml") if folder != FORM => {
                    library.written.insert(folder.to_owned(), text.clone());
                    let mut reading = Reading::new(&path, text);
                    library.papers.push(Definition::read(rulebook, &duties, folder, &mut reading));
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

    /// The words of a paper in a language, if it is in that language.
    pub fn words(&self, paper: &str, language: &str) -> Option<Result<Words, Vec<Mistake>>> {
        let (path, text) = self.catalogues.get(&(paper.to_owned(), language.to_owned()))?;
        Some(Words::read(path, text))
    }

    /// The words of the form in a language; in the first one if it has none.
    pub fn form(&self, language: &str) -> Result<paper::Words, Vec<Mistake>> {
        match self.forms.get(language).or_else(|| self.forms.get(FIRST)) {
            Some((path, text)) => form::read(path, text),
            None => Ok(paper::Words::english()),
        }
    }

    /// Checks every catalogue: a heading or words for each section, nothing else, and no variable that names nothing.
    /// The same variables in every language. Every form is complete.
    pub fn check(&self, rulebook: &Rulebook) -> Vec<Mistake> {
        let forms = self.forms.values().filter_map(|(path, text)| form::read(path, text).err());
        let mut mistakes: Vec<Mistake> = forms.flatten().collect();
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
                        if !paper.checked.contains(language) && !says_unchecked(&words) {
                            let message = format!("`{language}` is not among the checked: say so as `{UNCHECKED}`");
                            mistakes.push(Mistake::at(path, message));
                        }
                    }
                    Err(more) => mistakes.extend(more),
                }
            }
        }
        mistakes
    }
}

/// Whether a draft can say that nobody has compared these words.
fn says_unchecked(words: &Words) -> bool {
    words.variables(UNCHECKED) == Some(&[]) && words.plain(UNCHECKED).is_some_and(|said| !said.trim().is_empty())
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
        let parts = [id.to_owned(), format!("{id}.lead"), format!("{id}.text")];
        if parts.iter().all(|key| words.variables(key).is_none()) {
            say(format!("there are no words for `{id}`"));
        }
    }
    for key in words.keys().filter(|key| *key != UNCHECKED) {
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
    for key in
        first.iter().flat_map(|first| first.keys()).filter(|key| *key != UNCHECKED && words.variables(key).is_none())
    {
        say(format!("`{key}` is missing; it stands in {FIRST}.ftl"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: &str = r#"
        for     = ["product"]
        checked = ["en"]
        [[section]]
        id    = "declaration"
        on    = "product"
        cites = ["cra:annex-6"]
    "#;

    fn library(book: &Rulebook, files: &[(&str, &str)]) -> Library {
        let files = files.iter().map(|(path, text)| (PathBuf::from(path), (*text).to_owned()));
        Library::of(book, files).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]))
    }

    fn mistakes(german: &str) -> Vec<String> {
        let book = compiled_law::rulebook();
        let english = "title = Paper\ndeclaration = Declaration\n";
        let files = [("a/paper.toml", PAPER), ("a/en.ftl", english), ("a/de.ftl", german)];
        library(&book, &files).check(&book).into_iter().map(|mistake| mistake.message).collect()
    }

    #[test]
    fn a_language_that_nobody_has_compared_has_to_say_so() {
        let german = "title = Papier\ndeclaration = Erklärung\n";
        assert_eq!(mistakes(&format!("{german}unchecked = Nicht verglichen.\n")), Vec::<String>::new());
        for without in ["", "unchecked = { \"\" }\n", "unchecked =\n    .text = Nicht verglichen.\n"] {
            let mistakes = mistakes(&format!("{german}{without}"));
            assert!(
                mistakes.iter().any(|why| why.contains("`de` is not among the checked")),
                "{without}: {mistakes:?}"
            );
        }
    }

    #[test]
    fn a_form_is_in_the_first_language_where_there_is_no_other() {
        let book = compiled_law::rulebook();
        let embedded = Library::embedded(&book).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
        assert_eq!(embedded.form("de").map(|form| form.page), Ok("Seite".to_owned()));
        assert_eq!(embedded.form("mt").map(|form| form.page), Ok("Page".to_owned()));
        assert_eq!(library(&book, &[]).form("de"), Ok(paper::Words::english()));
    }

    #[test]
    fn a_broken_form_is_a_mistake() {
        let book = compiled_law::rulebook();
        let broken = library(&book, &[("words/de.ftl", "page = Seite\n")]);
        assert_eq!(broken.check(&book).len(), 1);
        assert!(broken.form("de").is_err());
        assert!(Library::of(&book, [(PathBuf::from("words/paper.toml"), PAPER.to_owned())]).is_err());
    }

    #[test]
    fn every_language_of_a_paper_has_a_form_of_its_own() {
        let book = compiled_law::rulebook();
        let library = Library::embedded(&book).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
        for paper in &library.papers {
            for language in library.languages(&paper.id) {
                assert!(library.forms.contains_key(language), "{}: {language}", paper.id);
                assert!(library.form(language).is_ok(), "{language}");
            }
        }
        assert_eq!(library.languages("eu-declaration").count(), 7);
    }
}
