//! What people hold against an answer of ours: `[[position]]` in `marque.toml`.

use domain::{Answer, Day};
use rulebook::mistake::did_you_mean;
use rulebook::tree::{Fields, Node, Reading, Tree};
use rulebook::{Rulebook, What};
use serde::{Deserialize, Serialize};

use super::Facts;

/// Another answer that a person recorded for a conclusion. Shown beside ours, never in its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    pub conclusion: String,
    /// The thing's name, if there are several of its kind.
    pub thing: Option<String>,
    pub answer: Answer,
    pub by: String,
    pub reason: String,
    pub date: Day,
}

/// Adds the positions of a node to the facts.
pub(super) fn read(rulebook: &Rulebook, reading: &mut Reading, node: Node, facts: &mut Facts) {
    for item in node.items() {
        match item.value {
            Tree::Table(entries) => {
                let fields = Fields::new(&mut *reading, entries, item.span, "this position");
                facts.positions.extend(position(rulebook, fields));
            }
            _ => {
                reading.mistake(item.span, "a position should be a table");
            }
        }
    }
}

fn position(rulebook: &Rulebook, mut fields: Fields<'_>) -> Option<Position> {
    let conclusion = fields.required_text("conclusion");
    let answer = fields.required_text("answer");
    let thing = fields.text("thing").map(|(thing, _)| thing);
    let by = fields.required_text("by");
    let reason = fields.required_text("reason");
    if !fields.has("date") {
        fields.missing("date");
    }
    let date = fields.date("date");
    let conclusion = conclusion.and_then(|(conclusion, span)| {
        let found = rulebook.find(&conclusion).map(|id| rulebook.name(id));
        if found.is_some_and(|name| matches!(name.what, What::Conclusion { .. })) {
            return Some(conclusion);
        }
        let help = did_you_mean(&conclusion, rulebook.names.iter().map(|name| name.id.as_str()));
        fields.reading.mistake_with_help(span, format!("there is no conclusion called `{conclusion}`"), help);
        None
    });
    let answer = answer.and_then(|(text, span)| match text.as_str() {
        "yes" => Some(Answer::Yes),
        "no" => Some(Answer::No),
        _ => {
            fields.reading.mistake(span, "a position's answer is \"yes\" or \"no\"");
            None
        }
    });
    fields.done();
    let ((by, _), (reason, _)) = (by?, reason?);
    Some(Position { conclusion: conclusion?, thing, answer: answer?, by, reason, date: date? })
}
