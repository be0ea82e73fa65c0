//! One `[[risk]]`.

use std::ops::Range;

use domain::Kind;
use rulebook::mistake::did_you_mean;
use rulebook::tree::{Entries, Fields, Reading};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Against, thing};
use crate::scale::whole;
use crate::words::{HARMS, id, points, word, words};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// That of a threat, or one's own.
    pub id: String,
    /// Only of one's own.
    pub title: Option<String>,
    /// The AI system, or the product; none for the product, and for what belongs to no declared AI system.
    pub on: Option<String>,
    pub asset: Option<String>,
    /// Likelihood and impact before treatment, if somebody assessed them.
    pub before: Option<(u32, u32)>,
    /// None: as the catalogue has them.
    pub harms: Vec<&'static str>,
    /// None: nobody thought of them. Empty: somebody did, and found none.
    pub groups: Option<Vec<String>>,
    pub misuse: bool,
    pub treatments: Vec<Treatment>,
    pub residual: Option<Residual>,
    pub not_relevant: Option<String>,
    pub line: usize,
}

/// What is done about a risk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Treatment {
    #[serde(rename = "do")]
    pub what: String,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub points: Vec<String>,
    /// Not done: only planned.
    pub done: bool,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub evidence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub due: Option<String>,
}

/// What remains after treatment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Residual {
    pub after: (u32, u32),
    pub accepted: Option<Accepted>,
}

/// Who judged it acceptable, when and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Accepted {
    pub by: String,
    pub on: String,
    pub why: String,
}

impl Risk {
    pub(super) fn read(
        reading: &mut Reading,
        entries: Entries,
        span: Range<usize>,
        line: usize,
        against: &Against<'_>,
    ) -> Option<Risk> {
        let mut fields = Fields::new(reading, entries, span.clone(), "this risk");
        let id = id(&mut fields, "id");
        let title = fields.text("title").map(|(title, _)| title);
        if let Some((id, span)) = &id
            && title.is_none()
            && against.catalogue.threat(id).is_none()
        {
            let help = did_you_mean(id, against.catalogue.threats.iter().map(|threat| threat.id.as_str()));
            let help = help.or_else(|| Some("`marque risk threats` lists them; one of your own has a `title`".into()));
            fields.reading.mistake_with_help(span.clone(), format!("there is no threat called `{id}`"), help);
        }
        let on = fields.text("on").map(|(on, span)| {
            thing(fields.reading, &on, span, against.facts, &[Kind::AiSystem, Kind::Product]);
            on
        });
        // The product is what a risk without `on` is about.
        let on = on.filter(|on| against.facts.of_kind(Kind::AiSystem).any(|at| against.facts.thing(at).name == *on));
        let asset = fields.text("asset").map(|(asset, _)| asset);
        let before = pair(&mut fields, against, "a risk");
        let harms = words(&mut fields, "harm", &HARMS);
        let groups = groups(&mut fields);
        let misuse = fields.bool("misuse").unwrap_or_default();
        let treatments = treatments(&mut fields, against);
        let residual = residual(&mut fields, against, before);
        let not_relevant = if fields.has("not-relevant") { fields.sentence("not-relevant") } else { None };
        if not_relevant.is_some() && (before.is_some() || residual.is_some() || !treatments.is_empty()) {
            fields.reading.mistake(span, "a risk that is not relevant is not assessed as well").help =
                Some("leave out `not-relevant`, or all the rest".into());
        }
        fields.done();
        let id = id?.0;
        Some(Risk { id, title, on, asset, before, harms, groups, misuse, treatments, residual, not_relevant, line })
    }
}

/// Likelihood and impact: both, or none.
fn pair(fields: &mut Fields<'_>, against: &Against<'_>, what: &str) -> Option<(u32, u32)> {
    let has = (fields.has("likelihood"), fields.has("impact"));
    if has.0 != has.1 {
        fields.missing(if has.0 { "impact" } else { "likelihood" });
    }
    let mut level = |key, levels: &Vec<String>| {
        whole(fields, key, levels.len() as u32, &format!("{what} is one of {}", levels.join(", ")))
    };
    let likelihood = level("likelihood", &against.scale.likelihood);
    let impact = level("impact", &against.scale.impact);
    Some((likelihood?, impact?))
}

fn groups(fields: &mut Fields<'_>) -> Option<Vec<String>> {
    if !fields.has("groups") {
        return None;
    }
    let span = fields.span.clone();
    let groups: Vec<String> = fields.texts("groups").into_iter().map(|(group, _)| group).collect();
    match groups.as_slice() {
        [] => {
            fields.reading.mistake(span, "an empty `groups` says nothing").help =
                Some("write groups = \"none\" if it concerns none of them".into());
            None
        }
        [none] if none == "none" => Some(Vec::new()),
        _ => Some(groups),
    }
}

fn treatments(fields: &mut Fields<'_>, against: &Against<'_>) -> Vec<Treatment> {
    let mut treatments = Vec::new();
    for (entries, span) in super::tables(fields, "treatment") {
        let mut fields = Fields::new(fields.reading, entries, span, "this treatment");
        let what = fields.sentence("do");
        let points = points(&mut fields, "points", against.law);
        let status = fields.required_text("status");
        let status =
            status.and_then(|(status, span)| word(fields.reading, "status", &["done", "planned"], &status, span));
        let [evidence, owner] = ["evidence", "owner"].map(|key| fields.text(key).map(|(text, _)| text));
        let due = fields.date("due").map(|day| day.to_string());
        fields.done();
        if let (Some(what), Some(status)) = (what, status) {
            treatments.push(Treatment { what, points, done: status == "done", evidence, owner, due });
        }
    }
    treatments
}

fn residual(fields: &mut Fields<'_>, against: &Against<'_>, before: Option<(u32, u32)>) -> Option<Residual> {
    let has_before = fields.has("likelihood") || before.is_some();
    let (entries, span) = fields.table("residual")?;
    let mut fields = Fields::new(fields.reading, entries, span.clone(), "this residual risk");
    for key in ["likelihood", "impact"] {
        if !fields.has(key) {
            fields.missing(key);
        }
    }
    let after = if fields.has("likelihood") && fields.has("impact") {
        pair(&mut fields, against, "a residual risk")
    } else {
        drop([fields.take("likelihood"), fields.take("impact")]);
        None
    };
    let accepted = accepted(&mut fields, false);
    if !has_before {
        fields.reading.mistake(span.clone(), "something remains of a risk that was not assessed").help =
            Some("say its `likelihood` and `impact` before treatment".into());
    }
    if let (Some(before), Some(after)) = (before, after)
        && after.0 * after.1 > before.0 * before.1
    {
        fields.reading.mistake(span, "what remains is higher than the risk before treatment");
    }
    fields.done();
    Some(Residual { after: after?, accepted })
}

/// Who accepted it: all three, or none.
pub(super) fn accepted(fields: &mut Fields<'_>, required: bool) -> Option<Accepted> {
    let keys = ["accepted-by", "on", "why"];
    if !required && !keys.iter().any(|key| fields.has(key)) {
        return None;
    }
    let by = fields.sentence("accepted-by");
    if !fields.has("on") {
        fields.missing("on");
    }
    let on = fields.date("on");
    let why = fields.sentence("why");
    Some(Accepted { by: by?, on: on?.to_string(), why: why? })
}
