//! The fundamental rights impact assessment of a deployer: its questions are data, its answers people's.

use std::collections::BTreeMap;
use std::ops::Range;

use rulebook::KnownProvisions;
use rulebook::mistake::did_you_mean;
use rulebook::tree::{Entries, Fields, Reading, Tree};

use crate::words::{id, points};

/// What the assessment has to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub key: String,
    pub question: String,
    pub cites: Vec<String>,
}

impl Question {
    pub(crate) fn read(mut fields: Fields<'_>, law: &KnownProvisions) -> Option<Question> {
        let (key, question) = (id(&mut fields, "key"), fields.sentence("question"));
        let cites = points(&mut fields, "cites", law);
        if cites.is_empty() {
            fields.missing("cites");
        }
        fields.done();
        Some(Question { key: key?.0, question: question?, cites })
    }
}

/// The assessment of one AI system, as people wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessed {
    pub on: Option<(String, Range<usize>)>,
    pub answers: BTreeMap<String, String>,
}

/// Reads one `[[fria]]`.
pub(crate) fn read(reading: &mut Reading, entries: Entries, span: Range<usize>, questions: &[Question]) -> Assessed {
    let mut fields = Fields::new(reading, entries, span, "this fundamental rights impact assessment");
    let on = fields.text("on");
    let mut answers = BTreeMap::new();
    let keys = || questions.iter().map(|question| question.key.as_str());
    // The keys are data, so they are not taken by name.
    for (key, node) in fields.rest() {
        if !keys().any(|known| known == key.name) {
            let help = did_you_mean(&key.name, keys())
                .or_else(|| Some(format!("known keys: on, {}", keys().collect::<Vec<_>>().join(", "))));
            reading.mistake_with_help(key.span, format!("this assessment has no key `{}`", key.name), help);
            continue;
        }
        let texts: Option<Vec<&str>> = match &node.value {
            Tree::Text(text) => Some(vec![text.as_str()]),
            Tree::List(items) => items.iter().map(|item| item.text()).collect(),
            _ => None,
        };
        match texts {
            Some(texts) if texts.iter().any(|text| !text.trim().is_empty()) => {
                answers.insert(key.name, texts.join("; "));
            }
            // What says nothing answers nothing: it stays a gap.
            Some(_) => {}
            None => {
                reading.mistake(node.span, format!("`{}` should be a text or a list of texts", key.name));
            }
        }
    }
    Assessed { on, answers }
}
