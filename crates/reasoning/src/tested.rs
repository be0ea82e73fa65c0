//! What the cases leave untested: duties that none binds or frees, dates that none stands before and on.

use std::collections::BTreeSet;

use domain::{Answer, Day, Values};
use rulebook::{BlockId, BlockKind, From, Rulebook};

use crate::cases::{Case, Expected};

/// What no case speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Untested {
    /// Duties that stand in no `binds`.
    pub never_bound: Vec<BlockId>,
    /// Duties that stand in no `does-not-bind`.
    pub never_free: Vec<BlockId>,
    /// Applications with a day on which, or the day before which, no case asks for a duty they start.
    pub undated: Vec<(BlockId, Day)>,
}

/// What the cases leave untested.
pub fn untested(rulebook: &Rulebook, cases: &[Case]) -> Untested {
    let mut bound = BTreeSet::new();
    let mut free = BTreeSet::new();
    let mut asked: BTreeSet<(BlockId, Day)> = BTreeSet::new();
    for case in cases {
        let days = days(case);
        for expected in &case.expected {
            let spoken_of = match expected {
                Expected::Bound { block, answer } => {
                    match answer {
                        Answer::Yes => drop(bound.insert(&rulebook.block(*block).id)),
                        Answer::No => drop(free.insert(&rulebook.block(*block).id)),
                        Answer::Unknown => {}
                    }
                    vec![*block]
                }
                Expected::From { block, .. } | Expected::Fines { block, .. } => vec![*block],
                Expected::Then { name, .. } => rules(rulebook, *name),
                Expected::Asks { .. } => Vec::new(),
            };
            for application in spoken_of.iter().flat_map(|block| &rulebook.block(*block).applications) {
                asked.extend(days.iter().map(|day| (*application, *day)));
            }
        }
    }
    let mut untested = Untested::default();
    for (at, block) in rulebook.blocks.iter().enumerate() {
        let id = at as BlockId;
        match &block.what {
            BlockKind::Obligation(_) => {
                if !bound.contains(&block.id) {
                    untested.never_bound.push(id);
                }
                if !free.contains(&block.id) {
                    untested.never_free.push(id);
                }
            }
            BlockKind::Application { from: From::Day(from) } => {
                let days = [Day(from.0 - 1), *from];
                untested
                    .undated
                    .extend(days.into_iter().filter(|day| !asked.contains(&(id, *day))).map(|day| (id, day)));
            }
            _ => {}
        }
    }
    untested
}

fn rules(rulebook: &Rulebook, name: rulebook::NameId) -> Vec<BlockId> {
    let concluding =
        rulebook.blocks.iter().enumerate().filter(
            |(_, block)| matches!(block.what, BlockKind::Rule { concludes: Some(concluded) } if concluded == name),
        );
    concluding.map(|(at, _)| at as BlockId).collect()
}

/// The day a case is asked on, and the days it gives as facts.
fn days(case: &Case) -> Vec<Day> {
    let given = case.facts.things.iter().flat_map(|thing| &thing.given);
    let dates = given.filter_map(|given| match given.values {
        Values::Range { low, high } if low == high => Some(Day(low as i32)),
        _ => None,
    });
    std::iter::once(case.choice.on).chain(dates).collect()
}
