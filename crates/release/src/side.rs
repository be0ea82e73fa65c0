//! One of the two releases, read against the law in use.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::Kind;
use reasoning::facts::{Given, Origin, Shape, values};
use reasoning::{Facts, ThingId};
use rulebook::tree::{Reading, from_json};
use rulebook::{Mistake, Rulebook};

use crate::Saved;

/// A release with its facts.
#[derive(Clone, Debug)]
pub struct Side<'s> {
    pub saved: &'s Saved,
    pub facts: Facts,
    /// What of marque.toml today's law files do not understand.
    pub mistakes: Vec<Mistake>,
    path: PathBuf,
    lines: Vec<usize>,
}

impl<'s> Side<'s> {
    /// Reads the facts of a release; `path` is what people know its marque.toml by.
    pub fn read(rulebook: &Rulebook, saved: &'s Saved, path: &Path) -> Side<'s> {
        let mut reading = Reading::new(path, saved.text.as_str());
        let entries = reading.whole();
        let mut facts = reasoning::facts::read(rulebook, &mut reading, entries, Shape::Document);
        let mut things: BTreeMap<(Kind, String), ThingId> = BTreeMap::new();
        for (at, thing) in facts.things.iter().enumerate() {
            things.entry((thing.kind, thing.name.clone())).or_insert(at as ThingId);
        }
        for detected in &saved.detected {
            let thing = things.get(&(detected.kind, detected.thing.clone())).copied();
            let name = rulebook.find(&detected.fact).filter(|name| rulebook.name(*name).on == detected.kind);
            let (Some(thing), Some(name)) = (thing, name) else { continue };
            let Ok(values) = values(rulebook, name, &from_json(&detected.value, &(0..0))) else { continue };
            facts.give(thing, Given { name, values, origin: Origin::Detected { finding: detected.seen.clone() } });
        }
        let mistakes = std::mem::take(&mut reading.mistakes);
        let lines = saved.text.match_indices('\n').map(|(at, _)| at).collect();
        Side { saved, facts, mistakes, path: path.to_owned(), lines }
    }

    /// The release it is about: the last that marque.toml names.
    pub fn release(&self) -> Option<ThingId> {
        self.facts.of_kind(Kind::Release).last()
    }

    /// What the release is called, if it has a name.
    pub fn release_name(&self) -> Option<&str> {
        let release = self.release().map(|release| self.facts.thing(release));
        release.filter(|release| !release.implied).map(|release| release.name.as_str())
    }

    /// The line of a place in marque.toml, counted from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        self.lines.partition_point(|newline| *newline < at) + 1
    }

    /// A mistake at a place of marque.toml.
    pub(crate) fn mistake(&self, span: std::ops::Range<usize>, message: String, help: Option<String>) -> Mistake {
        let mistake = Mistake::new(&self.path, &self.saved.text, span, message);
        match help {
            Some(help) => mistake.help(help),
            None => mistake,
        }
    }
}
