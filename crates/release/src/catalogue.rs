//! `modifications/` → kinds of change and definitions, with every mistake said.

mod definition;
mod look;

use std::collections::BTreeSet;
use std::path::Path;

use rulebook::mistake::did_you_mean;
use rulebook::tree::{Fields, Key, Reading};
use rulebook::{KnownProvisions, Mistake, NameId, Rulebook, What};

pub use definition::{Definition, Following, Limb, Reason, When};
pub use look::{Look, Move, Sight};

/// The files of `modifications/`: name and text.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/modifications.rs"));

/// The file that holds the definitions; each other one holds a kind of change.
const DEFINITIONS: &str = "definitions.toml";

#[derive(Clone, Debug)]
pub struct Catalogue {
    /// Those that name what they look for before those that take the rest.
    pub kinds: Vec<ChangeKind>,
    pub definitions: Vec<Definition>,
}

/// A kind of change and what it means.
#[derive(Clone, Debug)]
pub struct ChangeKind {
    pub id: String,
    pub title: String,
    pub strength: Strength,
    pub touches: Vec<Touch>,
    /// AI systems of which both releases state this fact are judged by that, not by this change.
    pub unless: Option<NameId>,
    /// What somebody has to judge.
    pub question: Option<String>,
    /// Why it decides by itself, or normally decides nothing.
    pub why: Option<String>,
    pub cites: Vec<String>,
    pub look: Look,
}

/// Limbs of one definition; yes to the change is yes to the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// Index into [`Catalogue::definitions`].
    pub definition: usize,
    /// Indices into its limbs.
    pub limbs: Vec<usize>,
}

/// What a change says while nobody has answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// It is substantial by itself.
    Shows,
    /// Somebody has to judge.
    Asks,
    /// Normally it is not substantial.
    Notes,
}

impl Strength {
    const ALL: [Strength; 3] = [Strength::Shows, Strength::Asks, Strength::Notes];

    pub fn as_str(self) -> &'static str {
        match self {
            Strength::Shows => "shows",
            Strength::Asks => "asks",
            Strength::Notes => "notes",
        }
    }
}

/// The catalogue of this binary, read against the law in use.
pub fn built_in(rulebook: &Rulebook) -> Result<Catalogue, Vec<Mistake>> {
    read(rulebook, FILES)
}

/// Reads the files of a catalogue; the error lists every mistake.
pub fn read(rulebook: &Rulebook, files: &[(&str, &str)]) -> Result<Catalogue, Vec<Mistake>> {
    let law = KnownProvisions::of(rulebook);
    let against = Against { rulebook, law: &law };
    let mut mistakes = Vec::new();
    let reading = |name: &str, text: &str| Reading::new(&Path::new("modifications").join(name), text);
    let text = files.iter().find(|(name, _)| *name == DEFINITIONS).map(|(_, text)| *text);
    let mut file = reading(DEFINITIONS, text.unwrap_or_default());
    let definitions = definition::all(&mut file, &against);
    if definitions.is_empty() && file.mistakes.is_empty() {
        file.mistake(0..0, "there is no definition");
    }
    mistakes.append(&mut file.mistakes);
    let mut kinds: Vec<ChangeKind> = Vec::new();
    for (name, text) in files.iter().filter(|(name, _)| *name != DEFINITIONS) {
        let mut file = reading(name, text);
        let kind = kind(&mut file, &definitions, &against);
        if let Some(kind) = &kind
            && name.strip_suffix(".toml") != Some(&kind.id)
        {
            file.mistake(0..0, format!("the file is called {name}, but its kind of change `{}`", kind.id));
        }
        kinds.extend(kind);
        mistakes.append(&mut file.mistakes);
    }
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.look.names_something()));
    if mistakes.is_empty() { Ok(Catalogue { kinds, definitions }) } else { Err(mistakes) }
}

impl Catalogue {
    /// The kind of change that something seen is; none if it means nothing here.
    pub fn kind_of(&self, sight: &Sight) -> Option<usize> {
        self.kinds.iter().position(|kind| kind.look.sees(sight))
    }

    pub fn kind(&self, id: &str) -> Option<&ChangeKind> {
        self.kinds.iter().find(|kind| kind.id == id)
    }
}

/// What a file is read against.
struct Against<'a> {
    rulebook: &'a Rulebook,
    law: &'a KnownProvisions,
}

fn kind(reading: &mut Reading, definitions: &[Definition], against: &Against<'_>) -> Option<ChangeKind> {
    let mut fields = reading.root("this kind of change");
    let id = fields.sentence("id");
    let title = fields.sentence("title");
    let strength = strength(&mut fields);
    let touches = touches(&mut fields, definitions);
    let question = if strength == Some(Strength::Asks) { fields.sentence("question") } else { None };
    let why = if strength.is_some_and(|strength| strength != Strength::Asks) { fields.sentence("why") } else { None };
    let cites = against.law.cites(&mut fields);
    let unless = fields
        .has("unless")
        .then(|| definition::name(&mut fields, "unless", against, |what| matches!(what, What::Fact(_))));
    let look = look::read(&mut fields, against);
    fields.done();
    let (id, title, strength, look) = (id?, title?, strength?, look?);
    Some(ChangeKind { id, title, strength, touches, unless: unless.flatten(), question, why, cites, look })
}

fn strength(fields: &mut Fields<'_>) -> Option<Strength> {
    let (text, span) = fields.required_text("strength")?;
    let found = Strength::ALL.into_iter().find(|strength| strength.as_str() == text);
    if found.is_none() {
        let known = Strength::ALL.map(Strength::as_str);
        let help = did_you_mean(&text, known).or_else(|| Some(format!("known: {}", known.join(", "))));
        fields.reading.mistake_with_help(span, format!("there is no strength called `{text}`"), help);
    }
    found
}

fn touches(fields: &mut Fields<'_>, definitions: &[Definition]) -> Vec<Touch> {
    let Some((entries, span)) = fields.table("touches") else {
        fields.missing("touches");
        return Vec::new();
    };
    let mut touches = Vec::new();
    for (key, node) in entries {
        let Some(definition) = definitions.iter().position(|definition| definition.id == key.name) else {
            let help = did_you_mean(&key.name, definitions.iter().map(|definition| definition.id.as_str()));
            fields.reading.mistake_with_help(key.span, format!("there is no definition called `{}`", key.name), help);
            continue;
        };
        let known = definitions.get(definition).map(|definition| definition.limbs.as_slice()).unwrap_or_default();
        let mut limbs = Vec::new();
        let entries = vec![(Key { name: "limbs".into(), ..key }, node)];
        let mut inner = Fields::new(fields.reading, entries, span.clone(), "this definition");
        for (text, span) in inner.texts("limbs") {
            match known.iter().position(|limb| limb.option == text) {
                Some(limb) => limbs.push(limb),
                None => {
                    let help = did_you_mean(&text, known.iter().map(|limb| limb.option.as_str()));
                    inner.reading.mistake_with_help(span, format!("this definition has no limb `{text}`"), help);
                }
            }
        }
        touches.push(Touch { definition, limbs });
    }
    if touches.iter().any(|touch| touch.limbs.is_empty()) {
        fields.reading.mistake(span, "name the limbs that it can touch");
    }
    touches
}

/// Says which ids stand twice.
fn doubled(reading: &mut Reading, ids: impl IntoIterator<Item = (String, std::ops::Range<usize>)>) {
    let mut seen = BTreeSet::new();
    for (id, span) in ids {
        if !seen.insert(id.clone()) {
            reading.mistake(span, format!("another one is called `{id}`"));
        }
    }
}

#[cfg(test)]
mod tests;
