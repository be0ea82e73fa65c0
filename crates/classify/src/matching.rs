//! Which terms a description contains, and where.

use crate::reading::Description;
use crate::terms::{Element, Kind, Sign, Terms};
use crate::words::is_verbal;
use crate::zones::Zone;

/// A term found in the description.
pub struct Match {
    pub term: usize,
    /// The words of each part, as half-open ranges.
    pub spans: Vec<(usize, usize)>,
    /// The best place that one of its parts stands in.
    pub zone: Zone,
    pub negated: bool,
    pub misspelt: bool,
}

/// Finds every term; a name inside a longer name of another category is not one ("operating system course").
pub fn find(description: &Description, terms: &Terms) -> Vec<Match> {
    let mut found = Vec::new();
    for start in 0..description.words.len() {
        let word = &description.words[start];
        let first = word.known.map(Element::Word).into_iter();
        let groups = word.groups.iter().map(|(group, _)| Element::Group(*group));
        let mut tried = Vec::new();
        for element in first.chain(groups) {
            for &term in terms.term_starts.get(&element).into_iter().flatten() {
                if !tried.contains(&term) {
                    tried.push(term);
                    found.extend(term_at(description, term, start, terms));
                }
            }
        }
    }
    without_shorter(found, terms)
}

fn term_at(description: &Description, number: usize, start: usize, terms: &Terms) -> Option<Match> {
    let term = &terms.terms[number];
    let parts = &term.parts;
    let mut spans = vec![(start, part_at(description, &parts[0], start, false)?)];
    for part in &parts[1..] {
        spans.push(near(description, part, &spans, terms.language.reach)?);
    }
    let last = spans[0].1.checked_sub(1).map(|last| description.words[last].shown.as_str());
    if term.kind == Kind::Name && !term.verbal && parts.len() == 1 && last.is_some_and(is_verbal) {
        return None;
    }
    let words = || spans.iter().flat_map(|&(from, to)| &description.words[from..to]);
    // In a phrase, its last word says where it stands; of several phrases the best place counts.
    let place = |&(from, to): &(usize, usize)| {
        let span = &description.words[from..to];
        let covers_head = span.iter().any(|word| word.zone == Zone::Head);
        if covers_head { Some(Zone::Head) } else { span.last().map(|word| word.zone) }
    };
    Some(Match {
        term: number,
        zone: spans.iter().filter_map(place).max()?,
        // "without security functions" as a term says itself what is missing.
        negated: words().any(|word| word.negated) && !words().any(|word| word.has(Sign::Negation)),
        misspelt: words().any(|word| word.misspelt),
        spans,
    })
}

/// Where a part ends that begins at a word, if it does.
fn part_at(description: &Description, part: &[Element], start: usize, inside: bool) -> Option<usize> {
    let Some((element, rest)) = part.split_first() else { return Some(start) };
    let word = description.words.get(start)?;
    // "… key cards. Our terminal …" is no card terminal.
    if inside && (word.starts_clause || word.sentence != description.words[start - 1].sentence) {
        return None;
    }
    match element {
        Element::Word(wanted) if word.known == Some(*wanted) => part_at(description, rest, start + 1, true),
        Element::Word(_) => None,
        // The longest entry of the group first: "social media" before "social".
        Element::Group(wanted) => {
            let lengths = word.groups.iter().filter(|(group, _)| group == wanted).map(|(_, length)| *length);
            lengths.filter_map(|length| part_at(description, rest, start + length, true)).max()
        }
    }
}

/// The nearest place of a part around the others, in the same sentence, not on top of them.
fn near(description: &Description, part: &[Element], spans: &[(usize, usize)], reach: usize) -> Option<(usize, usize)> {
    let words = &description.words;
    let &(first, _) = spans.iter().min()?;
    let last = spans.iter().map(|span| span.1).max()?;
    let sentence = words[first].sentence;
    let around = first.saturating_sub(reach)..(last + reach).min(words.len());
    let free = |from: usize, to: usize| spans.iter().all(|&(start, end)| to <= start || from >= end);
    around
        .filter(|&at| words[at].sentence == sentence)
        .filter_map(|at| Some((at, part_at(description, part, at, false)?)))
        .filter(|&(from, to)| free(from, to))
        .min_by_key(|&(from, _)| (from.abs_diff(first).min(from.abs_diff(last)), from))
}

fn without_shorter(found: Vec<Match>, terms: &Terms) -> Vec<Match> {
    let names: Vec<(usize, usize, usize)> = found
        .iter()
        .filter(|found| found.spans.len() == 1 && terms.terms[found.term].kind == Kind::Name)
        .map(|found| (found.spans[0].0, found.spans[0].1, terms.terms[found.term].category))
        .collect();
    let inside = |found: &Match| {
        let term = &terms.terms[found.term];
        let (from, to) = found.spans[0];
        let track = terms.categories[term.category].track;
        matches!(term.kind, Kind::Name | Kind::Hint | Kind::Against)
            && found.spans.len() == 1
            && names.iter().any(|&(start, end, category)| {
                category != term.category
                    && terms.categories[category].track == track
                    && start <= from
                    && to <= end
                    && end - start > to - from
            })
    };
    found.into_iter().filter(|found| !inside(found)).collect()
}
