//! One fenced block → one name or one block, with every mistake said.

use std::collections::BTreeMap;
use std::ops::Range;

use domain::Kind;
use domain::citation::{BlockId as BlockCitation, Citation, Range as CitationRange};

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

fn well_formed_id(id: &str) -> bool {
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
                "date" => {
                    let assume = fields.text("assume");
                    if let Some((text, span)) = &assume
                        && text != "placing-date"
                    {
                        fields.reading.mistake(span.clone(), "`assume` can only be \"placing-date\"");
                    }
                    FactType::Date { assume_placing_date: assume.is_some() }
                }
                other => {
                    let span = type_text.as_ref().map_or(fields.span.clone(), |(_, span)| span.clone());
                    let help = did_you_mean(other, ["yes-no", "choice", "any-of", "number", "date"]);
                    fields.reading.mistake_with_help(
                        span,
                        format!("there is no type `{other}`: yes-no, choice, any-of, number or date"),
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
    fields.done();
    Some(Name {
        id: id?.0,
        aliases,
        on: on?,
        title: title?,
        help,
        cites: cites.into_iter().map(|(citation, _)| citation).collect(),
        what,
        place,
    })
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
            BlockKind::Obligation(obligation(&mut fields, known, on)?)
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
    let condition = condition(&mut fields, known, on);
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

fn ranges(fields: &mut Fields<'_>, key: &'static str) -> Vec<CitationRange> {
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

fn obligation(fields: &mut Fields<'_>, known: &Known<'_>, on: Option<Kind>) -> Option<Obligation> {
    let mut who = Vec::new();
    if !fields.has("who") {
        fields.missing("who");
    }
    for (text, span) in fields.texts("who") {
        let Some(id) = find(fields, known, &text, span.clone()) else { continue };
        let name = &known.names[id as usize];
        if name.tier() != Some(Tier::Role) {
            fields.reading.mistake(span, format!("`{text}` is not a role (a conclusion of tier role)"));
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
    })
}

fn condition(fields: &mut Fields<'_>, known: &Known<'_>, on: Kind) -> Condition {
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
        if !matches!(name.what, What::Fact(FactType::Date { .. })) {
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
