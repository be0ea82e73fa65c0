//! Facts as a document again: the shape of `marque.toml`, as JSON.

use domain::{Day, Kind, Values};
use rulebook::{FactType, NameId, Rulebook, What};
use serde_json::{Map, Value, json};

use crate::facts::{Facts, NONE, ThingId};

/// The document that reads back as these facts.
pub fn document(rulebook: &Rulebook, facts: &Facts) -> Value {
    let mut root = Map::new();
    for kind in Kind::ALL {
        if kind == Kind::Model {
            continue;
        }
        let tables: Vec<Value> = facts
            .of_kind(kind)
            .filter(|at| !facts.thing(*at).implied)
            .map(|at| Value::Object(table(rulebook, facts, at)))
            .collect();
        match (kind, tables.is_empty()) {
            (_, true) => {}
            (Kind::Organisation | Kind::Product, _) => {
                root.extend(tables.into_iter().map(|table| (kind.to_string(), table)));
            }
            _ => {
                root.insert(kind.to_string(), Value::Array(tables));
            }
        }
    }
    let loose: Vec<Value> = facts
        .of_kind(Kind::Model)
        .filter(|at| facts.thing(*at).within[Kind::AiSystem as usize] == NONE)
        .map(|at| Value::Object(table(rulebook, facts, at)))
        .collect();
    if !loose.is_empty() {
        root.insert(Kind::Model.to_string(), Value::Array(loose));
    }
    let release_implied = facts.of_kind(Kind::Release).any(|at| facts.thing(at).implied);
    let complete: Map<String, Value> = Kind::ALL
        .into_iter()
        .filter(|kind| facts.complete[*kind as usize] && !(*kind == Kind::Release && release_implied))
        .map(|kind| (kind.to_string(), json!(true)))
        .collect();
    if !complete.is_empty() {
        root.insert("complete".into(), Value::Object(complete));
    }
    if !facts.positions.is_empty() {
        let positions = facts.positions.iter().map(|position| {
            let mut table = json!({
                "conclusion": position.conclusion, "answer": position.answer.as_str(), "by": position.by,
                "reason": position.reason, "date": position.date.to_string(),
            });
            if let Some(thing) = &position.thing {
                table["thing"] = json!(thing);
            }
            table
        });
        root.insert("position".into(), positions.collect());
    }
    if !facts.points.is_empty() {
        root.insert("point".into(), crate::facts::written(&facts.points));
    }
    if !facts.modifications.is_empty() {
        root.insert("modification".into(), crate::facts::modifications_written(&facts.modifications));
    }
    Value::Object(root)
}

fn table(rulebook: &Rulebook, facts: &Facts, at: ThingId) -> Map<String, Value> {
    let thing = facts.thing(at);
    let mut table = Map::new();
    if thing.kind != Kind::Organisation {
        table.insert("name".into(), json!(thing.name));
    }
    if !thing.assets.is_empty() {
        let key = if thing.kind == Kind::Product { "outside" } else { "assets" };
        table.insert(key.into(), json!(thing.assets));
    }
    let mut names: Vec<NameId> = thing.given.iter().map(|given| given.name).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let said = thing.given.iter().filter(|given| given.name == name).map(|given| given.values);
        if let Some(values) = said.reduce(|a, b| a.narrow(b).unwrap_or(a)) {
            table.insert(rulebook.name(name).id.clone(), value(rulebook, name, values));
        }
    }
    for said in &thing.texts {
        let texts = match said.texts.as_slice() {
            [only] => json!(only),
            several => json!(several),
        };
        table.insert(rulebook.name(said.name).id.clone(), texts);
    }
    let models: Vec<Value> = facts
        .of_kind(Kind::Model)
        .filter(|model| thing.kind == Kind::AiSystem && facts.thing(*model).within[Kind::AiSystem as usize] == at)
        .map(|model| Value::Object(self::table(rulebook, facts, model)))
        .collect();
    if !models.is_empty() {
        table.insert("model".into(), Value::Array(models));
    }
    table
}

/// A fact's values as they are written in a document.
pub fn value(rulebook: &Rulebook, name: NameId, values: Values) -> Value {
    let name = rulebook.name(name);
    let ids = |mask: u64| -> Vec<&str> {
        name.options()
            .iter()
            .enumerate()
            .filter(|(at, _)| mask >> at & 1 == 1)
            .map(|(_, option)| option.id.as_str())
            .collect()
    };
    let is_date = matches!(name.what, What::Fact(FactType::Date));
    let point = |value: f64| if is_date { Day(value as i32).to_string() } else { format!("{value}") };
    match values {
        Values::One(mask) if matches!(name.what, What::Fact(FactType::Choice(_))) => match ids(mask).as_slice() {
            [only] => json!(only),
            several => json!({ "in": several }),
        },
        Values::One(mask) => json!(mask & 0b11 == 0b10),
        Values::Any { may, must } if may == must && may == 0 => json!("none"),
        Values::Any { may, must } if may == must => json!({ "only": ids(must) }),
        Values::Any { may, must } => {
            let mut said = Map::new();
            if must != 0 {
                said.insert("has".into(), json!(ids(must)));
            }
            let not = ids(!may);
            if !not.is_empty() {
                said.insert("not".into(), json!(not));
            }
            Value::Object(said)
        }
        Values::Range { low, high } if low == high && is_date => json!(point(low)),
        Values::Range { low, high } if low == high => json!(low),
        Values::Range { low, high } if high.is_infinite() => json!(format!("at least {}", point(low))),
        Values::Range { low, high } if low.is_infinite() => json!(format!("at most {}", point(high))),
        Values::Range { low, high } => json!(format!("{} to {}", point(low), point(high))),
    }
}
