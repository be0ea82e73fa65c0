//! Numbers for what a paper refers to: each gap and each source once, in the order of the text.

use std::collections::HashMap;
use std::hash::Hash;

use crate::{Gap, Paper, Source};

/// What is missing and where values come from, numbered from 1.
pub struct Notes<'p> {
    pub gaps: Numbered<'p, Gap>,
    pub sources: Numbered<'p, Source>,
}

impl<'p> Notes<'p> {
    pub fn new(paper: &'p Paper) -> Notes<'p> {
        let sources = paper.fields().into_iter().map(|field| &field.source);
        Notes { gaps: Numbered::new(paper.gaps()), sources: Numbered::new(sources) }
    }
}

/// Equal things have one number.
pub struct Numbered<'p, T> {
    list: Vec<&'p T>,
    numbers: HashMap<&'p T, usize>,
}

impl<'p, T: Eq + Hash> Numbered<'p, T> {
    fn new(things: impl IntoIterator<Item = &'p T>) -> Numbered<'p, T> {
        let mut numbered = Numbered { list: Vec::new(), numbers: HashMap::new() };
        for thing in things {
            let next = numbered.list.len() + 1;
            if *numbered.numbers.entry(thing).or_insert(next) == next {
                numbered.list.push(thing);
            }
        }
        numbered
    }

    /// 0 for what does not stand in the paper.
    pub fn number(&self, thing: &T) -> usize {
        self.numbers.get(thing).copied().unwrap_or(0)
    }

    pub fn iter(&self) -> impl Iterator<Item = (usize, &'p T)> {
        self.list.iter().enumerate().map(|(at, thing)| (at + 1, *thing))
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use crate::fixture;

    use super::*;

    #[test]
    fn what_is_named_twice_has_one_number() {
        let paper = fixture::paper();
        let notes = Notes::new(&paper);
        assert_eq!(notes.gaps.iter().count(), 2);
        assert_eq!(paper.gaps().len(), 3);
        assert_eq!(paper.gaps().iter().map(|gap| notes.gaps.number(gap)).collect::<Vec<_>>(), [1, 2, 1]);
    }
}
