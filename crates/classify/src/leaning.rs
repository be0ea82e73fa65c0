//! Which categories a single word leans to.
//!
//! No list of phrases is ever complete. So every word of a category's terms also speaks a little for it by
//! itself: fully if no other category uses it, in part if several do. This is counted from the terms, not
//! written down; it decides only where no phrase does.

use std::collections::{HashMap, HashSet};

use crate::terms::Track;

/// For each word root: the categories that use it, and the part of its uses that is theirs.
pub type Leanings = HashMap<String, Vec<(usize, f64)>>;

/// Counts how often each category uses a root, then shares the root out.
#[derive(Default)]
pub struct Counter<'a> {
    uses: [HashMap<&'a str, Vec<(usize, f64)>>; 2],
}

impl<'a> Counter<'a> {
    /// Categories must come one after the other.
    pub fn add(&mut self, track: Track, category: usize, root: &'a str, weight: f64) {
        let uses = self.uses[track as usize].entry(root).or_default();
        match uses.last_mut() {
            Some((last, sum)) if *last == category => *sum += weight,
            _ => uses.push((category, weight)),
        }
    }

    pub fn share_out(self, silent: &HashSet<String>) -> [Leanings; 2] {
        self.uses.map(|track| {
            let speaking = track.into_iter().filter(|(root, _)| root.len() >= 2 && !silent.contains(*root));
            let shared = speaking.map(|(root, uses)| {
                // The square root, so that a category with a long list does not own every word on it.
                let sum: f64 = uses.iter().map(|(_, uses)| uses.sqrt()).sum();
                let shares = uses.into_iter().map(|(category, uses)| (category, uses.sqrt() / sum));
                (root.to_owned(), shares.filter(|(_, share)| *share >= LEAST).collect())
            });
            shared.collect()
        })
    }
}

/// A word that so many categories use says nothing.
const LEAST: f64 = 0.15;

/// Takes off what makes a noun of a verb and the like: cheater, cheating and cheat have one root.
pub fn root(stem: &str) -> String {
    let mut root = stem;
    for _ in 0..2 {
        let shorter = ENDINGS.iter().find_map(|ending| root.strip_suffix(ending).filter(|rest| rest.len() >= 4));
        match shorter {
            Some(rest) => root = rest,
            None => break,
        }
    }
    root.to_owned()
}

const ENDINGS: &[&str] = &[
    "ization", "ation", "ition", "ement", "ment", "ness", "ical", "abl", "ibl", "anc", "enc", "ist", "ism", "iti",
    "ativ", "iv", "ion", "al", "er", "or", "li", "ful", "ic", "iz", "at",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::stem;

    #[test]
    fn a_verb_and_its_nouns_have_one_root() {
        for word in ["recruits", "recruiting", "recruiter", "recruitment"] {
            assert_eq!(root(&stem(word)), "recruit");
        }
        assert_eq!(root(&stem("emotional")), root(&stem("emotions")));
    }

    #[test]
    fn a_word_of_two_categories_leans_to_both() {
        let mut counter = Counter::default();
        counter.add(Track::Cra, 0, "camera", 1.0);
        counter.add(Track::Cra, 1, "camera", 1.0);
        let [cra, _] = counter.share_out(&HashSet::new());
        assert_eq!(cra["camera"], [(0, 0.5), (1, 0.5)]);
    }
}
