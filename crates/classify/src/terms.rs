//! The words and their weights, read from `law/terms/*.toml` and made fast to look up.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use serde::Deserialize;

use crate::leaning::{self, Counter, Leanings};
use crate::spelling;
use crate::words::{is_verbal, split, stem};

/// Which of the two questions a category answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Track {
    Cra,
    Aia,
}

#[derive(Debug, thiserror::Error)]
pub enum TermsError {
    #[error("law/terms/{file} cannot be read as a list of terms: {source}")]
    Toml {
        file: &'static str,
        #[source]
        source: Box<toml::de::Error>,
    },
    #[error("law/terms: category {category} has a term {term:?} that names no group; groups stand in synonyms.toml")]
    NoSuchGroup { category: String, term: String },
    #[error("law/terms: category {category} has an empty term {term:?}")]
    EmptyTerm { category: String, term: String },
    #[error("law/terms/{file} has no category `none`, which must always be an answer")]
    NoNone { file: &'static str },
}

/// `synonyms.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Language {
    pub words_read: usize,
    /// How many words may lie between the parts of a term with `~`.
    pub reach: usize,
    pub signs: BTreeMap<String, Vec<String>>,
    pub groups: BTreeMap<String, Vec<String>>,
}

/// `cra.toml` or `aia.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct TrackFile {
    weights: Weights,
    category: Vec<CategoryData>,
}

/// What a kind of term weighs, and in which place of the description.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Weights {
    pub name: KindWeights,
    pub function: KindWeights,
    pub hint: KindWeights,
    /// What a word against takes away.
    pub against: f64,
    /// What a negated term takes away, as a part of its weight.
    pub negated: f64,
    /// Each further term counts this much of the one before.
    pub fading: f64,
    /// A name of `none` that does not say what the product is counts this much.
    pub none_elsewhere: f64,
    /// A name of `none` of one word says less than one of two: there are many sorts of camera.
    pub none_short: f64,
    /// For `none`, if what the product is named by is no name of any category.
    pub unknown_head: f64,
    /// A misspelt word counts this much.
    pub misspelt: f64,
    /// A word that only one category uses.
    pub leaning: f64,
    /// The smaller, the more the shares differ.
    pub temperature: f64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct KindWeights {
    pub weight: f64,
    /// The word that says what the product is.
    pub head: f64,
    /// Words before it: the "router" of "router configuration tool".
    pub modifier: f64,
    /// What it does.
    pub body: f64,
    /// What it merely has.
    pub feature: f64,
    /// What it is for, or where.
    pub target: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct CategoryData {
    id: String,
    title: String,
    #[serde(default)]
    prior: f64,
    /// Without one of these the score counts only in part.
    #[serde(default)]
    context: Vec<String>,
    #[serde(default = "whole")]
    without_context: f64,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    functions: Vec<String>,
    #[serde(default)]
    hints: Vec<String>,
    #[serde(default)]
    against: Vec<String>,
    #[serde(default)]
    questions: Vec<String>,
    #[serde(default)]
    cites: Vec<String>,
}

fn whole() -> f64 {
    1.0
}

/// One category of either list.
pub struct Category {
    pub track: Track,
    pub id: String,
    pub title: String,
    pub prior: f64,
    pub without_context: f64,
    pub has_context: bool,
    pub questions: Vec<String>,
    pub cites: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Name,
    Function,
    Hint,
    Against,
    Context,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Element {
    Word(u32),
    Group(u32),
}

/// `@kid ~ monitor room`: parts of adjacent elements, near each other in any order.
pub struct Term {
    pub category: usize,
    pub kind: Kind,
    /// Set by `^1.5` at the end of the term; else 1.
    pub factor: f64,
    pub parts: Vec<Vec<Element>>,
    /// Written with "-ing" or "-ed". A "monitor" is not named by "monitoring".
    pub verbal: bool,
}

/// All words and weights, ready for [`crate::classify`].
pub struct Terms {
    pub(crate) language: Language,
    pub(crate) weights: [Weights; 2],
    pub(crate) categories: Vec<Category>,
    pub(crate) terms: Vec<Term>,
    pub(crate) vocabulary: HashMap<String, u32>,
    /// Known words by first letter and length, to find what a misspelt word meant.
    pub(crate) shelf: HashMap<u8, Vec<String>>,
    /// Ordinary words that no term knows: no misspellings of one that a term does know.
    pub(crate) plain: HashSet<String>,
    /// The group entries that begin with a word: group and all words.
    pub(crate) group_starts: HashMap<u32, Vec<(u32, Vec<u32>)>>,
    /// The terms whose first part begins with an element.
    pub(crate) term_starts: HashMap<Element, Vec<usize>>,
    /// For each track, what single words lean to.
    pub(crate) leanings: [Leanings; 2],
    /// Grammatical signs (articles, negations …) by the word as written: "powered" is one, "power" is not.
    pub(crate) signs: HashMap<String, Vec<Sign>>,
}

/// What a small word tells about those that follow. The words stand in `synonyms.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// a, the, your: carries no meaning of its own.
    Article,
    /// is, are: what follows says what the product is.
    Copula,
    /// that, which: what follows says what the product does.
    Relative,
    /// with, including: what follows is merely built in.
    Feature,
    /// for, from, in: what follows is somebody or something else.
    Target,
    /// to: what follows is the purpose.
    Purpose,
    /// without, not.
    Negation,
    /// but: ends a negation.
    Contrast,
    /// A negation in front of these is none: "no more", "not only".
    Softener,
    /// app, device, tool: says nothing about what the product is.
    Generic,
    /// A sentence that begins so does not begin with what the product is.
    Slogan,
    /// A verb that ends the noun before it.
    Verb,
    /// kind, set: "of" after it ends no noun.
    Measure,
    /// Ordinary English: never a misspelling of something else.
    Plain,
}

const SIGNS: &[(&str, Sign)] = &[
    ("article", Sign::Article),
    ("copula", Sign::Copula),
    ("relative", Sign::Relative),
    ("feature", Sign::Feature),
    ("target", Sign::Target),
    ("purpose", Sign::Purpose),
    ("negation", Sign::Negation),
    ("contrast", Sign::Contrast),
    ("softener", Sign::Softener),
    ("generic", Sign::Generic),
    ("slogan", Sign::Slogan),
    ("verb", Sign::Verb),
    ("measure", Sign::Measure),
    ("plain", Sign::Plain),
];

impl Terms {
    /// The terms built into the program, read once.
    ///
    /// # Panics
    ///
    /// Never: a test reads the same files.
    #[expect(clippy::expect_used, reason = "a test reads the same embedded files")]
    pub fn embedded() -> &'static Terms {
        static TERMS: OnceLock<Terms> = OnceLock::new();
        TERMS.get_or_init(|| {
            Terms::parse(
                include_str!("../../../law/terms/synonyms.toml"),
                include_str!("../../../law/terms/cra.toml"),
                include_str!("../../../law/terms/aia.toml"),
            )
            .expect("the embedded terms read")
        })
    }

    /// Reads the three files of `law/terms/`.
    pub fn parse(synonyms: &str, cra: &str, aia: &str) -> Result<Terms, TermsError> {
        let language: Language = toml_file("synonyms.toml", synonyms)?;
        let cra: TrackFile = toml_file("cra.toml", cra)?;
        let aia: TrackFile = toml_file("aia.toml", aia)?;
        for (file, track) in [("cra.toml", &cra), ("aia.toml", &aia)] {
            if !track.category.iter().any(|category| category.id == "none") {
                return Err(TermsError::NoNone { file });
            }
        }
        build(language, cra, aia)
    }

    pub(crate) fn weights(&self, track: Track) -> &Weights {
        &self.weights[track as usize]
    }
}

fn toml_file<T: serde::de::DeserializeOwned>(file: &'static str, text: &str) -> Result<T, TermsError> {
    toml::from_str(text).map_err(|source| TermsError::Toml { file, source: Box::new(source) })
}

fn build(language: Language, cra: TrackFile, aia: TrackFile) -> Result<Terms, TermsError> {
    let mut builder = Builder::new(&language, [&cra, &aia]);
    let mut group_starts: HashMap<u32, Vec<(u32, Vec<u32>)>> = HashMap::new();
    for (number, (_, entries)) in language.groups.iter().enumerate() {
        for entry in entries {
            let words = builder.words(entry);
            if let Some(first) = words.first() {
                group_starts.entry(*first).or_default().push((number as u32, words));
            }
        }
    }
    let mut signs: HashMap<String, Vec<Sign>> = HashMap::new();
    for (name, sign) in SIGNS {
        for word in language.signs.get(*name).into_iter().flatten() {
            signs.entry(word.clone()).or_default().push(*sign);
        }
    }
    let plain = language.signs.values().flatten().map(|word| stem(word));
    let plain = plain.filter(|word| !builder.spelt.contains(word)).collect();
    let weights = [cra.weights, aia.weights];
    let (mut categories, mut terms) = (Vec::new(), Vec::new());
    for (track, data) in [(Track::Cra, cra.category), (Track::Aia, aia.category)] {
        for category in data {
            let lists = [
                (Kind::Name, &category.names),
                (Kind::Function, &category.functions),
                (Kind::Hint, &category.hints),
                (Kind::Against, &category.against),
                (Kind::Context, &category.context),
            ];
            for (kind, list) in lists {
                for text in list {
                    terms.push(builder.term(categories.len(), &category.id, kind, text)?);
                }
            }
            categories.push(Category {
                track,
                has_context: !category.context.is_empty(),
                id: category.id,
                title: category.title,
                prior: category.prior,
                without_context: category.without_context,
                questions: category.questions,
                cites: category.cites,
            });
        }
    }
    let leanings = leanings(&language, &builder, &categories, &terms);
    let mut term_starts: HashMap<Element, Vec<usize>> = HashMap::new();
    for (number, term) in terms.iter().enumerate() {
        term_starts.entry(term.parts[0][0]).or_default().push(number);
    }
    let vocabulary = builder.vocabulary;
    let shelf = spelling::shelf(vocabulary.keys());
    Ok(Terms { language, weights, categories, terms, vocabulary, shelf, plain, group_starts, term_starts, leanings, signs })
}

/// What each word leans to, counted from names, functions and hints.
fn leanings(language: &Language, builder: &Builder, categories: &[Category], terms: &[Term]) -> [Leanings; 2] {
    let spelt: HashMap<u32, &str> = builder.vocabulary.iter().map(|(word, number)| (*number, word.as_str())).collect();
    let mut counter = Counter::default();
    for term in terms {
        let weight = match term.kind {
            Kind::Name | Kind::Function => 1.0,
            Kind::Hint => 2.0,
            Kind::Against | Kind::Context => continue,
        };
        for element in term.parts.iter().flatten() {
            if let Element::Word(number) = element {
                counter.add(categories[term.category].track, term.category, spelt[number], weight);
            }
        }
    }
    let silent = language.signs.values().flatten().map(|word| leaning::root(&stem(word)));
    counter.share_out(&silent.collect())
}

struct Builder {
    vocabulary: HashMap<String, u32>,
    groups: HashMap<String, u32>,
    /// Every stem of every list as written, before two words are put together.
    spelt: HashSet<String>,
    articles: HashSet<String>,
}

impl Builder {
    fn new(language: &Language, tracks: [&TrackFile; 2]) -> Builder {
        let lists = language.groups.values();
        let categories = tracks.into_iter().flat_map(|track| &track.category);
        let of_categories = categories.flat_map(|category| {
            [&category.names, &category.functions, &category.hints, &category.against, &category.context]
        });
        let entries = lists.chain(of_categories).flatten();
        let spelt = entries.flat_map(|entry| stems(entry)).collect();
        let groups = language.groups.keys().enumerate().map(|(number, name)| (name.clone(), number as u32)).collect();
        let articles = language.signs.get("article").into_iter().flatten().map(|word| stem(word)).collect();
        Builder { vocabulary: HashMap::new(), groups, spelt, articles }
    }

    fn words(&mut self, entry: &str) -> Vec<u32> {
        let raw = split(entry, usize::MAX);
        let raw: Vec<_> = raw.iter().map(|word| word.text.as_str()).collect();
        let stems = spelling::stems(&raw, |word| self.spelt.contains(word));
        // Articles are dropped from descriptions, so a term must not ask for one.
        let stems = stems.into_iter().filter(|word| raw.len() == 1 || !self.articles.contains(word));
        stems.collect::<Vec<_>>().into_iter().map(|word| self.word(word)).collect()
    }

    fn word(&mut self, stem: String) -> u32 {
        let next = self.vocabulary.len() as u32;
        *self.vocabulary.entry(stem).or_insert(next)
    }

    fn term(&mut self, category: usize, id: &str, kind: Kind, text: &str) -> Result<Term, TermsError> {
        let empty = || TermsError::EmptyTerm { category: id.to_owned(), term: text.to_owned() };
        let (pattern, factor) = match text.rsplit_once('^') {
            Some((pattern, factor)) => (pattern, factor.trim().parse().map_err(|_| empty())?),
            None => (text, 1.0),
        };
        let mut parts = Vec::new();
        for part in pattern.split('~') {
            let mut elements = Vec::new();
            let mut plain = String::new();
            for item in part.split_whitespace().chain(["@"]) {
                let Some(name) = item.strip_prefix('@') else {
                    plain.push_str(item);
                    plain.push(' ');
                    continue;
                };
                elements.extend(self.words(&plain).into_iter().map(Element::Word));
                plain.clear();
                if !name.is_empty() {
                    let group = self
                        .groups
                        .get(name)
                        .ok_or_else(|| TermsError::NoSuchGroup { category: id.to_owned(), term: text.to_owned() })?;
                    elements.push(Element::Group(*group));
                }
            }
            if elements.is_empty() {
                return Err(empty());
            }
            parts.push(elements);
        }
        let verbal = pattern.split_whitespace().last().is_some_and(is_verbal);
        Ok(Term { category, kind, factor, parts, verbal })
    }
}

fn stems(entry: &str) -> Vec<String> {
    let words = entry.split(['~', '^']).flat_map(|part| part.split_whitespace()).filter(|word| !word.starts_with('@'));
    let entry = words.collect::<Vec<_>>().join(" ");
    split(&entry, usize::MAX).into_iter().map(|word| stem(&word.text)).collect()
}
