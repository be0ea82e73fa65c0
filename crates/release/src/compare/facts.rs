//! What marque.toml says otherwise than before.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Kind, Values};
use reasoning::facts::{NONE, Origin};
use reasoning::{Facts, Program, Thing, ThingId};
use rulebook::NameId;

use super::{Pair, Seen};
use crate::Side;
use crate::catalogue::{Catalogue, Sight};
use crate::report::Shown;

/// What is said of one fact.
#[derive(Default)]
struct Told {
    values: Option<Values>,
    texts: Vec<String>,
    line: Option<u32>,
    /// Where a scan showed it.
    finding: Option<String>,
}

pub fn compare(pair: &Pair<'_>, catalogue: &Catalogue) -> Vec<Seen> {
    // These are answers about the change itself.
    let answers: BTreeSet<NameId> = catalogue.definitions.iter().map(|definition| definition.fact).collect();
    let mut seen = Vec::new();
    for (was, is) in things(pair) {
        let thing = pair.new.facts.thing(is);
        let (mut before, mut after) = (told(pair.old.facts.thing(was)), told(thing));
        let names: BTreeSet<NameId> = before.keys().chain(after.keys()).copied().collect();
        for name in names.into_iter().filter(|name| !answers.contains(name)) {
            let (was, is) = (before.remove(&name), after.remove(&name));
            let (was, is) = (was.unwrap_or_default(), is.unwrap_or_default());
            if was.values == is.values && words(&was.texts) == words(&is.texts) {
                continue;
            }
            seen.push(Seen {
                sight: Sight::Fact(name),
                of: of(thing, &pair.program.rulebook.name(name).id),
                systems: system_of(pair.new, thing),
                before: shown(pair.program, name, was),
                after: shown(pair.program, name, is),
            });
        }
    }
    seen
}

/// Things that both releases name. A release and what happens to it say nothing of what the product is.
pub fn things(pair: &Pair<'_>) -> Vec<(ThingId, ThingId)> {
    let before = keyed(&pair.old.facts);
    keyed(&pair.new.facts).into_iter().filter_map(|(key, new)| Some((*before.get(&key)?, new))).collect()
}

type Key = (Kind, String, String);

fn keyed(facts: &Facts) -> BTreeMap<Key, ThingId> {
    let mut keyed = BTreeMap::new();
    for (at, thing) in facts.things.iter().enumerate() {
        let (outer, name) = match thing.kind {
            Kind::Release | Kind::Event => continue,
            // There is one of each, whatever it is called.
            Kind::Organisation | Kind::Product => (String::new(), String::new()),
            _ => (system(facts, thing).unwrap_or_default(), thing.name.clone()),
        };
        keyed.entry((thing.kind, outer, name)).or_insert(at as ThingId);
    }
    keyed
}

/// The AI system that a thing is or lies in.
fn system(facts: &Facts, thing: &Thing) -> Option<String> {
    let system = thing.within[Kind::AiSystem as usize];
    (system != NONE).then(|| facts.thing(system).name.clone())
}

/// The AI systems that a change of this thing concerns.
pub fn system_of(side: &Side<'_>, thing: &Thing) -> Option<Vec<String>> {
    match thing.kind {
        Kind::AiSystem | Kind::Model => Some(system(&side.facts, thing).into_iter().collect()),
        _ => None,
    }
}

/// What people call a fact or conclusion of a thing.
pub fn of(thing: &Thing, id: &str) -> String {
    match thing.kind {
        Kind::Organisation | Kind::Product => id.to_owned(),
        _ => format!("{}/{id}", thing.name),
    }
}

fn told(thing: &Thing) -> BTreeMap<NameId, Told> {
    let mut told: BTreeMap<NameId, Told> = BTreeMap::new();
    for given in &thing.given {
        let told = told.entry(given.name).or_default();
        told.values = match told.values {
            // What contradicts itself is shown by its first word.
            Some(before) => Some(before.narrow(given.values).unwrap_or(before)),
            None => Some(given.values),
        };
        place(told, &given.origin);
    }
    for said in &thing.texts {
        let told = told.entry(said.name).or_default();
        told.texts.clone_from(&said.texts);
        place(told, &said.origin);
    }
    told
}

fn place(told: &mut Told, origin: &Origin) {
    match origin {
        Origin::Declared { line, .. } => told.line = u32::try_from(*line).ok(),
        Origin::Detected { finding } => told.finding = Some(finding.clone()),
        Origin::Assumed { .. } => {}
    }
}

/// Breaking a text into other lines changes nothing.
fn words(texts: &[String]) -> Vec<Vec<&str>> {
    texts.iter().map(|text| text.split_whitespace().collect()).collect()
}

fn shown(program: &Program<'_>, name: NameId, told: Told) -> Option<Shown> {
    let said = match told.values {
        Some(values) => match reasoning::written::value(program.rulebook, name, values) {
            serde_json::Value::String(text) => text,
            other => other.to_string(),
        },
        None if told.texts.is_empty() => return None,
        None => told.texts.join("; "),
    };
    let path = told.line.map(|_| "marque.toml".to_owned()).or(told.finding);
    Some(Shown { said, path, line: told.line })
}
