//! What people say about points of the law: `[[point]]` in `marque.toml`.

use std::collections::BTreeSet;

use domain::Day;
use domain::citation::{BlockId, Citation};
use rulebook::Rulebook;
use rulebook::mistake::did_you_mean;
use rulebook::tree::{Fields, Node, Reading, Tree};

use super::Facts;

/// Comparing a name with all others takes long: only so many mistakes of a file are helped with one.
const HELPED: usize = 20;

/// One table: some points, and what somebody says about them.
#[derive(Clone, Debug, PartialEq)]
pub struct PointNote {
    /// Each with all it contains.
    pub cites: Vec<Citation>,
    /// The name of the thing, where there are several.
    pub on: Option<String>,
    pub excuse: Option<Excuse>,
    /// Who sees to it.
    pub owner: Option<String>,
    /// By when it shall be met.
    pub due: Option<Day>,
}

/// Why a point is not met.
#[derive(Clone, Debug, PartialEq)]
pub enum Excuse {
    NotApplicable {
        why: String,
    },
    /// Put off by us; the law knows no such thing.
    Waived {
        until: Day,
        why: String,
    },
}

impl PointNote {
    pub fn is_about(&self, point: &Citation, thing: &str) -> bool {
        self.on.as_ref().is_none_or(|on| on == thing) && self.cites.iter().any(|cites| cites.contains(point))
    }
}

pub(super) fn read(rulebook: &Rulebook, reading: &mut Reading, notes: Vec<Node>, facts: &mut Facts) {
    let tables: Vec<Node> = notes.into_iter().flat_map(Node::items).collect();
    if tables.is_empty() {
        return;
    }
    let known = rulebook.duties();
    for table in tables {
        match table.value {
            Tree::Table(entries) => {
                let fields = Fields::new(&mut *reading, entries, table.span, "this point");
                facts.points.extend(self::note(fields, &known, facts));
            }
            _ => {
                reading.mistake(table.span, "a point should be a table: write [[point]]");
            }
        }
    }
}

fn note(mut fields: Fields<'_>, known: &BTreeSet<Citation>, facts: &Facts) -> Option<PointNote> {
    if !fields.has("cites") {
        fields.missing("cites");
    }
    let texts = fields.texts("cites");
    let wanted = texts.len();
    let mut cites = Vec::new();
    for (text, span) in texts {
        match cited(&text) {
            Err(message) => {
                fields.reading.mistake(span, message);
            }
            Ok(citation) if known.range(&citation..).next().is_some_and(|first| citation.contains(first)) => {
                cites.push(citation);
            }
            Ok(citation) => {
                let help = || {
                    let names: Vec<String> = known.iter().map(Citation::to_string).collect();
                    did_you_mean(&citation.to_string(), names.iter().map(String::as_str))
                };
                let help = if fields.reading.mistakes.len() < HELPED { help() } else { None };
                let help = help.or_else(|| Some("`marque duties` lists what binds".into()));
                fields.reading.mistake_with_help(span, format!("no duty stands in {citation}"), help);
            }
        }
    }
    let says_something = ["not-applicable", "waived-until", "waiver", "owner", "due"].iter().any(|key| fields.has(key));
    if !says_something {
        let span = fields.span.clone();
        fields.reading.mistake(span, "this point says nothing").help =
            Some("give not-applicable, waived-until with waiver, owner or due".into());
    }
    let on = fields.text("on");
    if let Some((on, span)) = &on
        && !facts.things.iter().any(|thing| thing.name == *on)
    {
        let help = if fields.reading.mistakes.len() < HELPED {
            did_you_mean(on, facts.things.iter().map(|thing| thing.name.as_str()))
        } else {
            None
        };
        fields.reading.mistake_with_help(span.clone(), format!("there is no thing called `{on}`"), help);
    }
    let excuse = excuse(&mut fields);
    let owner = fields.text("owner").map(|(owner, _)| owner);
    let due = fields.date("due");
    fields.done();
    (wanted > 0 && cites.len() == wanted).then_some(PointNote { cites, on: on.map(|(on, _)| on), excuse, owner, due })
}

/// A block's name after `#` is left out: the point it stands in is meant.
fn cited(text: &str) -> Result<Citation, String> {
    text.parse::<BlockId>().map(|block| block.citation().clone()).map_err(|error| error.to_string())
}

fn excuse(fields: &mut Fields<'_>) -> Option<Excuse> {
    let not_applicable = fields.said("not-applicable");
    let waived = fields.has("waived-until");
    let until = fields.date("waived-until");
    if waived && !fields.has("waiver") {
        fields.missing("waiver");
    } else if !waived && fields.has("waiver") {
        fields.missing("waived-until");
    }
    let waiver = fields.said("waiver");
    match (not_applicable, until, waiver) {
        (Some(_), _, _) if waived => {
            let span = fields.span.clone();
            fields.reading.mistake(span, "a point either does not apply or is waived, not both");
            None
        }
        (Some(why), _, _) => Some(Excuse::NotApplicable { why }),
        (None, Some(until), Some(why)) => Some(Excuse::Waived { until, why }),
        _ => None,
    }
}

/// The tables that read back as these notes, as JSON.
pub fn written(notes: &[PointNote]) -> serde_json::Value {
    let table = |note: &PointNote| {
        let cites: Vec<String> = note.cites.iter().map(Citation::to_string).collect();
        let mut table = serde_json::json!({ "cites": cites });
        let mut say = |key: &str, value: Option<String>| {
            if let Some(value) = value {
                table[key] = value.into();
            }
        };
        say("on", note.on.clone());
        match &note.excuse {
            Some(Excuse::NotApplicable { why }) => say("not-applicable", Some(why.clone())),
            Some(Excuse::Waived { until, why }) => {
                say("waived-until", Some(until.to_string()));
                say("waiver", Some(why.clone()));
            }
            None => {}
        }
        say("owner", note.owner.clone());
        say("due", note.due.map(|due| due.to_string()));
        table
    };
    notes.iter().map(table).collect()
}
