//! What there is to look at.

use domain::{Day, Kind};
use evidence::{Register, Registered};
use inventory::Inventory;
use reasoning::Facts;

/// A product as it lies before whoever assesses it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    pub facts: &'a Facts,
    /// What a scan found, with the signals of the product only; none if nobody scanned.
    pub inventory: Option<&'a Inventory>,
    /// Whether the tree is kept under version control, if somebody looked.
    pub has_history: Option<bool>,
    pub register: &'a Register,
    pub on: Day,
}

/// How recorded evidence stands for the product as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    Fresh,
    /// Why it counts no more.
    Stale(String),
}

impl Seen<'_> {
    /// The evidence that nobody withdrew, each with its standing.
    pub fn evidence(&self) -> impl Iterator<Item = (&Registered, Standing)> {
        self.register.evidence.iter().filter_map(|piece| Some((piece, self.standing(piece)?)))
    }

    fn standing(&self, piece: &Registered) -> Option<Standing> {
        match piece.state(self.on) {
            evidence::State::Withdrawn => None,
            evidence::State::Stale(last) => Some(Standing::Stale(format!("fresh until {last}"))),
            evidence::State::Fresh(_) => Some(match self.release() {
                Some(now) if piece.evidence.release.as_deref().is_some_and(|release| release != now) => {
                    let of = piece.evidence.release.as_deref().unwrap_or_default();
                    Standing::Stale(format!("of release {of}, not {now}"))
                }
                _ => Standing::Fresh,
            }),
        }
    }

    /// The release that is assessed: the one declared last, if any is.
    fn release(&self) -> Option<&str> {
        let declared = self.facts.of_kind(Kind::Release).map(|at| self.facts.thing(at)).filter(|thing| !thing.implied);
        declared.last().map(|release| release.name.as_str())
    }
}
