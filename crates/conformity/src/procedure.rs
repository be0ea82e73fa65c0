//! What stands in `procedures/`.

use domain::{Day, Kind};
use rulebook::{BlockId, NameId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The procedures and what they share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    /// Those of products first; then by rank.
    pub procedures: Vec<Procedure>,
    pub shared: Shared,
}

/// What several procedures share.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shared {
    pub actors: Vec<Actor>,
    pub steps: Vec<Step>,
    pub standards: Vec<Draft>,
    pub marking: Vec<MarkingRule>,
    pub assumptions: Vec<Said>,
    pub joins: Vec<Note>,
}

/// One file of the folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Procedure {
    /// Stable: the name of its file.
    pub id: String,
    /// As it stands within a sentence.
    pub title: String,
    /// The prefix of the act that prescribes it.
    pub act: String,
    /// The kind of thing that goes through it.
    pub on: Kind,
    /// The fewer outsiders take part, the lower.
    pub rank: f64,
    /// Without this conclusion no procedure of the act concerns the thing.
    pub within: NameId,
    /// The conclusion that says that it is open.
    pub open: NameId,
    /// The conclusion that says that it is the one, where the law knows one.
    pub applies: Option<NameId>,
    /// The option of a fact by which somebody chooses it.
    pub choice: Option<(NameId, u8)>,
    pub cites: Vec<String>,
    /// Which designation a body has to have.
    pub body: Option<Said>,
    /// A body notified under the act takes part.
    pub notified: bool,
    pub opens: Vec<Lever>,
    pub costs: Vec<String>,
    pub notes: Vec<Note>,
    pub steps: Vec<Step>,
}

/// A sentence with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Said {
    pub say: String,
    pub cites: Vec<String>,
}

/// A sentence that is said if a conclusion holds, or always.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    pub when: Option<NameId>,
    pub said: Said,
}

/// What may open a shut procedure: statuses of the law that turn, and facts that people can bring about.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    pub statuses: Vec<NameId>,
    pub facts: Vec<NameId>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub id: String,
    pub say: String,
    /// Ids of actors.
    pub who: Vec<String>,
    pub cites: Vec<String>,
    /// What it leaves behind: kinds of evidence as the law files name them.
    pub leaves: Vec<String>,
    /// The paper that holds it.
    pub paper: Option<String>,
    /// Steps before it.
    pub needs: Vec<String>,
    /// Only if this holds.
    pub when: Option<NameId>,
    /// After the marking.
    pub later: bool,
    /// What is added where several acts ask for it.
    pub joined: Option<Said>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub id: String,
    pub title: String,
    /// The acts under which it acts; any, if empty.
    pub acts: Vec<String>,
}

/// A standard written for an act, and the status that says whether any such standard counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub name: String,
    pub about: String,
    pub stage: String,
    pub as_of: Day,
    pub status: NameId,
    pub act: String,
}

/// Which duty provides for the CE marking under an act, and from when bodies can be notified.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkingRule {
    pub act: String,
    /// One block for each text of the act.
    pub duty: Vec<BlockId>,
    pub bodies: Vec<BlockId>,
}
