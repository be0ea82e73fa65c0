//! A description as known words, each with its place.

use crate::leaning;
use crate::spelling;
use crate::terms::{Sign, Terms};
use crate::words::{split, stem};
use crate::zones::{self, Zone};

/// A description, read once and matched against every term.
pub struct Description {
    pub words: Vec<Word>,
    /// Some phrase says what the product is, and it is not just "app" or "device".
    pub has_head: bool,
}

pub struct Word {
    /// As written, for showing.
    pub shown: String,
    /// Its number in the vocabulary, if known.
    pub known: Option<u32>,
    /// Only known by assuming a misspelling.
    pub misspelt: bool,
    pub sentence: usize,
    pub starts_clause: bool,
    /// a, the or your stood before it.
    pub after_article: bool,
    pub zone: Zone,
    pub negated: bool,
    pub signs: Vec<Sign>,
    /// What the single word is looked up by.
    pub root: String,
    /// Groups that begin here, and how many words they take.
    pub groups: Vec<(u32, usize)>,
}

impl Word {
    pub fn has(&self, sign: Sign) -> bool {
        self.signs.contains(&sign)
    }
}

/// Misspellings are looked for in so many unknown words and no more: a text full of them is another language.
const MISSPELT_AT_MOST: usize = 60;

pub fn read(text: &str, terms: &Terms) -> Description {
    let mut words = known_words(text, terms);
    for start in 0..words.len() {
        words[start].groups = groups_at(&words, start, terms);
    }
    let has_head = zones::mark(&mut words);
    Description { words, has_head }
}

fn known_words(text: &str, terms: &Terms) -> Vec<Word> {
    let raw = split(text, terms.language.words_read);
    let number = |word: &str| terms.vocabulary.get(word).copied();
    let known = |word: &str| number(word).is_some();
    let mut words: Vec<Word> = Vec::with_capacity(raw.len());
    let (mut sentence, mut after_article, mut starts_clause, mut looked_up) = (0, false, false, 0);
    let mut rest = raw.as_slice();
    while let [first, after @ ..] = rest {
        rest = after;
        if first.starts_sentence && !words.is_empty() {
            sentence += 1;
        }
        starts_clause |= first.starts_clause;
        let signs = match terms.signs.get(&first.text) {
            Some(signs) if !first.hyphenated => signs.clone(),
            Some(signs) => signs.iter().copied().filter(|sign| *sign == Sign::Generic).collect(),
            None => Vec::new(),
        };
        let mut push = |shown: &str, stem: &str, known: Option<u32>, misspelt: bool, signs: Vec<Sign>| {
            words.push(Word {
                shown: shown.to_owned(),
                known,
                misspelt,
                sentence,
                starts_clause: std::mem::take(&mut starts_clause),
                after_article: std::mem::take(&mut after_article),
                zone: Zone::Body,
                negated: false,
                signs,
                root: leaning::root(stem),
                groups: Vec::new(),
            });
        };
        let neighbour = after.first().filter(|second| !second.starts_sentence && !second.starts_clause);
        if let Some(second) = neighbour
            && let Some(both) = spelling::joined(&first.text, &second.text, known)
        {
            push(&format!("{} {}", first.text, second.text), &both, number(&both), false, Vec::new());
            rest = &after[1..];
            continue;
        }
        let stem = stem(&first.text);
        if signs.contains(&Sign::Article) {
            after_article = true;
        } else if known(&stem) || !signs.is_empty() || terms.plain.contains(&stem) {
            push(&first.text, &stem, number(&stem), false, signs);
        } else if let Some((one, two)) = spelling::apart(&first.text, known) {
            push(&first.text, &one, number(&one), false, signs);
            push("", &two, number(&two), false, Vec::new());
        } else {
            looked_up += 1;
            let meant = (looked_up <= MISSPELT_AT_MOST).then(|| spelling::meant(&stem, &terms.shelf)).flatten();
            push(&first.text, meant.unwrap_or(&stem), meant.and_then(number), meant.is_some(), signs);
        }
    }
    words
}

fn groups_at(words: &[Word], start: usize, terms: &Terms) -> Vec<(u32, usize)> {
    let entries = words[start].known.and_then(|known| terms.group_starts.get(&known));
    let fits = |entry: &&(u32, Vec<u32>)| {
        let span = words.get(start..start + entry.1.len());
        span.is_some_and(|span| span.iter().zip(&entry.1).all(|(word, wanted)| word.known == Some(*wanted)))
    };
    entries.into_iter().flatten().filter(fits).map(|(group, entry)| (*group, entry.len())).collect()
}
