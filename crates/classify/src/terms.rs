//! The words and their weights, read from `law/terms/*.toml` and made fast to look up.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::OnceLock;

use serde::Deserialize;

use crate::building::{TrackFile, build};
use crate::leaning::Leanings;

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

pub const SIGNS: &[(&str, Sign)] = &[
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

    /// The ids of all categories, in the order of the files.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.categories.iter().map(|category| category.id.as_str())
    }

    pub(crate) fn weights(&self, track: Track) -> &Weights {
        &self.weights[track as usize]
    }
}

fn toml_file<T: serde::de::DeserializeOwned>(file: &'static str, text: &str) -> Result<T, TermsError> {
    toml::from_str(text).map_err(|source| TermsError::Toml { file, source: Box::new(source) })
}
