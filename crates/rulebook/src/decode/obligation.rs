//! What an obligation says beyond its condition: whom it binds, what starts it, what shows it.

use domain::Kind;
use domain::citation::Citation;

use super::{Known, find};
use crate::mistake::did_you_mean;
use crate::model::*;
use crate::tree::{Fields, Tree};

pub(super) fn obligation(
    fields: &mut Fields<'_>,
    known: &Known<'_>,
    own: &Citation,
    on: Option<Kind>,
) -> Option<Obligation> {
    let mut who = Vec::new();
    if !fields.has("who") {
        fields.missing("who");
    }
    for (text, span) in fields.texts("who") {
        let Some(id) = find(fields, known, &text, span.clone()) else { continue };
        let name = &known.names[id as usize];
        if !matches!(name.tier(), Some(Tier::Role | Tier::OtherLaw)) {
            fields.reading.mistake(span, format!("`{text}` is not a role (a conclusion of tier role, or other-law)"));
        } else if on.is_some_and(|on| !on.is_within(name.on)) {
            fields
                .reading
                .mistake(span, format!("`{text}` is a role towards a {}, which is not in view here", name.on));
        } else {
            who.push(id);
        }
    }
    let starts = usize::from(fields.has("event")) + usize::from(fields.has("when")) + usize::from(fields.has("keep"));
    if starts != 1 {
        let span = fields.span.clone();
        fields.reading.mistake(span, "an obligation has exactly one of `event`, `when`, `keep`");
    }
    let mut when = When::Always;
    if let Some((event, _)) = fields.text("event") {
        when = When::Event(event);
    }
    if let Some((text, span)) = fields.text("when") {
        when = match text.as_str() {
            "before-placing" => When::BeforePlacing,
            "always" => When::Always,
            "on-request" => When::OnRequest,
            other => {
                let message = format!("`when` is before-placing, always or on-request, not `{other}`");
                fields.reading.mistake(span, message);
                When::Always
            }
        };
    }
    if let Some((entries, span)) = fields.table("keep") {
        let mut keep = Fields::new(fields.reading, entries, span, "`keep`");
        when = When::Keep {
            period: keep.required_text("for").map(|(period, _)| period).unwrap_or_default(),
            or: keep.text("or").map(|(or, _)| or),
            from: keep.text("from").map(|(from, _)| from),
        };
        keep.done();
    }
    let mut clock = None;
    if let Some((entries, span)) = fields.table("clock") {
        if !matches!(when, When::Event(_)) {
            fields.reading.mistake(span.clone(), "a clock needs an `event` that starts it");
        }
        let mut clock_fields = Fields::new(fields.reading, entries, span, "`clock`");
        let starts = clock_fields.required_text("starts");
        let within = clock_fields.required_text("within");
        clock_fields.done();
        clock = Some(Clock { starts: starts?.0, within: within?.0 });
    }
    Some(Obligation {
        who,
        when,
        clock,
        to: fields.texts("to").into_iter().map(|(to, _)| to).collect(),
        document: fields.text("document").map(|(document, _)| document),
        evidence: fields.texts("evidence").into_iter().map(|(evidence, _)| evidence).collect(),
        language: language(fields),
        points: points(fields, own),
    })
}

/// In which language the law wants it, as the law puts it.
fn language(fields: &mut Fields<'_>) -> Option<String> {
    const KNOWN: [&str; 4] = [
        "easily-understood-by-the-authority",
        "easily-understood-by-users",
        "chosen-by-the-member-state",
        "required-by-the-member-state",
    ];
    let (language, span) = fields.text("language")?;
    if !KNOWN.contains(&language.as_str()) {
        let help = did_you_mean(&language, KNOWN).or_else(|| Some(format!("known: {}", KNOWN.join(", "))));
        fields.reading.mistake_with_help(span, format!("`{language}` is no kind of language"), help);
        return None;
    }
    Some(language)
}

fn points(fields: &mut Fields<'_>, own: &Citation) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for node in fields.list("points") {
        let Tree::Table(entries) = node.value else {
            fields.reading.mistake(node.span, "a point should be { at = \"(a)\", what = \"…\", evidence = [\"…\"] }");
            continue;
        };
        let mut point = Fields::new(fields.reading, entries, node.span, "this point");
        let (at, what) = (point.required_text("at"), point.required_text("what"));
        let evidence = point.texts("evidence").into_iter().map(|(evidence, _)| evidence).collect();
        let (Some((at, span)), Some((what, _))) = (at, what) else { continue };
        match format!("{own}{at}").parse::<Citation>() {
            Ok(citation) => {
                let citation = citation.to_string();
                if points.iter().any(|point| point.citation == citation) {
                    point.reading.mistake(span, format!("the point {at} stands twice"));
                    continue;
                }
                point.done();
                points.push(Point { citation, what, evidence });
            }
            Err(error) => {
                point.reading.mistake(span, error.to_string());
            }
        }
    }
    points
}
