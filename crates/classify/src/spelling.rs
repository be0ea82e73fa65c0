//! The same word spelt apart, together, or wrongly.

use std::collections::HashMap;

use crate::words::stem;

/// Whether two neighbouring words are known as one: `fire wall`, `wi-fi`, `smart watch`.
///
/// Digits are not glued: "5 g" and "1 3" would become other things.
pub fn joined(first: &str, second: &str, known: impl Fn(&str) -> bool) -> Option<String> {
    let letters = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !letters(first) || !letters(second) || second.len() < 2 || first.len() + second.len() < 4 {
        return None;
    }
    let both = stem(&format!("{first}{second}"));
    known(&both).then_some(both)
}

/// Takes a word apart that is two known ones: `smartlock`, `babymonitor`.
pub fn apart(word: &str, known: impl Fn(&str) -> bool) -> Option<(String, String)> {
    if !word.is_ascii() || word.len() < 8 {
        return None;
    }
    (4..=word.len() - 4)
        .map(|cut| word.split_at(cut))
        .map(|(first, second)| (stem(first), stem(second)))
        .find(|(first, second)| known(first) && known(second))
}

/// Known words by first letter.
pub fn shelf<'a>(words: impl Iterator<Item = &'a String>) -> HashMap<u8, Vec<String>> {
    let mut shelf: HashMap<u8, Vec<String>> = HashMap::new();
    for word in words.filter(|word| word.len() >= SHORTEST) {
        if let Some(first) = word.bytes().next().filter(u8::is_ascii_alphabetic) {
            shelf.entry(first).or_default().push(word.clone());
        }
    }
    for words in shelf.values_mut() {
        words.sort(); // so that of two equally near words always the same is taken
    }
    shelf
}

/// Shorter words have too many neighbours that mean something else.
const SHORTEST: usize = 5;

/// The known word that was probably meant, if one is near.
pub fn meant<'a>(word: &str, shelf: &'a HashMap<u8, Vec<String>>) -> Option<&'a str> {
    if word.len() < SHORTEST || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let allowed = if word.len() >= 9 { 2 } else { 1 };
    let first = word.bytes().next()?;
    let near = shelf.get(&first)?.iter().filter(|known| known.len().abs_diff(word.len()) <= allowed);
    let measured = near.map(|known| (distance(word.as_bytes(), known.as_bytes(), allowed), known.as_str()));
    measured.filter(|(distance, _)| *distance <= allowed).min().map(|(_, known)| known)
}

/// Letters added, left out, changed or swapped with their neighbour; more than `most` is not counted on.
fn distance(a: &[u8], b: &[u8], most: usize) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let changed = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = changed.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        if row.iter().all(|cost| *cost > most) {
            return most + 1;
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swapped_letter_is_one_mistake() {
        assert_eq!(distance(b"roueter", b"router", 2), 1);
        assert_eq!(distance(b"firewlal", b"firewall", 2), 1);
        assert_eq!(distance(b"thermostat", b"microphone", 2), 3);
    }

    #[test]
    fn words_spelt_apart_come_together_where_the_vocabulary_has_one() {
        let known = |word: &str| word == stem("firewall");
        assert_eq!(joined("fire", "wall", known), Some("firewal".into()));
        assert_eq!(joined("my", "fire", known), None);
        assert_eq!(apart("smartlock", |word| ["smart", "lock"].contains(&word)), Some(("smart".into(), "lock".into())));
    }
}
