//! Every fact, conclusion, reading, status and duty by its stable id: all a stranger needs to write facts.

use rulebook::{BlockKind, FactType, Rulebook, What};
use schemars::JsonSchema;
use serde::Serialize;

/// The version of the JSON form.
pub const FORMAT: &str = "marque-terms/1";

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Terms {
    pub format: &'static str,
    pub how_to_write: Vec<&'static str>,
    pub terms: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Term {
    pub id: String,
    /// fact, conclusion, reading, status or duty.
    pub sort: &'static str,
    /// The thing it belongs to.
    pub on: String,
    #[serde(rename = "type")]
    pub value_type: String,
    /// The question (facts) or the title.
    pub text: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub help: String,
    pub cites: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

/// How each type is written in a facts document.
pub const HOW_TO_WRITE: [&str; 9] = [
    "Facts stand in the table of their thing: [organisation], [product], [[release]], [[sector-act]], [[ai-system]], [[ai-system.model]], [[event]]; every thing may have a name, the product must. A model without a system of ours stands in [[model]].",
    "yes-no: true or false. Leave a fact out (or write \"unknown\") if you do not know: unknown is never taken for no.",
    "choice: one option, as \"III-I-17\"; or { not = [\"III-I-3\"] } or { in = [\"III-I-3\", \"III-I-4\"] } if you know only that.",
    "any-of: [\"1(a)\"] says that these hold and there may be others; { only = [\"1(a)\"] } that these are all; { not = [\"1(a)\"] } that these do not; \"none\" that none does.",
    "number: 12, \"under 50\", \"over 3e24\", \"at least 10\", \"at most 249\", \"50 to 249\".",
    "date: 2027-12-11, \"before 2027-12-11\", \"from 2027-12-11\", \"2027-01-01 to 2027-06-30\".",
    "Lists of things are open until declared complete: [complete] ai-system = true, sector-act = true. Declare an empty list complete to say that there are none.",
    "A conclusion may be declared in the table of its thing like a yes-no fact, if you already know it: high-risk = true. What the rules conclude against it is shown as a conflict.",
    "What nobody gives and is marked \"assumed\" is taken to be so, and the verdict says it: of a date the placing date, or else the day of the verdict; of a choice or any-of what its help says.",
];

/// Every term, in the law's order.
pub fn terms(rulebook: &Rulebook) -> Terms {
    let mut terms = Vec::new();
    for name in &rulebook.names {
        let (sort, value_type) = match &name.what {
            What::Fact(FactType::YesNo) => ("fact", "yes-no".to_owned()),
            What::Fact(FactType::Choice(_)) => ("fact", "choice".to_owned()),
            What::Fact(FactType::AnyOf(_)) => ("fact", "any-of".to_owned()),
            What::Fact(FactType::Number { unit }) if unit.is_empty() => ("fact", "number".to_owned()),
            What::Fact(FactType::Number { unit }) => ("fact", format!("number ({unit})")),
            What::Fact(FactType::Date) => ("fact", "date".to_owned()),
            What::Fact(FactType::Text { several: false }) => ("fact", "text".to_owned()),
            What::Fact(FactType::Text { several: true }) => ("fact", "texts".to_owned()),
            What::Conclusion { tier, .. } => ("conclusion", format!("yes-no ({})", tier.as_str())),
            What::Reading { .. } => ("reading", "choice".to_owned()),
            What::Status(_) => ("status", "yes-no".to_owned()),
        };
        let value_type = if name.assume.is_some() { format!("{value_type} (assumed)") } else { value_type };
        terms.push(Term {
            id: name.id.clone(),
            sort,
            on: name.on.to_string(),
            value_type,
            text: name.title.clone(),
            help: name.help.clone(),
            cites: name.cites.clone(),
            options: name.options().iter().map(|option| (option.id.clone(), option.title.clone())).collect(),
            aliases: name.aliases.clone(),
        });
    }
    for block in &rulebook.blocks {
        if matches!(block.what, BlockKind::Obligation(_)) {
            terms.push(Term {
                id: block.id.clone(),
                sort: "duty",
                on: block.at.to_string(),
                value_type: "duty".to_owned(),
                text: block.title.clone(),
                help: String::new(),
                cites: vec![block.citation.clone()],
                options: Vec::new(),
                aliases: Vec::new(),
            });
        }
    }
    Terms { format: FORMAT, how_to_write: HOW_TO_WRITE.to_vec(), terms }
}
