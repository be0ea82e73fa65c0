//! The table `from` of a check: on what it looks.

use inventory::AssetKind;
use rulebook::mistake::did_you_mean;
use rulebook::tree::{Entries, Fields, Reading};
use rulebook::{FactType, Rulebook, What};

use crate::check::{EvidenceLook, FactLook, Has, Look, Parts, PartsLook, SignalLook};

pub(super) fn look(rulebook: &Rulebook, fields: &mut Fields<'_>) -> Option<Look> {
    let Some((entries, span)) = fields.table("from") else {
        fields.missing("from");
        return None;
    };
    let mut from = Fields::new(fields.reading, entries, span.clone(), "`from`");
    let tables = ["signal", "fact", "evidence", "parts"].map(|name| from.table(name).map(|table| (name, table)));
    from.done();
    let mut tables = tables.into_iter().flatten();
    let (Some((name, (entries, at))), None) = (tables.next(), tables.next()) else {
        fields.reading.mistake(span, "a check looks on exactly one of signal, fact, evidence, parts");
        return None;
    };
    let reading = &mut *fields.reading;
    match name {
        "signal" => signal(reading, entries, at).map(Look::Signal),
        "fact" => fact(rulebook, reading, entries, at).map(Look::Fact),
        "evidence" => evidence(reading, entries, at).map(Look::Evidence),
        _ => parts(reading, entries, at).map(Look::Parts),
    }
}

type Span = std::ops::Range<usize>;

fn list(fields: &mut Fields<'_>, name: &'static str) -> Vec<String> {
    fields.texts(name).into_iter().map(|(text, _)| text).collect()
}

fn signal(reading: &mut Reading, entries: Entries, span: Span) -> Option<SignalLook> {
    let mut fields = Fields::new(reading, entries, span, "`from.signal`");
    let look = SignalLook {
        kinds: list(&mut fields, "kind"),
        detectors: list(&mut fields, "detector"),
        names: list(&mut fields, "name"),
        property: fields.text("property").map(|(text, _)| text),
        unexpired: fields.text("unexpired").map(|(text, _)| text),
        bad: fields.bool("bad").unwrap_or(false),
        held_by: list(&mut fields, "held-by"),
    };
    if look.kinds.is_empty() {
        fields.missing("kind");
    }
    if look.bad && (look.unexpired.is_some() || !look.held_by.is_empty()) {
        let span = fields.span.clone();
        fields.reading.mistake(span, "a fault neither expires nor is held by a file that should have it");
    }
    fields.done();
    Some(look)
}

fn fact(rulebook: &Rulebook, reading: &mut Reading, entries: Entries, span: Span) -> Option<FactLook> {
    let mut fields = Fields::new(reading, entries, span, "`from.fact`");
    let fact = fields.required_text("id");
    let is = fields.bool("is");
    if let Some((id, span)) = &fact {
        match rulebook.find(id).map(|name| &rulebook.name(name).what) {
            Some(What::Fact(FactType::YesNo)) => {}
            Some(What::Fact(_)) if is.is_none() => {}
            Some(What::Fact(_)) => {
                fields.reading.mistake(span.clone(), format!("`{id}` is not answered by yes or no"));
            }
            _ => {
                let facts = rulebook.names.iter().filter(|name| name.is_fact()).map(|name| name.id.as_str());
                let help = did_you_mean(id, facts);
                fields.reading.mistake_with_help(span.clone(), format!("there is no fact called `{id}`"), help);
            }
        }
    }
    fields.done();
    Some(FactLook { fact: fact?.0, is })
}

fn evidence(reading: &mut Reading, entries: Entries, span: Span) -> Option<EvidenceLook> {
    let mut fields = Fields::new(reading, entries, span, "`from.evidence`");
    let kind = fields.text("kind").and_then(|(text, span)| match text.parse() {
        Ok(kind) => Some(kind),
        Err(message) => {
            fields.reading.mistake(span, message);
            None
        }
    });
    let format = fields.text("format").map(|(text, _)| text);
    if kind.is_none() && format.is_none() {
        fields.missing("kind");
    }
    let (some, none) = (list(&mut fields, "some"), list(&mut fields, "none"));
    fields.done();
    Some(EvidenceLook { kind, format, some, none })
}

fn parts(reading: &mut Reading, entries: Entries, span: Span) -> Option<PartsLook> {
    let mut fields = Fields::new(reading, entries, span.clone(), "`from.parts`");
    let (of, have) = (fields.texts("of"), fields.required_text("have"));
    if of.is_empty() {
        fields.missing("of");
    }
    let mut kinds = Vec::new();
    let mut components = false;
    for (text, span) in of {
        match AssetKind::from_name(&text) {
            Some(kind) => kinds.push(kind),
            None if text == "components" => components = true,
            None => {
                let known = AssetKind::ALL.map(AssetKind::as_str).into_iter().chain(["components"]);
                let help = did_you_mean(&text, known);
                fields.reading.mistake_with_help(span, format!("there is no sort of part called `{text}`"), help);
            }
        }
    }
    let (have, at) = have?;
    let known = Has::ALL.into_iter().find(|has| has.as_str() == have);
    if known.is_none() {
        let help = did_you_mean(&have, Has::ALL.map(Has::as_str));
        fields.reading.mistake_with_help(at.clone(), format!("`{have}` is nothing that is looked for"), help);
    }
    fields.done();
    let of = match (components, kinds.is_empty()) {
        (true, true) => Parts::Components,
        (false, false) => Parts::Assets(kinds),
        (true, false) => {
            reading.mistake(span, "components and AI assets are looked at by checks of their own");
            return None;
        }
        (false, true) => return None,
    };
    let have = known?;
    if !have.fits(&of) {
        reading.mistake(at, format!("such parts cannot have a {}", have.as_str()));
        return None;
    }
    Some(PartsLook { of, have })
}
