//! One fenced block → one name or one block, with every mistake said.

pub(crate) mod condition;
mod obligation;

use std::collections::BTreeMap;
use std::ops::Range;

use domain::citation::{BlockId as BlockCitation, Citation, Range as CitationRange};
use domain::{Kind, Values};

use crate::mistake::did_you_mean;
use crate::model::*;
use crate::tree::{Fields, Key, Node, Tree};

/// What is known of a block before it is decoded: enough for others to point at it.
pub(crate) struct Stub {
    pub id: String,
    pub id_span: Range<usize>,
    pub citation: Citation,
    pub kind: StubKind,
    pub file: usize,
    pub fence: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StubKind {
    Rule,
    Obligation,
    Application,
    Penalty,
}

impl StubKind {
    pub fn parse(word: &str) -> Option<StubKind> {
        match word {
            "rule" => Some(StubKind::Rule),
            "obligation" => Some(StubKind::Obligation),
            "application" => Some(StubKind::Application),
            "penalty" => Some(StubKind::Penalty),
            _ => None,
        }
    }
}

pub(crate) const NAME_KINDS: [&str; 4] = ["fact", "conclusion", "reading", "status"];
pub(crate) const BLOCK_KINDS: [&str; 4] = ["rule", "obligation", "application", "penalty"];

/// All that is known while blocks are decoded.
pub(crate) struct Known<'k> {
    pub acts: &'k [Act],
    pub names: &'k [Name],
    pub index: &'k BTreeMap<String, NameId>,
    pub stubs: &'k [Stub],
}

/// A block with what still has to be resolved against the others.
pub(crate) struct Raw {
    pub block: Block,
    pub exception_to: Vec<(String, Range<usize>)>,
    pub provisions: Vec<CitationRange>,
    pub except: Vec<CitationRange>,
}

pub(crate) fn kind(fields: &mut Fields<'_>) -> Option<Kind> {
    let (text, span) = fields.text("on")?;
    match text.parse::<Kind>() {
        Ok(kind) => Some(kind),
        Err(()) => {
            let help = did_you_mean(&text, Kind::ALL.map(Kind::as_str));
            fields.reading.mistake_with_help(span, format!("there is no kind of thing called `{text}`"), help);
            None
        }
    }
}

pub(crate) fn well_formed_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn choices(fields: &mut Fields<'_>) -> Vec<Choice> {
    let Some((entries, span)) = fields.table("options") else {
        fields.missing("options");
        return Vec::new();
    };
    if entries.len() > 64 {
        fields.reading.mistake(span.clone(), format!("{} options are too many: 64 at most", entries.len()));
    }
    let mut choices = Vec::with_capacity(entries.len());
    for (Key { name, span }, node) in entries {
        if name.contains(char::is_whitespace) || name.is_empty() {
            fields.reading.mistake(span, format!("the option `{name}` has a space in it"));
            continue;
        }
        match node.value {
            Tree::Text(title) => choices.push(Choice { id: name, title }),
            _ => {
                fields.reading.mistake(node.span, format!("the option `{name}` should be a text that describes it"));
            }
        }
    }
    choices
}

/// A fact, conclusion, reading or status.
pub(crate) fn name(mut fields: Fields<'_>, word: &str, place: Place) -> Option<Name> {
    let id = fields.required_text("id");
    if let Some((id, span)) = &id
        && !well_formed_id(id)
    {
        fields.reading.mistake(span.clone(), format!("`{id}` is not kebab-case")).help =
            Some("use lower-case letters, digits and hyphens, starting with a letter".into());
    }
    let on = if fields.has("on") {
        kind(&mut fields)
    } else if matches!(word, "fact" | "conclusion") {
        fields.missing("on");
        None
    } else {
        Some(Kind::Organisation)
    };
    let cites = fields.texts("cites");
    for (citation, span) in &cites {
        if let Err(error) = citation.parse::<Citation>() {
            fields.reading.mistake(span.clone(), error.to_string());
        }
    }
    let aliases = fields.texts("aliases").into_iter().map(|(alias, _)| alias).collect();
    let title_key = if word == "fact" { "question" } else { "title" };
    let title = fields.required_text(title_key).map(|(title, _)| title);
    let help = fields.text("help").map(|(help, _)| help).unwrap_or_default();
    let what = match word {
        "fact" => {
            let type_text = fields.text("type");
            let fact = match type_text.as_ref().map_or("yes-no", |(text, _)| text.as_str()) {
                "yes-no" => FactType::YesNo,
                "choice" => FactType::Choice(choices(&mut fields)),
                "any-of" => FactType::AnyOf(choices(&mut fields)),
                "number" => FactType::Number { unit: fields.text("unit").map(|(unit, _)| unit).unwrap_or_default() },
                "date" => FactType::Date,
                "text" => FactType::Text { several: false },
                "texts" => FactType::Text { several: true },
                other => {
                    let span = type_text.as_ref().map_or(fields.span.clone(), |(_, span)| span.clone());
                    let help = did_you_mean(other, ["yes-no", "choice", "any-of", "number", "date", "text", "texts"]);
                    fields.reading.mistake_with_help(
                        span,
                        format!("there is no type `{other}`: yes-no, choice, any-of, number, date, text or texts"),
                        help,
                    );
                    FactType::YesNo
                }
            };
            What::Fact(fact)
        }
        "conclusion" => {
            let tier = match fields.text("tier") {
                None => Tier::Step,
                Some((text, span)) => Tier::ALL.into_iter().find(|tier| tier.as_str() == text).unwrap_or_else(|| {
                    let known: Vec<_> = Tier::ALL.iter().map(|tier| tier.as_str()).collect();
                    fields.reading.mistake(span, format!("there is no tier `{text}`: {}", known.join(", ")));
                    Tier::Step
                }),
            };
            What::Conclusion { tier, one_of: fields.text("one-of").map(|(family, _)| family) }
        }
        "reading" => {
            let options = choices(&mut fields);
            let default = fields.required_text("default").and_then(|(text, span)| {
                let at = options.iter().position(|option| option.id == text);
                if at.is_none() {
                    fields.reading.mistake(span, format!("the default `{text}` is none of the options"));
                }
                at
            });
            let why = fields.required_text("why").map(|(why, _)| why).unwrap_or_default();
            What::Reading { options, default: default.unwrap_or(0) as u8, why }
        }
        _ => {
            if !fields.has("value") {
                fields.missing("value");
            }
            if !fields.has("checked") {
                fields.missing("checked");
            }
            let value = fields.bool("value").unwrap_or(false);
            let checked = fields.date("checked").unwrap_or(domain::Day(0));
            let source = fields.text("source").map(|(source, _)| source).unwrap_or_default();
            let mut changes = Vec::new();
            for node in fields.list("changes") {
                let Tree::Table(entries) = node.value else {
                    fields.reading.mistake(node.span, "a change should be { from = DATE, value = true }");
                    continue;
                };
                let mut change = Fields::new(fields.reading, entries, node.span, "this change");
                if let (Some(from), Some(value)) = (change.date("from"), change.bool("value")) {
                    changes.push((from, value));
                }
                change.done();
            }
            changes.sort_by_key(|(from, _)| *from);
            What::Status(Status { value, changes, checked, source })
        }
    };
    let assume = match &what {
        What::Fact(fact) => assumption(&mut fields, fact),
        _ => None,
    };
    fields.done();
    Some(Name {
        id: id?.0,
        aliases,
        on: on?,
        title: title?,
        help,
        cites: cites.into_iter().map(|(citation, _)| citation).collect(),
        assume,
        what,
        place,
    })
}

/// What is taken if nobody says anything: "placing-date" of a date, an option of a choice, "none" of an any-of.
fn assumption(fields: &mut Fields<'_>, fact: &FactType) -> Option<Assumption> {
    let (text, span) = fields.text("assume")?;
    let assumption = match fact {
        FactType::Date if text == "placing-date" => Some(Assumption::PlacingDate),
        FactType::Choice(options) => {
            let at = options.iter().position(|option| option.id == text);
            at.map(|at| Assumption::Values(Values::One(1 << at.min(63))))
        }
        FactType::AnyOf(_) if text == "none" => Some(Assumption::Values(Values::Any { may: 0, must: 0 })),
        _ => None,
    };
    if assumption.is_none() {
        fields.reading.mistake(span, format!("`{text}` cannot be assumed")).help =
            Some("\"placing-date\" for a date, an option for a choice, \"none\" for an any-of".into());
    }
    assumption
}

/// The id of a rule, obligation, application or penalty.
pub(crate) fn block_id(fields: &mut Fields<'_>) -> Option<(BlockCitation, Range<usize>)> {
    let (text, span) = fields.required_text("id")?;
    match text.parse::<BlockCitation>() {
        Ok(id) => Some((id, span)),
        Err(error) => {
            fields.reading.mistake(span, error.to_string());
            None
        }
    }
}

/// A rule, obligation, application or penalty.
pub(crate) fn block(
    mut fields: Fields<'_>,
    known: &Known<'_>,
    stub: &Stub,
    act: u8,
    title: String,
    reason: String,
    place: Place,
) -> Option<Raw> {
    fields.take("id");
    let mut on = if fields.has("on") { Some(kind(&mut fields)?) } else { None };
    let since = text_of(&mut fields, known, act, "text").unwrap_or(0);
    let until = text_of(&mut fields, known, act, "until");
    let not_encoded = fields.text("not-encoded").map(|(why, _)| why);
    let not_compared = fields.text("not-compared").map(|(source, _)| source);
    let exception_to = fields.texts("exception-to");
    let digest = fields.text("digest").map(|(digest, _)| digest);
    fields.take("note");
    let mut provisions = Vec::new();
    let mut except = Vec::new();

    let what = match stub.kind {
        StubKind::Rule => {
            let concludes = match fields.text("concludes") {
                None if exception_to.is_empty() => {
                    fields.missing("concludes");
                    None
                }
                None => None,
                Some((text, span)) => {
                    let name = find(&mut fields, known, &text, span.clone());
                    if let Some(name) = name {
                        let named = &known.names[name as usize];
                        if !matches!(named.what, What::Conclusion { .. }) {
                            fields.reading.mistake(span, format!("`{text}` is not a conclusion"));
                        } else if on.is_some_and(|on| on != named.on) {
                            fields.reading.mistake(
                                span,
                                format!(
                                    "`{text}` is a conclusion about the {}, not about the thing named in `on`",
                                    named.on
                                ),
                            );
                        }
                        on = on.or(Some(named.on));
                    }
                    name
                }
            };
            BlockKind::Rule { concludes }
        }
        StubKind::Obligation => {
            if on.is_none() {
                fields.missing("on");
            }
            BlockKind::Obligation(Box::new(obligation::obligation(&mut fields, known, &stub.citation, on)?))
        }
        StubKind::Application => {
            provisions = ranges(&mut fields, "provisions");
            except = ranges(&mut fields, "except");
            if provisions.is_empty() && exception_to.is_empty() {
                fields.missing("provisions");
            }
            let from = match fields.take("from") {
                Some(Node { value: Tree::Date(day), .. }) => From::Day(day),
                Some(Node { value: Tree::Text(text), .. }) if text == "never" => From::Never,
                Some(node) => {
                    fields.reading.mistake(node.span, "`from` should be a date such as 2027-12-11, or \"never\"");
                    From::Never
                }
                None => {
                    fields.missing("from");
                    From::Never
                }
            };
            on = on.or(Some(Kind::Organisation));
            BlockKind::Application { from }
        }
        StubKind::Penalty => {
            provisions = ranges(&mut fields, "provisions");
            except = ranges(&mut fields, "except");
            if provisions.is_empty() && exception_to.is_empty() {
                fields.missing("provisions");
            }
            let whichever = fields.text("whichever");
            if let Some((text, span)) = &whichever
                && !matches!(text.as_str(), "higher" | "lower")
            {
                fields.reading.mistake(span.clone(), "`whichever` is \"higher\" or \"lower\"");
            }
            on = on.or(Some(Kind::Organisation));
            BlockKind::Penalty {
                amount: fields.number("amount").unwrap_or(f64::NAN),
                percent: fields.number("percent").unwrap_or(f64::NAN),
                whichever_higher: whichever.is_none_or(|(text, _)| text == "higher"),
                by: fields.text("by").map(|(by, _)| by).unwrap_or_default(),
            }
        }
    };
    if on.is_none() && stub.kind == StubKind::Rule && !fields.has("on") {
        // A rule that only says no stands at the kind of what it says no to; it must say which.
        fields.missing("on");
    }
    let on = on.unwrap_or(Kind::Organisation);
    let condition = condition::condition(&mut fields, known, on);
    fields.done();
    Some(Raw {
        block: Block {
            id: stub.id.clone(),
            citation: stub.citation.to_string(),
            act,
            since,
            until,
            on,
            at: on,
            condition,
            not_encoded,
            not_compared,
            exception_to: Vec::new(),
            exceptions: Vec::new(),
            applications: Vec::new(),
            penalties: Vec::new(),
            title,
            reason,
            digest,
            place,
            what,
        },
        exception_to,
        provisions,
        except,
    })
}

fn text_of(fields: &mut Fields<'_>, known: &Known<'_>, act: u8, key: &'static str) -> Option<u8> {
    let (text, span) = fields.text(key)?;
    let act = &known.acts[act as usize];
    let at = act.texts.iter().position(|known| known.name == text);
    if at.is_none() {
        let names: Vec<_> = act.texts.iter().map(|text| text.name.as_str()).collect();
        let message = format!("{} has no text `{text}`; its texts are {}", act.short, names.join(", "));
        fields.reading.mistake(span, message);
    }
    at.map(|at| at as u8)
}

pub(crate) fn ranges(fields: &mut Fields<'_>, key: &'static str) -> Vec<CitationRange> {
    let mut ranges = Vec::new();
    for (text, span) in fields.texts(key) {
        match text.parse::<CitationRange>() {
            Ok(range) => ranges.push(range),
            Err(error) => {
                fields.reading.mistake(span, error.to_string());
            }
        }
    }
    ranges
}

fn find(fields: &mut Fields<'_>, known: &Known<'_>, id: &str, span: Range<usize>) -> Option<NameId> {
    let found = known.index.get(id).copied();
    if found.is_none() {
        let help = did_you_mean(id, known.index.keys().map(String::as_str));
        fields.reading.mistake_with_help(span, format!("nothing is called `{id}`"), help);
    }
    found
}
