//! Where a word stands: in what the product is, in what it does, or in what it merely has.
//!
//! Article 7(1) of the CRA asks for the core functionality, and what is built in does not decide. English
//! product descriptions keep the same order: first a noun for the thing, then what it does, then parts.

use crate::reading::Word;
use crate::terms::Sign;

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
pub fn mark(words: &mut [Word]) -> bool {
    let mut has_head = false;
    let mut start = 0;
    while start < words.len() {
        let sentence = words[start].sentence;
        let end = start + words[start..].iter().take_while(|word| word.sentence == sentence).count();
        has_head |= mark_sentence(&mut words[start..end], !has_head);
        start = end;
    }
    mark_negations(words);
    has_head
}

fn mark_sentence(words: &mut [Word], head_wanted: bool) -> bool {
    let head = head_start(words, head_wanted).map(|start| (start, head_end(words, start)));
    // "Hubby understands …": a brand before a verb says nothing about the thing.
    let brand = |&(start, end): &(usize, usize)| {
        let named_only = end == start + 1 && words[start].known.is_none() && !words[start].after_article;
        named_only && words.get(end).is_some_and(|next| next.has(Sign::Verb) || next.has(Sign::Slogan))
    };
    let (start, end) = head.filter(|head| !brand(head)).unwrap_or((0, 0));
    let mut named = false;
    if let Some(last) = (start..end).rev().find(|&at| !is_generic(&words[at])) {
        for word in &mut words[start..last] {
            word.zone = Zone::Modifier;
        }
        for word in &mut words[last..end] {
            word.zone = Zone::Head;
        }
        named = true;
    }
    let mut zone = Zone::Body;
    for word in &mut words[end..] {
        let listing = zone == Zone::Feature; // "with a camera, Wi-Fi and an app"
        if word.starts_clause && !listing {
            zone = Zone::Body;
        }
        if word.has(Sign::Relative) || word.has(Sign::Purpose) {
            zone = Zone::Body;
        } else if word.has(Sign::Feature) {
            zone = Zone::Feature;
        } else if word.has(Sign::Target) && !listing {
            zone = Zone::Target;
        }
        word.zone = zone;
    }
    named
}

/// Where the noun begins that says what the product is, if the sentence has one.
fn head_start(words: &[Word], wanted: bool) -> Option<usize> {
    for (at, word) in words.iter().enumerate().take(COPULA_WITHIN) {
        let stops = [Sign::Relative, Sign::Feature, Sign::Purpose];
        if stops.iter().any(|sign| word.has(*sign)) {
            break;
        }
        let next = words.get(at + 1);
        if word.has(Sign::Copula) && next.is_some_and(|next| next.after_article) {
            return Some(at + 1);
        }
    }
    if !wanted {
        return None;
    }
    let first = words.first()?;
    // "Sits in front of …", "Scores the …": a verb, though on no list.
    let next = words.get(1);
    let verb = first.shown.ends_with('s')
        && !first.shown.ends_with("ss")
        && next.is_some_and(|next| next.after_article || next.has(Sign::Target) || next.has(Sign::Relative));
    if first.after_article || !(verb || first.has(Sign::Slogan)) {
        return Some(0);
    }
    // "Meet Skiff, the calm way …": after the name comes the thing.
    (1..words.len()).find(|&at| words[at].starts_clause && words[at].after_article)
}

/// "KeyNest for teams is a …" – but not the "is" of a later clause.
const COPULA_WITHIN: usize = 8;

fn head_end(words: &[Word], start: usize) -> usize {
    let mut end = start;
    while end < words.len() {
        let word = &words[end];
        // "A small, quiet router": a comma after a first adjective ends nothing.
        let adjective = end == start + 1 && words[start].after_article && !word.after_article;
        if end > start && word.starts_clause && !adjective {
            break;
        }
        let ends = [Sign::Relative, Sign::Feature, Sign::Purpose, Sign::Verb, Sign::Copula, Sign::Negation];
        if ends.iter().any(|sign| word.has(*sign)) && end > start {
            break;
        }
        if word.has(Sign::Target) && end > start {
            let measure = words[end - 1].has(Sign::Measure) && word.shown == "of";
            if !measure {
                break;
            }
        }
        if end == start && (word.has(Sign::Relative) || word.has(Sign::Target)) {
            break;
        }
        end += 1;
    }
    end
}

fn is_generic(word: &Word) -> bool {
    word.has(Sign::Generic) || word.shown.starts_with(|first: char| first.is_ascii_digit())
}

fn mark_negations(words: &mut [Word]) {
    for at in 0..words.len() {
        if !words[at].has(Sign::Negation) {
            continue;
        }
        if words.get(at + 1).is_some_and(|next| next.has(Sign::Softener)) {
            continue;
        }
        let sentence = words[at].sentence;
        for (beyond, word) in words[at + 1..].iter_mut().enumerate() {
            let over = word.sentence != sentence || word.starts_clause || word.has(Sign::Contrast);
            if beyond == NEGATION_REACH || over {
                break;
            }
            word.negated = true;
        }
    }
}
