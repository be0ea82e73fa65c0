//! What papers are made from.

use domain::{Answer, Day, Kind};
use evidence::register::Registered;
use inventory::Inventory;
use reasoning::Facts;
use reasoning::facts::{NONE, ThingId};
use reasoning::verdict::Verdict;
use rulebook::Rulebook;

use crate::annex::Annexes;

/// Everything known about a product on a day.
#[derive(Clone, Copy)]
pub struct Matter<'m> {
    pub rulebook: &'m Rulebook,
    pub facts: &'m Facts,
    pub verdict: &'m Verdict,
    /// What was added to the log, withdrawn or not.
    pub evidence: &'m [Registered],
    /// What the product is made of, if its folder was looked at, and the digest of that.
    pub inventory: Option<(&'m Inventory, &'m str)>,
    /// The files that go with the papers.
    pub annexes: Annexes<'m>,
    /// The register of risks, if there is one.
    pub risks: Option<&'m risk::Register>,
    pub on: Day,
    /// The day on which the papers are issued; none for drafts.
    pub issued: Option<Day>,
}

impl<'m> Matter<'m> {
    /// The thing of a kind that a thing lies in, itself included.
    pub(crate) fn outer(&self, thing: ThingId, kind: Kind) -> Option<ThingId> {
        let outer = self.facts.thing(thing).within[kind as usize];
        (outer != NONE).then_some(outer)
    }

    /// Whether a thing lies in another, or is it.
    pub(crate) fn is_in(&self, thing: ThingId, outer: ThingId) -> bool {
        self.outer(thing, self.facts.thing(outer).kind) == Some(outer)
    }

    /// The answer of a conclusion for a thing or for one that it lies in.
    pub(crate) fn conclusion(&self, id: &str, thing: ThingId) -> Answer {
        let at = self.rulebook.find(id).map(|at| self.rulebook.name(at).on);
        let Some(outer) = at.and_then(|kind| self.outer(thing, kind)) else { return Answer::Unknown };
        let outer = self.facts.thing(outer);
        let mut found = self.verdict.conclusions.iter();
        found
            .find(|conclusion| {
                conclusion.id == id && conclusion.thing == outer.name && conclusion.kind == outer.kind.as_str()
            })
            .map_or(Answer::Unknown, |conclusion| conclusion.answer)
    }
}
