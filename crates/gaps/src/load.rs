//! `checks/` → checks, or every mistake with its place.

use std::collections::BTreeSet;
use std::path::Path;

use domain::citation::Citation;
use rulebook::mistake::did_you_mean;
use rulebook::tree::{Fields, Reading};
use rulebook::{Mistake, Rulebook};

use crate::check::{After, Check};

mod look;

/// The files of `checks/`: name and text.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/checks.rs"));

/// The checks in the binary that concern a rulebook: where somebody's own law files do not have a provision or fact,
/// its check is left out.
pub fn built_in(rulebook: &Rulebook) -> Vec<Check> {
    load(rulebook, FILES.iter().copied()).0
}

/// Reads checks. Those that are right, and every mistake.
pub fn load<'f>(
    rulebook: &Rulebook,
    files: impl IntoIterator<Item = (&'f str, &'f str)>,
) -> (Vec<Check>, Vec<Mistake>) {
    let known = rulebook.duties();
    let (mut checks, mut mistakes) = (Vec::<Check>::new(), Vec::new());
    for (name, text) in files {
        let mut reading = Reading::new(&Path::new("checks").join(name), text);
        let check = check(rulebook, &known, &mut reading);
        if let Some(check) = &check
            && name.strip_suffix(".toml") != Some(&check.id)
        {
            reading.mistake(0..0, format!("the file is called {name}, but its check `{}`", check.id));
        }
        if reading.mistakes.is_empty() {
            checks.extend(check);
        }
        mistakes.append(&mut reading.mistakes);
    }
    (checks, mistakes)
}

fn check(rulebook: &Rulebook, known: &BTreeSet<Citation>, reading: &mut Reading) -> Option<Check> {
    let mut fields = reading.root("this check");
    let id = fields.sentence("id");
    let title = fields.sentence("title");
    let proves = proves(&mut fields, known);
    let in_part = fields.bool("in-part").unwrap_or(false);
    let leaves = if fields.has("leaves") || in_part { fields.sentence("leaves") } else { None };
    if !in_part && leaves.is_some() {
        let span = fields.span.clone();
        fields.reading.mistake(span, "a check that leaves something open proves `in-part = true`");
    }
    let beyond = fields.bool("beyond").unwrap_or(false);
    let fresh = fields.text("fresh").and_then(|(text, span)| match text.parse() {
        Ok(period) => Some(period),
        Err(error) => {
            fields.reading.mistake(span, format!("{error}"));
            None
        }
    });
    let look = look::look(rulebook, &mut fields);
    let after = after(&mut fields);
    fields.done();
    Some(Check { id: id?, title: title?, proves, leaves, beyond, look: look?, fresh, after: after? })
}

fn proves(fields: &mut Fields<'_>, known: &BTreeSet<Citation>) -> Vec<Citation> {
    let mut proves = Vec::new();
    let texts = fields.texts("proves");
    if texts.is_empty() {
        fields.missing("proves");
    }
    for (text, span) in texts {
        match text.parse::<Citation>() {
            Err(error) => {
                fields.reading.mistake(span, error.to_string());
            }
            Ok(citation) => {
                if known.range(&citation..).next().is_some_and(|duty| citation.contains(duty)) {
                    proves.push(citation);
                    continue;
                }
                let names: Vec<String> = known.iter().map(Citation::to_string).collect();
                let help = did_you_mean(&text, names.iter().map(String::as_str));
                fields.reading.mistake_with_help(span, format!("no duty stands in {citation}"), help);
            }
        }
    }
    proves
}

fn after(fields: &mut Fields<'_>) -> Option<After> {
    let Some((entries, span)) = fields.table("after") else {
        fields.missing("after");
        return None;
    };
    let mut after = Fields::new(fields.reading, entries, span, "`after`");
    let (say, command) = (after.sentence("say"), after.sentence("command"));
    after.done();
    Some(After { say: say?, command: command? })
}

#[cfg(test)]
mod tests;
