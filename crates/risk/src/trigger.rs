//! What brings a threat: things in the inventory, or facts and conclusions, in the law files' own words.

use domain::Kind;
use inventory::AssetKind;
use rulebook::mistake::did_you_mean;
use rulebook::tree::{Entries, Fields, Reading};
use rulebook::{Condition, Rulebook, condition_of};

/// One of these is enough.
#[derive(Clone, Debug, PartialEq)]
pub enum Trigger {
    /// An AI asset of one of these kinds; if formats or a property are named, one that has them.
    Asset { kinds: Vec<AssetKind>, formats: Vec<String>, property: Option<String>, anywhere: bool },
    /// A component of others: `pypi:django`, `npm:@scope/*`, `*`.
    Component { names: Vec<String> },
    /// A signal of a scan.
    Signal { kinds: Vec<String> },
    /// What is known of a thing of this kind.
    Facts { on: Kind, condition: Condition },
}

impl Trigger {
    /// Reads one trigger of a threat to things of kind `on`.
    pub fn read(
        rulebook: &Rulebook,
        reading: &mut Reading,
        entries: Entries,
        span: std::ops::Range<usize>,
        on: Kind,
    ) -> Option<Trigger> {
        let mut fields = Fields::new(reading, entries, span.clone(), "this trigger");
        let trigger = if fields.has("asset") {
            let kinds = asset_kinds(&mut fields);
            let formats = texts(&mut fields, "format");
            let property = fields.text("property").map(|(property, _)| property);
            let anywhere = fields.bool("anywhere").unwrap_or_default();
            Some(Trigger::Asset { kinds, formats, property, anywhere })
        } else if fields.has("component") {
            Some(Trigger::Component { names: texts(&mut fields, "component") })
        } else if fields.has("signal") {
            Some(Trigger::Signal { kinds: texts(&mut fields, "signal") })
        } else {
            facts(rulebook, &mut fields, on)
        };
        fields.done();
        if trigger.is_none() {
            reading
                .mistake(span, "a trigger names an `asset`, a `component`, a `signal` or facts (`all`, `any`, `none`)");
        }
        trigger
    }
}

fn facts(rulebook: &Rulebook, fields: &mut Fields<'_>, on: Kind) -> Option<Trigger> {
    let on = match fields.text("on") {
        None => on,
        Some((text, span)) => match text.parse::<Kind>() {
            Ok(kind) => kind,
            Err(()) => {
                let help = did_you_mean(&text, Kind::ALL.map(Kind::as_str));
                fields.reading.mistake_with_help(span, format!("there is no kind of thing called `{text}`"), help);
                on
            }
        },
    };
    // What is only forbidden would hold of whatever nothing is known of.
    if !fields.has("all") && !fields.has("any") {
        return None;
    }
    Some(Trigger::Facts { on, condition: condition_of(rulebook, fields, on) })
}

fn texts(fields: &mut Fields<'_>, key: &'static str) -> Vec<String> {
    fields.texts(key).into_iter().map(|(text, _)| text).collect()
}

fn asset_kinds(fields: &mut Fields<'_>) -> Vec<AssetKind> {
    let mut kinds = Vec::new();
    for (text, span) in fields.texts("asset") {
        match AssetKind::from_name(&text) {
            Some(kind) => kinds.push(kind),
            None => {
                let help = did_you_mean(&text, AssetKind::ALL.map(AssetKind::as_str));
                fields.reading.mistake_with_help(span, format!("there is no kind of asset called `{text}`"), help);
            }
        }
    }
    kinds
}
