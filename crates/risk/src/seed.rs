//! Which threats an inventory and facts bring, each with what shows it. What is open brings nothing yet, and is said.

use std::collections::{BTreeMap, HashMap};

use domain::{Answer, Kind};
use inventory::{Asset, Component, Evidence, Inventory, Place};
use reasoning::facts::NONE;
use reasoning::{Facts, Program, State, ThingId};
use rulebook::{Condition, Item, NameId};

use crate::catalogue::Catalogue;
use crate::threat::Threat;
use crate::trigger::Trigger;

/// What a register is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'s> {
    pub program: &'s Program<'s>,
    /// The answers about these facts.
    pub state: &'s State,
    pub facts: &'s Facts,
    pub inventory: &'s Inventory,
}

/// A threat that something brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// Index into [`Catalogue::threats`].
    pub threat: usize,
    /// None: of the product where none is declared, or of AI assets that belong to no declared AI system.
    pub thing: Option<ThingId>,
    /// The name of the AI system; none for the product, and where no AI system is declared.
    pub on: Option<String>,
    /// Yes, or unknown: it depends on what nobody said.
    pub answer: Answer,
    /// What shows it, or what it depends on; the first few.
    pub why: Vec<String>,
    /// How many more reasons there are.
    pub more: usize,
}

/// More reasons than these are only counted.
const REASONS_MAX: usize = 3;

/// Every threat that is certain or may be, in the catalogue's order.
pub fn seed(catalogue: &Catalogue, subject: &Subject<'_>) -> Vec<Proposed> {
    let seeds = Seeds { subject, owners: owners(subject) };
    let threats = catalogue.threats.iter().enumerate();
    threats.flat_map(|(at, threat)| seeds.of(at, threat)).collect()
}

/// The declared AI systems that an asset belongs to, by its reference.
fn owners<'s>(subject: &Subject<'s>) -> HashMap<&'s str, Vec<ThingId>> {
    let facts = subject.facts;
    let declared: HashMap<&str, ThingId> =
        facts.of_kind(Kind::AiSystem).map(|thing| (facts.thing(thing).name.as_str(), thing)).collect();
    let mut owners: HashMap<&str, Vec<ThingId>> = HashMap::new();
    for system in &subject.inventory.systems {
        if let Some(thing) = declared.get(system.name.as_str()) {
            system.assets.iter().for_each(|asset| owners.entry(asset).or_default().push(*thing));
        }
    }
    owners
}

/// What was found for one thing.
#[derive(Default)]
struct Found {
    yes: Vec<String>,
    count: usize,
    open: Vec<String>,
}

impl Found {
    fn add(&mut self, reason: impl FnOnce() -> String) {
        self.count += 1;
        if self.yes.len() < REASONS_MAX {
            self.yes.push(reason());
        }
    }
}

struct Seeds<'s> {
    subject: &'s Subject<'s>,
    owners: HashMap<&'s str, Vec<ThingId>>,
}

impl Seeds<'_> {
    fn of(&self, at: usize, threat: &Threat) -> Vec<Proposed> {
        // No declared AI system comes first.
        let mut found: BTreeMap<Option<ThingId>, Found> = BTreeMap::new();
        for trigger in &threat.triggers {
            self.meet(trigger, threat.on, &mut found);
        }
        let proposed = found.into_iter().filter_map(|(thing, found)| {
            let is_certain = found.count > 0;
            let (answer, mut why) = if is_certain { (Answer::Yes, found.yes) } else { (Answer::Unknown, found.open) };
            let count = if is_certain { found.count } else { why.len() };
            why.truncate(REASONS_MAX);
            let more = count.saturating_sub(why.len());
            let on = thing.filter(|_| threat.on == Kind::AiSystem);
            let on = on.map(|thing| self.subject.facts.thing(thing).name.clone());
            (!why.is_empty()).then_some(Proposed { threat: at, thing, on, answer, why, more })
        });
        proposed.collect()
    }

    fn meet(&self, trigger: &Trigger, on: Kind, found: &mut BTreeMap<Option<ThingId>, Found>) {
        let product = self.subject.facts.of_kind(Kind::Product).next();
        // What is of no AI system in particular is of the product, or of no declared system.
        let loose = if on == Kind::Product { product } else { None };
        match trigger {
            Trigger::Asset { kinds, formats, property, anywhere } => {
                for asset in &self.subject.inventory.assets {
                    if !kinds.contains(&asset.kind)
                        || !(*anywhere || is_shipped(asset.place))
                        || !(formats.is_empty() || has_format(asset, formats))
                        || property.as_ref().is_some_and(|name| asset.property(name).is_none())
                    {
                        continue;
                    }
                    let owners = self.owners.get(&*asset.reference).filter(|_| on == Kind::AiSystem);
                    match owners {
                        None => found.entry(loose).or_default().add(|| asset_seen(asset)),
                        Some(owners) => owners
                            .iter()
                            .for_each(|owner| found.entry(Some(*owner)).or_default().add(|| asset_seen(asset))),
                    }
                }
            }
            Trigger::Component { names } => {
                let others = self.subject.inventory.components.iter();
                let others = others.filter(|component| !component.own && is_shipped(component.place));
                for component in others.filter(|component| is_named(component, names)) {
                    found
                        .entry(loose)
                        .or_default()
                        .add(|| format!("component {}{}", component.package, seen(component.evidence.first())));
                }
            }
            Trigger::Signal { kinds } => {
                let signals = self.subject.inventory.signals.iter();
                for signal in signals.filter(|signal| kinds.contains(&signal.kind)) {
                    found
                        .entry(loose)
                        .or_default()
                        .add(|| format!("{} {}{}", signal.kind, signal.name, seen(Some(&signal.evidence))));
                }
            }
            Trigger::Facts { on: kind, condition } => self.facts(*kind, condition, on, found),
        }
    }

    fn facts(&self, kind: Kind, condition: &Condition, on: Kind, found: &mut BTreeMap<Option<ThingId>, Found>) {
        let Subject { program, state, facts, .. } = self.subject;
        for thing in facts.of_kind(kind) {
            let answer = program.meets(state, condition, thing);
            if answer == Answer::No {
                continue;
            }
            for target in self.targets(thing, kind, on) {
                let found = found.entry(target).or_default();
                match answer {
                    Answer::Yes => found.add(|| self.known(condition, thing)),
                    _ => found.open.extend(self.open(condition, thing)),
                }
            }
        }
    }

    /// What is threatened where this thing meets a condition.
    fn targets(&self, thing: ThingId, kind: Kind, on: Kind) -> Vec<Option<ThingId>> {
        let facts = self.subject.facts;
        let outer = facts.thing(thing).within[on as usize];
        if outer != NONE {
            return vec![Some(outer)];
        }
        if on.is_within(kind) {
            return facts.of_kind(on).map(Some).collect();
        }
        vec![None]
    }

    /// The names in a condition, each with who said it.
    fn known(&self, condition: &Condition, thing: ThingId) -> String {
        let facts = self.subject.facts;
        let names = names(condition).map(|name| {
            let known = self.subject.program.rulebook.name(name);
            let holder = facts.thing(thing).within[known.on as usize];
            let given = (holder != NONE).then(|| facts.thing(holder).given.iter().find(|given| given.name == name));
            match given.flatten() {
                Some(given) => format!("{} ({})", known.id, given.origin),
                None => format!("{} (concluded)", known.id),
            }
        });
        names.collect::<Vec<_>>().join(", ")
    }

    /// The names in a condition that are still open.
    fn open(&self, condition: &Condition, thing: ThingId) -> Vec<String> {
        let Subject { program, state, .. } = self.subject;
        let items = condition.items().filter(|item| {
            let alone = Condition { all: vec![(*item).clone()], ..Condition::default() };
            program.meets(state, &alone, thing) == Answer::Unknown
        });
        items.filter_map(name_of).map(|name| program.rulebook.name(name).id.clone()).collect()
    }
}

fn names(condition: &Condition) -> impl Iterator<Item = NameId> {
    condition.all.iter().chain(&condition.any).filter_map(name_of)
}

fn name_of(item: &Item) -> Option<NameId> {
    match item {
        Item::Is(name) | Item::Some { name, .. } | Item::Every { name, .. } => Some(*name),
        Item::In { fact, .. } | Item::Has { fact, .. } | Item::Within { fact, .. } | Item::Date { fact, .. } => {
            Some(*fact)
        }
        Item::Reading { .. } => None,
    }
}

/// Tests, examples and what only helps to build are not what is made available.
fn is_shipped(place: Place) -> bool {
    matches!(place, Place::Product | Place::Vendored)
}

fn has_format(asset: &Asset, formats: &[String]) -> bool {
    asset.property("format").is_some_and(|format| formats.iter().any(|wanted| wanted.eq_ignore_ascii_case(format)))
}

/// `pypi:django`; `*` at the end is a prefix, and alone it is every component.
fn is_named(component: &Component, names: &[String]) -> bool {
    let (ecosystem, mut full) = (&*component.package.ecosystem, None);
    names.iter().any(|name| {
        if name == "*" {
            return true;
        }
        let Some((of, wanted)) = name.split_once(':') else { return false };
        if of != ecosystem {
            return false;
        }
        let full = full.get_or_insert_with(|| component.package.full_name());
        match wanted.strip_suffix('*') {
            Some(prefix) => full.starts_with(prefix),
            None => full == wanted,
        }
    })
}

fn asset_seen(asset: &Asset) -> String {
    let provider = asset.provider.as_ref().filter(|provider| **provider != asset.name);
    let provider = provider.map(|provider| format!(" of {provider}")).unwrap_or_default();
    format!("{} {}{provider}{}", asset.kind.as_str(), asset.name, seen(asset.evidence.first()))
}

fn seen(evidence: Option<&Evidence>) -> String {
    let Some(evidence) = evidence else { return String::new() };
    let line = evidence.line.map(|line| format!(":{line}")).unwrap_or_default();
    format!(", {}{line}", evidence.path)
}

#[cfg(test)]
mod tests;
