//! Makes the lists of `law/terms/` fast to look up.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Bound;

use serde::Deserialize;

use crate::leaning::{self, Counter, Leanings};
use crate::spelling::{self, joined};
use crate::terms::{Category, Element, Kind, Language, SIGNS, Sign, Term, Terms, TermsError, Track, Weights};
use crate::words::{is_verbal, stem};

/// `cra.toml` or `aia.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TrackFile {
    pub weights: Weights,
    pub category: Vec<CategoryData>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CategoryData {
    pub id: String,
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

pub fn build(language: Language, cra: TrackFile, aia: TrackFile) -> Result<Terms, TermsError> {
    let builder = Builder::new(&language, [&cra, &aia]);
    let mut group_starts: HashMap<u32, Vec<(u32, Vec<u32>)>> = HashMap::new();
    for (number, (_, entries)) in language.groups.iter().enumerate() {
        for entry in entries {
            let words = builder.words(plain_words(entry));
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
    let plain = plain.filter(|word| !builder.numbers.contains_key(word)).collect();
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
    let vocabulary = builder.numbers;
    let shelf = spelling::shelf(vocabulary.keys());
    Ok(Terms {
        language,
        weights,
        categories,
        terms,
        vocabulary,
        shelf,
        plain,
        group_starts,
        term_starts,
        leanings,
        signs,
    })
}

/// What each word leans to, counted from names, functions and hints.
fn leanings(language: &Language, builder: &Builder, categories: &[Category], terms: &[Term]) -> [Leanings; 2] {
    let mut roots = vec![String::new(); builder.numbers.len()];
    for (stem, number) in &builder.numbers {
        roots[*number as usize] = leaning::root(stem);
    }
    let mut counter = Counter::default();
    for term in terms {
        let weight = match term.kind {
            Kind::Name | Kind::Function => 1.0,
            Kind::Hint => 2.0,
            Kind::Against | Kind::Context => continue,
        };
        for element in term.parts.iter().flatten() {
            if let Element::Word(number) = element {
                counter.add(categories[term.category].track, term.category, &roots[*number as usize], weight);
            }
        }
    }
    let silent = language.signs.values().flatten().map(|word| leaning::root(&stem(word)));
    counter.share_out(&silent.collect())
}

/// A word of a list, as written there.
struct Written {
    number: u32,
    /// A longer known word begins like it, so it may be the first half of one.
    starts_longer: bool,
    article: bool,
}

struct Builder {
    /// Each stem and its number.
    numbers: HashMap<String, u32>,
    groups: HashMap<String, u32>,
    written: HashMap<String, Written>,
}

impl Builder {
    fn new(language: &Language, tracks: [&TrackFile; 2]) -> Builder {
        let articles: HashSet<&str> = language.signs.get("article").into_iter().flatten().map(String::as_str).collect();
        let lists = language.groups.values();
        let categories = tracks.into_iter().flat_map(|track| &track.category);
        let of_categories = categories.flat_map(|category| {
            [&category.names, &category.functions, &category.hints, &category.against, &category.context]
        });
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut written: HashMap<String, Written> = HashMap::new();
        for word in lists.chain(of_categories).flatten().flat_map(|entry| plain_words(entry)) {
            if !written.contains_key(word) {
                let next = numbers.len() as u32;
                let number = *numbers.entry(stem(word)).or_insert(next);
                let word = word.to_owned();
                let article = articles.contains(word.as_str());
                written.insert(word, Written { number, starts_longer: false, article });
            }
        }
        let sorted: BTreeSet<&str> = numbers.keys().map(String::as_str).collect();
        for (word, written) in &mut written {
            let mut after = sorted.range::<str, _>((Bound::Excluded(word.as_str()), Bound::Unbounded));
            written.starts_longer = after.next().is_some_and(|next| next.starts_with(word.as_str()));
        }
        let groups = language.groups.keys().enumerate().map(|(number, name)| (name.clone(), number as u32)).collect();
        Builder { numbers, groups, written }
    }

    /// The numbers of the words of a term. Terms are written in small letters with blanks, so most words
    /// are looked up as they stand.
    fn words<'a>(&self, entry: impl Iterator<Item = &'a str>) -> Vec<u32> {
        let raw: Vec<&str> = entry.collect();
        let mut words = Vec::with_capacity(raw.len());
        let mut rest = raw.as_slice();
        while let [first, after @ ..] = rest {
            rest = after;
            let Some(written) = self.written.get(*first) else { continue };
            let (number, article) = (written.number, written.article);
            let second = after.first().filter(|_| written.starts_longer);
            if let Some(both) = second.and_then(|second| joined(first, second, |word| self.numbers.contains_key(word)))
            {
                words.extend(self.numbers.get(&both));
                rest = &after[1..];
            } else if raw.len() == 1 || !article {
                // Articles are dropped from descriptions, so a term must not ask for one.
                words.push(number);
            }
        }
        words
    }

    fn term(&self, category: usize, id: &str, kind: Kind, text: &str) -> Result<Term, TermsError> {
        let empty = || TermsError::EmptyTerm { category: id.to_owned(), term: text.to_owned() };
        let (pattern, factor) = match text.rsplit_once('^') {
            Some((pattern, factor)) => (pattern, factor.trim().parse().map_err(|_| empty())?),
            None => (text, 1.0),
        };
        let mut parts = Vec::new();
        for part in pattern.split('~') {
            let mut elements = Vec::new();
            let mut plain: Vec<&str> = Vec::new();
            for item in part.split_whitespace().chain(["@"]) {
                let Some(name) = item.strip_prefix('@') else {
                    plain.extend(plain_words(item));
                    continue;
                };
                elements.extend(self.words(plain.drain(..)).into_iter().map(Element::Word));
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

/// The words of a term without groups, marks and weight.
fn plain_words(entry: &str) -> impl Iterator<Item = &str> {
    let pattern = entry.split('^').next().unwrap_or_default();
    pattern.split([' ', '-', '/', '~']).filter(|word| !word.is_empty() && !word.starts_with('@'))
}
