//! Where a word stands: in what the product is, in what it does, or in what it merely has.
//!
//! Article 7(1) of the CRA asks for the core functionality, and what is built in does not decide. English
//! product descriptions keep the same order: first a noun for the thing, then what it does, then parts.

use crate::reading::Word;
use crate::terms::{Sign, Terms};

/// The place of a word in a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Zone {
    Feature,
    Target,
    Modifier,
    Body,
    Head,
}

/// A negation reaches so many words, unless the clause ends before.
const NEGATION_REACH: usize = 5;

/// Sets the zone of every word; tells whether something says what the product is.
pub fn mark(words: &mut [Word], terms: &Terms) -> bool {
    let mut has_head = false;
    let mut start = 0;
    while start < words.len() {
        let sentence = words[start].sentence;
        let end = start + words[start..].iter().take_while(|word| word.sentence == sentence).count();
        has_head |= mark_sentence(&mut words[start..end], !has_head, terms);
        start = end;
    }
    mark_negations(words, terms);
    has_head
}

fn mark_sentence(words: &mut [Word], head_wanted: bool, terms: &Terms) -> bool {
    let head = head_start(words, head_wanted, terms).map(|start| (start, head_end(words, start, terms)));
    let (start, end) = head.unwrap_or((0, 0));
    let mut named = false;
    if let Some(last) = (start..end).rev().find(|&at| !is_generic(&words[at], terms)) {
        for word in &mut words[start..last] {
            word.zone = Zone::Modifier;
        }
        for word in &mut words[last..end] {
            word.zone = Zone::Head;
        }
        named = true;
    }
    let mut zone = Zone::Body;
    for at in end..words.len() {
        let word = &words[at];
        let listing = zone == Zone::Feature; // "with a camera, Wi-Fi and an app"
        if word.starts_clause && !listing {
            zone = Zone::Body;
        }
        if word.has(Sign::Relative, terms) || word.has(Sign::Purpose, terms) {
            zone = Zone::Body;
        } else if word.has(Sign::Feature, terms) {
            zone = Zone::Feature;
        } else if word.has(Sign::Target, terms) && !listing {
            zone = Zone::Target;
        }
        words[at].zone = zone;
    }
    named
}

/// Where the noun begins that says what the product is, if the sentence has one.
fn head_start(words: &[Word], wanted: bool, terms: &Terms) -> Option<usize> {
    for (at, word) in words.iter().enumerate().take(COPULA_WITHIN) {
        let stops = [Sign::Relative, Sign::Feature, Sign::Purpose];
        if stops.iter().any(|sign| word.has(*sign, terms)) {
            break;
        }
        let next = words.get(at + 1);
        if word.has(Sign::Copula, terms) && next.is_some_and(|next| next.after_article) {
            return Some(at + 1);
        }
    }
    if !wanted {
        return None;
    }
    let first = words.first()?;
    if first.after_article || !first.has(Sign::Slogan, terms) {
        return Some(0);
    }
    // "Meet Skiff, the calm way …": after the name comes the thing.
    (1..words.len()).find(|&at| words[at].starts_clause && words[at].after_article)
}

/// "KeyNest for teams is a …" – but not the "is" of a later clause.
const COPULA_WITHIN: usize = 8;

fn head_end(words: &[Word], start: usize, terms: &Terms) -> usize {
    let mut end = start;
    while end < words.len() {
        let word = &words[end];
        // "A small, quiet router": a comma after a first adjective ends nothing.
        let adjective = end == start + 1 && words[start].after_article && !word.after_article;
        if end > start && word.starts_clause && !adjective {
            break;
        }
        let ends = [Sign::Relative, Sign::Feature, Sign::Purpose, Sign::Verb, Sign::Copula, Sign::Negation];
        if ends.iter().any(|sign| word.has(*sign, terms)) && end > start {
            break;
        }
        if word.has(Sign::Target, terms) && end > start {
            let measure = words[end - 1].has(Sign::Measure, terms) && word.shown == "of";
            if !measure {
                break;
            }
        }
        if end == start && (word.has(Sign::Relative, terms) || word.has(Sign::Target, terms)) {
            break;
        }
        end += 1;
    }
    end
}

fn is_generic(word: &Word, terms: &Terms) -> bool {
    word.has(Sign::Generic, terms) || word.shown.starts_with(|first: char| first.is_ascii_digit())
}

fn mark_negations(words: &mut [Word], terms: &Terms) {
    for at in 0..words.len() {
        if !words[at].has(Sign::Negation, terms) {
            continue;
        }
        if words.get(at + 1).is_some_and(|next| next.has(Sign::Softener, terms)) {
            continue;
        }
        let sentence = words[at].sentence;
        for (beyond, word) in words[at + 1..].iter_mut().enumerate() {
            let over = word.sentence != sentence || word.starts_clause || word.has(Sign::Contrast, terms);
            if beyond == NEGATION_REACH || over {
                break;
            }
            word.negated = true;
        }
    }
}
