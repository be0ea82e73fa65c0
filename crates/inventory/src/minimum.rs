//! What a bill of materials has to say at least, and what is missing from it.
//!
//! A scan knows what it saw. What only the owner can know is missing, however good the scan: it is never passed.

mod bsi;
mod g7;

use std::borrow::Cow;

use serde::Serialize;

use crate::Inventory;

/// A published list of what a bill of materials has to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Minimum {
    /// BSI TR-03183-2 v2.1.0, the German guideline on software bills of materials for the CRA.
    Bsi,
    /// "SBOM for AI - Minimum Elements" of the G7 and the BSI, 12 May 2026. It is voluntary.
    G7,
}

/// How strongly it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Always.
    Required,
    /// If it exists.
    Additional,
    /// It may be said.
    Optional,
}

/// Whether it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    Met,
    /// Not said: ask the owner.
    Missing,
    /// There is nothing it could be said of.
    NotApplicable,
}

/// One element of a list, judged of one part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judgement<'a> {
    /// The reference of the component or asset, or the name of the system; empty for the document as a whole.
    pub part: Cow<'a, str>,
    /// The name of the element.
    pub field: &'static str,
    pub level: Level,
    pub state: State,
    /// Where it is asked for.
    pub citation: &'static str,
}

/// Something that should be said and is not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Missing {
    /// The reference of the component or asset, or the name of the system; empty for the document as a whole.
    pub component: String,
    /// The name of the element.
    pub field: &'static str,
    pub level: Level,
    /// Where it is asked for.
    pub citation: &'static str,
}

/// Takes an inventory; judges every element of a list, of every part it applies to.
pub fn judge(inventory: &Inventory, minimum: Minimum) -> Vec<Judgement<'_>> {
    match minimum {
        Minimum::Bsi => bsi::judge(inventory),
        Minimum::G7 => g7::judge(inventory),
    }
}

/// Takes an inventory; gives what a list asks for and the inventory does not say. What may be said only is not asked
/// for.
pub fn check(inventory: &Inventory, minimum: Minimum) -> Vec<Missing> {
    let judged = judge(inventory, minimum).into_iter();
    let missing = judged.filter(|judged| judged.state == State::Missing && judged.level != Level::Optional);
    missing
        .map(|Judgement { part, field, level, citation, .. }| Missing {
            component: part.into_owned(),
            field,
            level,
            citation,
        })
        .collect()
}
