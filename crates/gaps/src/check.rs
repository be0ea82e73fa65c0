//! A check: on what it looks, and which points a pass proves.

use domain::citation::Citation;
use evidence::{Kind as EvidenceKind, Period};
use inventory::AssetKind;

/// One file of `checks/`.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Stable: the name of its file, and a rule id in SARIF.
    pub id: String,
    /// What holds if it passes.
    pub title: String,
    pub proves: Vec<Citation>,
    /// What a pass leaves open; none if it proves the points whole.
    pub leaves: Option<String>,
    /// It asks for more than the points do: failing it shows nothing against them.
    pub beyond: bool,
    pub look: Look,
    /// How long recorded evidence counts for it.
    pub fresh: Option<Period>,
    pub after: After,
}

/// What to do when it does not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    pub say: String,
    pub command: String,
}

/// On what a check looks.
#[derive(Clone, Debug, PartialEq)]
pub enum Look {
    Signal(SignalLook),
    Fact(FactLook),
    Evidence(EvidenceLook),
    Parts(PartsLook),
}

impl Look {
    pub fn as_str(&self) -> &'static str {
        match self {
            Look::Signal(_) => "signal",
            Look::Fact(_) => "fact",
            Look::Evidence(_) => "evidence",
            Look::Parts(_) => "parts",
        }
    }
}

/// A signal of the scan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SignalLook {
    pub kinds: Vec<String>,
    /// Any, if empty.
    pub detectors: Vec<String>,
    /// Any, if empty.
    pub names: Vec<String>,
    /// It must have this detail.
    pub property: Option<String>,
    /// This detail is a moment that must not be over.
    pub unexpired: Option<String>,
    /// It is a fault: seen, the check fails; not seen in a tree that was read whole, it passes.
    pub bad: bool,
    /// Detectors of the files that would hold it: if one was read and holds it not, the check fails.
    pub held_by: Vec<String>,
}

/// A fact that somebody gave.
#[derive(Clone, Debug, PartialEq)]
pub struct FactLook {
    pub fact: String,
    /// What it must be; none if it is enough that it was given.
    pub is: Option<bool>,
}

/// Evidence that was recorded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EvidenceLook {
    pub kind: Option<EvidenceKind>,
    /// How the name of its format begins.
    pub format: Option<String>,
    /// Counts that must be above zero.
    pub some: Vec<String>,
    /// Counts that must be zero.
    pub none: Vec<String>,
}

/// Something that every part of a sort must have.
#[derive(Clone, Debug, PartialEq)]
pub struct PartsLook {
    pub of: Parts,
    pub have: Has,
}

/// A sort of part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parts {
    /// What others made and the product delivers.
    Components,
    Assets(Vec<AssetKind>),
}

/// What a part may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Has {
    Version,
    Licence,
    Hash,
    /// A package URL.
    Identifier,
    /// Every required element of BSI TR-03183-2.
    BsiMinimum,
    /// A card in its folder, or one above.
    Card,
    Provider,
    /// A declared AI system that names it.
    System,
    /// The tree is kept under version control.
    History,
}

impl Has {
    pub const ALL: [Has; 9] = [
        Has::Version,
        Has::Licence,
        Has::Hash,
        Has::Identifier,
        Has::BsiMinimum,
        Has::Card,
        Has::Provider,
        Has::System,
        Has::History,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Has::Version => "version",
            Has::Licence => "licence",
            Has::Hash => "hash",
            Has::Identifier => "identifier",
            Has::BsiMinimum => "bsi-minimum",
            Has::Card => "card",
            Has::Provider => "provider",
            Has::System => "system",
            Has::History => "history",
        }
    }

    /// Whether parts of this sort can have it.
    pub fn fits(self, of: &Parts) -> bool {
        let of_components = matches!(self, Has::Version | Has::Hash | Has::Identifier | Has::BsiMinimum);
        let of_assets = matches!(self, Has::Card | Has::Provider | Has::System | Has::History);
        match of {
            Parts::Components => !of_assets,
            Parts::Assets(_) => !of_components,
        }
    }
}
