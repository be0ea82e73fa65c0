//! What somebody said about one product: things, the facts given about each, and which lists are complete.

mod modifications;
mod points;
mod positions;
mod values;

use std::path::Path;

use domain::{Kind, Values};
use rulebook::mistake::{Mistake, did_you_mean};
use rulebook::tree::{Key, Node, Reading, Tree};
use rulebook::{FactType, NameId, Rulebook, What};
use serde::{Deserialize, Serialize};

pub use modifications::Modification;
pub(crate) use modifications::written as modifications_written;
pub(crate) use points::written;
pub use points::{Excuse, PointNote};
pub use positions::Position;
pub use values::{WrongValue, values};

/// Index into [`Facts::things`].
pub type ThingId = u32;
/// What the organisation is called where nobody has named it.
pub const WE: &str = "we";
/// No such outer thing.
pub const NONE: ThingId = ThingId::MAX;

/// The facts of one verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Sorted by kind, outer kinds first; the first is the organisation.
    pub things: Vec<Thing>,
    /// Whether the list of things of this kind is complete.
    pub complete: [bool; Kind::COUNT],
    pub positions: Vec<Position>,
    /// What people say about points of the law: why one does not apply, until when it is waived, who sees to it.
    pub points: Vec<PointNote>,
    /// What people say about changes since the release before.
    pub modifications: Vec<Modification>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    pub kind: Kind,
    pub name: String,
    /// Nobody declared it: the one release that a verdict is about if none is named.
    pub implied: bool,
    /// For every kind the thing of that kind it lies in (itself included), or [`NONE`].
    pub within: [ThingId; Kind::COUNT],
    pub given: Vec<Given>,
    /// What papers say of it.
    pub texts: Vec<Said>,
    /// AI systems: the files and libraries that belong to it, as paths, path beginnings or names.
    /// The product: the paths that are no part of it (`outside`).
    pub assets: Vec<String>,
}

/// One thing said about one name. Several may be said about the same name: they narrow each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    pub name: NameId,
    pub values: Values,
    pub origin: Origin,
}

/// A text given for a name, or several where it is a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub name: NameId,
    pub texts: Vec<String>,
    pub origin: Origin,
}

/// Where a fact comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "origin", rename_all = "kebab-case")]
pub enum Origin {
    /// Written by a person.
    Declared { file: String, line: usize },
    /// Found by a detector.
    Detected { finding: String },
    /// Taken because the question needs it, and said so.
    Assumed { why: String },
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Origin::Declared { file, line: 0 } => write!(f, "declared, {file}"),
            Origin::Declared { file, line } => write!(f, "declared, {file}:{line}"),
            Origin::Detected { finding } => write!(f, "detected, {finding}"),
            Origin::Assumed { why } => write!(f, "assumed: {why}"),
        }
    }
}

impl Facts {
    /// Nothing said about anything: an organisation, and a product if `product`.
    pub fn empty() -> Facts {
        Facts {
            things: vec![Thing {
                kind: Kind::Organisation,
                name: WE.to_owned(),
                implied: false,
                within: within(&[], Kind::Organisation, 0, NONE),
                given: Vec::new(),
                texts: Vec::new(),
                assets: Vec::new(),
            }],
            complete: [false; Kind::COUNT],
            positions: Vec::new(),
            points: Vec::new(),
            modifications: Vec::new(),
        }
    }

    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = ThingId> + '_ {
        self.things.iter().enumerate().filter(move |(_, thing)| thing.kind == kind).map(|(at, _)| at as ThingId)
    }

    pub fn thing(&self, id: ThingId) -> &Thing {
        &self.things[id as usize]
    }

    pub fn product(&self) -> Option<&Thing> {
        self.things.iter().find(|thing| thing.kind == Kind::Product)
    }

    /// What this is about, for people: the product's name, else the first AI system's, else "we".
    pub fn subject(&self) -> &str {
        let find = |kind| self.things.iter().find(|thing| thing.kind == kind);
        find(Kind::Product)
            .or_else(|| find(Kind::AiSystem))
            .or_else(|| find(Kind::Model))
            .map_or("this organisation", |thing| thing.name.as_str())
    }

    /// Adds what somebody else (a detector, an answer) says about a name, at every thing of its kind.
    pub fn give(&mut self, thing: ThingId, given: Given) {
        self.things[thing as usize].given.push(given);
    }
}

fn within(things: &[Thing], kind: Kind, own: ThingId, outer: ThingId) -> [ThingId; Kind::COUNT] {
    let mut within = if outer == NONE { [NONE; Kind::COUNT] } else { things[outer as usize].within };
    if kind != Kind::Organisation {
        within[Kind::Organisation as usize] = 0;
    }
    within[kind as usize] = own;
    within
}

/// How strictly a document is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `marque.toml`: a table for each thing, and the product has a name.
    Document,
    /// A case: facts may also stand flat, each belonging to the one thing of its kind.
    Case,
}

/// The facts of a `marque.toml`; `path` is for its mistakes.
pub fn document(rulebook: &Rulebook, path: &Path, source: &str) -> Result<Facts, Vec<Mistake>> {
    let mut reading = Reading::new(path, source);
    let entries = reading.whole();
    let facts = read(rulebook, &mut reading, entries, Shape::Document);
    if reading.mistakes.is_empty() { Ok(facts) } else { Err(reading.mistakes) }
}

/// Reads a document of facts. What is wrong with it is added to `reading.mistakes`; what is right is returned.
pub fn read(rulebook: &Rulebook, reading: &mut Reading, entries: Vec<(Key, Node)>, shape: Shape) -> Facts {
    let (mut facts, later) = Reader { rulebook, reading: &mut *reading, shape, raw: Vec::new() }.read(entries);
    points::read(rulebook, reading, later.points, &mut facts);
    modifications::read(rulebook, reading, later.modifications, &mut facts);
    facts
}

/// Tables that name things: they are read when all things are known.
#[derive(Default)]
struct Later {
    points: Vec<Node>,
    modifications: Vec<Node>,
}

struct RawThing {
    kind: Kind,
    name: Option<String>,
    /// Index into the raw things.
    outer: Option<usize>,
    given: Vec<Given>,
    texts: Vec<Said>,
    assets: Vec<String>,
}

impl RawThing {
    fn new(kind: Kind, outer: Option<usize>) -> RawThing {
        RawThing { kind, name: None, outer, given: Vec::new(), texts: Vec::new(), assets: Vec::new() }
    }

    fn take(&mut self, said: Entry) {
        match said {
            Entry::Given(given) => self.given.push(given),
            Entry::Said(said) => self.texts.push(said),
        }
    }
}

/// What one key says.
enum Entry {
    Given(Given),
    Said(Said),
}

struct Reader<'r> {
    rulebook: &'r Rulebook,
    reading: &'r mut Reading,
    shape: Shape,
    raw: Vec<RawThing>,
}

impl Reader<'_> {
    fn read(mut self, entries: Vec<(Key, Node)>) -> (Facts, Later) {
        let mut facts = Facts::empty();
        self.raw.push(RawThing::new(Kind::Organisation, None));
        let mut named = Later::default();
        let mut flat = Vec::new();
        let mut later = Vec::new();
        for (key, node) in entries {
            match key.name.as_str() {
                "organisation" => self.thing_table(Kind::Organisation, node, None),
                "product" => self.thing_table(Kind::Product, node, None),
                "complete" => self.complete(node, &mut facts),
                "position" => positions::read(self.rulebook, self.reading, node, &mut facts),
                "point" => named.points.push(node),
                "modification" => named.modifications.push(node),
                name if name.parse::<Kind>().is_ok() => later.push((key, node)),
                _ if self.shape == Shape::Case => flat.push((key, node)),
                other => {
                    let known = Kind::ALL.map(Kind::as_str).into_iter().chain([
                        "complete",
                        "position",
                        "point",
                        "modification",
                    ]);
                    let (message, help) = match self.rulebook.find(other) {
                        Some(name) => {
                            let on = self.rulebook.name(name).on;
                            (
                                format!("`{other}` stands outside a table"),
                                Some(format!("it is a fact about the {on}: put it under [{on}]")),
                            )
                        }
                        None => (format!("there is no table called `{other}`"), did_you_mean(other, known)),
                    };
                    self.reading.mistake_with_help(key.span, message, help);
                }
            }
        }
        let product = self.raw.iter().position(|thing| thing.kind == Kind::Product);
        for (key, node) in later {
            if let Ok(kind) = key.name.parse::<Kind>() {
                for item in node.items() {
                    let outer = if kind == Kind::Model { None } else { product };
                    self.thing_table(kind, item, outer);
                }
            }
        }
        for (key, node) in flat {
            self.flat(key, node);
        }
        (self.assemble(facts), named)
    }

    /// One table: a new thing (or the organisation), its facts, and for AI systems its models.
    fn thing_table(&mut self, kind: Kind, node: Node, outer: Option<usize>) {
        let Tree::Table(entries) = node.value else {
            let message = format!("`{kind}` should be a table of facts, but is {}", node.describe());
            self.reading.mistake(node.span, message);
            return;
        };
        let at = if kind == Kind::Organisation {
            0
        } else {
            self.raw.push(RawThing::new(kind, outer));
            self.raw.len() - 1
        };
        for (key, node) in entries {
            match key.name.as_str() {
                "name" | "version" => match node.value {
                    Tree::Text(name) if !name.trim().is_empty() => self.raw[at].name = Some(name),
                    _ => {
                        let message = format!("`{}` should be a text that is not empty", key.name);
                        self.reading.mistake(node.span, message);
                    }
                },
                "assets" | "outside"
                    if kind == Kind::AiSystem && key.name == "assets"
                        || kind == Kind::Product && key.name == "outside" =>
                {
                    match &node.value {
                        Tree::List(items) if items.iter().all(|item| item.text().is_some()) => {
                            self.raw[at].assets.extend(items.iter().filter_map(|item| item.text()).map(str::to_owned));
                        }
                        _ => {
                            self.reading.mistake(
                                node.span,
                                format!("`{}` should be a list of paths or library names", key.name),
                            );
                        }
                    }
                }
                "model" if kind == Kind::AiSystem => {
                    for item in node.items() {
                        self.thing_table(Kind::Model, item, Some(at));
                    }
                }
                _ => {
                    if let Some(said) = self.given(kind, key, node) {
                        self.raw[at].take(said);
                    }
                }
            }
        }
        if kind == Kind::Product && self.raw[at].name.is_none() && self.shape == Shape::Document {
            self.reading.mistake(node.span, "the product has no `name`").help =
                Some("add name = \"…\" under [product]: every verdict and paper carries it".into());
        }
    }

    fn flat(&mut self, key: Key, node: Node) {
        let Some(name) = self.rulebook.find(&key.name) else {
            self.unknown_name(&key, None);
            return;
        };
        let kind = self.rulebook.name(name).on;
        let Some(said) = self.given(kind, key.clone(), node) else { return };
        let at = match self.raw.iter().position(|thing| thing.kind == kind) {
            Some(at) => at,
            None => {
                let outer = match kind {
                    Kind::Organisation | Kind::Product => None,
                    Kind::Model => self.raw.iter().position(|thing| thing.kind == Kind::AiSystem),
                    _ => Some(self.ensure_product()),
                };
                self.raw.push(RawThing::new(kind, outer));
                self.raw.len() - 1
            }
        };
        if self.raw.iter().filter(|thing| thing.kind == kind).count() > 1 {
            let message = format!("`{}` stands flat, but there are several things of kind {kind}", key.name);
            self.reading.mistake(key.span, message);
            return;
        }
        self.raw[at].take(said);
    }

    fn ensure_product(&mut self) -> usize {
        match self.raw.iter().position(|thing| thing.kind == Kind::Product) {
            Some(at) => at,
            None => {
                self.raw.push(RawThing::new(Kind::Product, None));
                self.raw.len() - 1
            }
        }
    }

    fn unknown_name(&mut self, key: &Key, kind: Option<Kind>) {
        let known = self.rulebook.names.iter().filter(|name| kind.is_none_or(|kind| name.on == kind));
        let help = did_you_mean(&key.name, known.map(|name| name.id.as_str()))
            .or_else(|| Some("`marque law terms` lists every fact".into()));
        self.reading.mistake_with_help(key.span.clone(), format!("there is no fact called `{}`", key.name), help);
    }

    fn given(&mut self, kind: Kind, key: Key, node: Node) -> Option<Entry> {
        let Some(id) = self.rulebook.find(&key.name) else {
            self.unknown_name(&key, Some(kind));
            return None;
        };
        let name = self.rulebook.name(id);
        if matches!(name.what, What::Reading { .. } | What::Status(_)) {
            let message = format!("`{}` is not a fact about a product: it is decided by the law files", key.name);
            self.reading.mistake(key.span, message);
            return None;
        }
        if name.on != kind {
            let message = format!("`{}` is a fact about the {}, not about the {kind}", key.name, name.on);
            self.reading.mistake(key.span, message).help = Some(format!("put it under the {}", name.on));
            return None;
        }
        if matches!(&node.value, Tree::Nothing) || matches!(node.text(), Some("unknown")) {
            return None;
        }
        let span = node.span.clone();
        let line = self.reading.line_at(span.start);
        let origin = Origin::Declared { file: self.reading.path.display().to_string(), line };
        let entry = match &name.what {
            What::Fact(FactType::Text { several }) => {
                values::texts(*several, &node).map(|texts| Entry::Said(Said { name: id, texts, origin }))
            }
            _ => values(self.rulebook, id, &node).map(|values| Entry::Given(Given { name: id, values, origin })),
        };
        match entry {
            Ok(entry) => Some(entry),
            Err(wrong) => {
                let message = format!("`{}`: {}", key.name, wrong.message);
                self.reading.mistake_with_help(wrong.span.unwrap_or(span), message, wrong.help);
                None
            }
        }
    }

    fn complete(&mut self, node: Node, facts: &mut Facts) {
        let mut names = Vec::new();
        match node.value {
            Tree::Table(entries) => {
                for (key, node) in entries {
                    match node.value {
                        Tree::Bool(true) => names.push((key.name, key.span)),
                        Tree::Bool(false) | Tree::Nothing => {}
                        _ => {
                            self.reading.mistake(node.span, format!("`complete.{}` should be true or false", key.name));
                        }
                    }
                }
            }
            Tree::List(items) => {
                for item in items {
                    match item.value {
                        Tree::Text(name) => names.push((name, item.span)),
                        _ => {
                            self.reading.mistake(item.span, "should be the name of a list");
                        }
                    }
                }
            }
            _ => {
                self.reading.mistake(node.span, "`complete` should be a table such as { ai-system = true }");
            }
        }
        for (name, span) in names {
            match name.parse::<Kind>() {
                Ok(kind) => facts.complete[kind as usize] = true,
                Err(()) => {
                    let help = did_you_mean(&name, Kind::ALL.map(Kind::as_str));
                    self.reading.mistake_with_help(span, format!("there is no list called `{name}`"), help);
                }
            }
        }
    }

    fn assemble(self, mut facts: Facts) -> Facts {
        let mut raw = self.raw;
        let has_release = raw.iter().any(|thing| thing.kind == Kind::Release);
        if let Some(product) = raw.iter().position(|thing| thing.kind == Kind::Product)
            && !has_release
        {
            raw.push(RawThing::new(Kind::Release, Some(product)));
            facts.complete[Kind::Release as usize] = true;
        }
        let mut order: Vec<usize> = (0..raw.len()).collect();
        order.sort_by_key(|at| (raw[*at].kind, *at));
        let mut new_id = vec![NONE; raw.len()];
        let mut counts = [0usize; Kind::COUNT];
        facts.things.clear();
        for old in order {
            let thing = &mut raw[old];
            let id = facts.things.len() as ThingId;
            new_id[old] = id;
            counts[thing.kind as usize] += 1;
            let implied = thing.kind == Kind::Release && !has_release;
            let number = counts[thing.kind as usize];
            let name = thing.name.take().unwrap_or_else(|| match thing.kind {
                Kind::Organisation => WE.to_owned(),
                Kind::Product => "the product".to_owned(),
                Kind::Release if implied => "this release".to_owned(),
                kind => format!("{kind} {number}"),
            });
            let outer = thing.outer.map_or(NONE, |outer| new_id[outer]);
            let within = within(&facts.things, thing.kind, id, outer);
            facts.things.push(Thing {
                kind: thing.kind,
                name,
                implied,
                within,
                given: std::mem::take(&mut thing.given),
                texts: std::mem::take(&mut thing.texts),
                assets: std::mem::take(&mut thing.assets),
            });
        }
        facts
    }
}

#[cfg(test)]
mod tests;
