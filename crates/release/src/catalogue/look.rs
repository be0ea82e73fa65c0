//! What of a comparison a kind of change is about.

use domain::citation::Citation;
use inventory::AssetKind;
use rulebook::mistake::did_you_mean;
use rulebook::tree::Fields;
use rulebook::{NameId, Tier, What};

use super::Against;

/// How something moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    New,
    Removed,
    /// Another one in its place, or other content under its name.
    Replaced,
    Major,
    Minor,
    Patch,
    Older,
    /// Another version, and nobody can say which is the later.
    Unordered,
}

impl Move {
    const ALL: [Move; 8] =
        [Move::New, Move::Removed, Move::Replaced, Move::Major, Move::Minor, Move::Patch, Move::Older, Move::Unordered];

    pub fn as_str(self) -> &'static str {
        match self {
            Move::New => "new",
            Move::Removed => "removed",
            Move::Replaced => "replaced",
            Move::Major => "major",
            Move::Minor => "minor",
            Move::Patch => "patch",
            Move::Older => "older",
            Move::Unordered => "unordered",
        }
    }
}

/// What a kind of change looks for. A list that is empty takes all.
#[derive(Clone, Debug)]
pub enum Look {
    /// `pypi:django`, `npm:@scope/*`; `development` are those that only help to build.
    Component {
        names: Vec<String>,
        moves: Vec<Move>,
        development: bool,
    },
    Asset {
        kinds: Vec<AssetKind>,
        moves: Vec<Move>,
    },
    Signal {
        kinds: Vec<String>,
        moves: Vec<Move>,
    },
    Fact {
        ids: Vec<NameId>,
    },
    Conclusion {
        tiers: Vec<Tier>,
    },
    Threat,
    /// Evidence of one of these points was withdrawn.
    Evidence {
        points: Vec<Citation>,
    },
    System {
        moves: Vec<Move>,
    },
}

/// One thing that a comparison saw.
#[derive(Clone, Debug, PartialEq)]
pub enum Sight {
    /// The name with its ecosystem before it.
    Component {
        name: String,
        moved: Move,
        development: bool,
    },
    Asset {
        kind: AssetKind,
        moved: Move,
    },
    Signal {
        kind: String,
        moved: Move,
    },
    Fact(NameId),
    Conclusion(Tier),
    Threat,
    Evidence(Vec<Citation>),
    System(Move),
}

impl Look {
    pub fn sees(&self, sight: &Sight) -> bool {
        match (self, sight) {
            (Look::Component { names, moves, development }, Sight::Component { name, moved, development: is }) => {
                development == is
                    && holds(moves, moved)
                    && (names.is_empty() || names.iter().any(|one| named(one, name)))
            }
            (Look::Asset { kinds, moves }, Sight::Asset { kind, moved }) => holds(kinds, kind) && holds(moves, moved),
            (Look::Signal { kinds, moves }, Sight::Signal { kind, moved }) => holds(kinds, kind) && holds(moves, moved),
            (Look::Fact { ids }, Sight::Fact(id)) => holds(ids, id),
            (Look::Conclusion { tiers }, Sight::Conclusion(tier)) => holds(tiers, tier),
            (Look::Threat, Sight::Threat) => true,
            (Look::Evidence { points }, Sight::Evidence(of)) => {
                points.iter().any(|point| of.iter().any(|one| point.contains(one) || one.contains(point)))
            }
            (Look::System { moves }, Sight::System(moved)) => holds(moves, moved),
            _ => false,
        }
    }

    /// Whether it is about things it names rather than about all that is left.
    pub fn names_something(&self) -> bool {
        match self {
            Look::Component { names, .. } => !names.is_empty(),
            Look::Asset { kinds, .. } => !kinds.is_empty(),
            Look::Fact { ids } => !ids.is_empty(),
            _ => true,
        }
    }
}

fn holds<T: PartialEq>(list: &[T], one: &T) -> bool {
    list.is_empty() || list.contains(one)
}

fn named(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    }
}

/// Reads `from`: one of what can be looked at.
pub(super) fn read(fields: &mut Fields<'_>, against: &Against<'_>) -> Option<Look> {
    let Some((entries, span)) = fields.table("from") else {
        fields.missing("from");
        return None;
    };
    let mut from = Fields::new(fields.reading, entries, span.clone(), "`from`");
    let mut looks = Vec::new();
    if let Some((entries, span)) = from.table("component") {
        let mut of = Fields::new(from.reading, entries, span, "`component`");
        let names = of.texts("names").into_iter().map(|(name, _)| name).collect();
        let development = of.bool("development").unwrap_or_default();
        looks.push(Look::Component { names, moves: moves(&mut of), development });
        of.done();
    }
    if let Some((entries, span)) = from.table("asset") {
        let mut of = Fields::new(from.reading, entries, span, "`asset`");
        let kinds = words(&mut of, "kinds", &AssetKind::ALL, AssetKind::as_str);
        looks.push(Look::Asset { kinds, moves: moves(&mut of) });
        of.done();
    }
    if let Some((entries, span)) = from.table("signal") {
        let mut of = Fields::new(from.reading, entries, span, "`signal`");
        if !of.has("kinds") {
            of.missing("kinds");
        }
        let kinds = of.texts("kinds").into_iter().map(|(kind, _)| kind).collect();
        looks.push(Look::Signal { kinds, moves: moves(&mut of) });
        of.done();
    }
    if let Some((entries, span)) = from.table("fact") {
        let mut of = Fields::new(from.reading, entries, span, "`fact`");
        looks.push(Look::Fact { ids: facts(&mut of, against) });
        of.done();
    }
    if let Some((entries, span)) = from.table("conclusion") {
        let mut of = Fields::new(from.reading, entries, span, "`conclusion`");
        if !of.has("tiers") {
            of.missing("tiers");
        }
        looks.push(Look::Conclusion { tiers: words(&mut of, "tiers", &Tier::ALL, Tier::as_str) });
        of.done();
    }
    if let Some((entries, span)) = from.table("evidence") {
        let mut of = Fields::new(from.reading, entries, span, "`evidence`");
        if !of.has("points") {
            of.missing("points");
        }
        looks.push(Look::Evidence { points: against.law.points(&mut of, "points") });
        of.done();
    }
    if let Some((entries, span)) = from.table("ai-system") {
        let mut of = Fields::new(from.reading, entries, span, "`ai-system`");
        looks.push(Look::System { moves: moves(&mut of) });
        of.done();
    }
    if from.bool("threat") == Some(true) {
        looks.push(Look::Threat);
    }
    from.done();
    let one = looks.pop();
    if one.is_none() || !looks.is_empty() {
        let what = "a component, an asset, a signal, a fact, a conclusion, evidence, an ai-system or a threat";
        fields.reading.mistake(span, format!("`from` names exactly one of {what}"));
        return None;
    }
    one
}

fn moves(fields: &mut Fields<'_>) -> Vec<Move> {
    words(fields, "moves", &Move::ALL, Move::as_str)
}

fn words<T: Copy>(fields: &mut Fields<'_>, key: &'static str, all: &[T], name: fn(T) -> &'static str) -> Vec<T> {
    let mut found = Vec::new();
    for (text, span) in fields.texts(key) {
        match all.iter().find(|one| name(**one) == text) {
            Some(one) => found.push(*one),
            None => {
                let help = did_you_mean(&text, all.iter().map(|one| name(*one)));
                fields.reading.mistake_with_help(span, format!("`{key}` knows no `{text}`"), help);
            }
        }
    }
    found
}

fn facts(fields: &mut Fields<'_>, against: &Against<'_>) -> Vec<NameId> {
    let mut ids = Vec::new();
    for (text, span) in fields.texts("ids") {
        let found = against.rulebook.find(&text);
        match found.filter(|id| matches!(against.rulebook.name(*id).what, What::Fact(_))) {
            Some(id) => ids.push(id),
            None => {
                let help = did_you_mean(&text, against.rulebook.names.iter().map(|name| name.id.as_str()));
                fields.reading.mistake_with_help(span, format!("there is no fact called `{text}`"), help);
            }
        }
    }
    ids
}
