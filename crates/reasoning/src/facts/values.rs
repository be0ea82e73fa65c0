//! One written value → the set of values a fact may still have.

use std::ops::Range;

use domain::{Day, Values};
use rulebook::mistake::did_you_mean;
use rulebook::tree::{Node, Tree};
use rulebook::{FactType, NameId, Rulebook, What};

/// Why a value cannot be taken for a fact.
#[derive(Debug)]
pub struct WrongValue {
    pub message: String,
    pub help: Option<String>,
    pub span: Option<Range<usize>>,
}

fn wrong(message: impl Into<String>) -> WrongValue {
    WrongValue { message: message.into(), help: None, span: None }
}

/// The values that a written value leaves.
pub fn values(rulebook: &Rulebook, id: NameId, node: &Node) -> Result<Values, WrongValue> {
    let name = rulebook.name(id);
    match &name.what {
        What::Conclusion { .. } | What::Fact(FactType::YesNo) => yes_no(node),
        What::Fact(FactType::Choice(options)) => match &node.value {
            Tree::Text(_) => Ok(Values::One(mask(name, node)?)),
            Tree::Table(entries) => {
                let mut left = Values::one_of(options.len());
                for (key, node) in entries {
                    let mask = mask(name, node)?;
                    let narrowed = match key.name.as_str() {
                        "not" => left.narrow(Values::One(!mask & full(options.len()))),
                        "in" => left.narrow(Values::One(mask)),
                        other => return Err(wrong(format!("write {{ not = […] }} or {{ in = […] }}, not `{other}`"))),
                    };
                    left = narrowed.ok_or_else(|| wrong("this leaves no option"))?;
                }
                Ok(left)
            }
            _ => Err(choose(name, node)),
        },
        What::Fact(FactType::AnyOf(options)) => match &node.value {
            Tree::Text(text) if text == "none" && !options.iter().any(|option| option.id == "none") => {
                Ok(Values::Any { may: 0, must: 0 })
            }
            Tree::List(items) if items.is_empty() => Err(WrongValue {
                message: "an empty list says nothing".into(),
                help: Some("write \"none\" if none of them holds".into()),
                span: None,
            }),
            Tree::Text(_) | Tree::List(_) => Ok(Values::Any { may: full(options.len()), must: mask(name, node)? }),
            Tree::Table(entries) => {
                let mut left = Values::any_of(options.len());
                for (key, node) in entries {
                    let empty = matches!(&node.value, Tree::List(items) if items.is_empty());
                    let mask = if empty { 0 } else { mask(name, node)? };
                    let said = match key.name.as_str() {
                        "only" => Values::Any { may: mask, must: mask },
                        "has" => Values::Any { may: full(options.len()), must: mask },
                        "not" => Values::Any { may: full(options.len()) & !mask, must: 0 },
                        other => {
                            return Err(wrong(format!(
                                "write {{ only = […] }}, {{ has = […] }} or {{ not = […] }}, not `{other}`"
                            )));
                        }
                    };
                    left = left.narrow(said).ok_or_else(|| wrong("an option is both there and not there"))?;
                }
                Ok(left)
            }
            _ => Err(choose(name, node)),
        },
        What::Fact(FactType::Number { .. }) => number(node),
        What::Fact(FactType::Date) => date(node),
        What::Fact(FactType::Text { .. }) => Err(wrong("is a text: it decides nothing")),
        What::Reading { .. } | What::Status(_) => Err(wrong("is decided by the law files")),
    }
}

/// The texts of a fact that is one, each not empty: one, or as many as the fact allows.
pub(super) fn texts(several: bool, node: &Node) -> Result<Vec<String>, WrongValue> {
    let items = match &node.value {
        Tree::List(items) if several && !items.is_empty() => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let text = |item: &Node| match &item.value {
        Tree::Text(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        _ => Err(WrongValue { span: Some(item.span.clone()), ..wrong("should be a text that is not empty") }),
    };
    items.iter().map(text).collect()
}

fn yes_no(node: &Node) -> Result<Values, WrongValue> {
    match &node.value {
        Tree::Bool(true) => Ok(Values::YES),
        Tree::Bool(false) => Ok(Values::NO),
        Tree::Text(text) if text == "yes" => Ok(Values::YES),
        Tree::Text(text) if text == "no" => Ok(Values::NO),
        _ => Err(wrong(format!("should be true or false, but is {}", node.describe()))),
    }
}

fn full(options: usize) -> u64 {
    match Values::one_of(options) {
        Values::One(mask) => mask,
        _ => 0,
    }
}

fn choose(name: &rulebook::Name, node: &Node) -> WrongValue {
    let options: Vec<&str> = name.options().iter().map(|option| option.id.as_str()).collect();
    WrongValue {
        message: format!("should be one of its options, but is {}", node.describe()),
        help: Some(format!("options: {}", options.join(", "))),
        span: Some(node.span.clone()),
    }
}

fn mask(name: &rulebook::Name, node: &Node) -> Result<u64, WrongValue> {
    let items = match &node.value {
        Tree::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let mut mask = 0;
    for item in items {
        let Some(text) = item.text() else { return Err(choose(name, item)) };
        let Some(at) = name.options().iter().position(|option| option.id == text) else {
            let ids = || name.options().iter().map(|option| option.id.as_str());
            let help = did_you_mean(text, ids())
                .unwrap_or_else(|| format!("options: {}", ids().collect::<Vec<_>>().join(", ")));
            return Err(WrongValue {
                message: format!("there is no option `{text}`"),
                help: Some(help),
                span: Some(item.span.clone()),
            });
        };
        mask |= 1 << at;
    }
    Ok(mask)
}

fn number(node: &Node) -> Result<Values, WrongValue> {
    let (low, high) = match &node.value {
        Tree::Number(number) if number.is_finite() => (*number, *number),
        Tree::Text(text) => {
            range(text, |word| word.replace(['_', ','], "").parse::<f64>().ok().filter(|n| n.is_finite()))
                .map(|range| match range {
                    Said::Exactly(n) => (n, n),
                    Said::Under(n) => (f64::NEG_INFINITY, n.next_down()),
                    Said::AtMost(n) => (f64::NEG_INFINITY, n),
                    Said::Over(n) => (n.next_up(), f64::INFINITY),
                    Said::AtLeast(n) => (n, f64::INFINITY),
                    Said::Between(a, b) => (a, b),
                })
                .ok_or_else(|| WrongValue {
                    message: format!("`{text}` is not a number or a range"),
                    help: Some(
                        "write 12, \"under 50\", \"over 250\", \"at least 10\", \"at most 249\" or \"50 to 249\""
                            .into(),
                    ),
                    span: None,
                })?
        }
        _ => return Err(wrong(format!("should be a number, but is {}", node.describe()))),
    };
    if low > high {
        return Err(wrong("the range ends before it begins"));
    }
    Ok(Values::Range { low, high })
}

fn date(node: &Node) -> Result<Values, WrongValue> {
    let day = |day: Day| f64::from(day.0);
    let (low, high) = match &node.value {
        Tree::Date(exactly) => (day(*exactly), day(*exactly)),
        Tree::Text(text) => range(text, |word| word.parse::<Day>().ok().map(day))
            .map(|range| match range {
                Said::Exactly(n) => (n, n),
                Said::Under(n) => (f64::NEG_INFINITY, n - 1.0),
                Said::AtMost(n) => (f64::NEG_INFINITY, n),
                Said::Over(n) => (n + 1.0, f64::INFINITY),
                Said::AtLeast(n) => (n, f64::INFINITY),
                Said::Between(a, b) => (a, b),
            })
            .ok_or_else(|| WrongValue {
                message: format!("`{text}` is not a day or a range of days"),
                help: Some("write 2027-12-11, \"before 2027-12-11\", \"from 2027-12-11\" or \"2027-01-01 to 2027-06-30\", with days that exist".into()),
                span: None,
            })?,
        _ => return Err(wrong(format!("should be a date such as 2027-12-11, but is {}", node.describe()))),
    };
    if low > high {
        return Err(wrong("the range ends before it begins"));
    }
    Ok(Values::Range { low, high })
}

enum Said {
    Exactly(f64),
    Under(f64),
    AtMost(f64),
    Over(f64),
    AtLeast(f64),
    Between(f64, f64),
}

fn range(text: &str, parse: impl Fn(&str) -> Option<f64>) -> Option<Said> {
    let text = text.trim();
    if let Some((low, high)) = text.split_once(" to ") {
        return Some(Said::Between(parse(low.trim())?, parse(high.trim())?));
    }
    for (words, said) in [
        (["under ", "before ", "less than "], Said::Under as fn(f64) -> Said),
        (["over ", "after ", "more than "], Said::Over),
        (["at least ", "from ", "since "], Said::AtLeast),
        (["at most ", "until ", "up to "], Said::AtMost),
    ] {
        for word in words {
            if let Some(rest) = text.strip_prefix(word) {
                return Some(said(parse(rest.trim())?));
            }
        }
    }
    Some(Said::Exactly(parse(text)?))
}
