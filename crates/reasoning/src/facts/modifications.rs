//! What people say about changes since the release before: `[[modification]]` in `marque.toml`.

use std::collections::BTreeSet;
use std::ops::Range;

use domain::Kind;
use rulebook::Rulebook;
use rulebook::mistake::did_you_mean;
use rulebook::tree::{Fields, Node, Reading, Tree};

use super::Facts;

/// Comparing a name with all others takes long: only so many mistakes of a file are helped with one.
const HELPED: usize = 20;

/// One answer: whether a change makes the modification substantial, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Modification {
    /// The kind of change, as a comparison of releases names it.
    pub change: String,
    /// What changed; none: everything of this kind.
    pub of: Option<String>,
    /// The act under which it is meant, by its prefix; none: under each.
    pub act: Option<String>,
    /// The release that brings the change.
    pub release: Option<String>,
    pub substantial: bool,
    pub why: String,
    /// Where it had been foreseen and assessed.
    pub assessed_in: Option<String>,
    pub by: Option<String>,
    /// Where the kind of change stands in the file.
    pub span: Range<usize>,
}

pub(super) fn read(rulebook: &Rulebook, reading: &mut Reading, nodes: Vec<Node>, facts: &mut Facts) {
    let mut seen = BTreeSet::new();
    let named = facts.of_kind(Kind::Release).map(|at| facts.thing(at)).filter(|thing| !thing.implied);
    let releases: BTreeSet<String> = named.map(|thing| thing.name.clone()).collect();
    for node in nodes {
        for table in node.items() {
            let Tree::Table(entries) = table.value else {
                reading.mistake(table.span, "a modification should be a table: write [[modification]]");
                continue;
            };
            let fields = Fields::new(&mut *reading, entries, table.span.clone(), "this modification");
            let Some(modification) = modification(rulebook, fields, &releases) else { continue };
            let Modification { change, of, act, release, .. } = &modification;
            if !seen.insert((change.clone(), of.clone(), act.clone(), release.clone())) {
                let help = Some("tell them apart by `of`, `act` or `release`".to_owned());
                reading.mistake_with_help(table.span, format!("`{change}` is answered a second time"), help);
            }
            facts.modifications.push(modification);
        }
    }
}

fn modification(rulebook: &Rulebook, mut fields: Fields<'_>, releases: &BTreeSet<String>) -> Option<Modification> {
    let change = fields.required_text("change");
    let of = fields.said("of");
    let act = fields.text("act");
    if let Some((act, span)) = &act
        && rulebook.act(act).is_none()
    {
        let help = did_you_mean(act, rulebook.acts.iter().map(|act| act.prefix.as_str()));
        fields.reading.mistake_with_help(span.clone(), format!("there is no act called `{act}`"), help);
    }
    let release = release(&mut fields, releases);
    if !fields.has("substantial") {
        fields.missing("substantial");
    }
    let substantial = fields.bool("substantial");
    let why = fields.sentence("why");
    let assessed_in = fields.said("assessed-in");
    let by = fields.said("by");
    fields.done();
    let (change, span) = change?;
    let act = act.map(|(act, _)| act);
    Some(Modification { change, of, act, release, substantial: substantial?, why: why?, assessed_in, by, span })
}

/// An answer that outlived its release would speak of changes that nobody looked at: where releases have names, it
/// names its own.
fn release(fields: &mut Fields<'_>, known: &BTreeSet<String>) -> Option<String> {
    let release = fields.text("release");
    match &release {
        None if !known.is_empty() => fields.missing("release"),
        Some((name, span)) if !known.contains(name) => {
            let near = fields.reading.mistakes.len() < HELPED;
            let help = if near { did_you_mean(name, known.iter().map(String::as_str)) } else { None };
            fields.reading.mistake_with_help(span.clone(), format!("there is no release called `{name}`"), help);
        }
        _ => {}
    }
    release.map(|(release, _)| release)
}

/// The tables that read back as these answers, as JSON.
pub fn written(modifications: &[Modification]) -> serde_json::Value {
    let table = |modification: &Modification| {
        let Modification { change, substantial, why, .. } = modification;
        let mut table = serde_json::json!({ "change": change, "substantial": substantial, "why": why });
        let optional = [
            ("of", &modification.of),
            ("act", &modification.act),
            ("release", &modification.release),
            ("assessed-in", &modification.assessed_in),
            ("by", &modification.by),
        ];
        for (key, value) in optional {
            if let Some(value) = value {
                table[key] = value.as_str().into();
            }
        }
        table
    };
    modifications.iter().map(table).collect()
}
