//! One threat of the catalogue.

use std::collections::BTreeMap;
use std::ops::Range;

use domain::Kind;
use rulebook::tree::{Entries, Fields};
use rulebook::{KnownProvisions, Rulebook};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::trigger::Trigger;
use crate::words::{HARMS, STRIDE, id, points, words};

#[derive(Clone, Debug, PartialEq)]
pub struct Threat {
    pub id: String,
    pub title: String,
    /// What it threatens: the product as a whole, or each AI system.
    pub on: Kind,
    /// None for harm that is no attack.
    pub stride: Vec<&'static str>,
    pub harms: Vec<&'static str>,
    /// Ids in other catalogues, as they were read there.
    pub ids: Vec<String>,
    /// It is a reasonably foreseeable misuse.
    pub misuse: bool,
    /// Children and other vulnerable groups have to be thought of.
    pub vulnerable_groups: bool,
    pub triggers: Vec<Trigger>,
    pub treatments: Vec<Suggestion>,
}

/// What one can do about a threat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Suggestion {
    #[serde(rename = "do")]
    pub what: String,
    /// The points of the law that it serves.
    pub points: Vec<String>,
}

/// Where ids of another catalogue were read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Source {
    pub title: String,
    pub repository: String,
    pub commit: String,
    pub document: String,
    pub read: String,
    /// Ids with the names they have there.
    pub ids: BTreeMap<String, String>,
}

/// What a threat is read against.
pub(crate) struct Against<'a> {
    pub rulebook: &'a Rulebook,
    pub law: &'a KnownProvisions,
    pub sources: &'a [Source],
}

impl Threat {
    pub(crate) fn read(mut fields: Fields<'_>, against: &Against<'_>) -> Option<(Threat, Range<usize>)> {
        let id = id(&mut fields, "id");
        let title = fields.sentence("title");
        let on = kind(&mut fields);
        let stride = words(&mut fields, "stride", &STRIDE);
        let harms = words(&mut fields, "harms", &HARMS);
        if harms.is_empty() {
            fields.missing("harms");
        }
        let ids = ids(&mut fields, against.sources);
        let misuse = fields.bool("misuse").unwrap_or_default();
        let vulnerable_groups = fields.bool("vulnerable-groups").unwrap_or_default();
        let triggers: Vec<Trigger> = tables(&mut fields, "trigger")
            .into_iter()
            .filter_map(|(entries, span)| Trigger::read(against.rulebook, fields.reading, entries, span, on?))
            .collect();
        let treatments: Vec<Suggestion> = tables(&mut fields, "treatment")
            .into_iter()
            .filter_map(|(entries, span)| {
                let mut fields = Fields::new(fields.reading, entries, span, "this treatment");
                let (what, points) = (fields.sentence("do"), points(&mut fields, "points", against.law));
                if points.is_empty() {
                    fields.missing("points");
                }
                fields.done();
                Some(Suggestion { what: what?, points })
            })
            .collect();
        fields.done();
        let (id, span) = id?;
        Some((
            Threat { id, title: title?, on: on?, stride, harms, ids, misuse, vulnerable_groups, triggers, treatments },
            span,
        ))
    }
}

/// The tables of a list that may not be empty.
fn tables(fields: &mut Fields<'_>, key: &'static str) -> Vec<(Entries, Range<usize>)> {
    let tables = fields.tables(key);
    if tables.is_empty() {
        fields.missing(key);
    }
    tables
}

fn kind(fields: &mut Fields<'_>) -> Option<Kind> {
    const KNOWN: [&str; 2] = [Kind::Product.as_str(), Kind::AiSystem.as_str()];
    let (text, span) = fields.required_text("on")?;
    crate::words::word(fields.reading, "on", &KNOWN, &text, span)?.parse().ok()
}

fn ids(fields: &mut Fields<'_>, sources: &[Source]) -> Vec<String> {
    let mut ids = Vec::new();
    for (text, span) in fields.texts("ids") {
        if sources.iter().any(|source| source.ids.contains_key(&text)) {
            ids.push(text);
        } else {
            fields.reading.mistake(span, format!("no source was read that has `{text}`")).help =
                Some("read it, and add it with its name to sources.toml".into());
        }
    }
    ids
}
