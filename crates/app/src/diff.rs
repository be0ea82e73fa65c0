//! What differs between two states of the law: two days, or two texts by name.

use domain::Day;
use reasoning::{LawChoice, Program};
use rulebook::{BlockId, BlockKind, Rulebook};
use serde::Serialize;

use crate::Failure;

/// The blocks and dates that differ.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct LawDiff {
    pub from: String,
    pub to: String,
    /// Blocks that only the later state has, that only the earlier has, and that are worded anew.
    pub added: Vec<String>,
    pub removed: Vec<String>,
    pub changed: Vec<String>,
    /// Application dates that lie between the two days: what starts.
    pub starting: Vec<String>,
}

/// Reads a day or the name of a text.
pub fn state(rulebook: &Rulebook, text: &str) -> Result<LawChoice, Failure> {
    if let Ok(day) = text.parse::<Day>() {
        return Ok(LawChoice::on(day));
    }
    let in_force =
        rulebook.acts.iter().flat_map(|act| &act.texts).filter(|known| known.name == text).map(|known| known.in_force);
    match in_force.min() {
        Some(day) => Ok(LawChoice { text: Some(text.to_owned()), ..LawChoice::on(day) }),
        None => Err(Failure::refused(
            format!("comparing the law at `{text}`"),
            "it is neither a day that exists nor the name of a text",
            "write a day such as 2026-07-27, or a text such as original or omnibus",
        )),
    }
}

/// Compares two states of the law.
pub fn diff(rulebook: &Rulebook, from: &LawChoice, to: &LawChoice, names: (&str, &str)) -> LawDiff {
    let (old, new) = (Program::new(rulebook, from.clone()), Program::new(rulebook, to.clone()));
    let mut diff = LawDiff { from: names.0.to_owned(), to: names.1.to_owned(), ..LawDiff::default() };
    let line = |at: usize| {
        let block = rulebook.block(at as BlockId);
        format!("{} {} ({})", block.id, block.title, block.what.as_str())
    };
    for (at, block) in rulebook.blocks.iter().enumerate() {
        let twin = |program: &Program<'_>| {
            rulebook.blocks.iter().enumerate().any(|(other, twin)| {
                other != at && twin.id == block.id && twin.act == block.act && program.is_live(other as BlockId)
            })
        };
        match (old.is_live(at as BlockId), new.is_live(at as BlockId)) {
            (false, true) if twin(&old) => diff.changed.push(line(at)),
            (false, true) => diff.added.push(line(at)),
            (true, false) if !twin(&new) => diff.removed.push(line(at)),
            _ => {}
        }
        if let BlockKind::Application { from: rulebook::From::Day(day) } = block.what
            && new.is_live(at as BlockId)
            && day > from.on
            && day <= to.on
        {
            diff.starting.push(format!("{day} {} {}", block.id, block.title));
        }
    }
    diff.starting.sort();
    diff
}
