//! The items of a condition.

use std::ops::Range;

use domain::Kind;

use super::{Known, StubKind, find};
use crate::mistake::did_you_mean;
use crate::model::*;
use crate::tree::{Fields, Node, Tree};

/// Reads `all`, `any` and `none` of a table outside the law files, such as a trigger of a threat.
pub fn condition_of(rulebook: &Rulebook, fields: &mut Fields<'_>, on: Kind) -> Condition {
    let known = Known { acts: &rulebook.acts, names: &rulebook.names, index: &rulebook.index, stubs: &[] };
    condition(fields, &known, on)
}

pub(crate) fn condition(fields: &mut Fields<'_>, known: &Known<'_>, on: Kind) -> Condition {
    let mut condition = Condition::default();
    for key in ["all", "any", "none"] {
        for node in fields.list(key) {
            if let Some(item) = item(fields, known, on, node) {
                match key {
                    "all" => condition.all.push(item),
                    "any" => condition.any.push(item),
                    _ => condition.none.push(item),
                }
            }
        }
    }
    condition
}

/// The options that a pattern names: an id, or a beginning with `*`.
fn options(fields: &mut Fields<'_>, name: &Name, patterns: Vec<(String, Range<usize>)>) -> u64 {
    let mut wanted = 0;
    for (pattern, span) in patterns {
        let matches = |choice: &Choice| match pattern.strip_suffix('*') {
            Some(prefix) => choice.id.starts_with(prefix),
            None => choice.id == pattern,
        };
        let before = wanted;
        for (at, choice) in name.options().iter().enumerate() {
            if matches(choice) {
                wanted |= 1 << at.min(63);
            }
        }
        if wanted == before && !name.options().iter().any(matches) {
            let help = did_you_mean(&pattern, name.options().iter().map(|choice| choice.id.as_str()));
            fields.reading.mistake_with_help(span, format!("`{}` has no option `{pattern}`", name.id), help);
        }
    }
    wanted
}

fn item(outer: &mut Fields<'_>, known: &Known<'_>, on: Kind, node: Node) -> Option<Item> {
    let span = node.span.clone();
    let entries = match node.value {
        Tree::Text(id) => {
            let name_id = find(outer, known, &id, span.clone())?;
            let name = &known.names[name_id as usize];
            if !matches!(name.what, What::Fact(FactType::YesNo) | What::Conclusion { .. } | What::Status(_)) {
                outer.reading.mistake(
                    span,
                    format!("`{id}` is not yes or no: say which value, as in {{ fact = \"{id}\", is = … }}"),
                );
                return None;
            }
            in_view(outer, name, on, span)?;
            return Some(Item::Is(name_id));
        }
        Tree::Table(entries) => entries,
        _ => {
            outer.reading.mistake(span, "an item of a condition is a name or a table");
            return None;
        }
    };
    let mut fields = Fields::new(outer.reading, entries, span.clone(), "this item");
    let item = if let Some((fact, fact_span)) = fields.text("fact") {
        let id = find(&mut fields, known, &fact, fact_span.clone())?;
        let name = &known.names[id as usize];
        in_view(&mut fields, name, on, fact_span.clone())?;
        match &name.what {
            What::Fact(FactType::Choice(_)) => {
                let mut patterns = fields.texts("is");
                patterns.extend(fields.texts("in"));
                if patterns.is_empty() {
                    fields.missing("is");
                }
                Item::In { fact: id, options: options(&mut fields, name, patterns) }
            }
            What::Fact(FactType::AnyOf(_)) => {
                let patterns = fields.texts("has");
                if patterns.is_empty() {
                    fields.missing("has");
                }
                Item::Has { fact: id, options: options(&mut fields, name, patterns) }
            }
            What::Fact(FactType::Number { .. }) => {
                let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
                let mut compared = false;
                for (key, value) in [
                    ("over", fields.number("over")),
                    ("at-least", fields.number("at-least")),
                    ("under", fields.number("under")),
                    ("at-most", fields.number("at-most")),
                ] {
                    let Some(value) = value else { continue };
                    compared = true;
                    match key {
                        "over" => low = low.max(value.next_up()),
                        "at-least" => low = low.max(value),
                        "under" => high = high.min(value.next_down()),
                        _ => high = high.min(value),
                    }
                }
                if !compared {
                    fields.missing("over");
                }
                Item::Within { fact: id, low, high }
            }
            What::Fact(FactType::YesNo) => {
                match fields.bool("is") {
                    Some(true) => {}
                    _ => {
                        fields
                            .reading
                            .mistake(span, "write a yes-no fact as its bare name; for \"no\" put it under `none`");
                    }
                }
                Item::Is(id)
            }
            _ => {
                fields.reading.mistake(fact_span, format!("`{fact}` cannot be compared this way"));
                return None;
            }
        }
    } else if let Some((date, date_span)) = fields.text("date") {
        let id = find(&mut fields, known, &date, date_span.clone())?;
        let name = &known.names[id as usize];
        in_view(&mut fields, name, on, date_span.clone())?;
        if !matches!(name.what, What::Fact(FactType::Date)) {
            fields.reading.mistake(date_span, format!("`{date}` is not a date"));
            return None;
        }
        let before = fields.has("before");
        let bound = if before { fields.take("before") } else { fields.take("from") };
        let Some(bound) = bound else {
            fields.missing("before");
            return None;
        };
        let bound = match bound.value {
            Tree::Date(day) => Bound::Day(day),
            Tree::Text(text) => {
                let blocks: Vec<BlockId> = known
                    .stubs
                    .iter()
                    .enumerate()
                    .filter(|(_, stub)| stub.kind == StubKind::Application && stub.id == text)
                    .map(|(at, _)| at as BlockId)
                    .collect();
                if blocks.is_empty() {
                    let applications = known.stubs.iter().filter(|stub| stub.kind == StubKind::Application);
                    let help = did_you_mean(&text, applications.map(|stub| stub.id.as_str()));
                    fields.reading.mistake_with_help(bound.span, format!("no application has the id `{text}`"), help);
                    return None;
                }
                Bound::Application(blocks)
            }
            _ => {
                fields.reading.mistake(bound.span, "should be a date, or the id of an application");
                return None;
            }
        };
        Item::Date { fact: id, bound, before }
    } else if let Some((reading, reading_span)) = fields.text("reading") {
        let id = find(&mut fields, known, &reading, reading_span.clone())?;
        let name = &known.names[id as usize];
        if !matches!(name.what, What::Reading { .. }) {
            fields.reading.mistake(reading_span, format!("`{reading}` is not a reading"));
            return None;
        }
        let (is, is_span) = fields.required_text("is")?;
        let Some(option) = name.options().iter().position(|choice| choice.id == is) else {
            let help = did_you_mean(&is, name.options().iter().map(|choice| choice.id.as_str()));
            fields.reading.mistake_with_help(is_span, format!("`{reading}` has no option `{is}`"), help);
            return None;
        };
        Item::Reading { reading: id, option: option as u8 }
    } else {
        let some = fields.has("some");
        let Some((kind_text, kind_span)) = (if some { fields.text("some") } else { fields.text("every") }) else {
            fields.reading.mistake(span, "an item is a name, or has one of `fact`, `date`, `some`, `every`, `reading`");
            return None;
        };
        let Ok(kind) = kind_text.parse::<Kind>() else {
            let help = did_you_mean(&kind_text, Kind::ALL.map(Kind::as_str));
            fields.reading.mistake_with_help(
                kind_span,
                format!("there is no kind of thing called `{kind_text}`"),
                help,
            );
            return None;
        };
        let (is, is_span) = fields.required_text("is")?;
        let id = find(&mut fields, known, &is, is_span.clone())?;
        let name = &known.names[id as usize];
        if !matches!(name.what, What::Fact(FactType::YesNo) | What::Conclusion { .. }) {
            fields.reading.mistake(is_span, format!("`{is}` is not a yes-no fact or a conclusion"));
            return None;
        }
        if !kind.is_within(name.on) {
            fields.reading.mistake(is_span, format!("`{is}` is about the {}, not about each {kind}", name.on));
            return None;
        }
        if some { Item::Some { kind, name: id } } else { Item::Every { kind, name: id } }
    };
    fields.done();
    Some(item)
}

fn in_view(fields: &mut Fields<'_>, name: &Name, on: Kind, span: Range<usize>) -> Option<()> {
    let global = matches!(name.what, What::Status(_) | What::Reading { .. });
    if global || on.is_within(name.on) {
        return Some(());
    }
    fields.reading.mistake(
        span,
        format!(
            "`{}` is about the {}; a block about the {on} sees it only through `some` or `every`",
            name.id, name.on
        ),
    );
    None
}
