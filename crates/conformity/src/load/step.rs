//! One `[[step]]`.

use std::ops::Range;

use rulebook::tree::Fields;

use super::law::{Law, Want};
use crate::procedure::Step;

/// A step, and who acts with the place where that stands.
pub(super) type Read = (Step, Vec<(String, Range<usize>)>);

pub(super) fn read(law: &Law<'_>, mut fields: Fields<'_>) -> Option<Read> {
    let id = fields.sentence("id");
    let say = fields.sentence("do");
    let who = fields.texts("who");
    if who.is_empty() {
        fields.missing("who");
    }
    let cites = law.known.cites(&mut fields);
    let leaves = law.leaves(&mut fields);
    let paper = fields.text("paper").map(|(text, _)| text);
    let needs = fields.texts("needs").into_iter().map(|(text, _)| text).collect();
    let when = law.optional(&mut fields, "if", Want::Conclusion);
    let later = fields.bool("later").unwrap_or(false);
    let joined = law.said(&mut fields, "joined");
    fields.done();
    let names = who.iter().map(|(text, _)| text.clone()).collect();
    let step = Step { id: id?, say: say?, who: names, cites, leaves, paper, needs, when, later, joined };
    Some((step, who))
}
