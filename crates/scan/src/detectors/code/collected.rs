//! What was found in one file, each thing once, at the place that shows it best.

use std::cell::OnceCell;

use inventory::Confidence;

use super::resolve::Reference;
use crate::found::{Found, Line, Seen};
use crate::report::Kind;

/// Where the lines of a text begin, and what number each has.
pub struct Lines<'t> {
    text: &'t str,
    /// Looked for when the first line is asked for: in most files nothing is found.
    starts: OnceCell<Vec<usize>>,
    /// The numbers of the lines, where they are not counted from 1: a notebook has its text in pieces.
    numbers: Option<&'t [u32]>,
}

impl<'t> Lines<'t> {
    pub fn new(text: &'t str, numbers: Option<&'t [u32]>) -> Lines<'t> {
        Lines { text, starts: OnceCell::new(), numbers }
    }

    fn starts(&self) -> &[usize] {
        let newlines = || memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| at + 1);
        self.starts.get_or_init(|| std::iter::once(0).chain(newlines()).collect())
    }

    fn at(&self, offset: usize) -> Line<'t> {
        let starts = self.starts();
        let row = starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = starts.get(row).copied().unwrap_or(0);
        let line = self.text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
        // Of a minified line the part is shown that says it.
        let far = offset.saturating_sub(start) > 200;
        let line =
            if far { self.text.get(offset..).unwrap_or_default().lines().next().unwrap_or_default() } else { line };
        let number = match self.numbers {
            Some(numbers) => numbers.get(row).copied().unwrap_or(0),
            None => u32::try_from(row + 1).unwrap_or(u32::MAX),
        };
        Line { number, text: line }
    }
}

struct Item {
    reference: Reference,
    at: usize,
}

#[derive(Default)]
pub struct Collected {
    items: Vec<Item>,
    /// By kind and name: a file with ten thousand ids is still read in time.
    index: std::collections::HashMap<(Kind, String), usize>,
}

impl Collected {
    pub fn add(&mut self, reference: Reference, at: usize) {
        // One model may be seen as a hosted one here and as a reference there.
        let kind = if reference.kind == Kind::ModelReference { Kind::HostedModel } else { reference.kind };
        let key = (kind, reference.name.clone());
        let Some(known) = self.index.get(&key).and_then(|row| self.items.get_mut(*row)) else {
            self.index.insert(key, self.items.len());
            return self.items.push(Item { reference, at });
        };
        let rank = |reference: &Reference| (reference.confidence, reference.provider.is_some());
        if rank(&reference) > rank(&known.reference) {
            *known = Item { reference, at };
        } else if known.reference.provider.is_none() {
            known.reference.provider = reference.provider;
        }
    }

    pub fn named(&mut self, kind: Kind, name: &str, at: usize, details: Vec<(&'static str, String)>) {
        let name = name.to_owned();
        self.add(Reference { kind, name, provider: None, confidence: Confidence::Certain, details }, at);
    }

    /// Takes over what was found in a part of the text.
    pub fn absorb(&mut self, other: Collected, offset: usize) {
        for item in other.items {
            self.add(item.reference, item.at + offset);
        }
    }

    pub fn report(self, lines: &Lines, found: &mut Found) {
        let mut items = self.items;
        items.sort_by_key(|item| item.at);
        for Item { reference, at } in items {
            let mut properties: Vec<(&str, &str)> = Vec::new();
            properties.extend(reference.provider.as_deref().map(|provider| ("provider", provider)));
            properties.extend(reference.details.iter().map(|(name, value)| (*name, &**value)));
            found.asset(Seen {
                kind: reference.kind,
                name: &reference.name,
                line: Some(lines.at(at)),
                confidence: reference.confidence,
                properties: &properties,
            });
        }
    }
}
