//! A name in the words of a paper → its value with its source, or what is missing.

use std::str::FromStr;

use domain::{Answer, Day, Kind, Values};
use paper::{Field, Gap, Source};
use reasoning::facts::{Origin, ThingId, WE};
use rulebook::{FactType, Name, Rulebook, What};

use crate::Matter;
use crate::definition::is_shown;
use crate::words::Variable;

/// What the words of a paper may name.
pub(crate) enum Named<'r> {
    /// The name of the thing of this kind.
    Thing(Kind),
    /// The day of issue.
    Day,
    Fact(&'r Name, &'r FactType),
    /// Whether this text is given.
    Has(&'r Name),
    Conclusion(&'r Name),
}

/// What a name stands for.
pub(crate) enum Value {
    /// One field, or several where it is a list.
    Known(Vec<Field>),
    /// A word to choose by, which is not shown. With a gap if it should be known.
    Word(Field, Option<Gap>),
    Missing(Gap),
}

const HAS: &str = "has-";
const DAY: &str = "day";

/// What a variable names; why it names nothing.
pub(crate) fn named<'r>(rulebook: &'r Rulebook, variable: &Variable) -> Result<Named<'r>, String> {
    let id = variable.name.as_str();
    if id == DAY {
        return Ok(Named::Day);
    }
    if let Ok(kind) = Kind::from_str(id) {
        return Ok(Named::Thing(kind));
    }
    if let Some(text) = id.strip_prefix(HAS).and_then(|id| rulebook.find(id)) {
        return Ok(Named::Has(rulebook.name(text)));
    }
    let Some(at) = rulebook.find(id) else { return Err(format!("`${id}` is neither a fact nor a thing")) };
    let name = rulebook.name(at);
    match &name.what {
        What::Fact(fact) => match (fact, variable.selects) {
            (FactType::YesNo, false) => Err(format!("`${id}` is yes or no: choose words by it")),
            (FactType::AnyOf(_) | FactType::Text { .. } | FactType::Number { .. } | FactType::Date, true) => {
                Err(format!("no words can be chosen by `${id}`"))
            }
            _ => Ok(Named::Fact(name, fact)),
        },
        What::Conclusion { .. } if variable.selects && is_shown(rulebook, id) => Ok(Named::Conclusion(name)),
        What::Conclusion { .. } => Err(format!("words can be chosen by `${id}` only if verdicts show it")),
        _ => Err(format!("`${id}` is no fact")),
    }
}

/// The value of a variable at a thing. `cites` is what asks for it.
pub(crate) fn value(matter: &Matter<'_>, at: ThingId, variable: &Variable, cites: &[String]) -> Value {
    match named(matter.rulebook, variable) {
        Ok(Named::Thing(kind)) => thing(matter, at, kind, cites),
        Ok(Named::Day) => {
            let source = Source::Setting { name: DAY.to_owned() };
            let text = matter.issued.map_or_else(|| "…".to_owned(), |day| day.to_string());
            Value::Known(vec![Field { text, source }])
        }
        Ok(Named::Has(name)) => {
            let outer = matter.outer(at, name.on).unwrap_or(at);
            let given = !texts(matter, outer, name).is_empty();
            let source = source(&matter.facts.thing(outer).name, name, &[]);
            Value::Word(Field { text: if given { "yes" } else { "no" }.to_owned(), source }, None)
        }
        Ok(Named::Conclusion(name)) => Value::Word(conclusion(matter, at, &name.id).1, None),
        Ok(Named::Fact(name, fact)) => of_fact(matter, at, name, fact, variable.selects, cites),
        Err(why) => Value::Missing(Gap { what: why, cites: cites.to_vec(), remedy: String::new() }),
    }
}

/// The answer of a conclusion at a thing, and the same as something that a paper rests on.
pub(crate) fn conclusion(matter: &Matter<'_>, at: ThingId, id: &str) -> (Answer, Field) {
    let on = matter.rulebook.find(id).map(|name| matter.rulebook.name(name).on);
    let outer = on.and_then(|kind| matter.outer(at, kind)).unwrap_or(at);
    let answer = matter.conclusion(id, at);
    let source = Source::Conclusion { thing: matter.facts.thing(outer).name.clone(), id: id.to_owned() };
    (answer, Field { text: answer.as_str().to_owned(), source })
}

fn thing(matter: &Matter<'_>, at: ThingId, kind: Kind, cites: &[String]) -> Value {
    let missing = || {
        let (what, remedy) = (format!("the name of the {kind}"), format!("write name = \"…\" under [{kind}]"));
        Value::Missing(Gap { what, cites: cites.to_vec(), remedy })
    };
    let Some(outer) = matter.outer(at, kind) else { return missing() };
    let thing = matter.facts.thing(outer);
    if kind == Kind::Organisation && thing.name == WE {
        return missing();
    }
    let (name, origin) = ("name".to_owned(), "declared".to_owned());
    let source = Source::Fact { thing: thing.name.clone(), name, origin };
    Value::Known(vec![Field { text: thing.name.clone(), source }])
}

fn texts(matter: &Matter<'_>, at: ThingId, name: &Name) -> Vec<Field> {
    let thing = matter.facts.thing(at);
    let said = thing.texts.iter().filter(|said| matter.rulebook.name(said.name).id == name.id);
    let fields = said.flat_map(|said| {
        said.texts.iter().map(|text| Field { text: text.clone(), source: source(&thing.name, name, &[&said.origin]) })
    });
    fields.collect()
}

fn source(thing: &str, name: &Name, origins: &[&Origin]) -> Source {
    let origin = origins.iter().map(|origin| origin.to_string()).collect::<Vec<_>>().join("; ");
    Source::Fact { thing: thing.to_owned(), name: name.id.clone(), origin }
}

fn of_fact(matter: &Matter<'_>, at: ThingId, name: &Name, fact: &FactType, selects: bool, cites: &[String]) -> Value {
    let gap = || {
        let example = match fact {
            FactType::YesNo => "true",
            FactType::Number { .. } => "…",
            FactType::Date => "YYYY-MM-DD",
            FactType::Text { several: true } | FactType::AnyOf(_) => "[\"…\"]",
            FactType::Choice(_) | FactType::Text { .. } => "\"…\"",
        };
        let table = match name.on {
            Kind::Organisation | Kind::Product => format!("[{}]", name.on),
            kind => format!("[[{kind}]]"),
        };
        let remedy = format!("write {} = {example} under {table}", name.id);
        Gap { what: name.title.clone(), cites: cites.to_vec(), remedy }
    };
    let Some(outer) = matter.outer(at, name.on) else { return Value::Missing(gap()) };
    if let FactType::Text { .. } = fact {
        let texts = texts(matter, outer, name);
        return if texts.is_empty() { Value::Missing(gap()) } else { Value::Known(texts) };
    }
    let thing = matter.facts.thing(outer);
    let given = thing.given.iter().filter(|given| matter.rulebook.name(given.name).id == name.id);
    let origins: Vec<&Origin> = given.clone().map(|given| &given.origin).collect();
    let left = given.map(|given| given.values).reduce(|a, b| a.narrow(b).unwrap_or(a));
    let options = |mask: u64| name.options().iter().zip(0..64).filter(move |(_, bit)| mask >> bit & 1 == 1);
    let field = |text: String| Field { text, source: source(&thing.name, name, &origins) };
    match left.filter(|values| values.is_settled()) {
        Some(Values::One(mask)) if matches!(fact, FactType::YesNo) => {
            let answer = if mask == 0b10 { Answer::Yes } else { Answer::No };
            Value::Word(field(answer.as_str().to_owned()), None)
        }
        Some(Values::One(mask)) => match (options(mask).next(), selects) {
            (Some((option, _)), true) => Value::Word(field(option.id.clone()), None),
            (Some((option, _)), false) => Value::Known(vec![field(option.title.clone())]),
            (None, _) => Value::Missing(gap()),
        },
        Some(Values::Any { must, .. }) => {
            let fields: Vec<Field> = options(must).map(|(option, _)| field(option.title.clone())).collect();
            if fields.is_empty() { Value::Missing(gap()) } else { Value::Known(fields) }
        }
        Some(Values::Range { low, .. }) if matches!(fact, FactType::Date) => {
            Value::Known(vec![field(Day(low as i32).to_string())])
        }
        Some(Values::Range { low, .. }) => Value::Known(vec![field(low.to_string())]),
        None if selects => Value::Word(field(Answer::Unknown.as_str().to_owned()), Some(gap())),
        None => Value::Missing(gap()),
    }
}
