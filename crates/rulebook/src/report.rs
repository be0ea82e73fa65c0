//! `law/report/mapping.toml` → the report, as data.

use domain::citation::Citation;

use crate::decode::Known;
use crate::mistake::did_you_mean;
use crate::model::*;
use crate::tree::{Fields, Reading};

const SEVERITIES: [&str; 3] = ["wrong", "inaccurate", "overtaken"];

pub(crate) fn report(reading: &mut Reading, known: &Known<'_>, themes: &[Theme]) -> Report {
    let mut root = reading.root("this file");
    let mut list = |key: &'static str, word: &str| {
        let mut sayings = Vec::new();
        for (entries, span) in root.tables(key) {
            let mut fields = Fields::new(root.reading, entries, span.clone(), format!("this {word}"));
            let Some(saying) = saying(&mut fields, known, key == "action") else { continue };
            fields.done();
            if key == "theme" && !themes.iter().any(|theme| theme.id == saying.id) {
                let help = did_you_mean(&saying.id, themes.iter().map(|theme| theme.id.as_str()));
                let message = format!("the crosswalk has no theme `{}`", saying.id);
                root.reading.mistake_with_help(span, message, help);
            }
            sayings.push(saying);
        }
        sayings
    };
    let report = Report {
        themes: list("theme", "theme"),
        questions: list("question", "question"),
        actions: list("action", "action"),
    };
    root.done();
    report
}

fn saying(fields: &mut Fields<'_>, known: &Known<'_>, is_action: bool) -> Option<Saying> {
    let id = fields.required_text("id").map(|(id, _)| id);
    let (title, says) = (fields.sentence("title"), fields.sentence("says"));
    let mut does = Vec::new();
    for (entries, span) in fields.tables("does") {
        let mut step = Fields::new(fields.reading, entries, span, "this step");
        let (run, shows) = (step.sentence("run"), step.sentence("shows"));
        step.done();
        does.extend(run.zip(shows).map(|(run, shows)| ReportStep { run, shows }));
    }
    if does.is_empty() {
        fields.missing("does");
    }
    let mut differs = Vec::new();
    for (entries, span) in fields.tables("differs") {
        let difference = Fields::new(fields.reading, entries, span, "this difference");
        differs.extend(self::difference(difference));
    }
    let mut saying = Saying { id: id?, title: title?, says: says?, does, differs, ..Saying::default() };
    if is_action {
        for (conclusion, span) in fields.texts("decides") {
            let found = known.index.get(&conclusion).map(|id| &known.names[*id as usize]);
            if found.is_none_or(|name| name.tier().is_none()) {
                fields.reading.mistake(span, format!("there is no conclusion `{conclusion}`"));
            }
            saying.decides.push(conclusion);
        }
        for (duty, span) in fields.texts("duties") {
            match duty.parse::<Citation>() {
                Ok(citation) => saying.duties.push(citation.to_string()),
                Err(error) => {
                    fields.reading.mistake(span, error.to_string());
                }
            }
        }
    }
    Some(saying)
}

fn difference(mut fields: Fields<'_>) -> Option<Difference> {
    let (says, law) = (fields.sentence("says"), fields.sentence("law"));
    let cites = fields.texts("cites");
    if cites.is_empty() {
        fields.missing("cites");
    }
    for (citation, span) in &cites {
        if let Err(error) = citation.parse::<Citation>() {
            fields.reading.mistake(span.clone(), error.to_string());
        }
    }
    let severity = fields.required_text("severity");
    if let Some((severity, span)) = &severity
        && !SEVERITIES.contains(&severity.as_str())
    {
        fields.reading.mistake(span.clone(), format!("`severity` is one of {}", SEVERITIES.join(", ")));
    }
    fields.done();
    let cites = cites.into_iter().map(|(citation, _)| citation).collect();
    Some(Difference { says: says?, law: law?, cites, severity: severity?.0 })
}
