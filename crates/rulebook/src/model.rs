//! The checked rulebook: every name resolved, every block in the law's order.

mod crosswalk;
mod ledger;
mod report;

use std::collections::{BTreeMap, BTreeSet};

use domain::citation::Citation;
use domain::{Day, Kind, Values};
use serde::{Deserialize, Serialize};

pub use crosswalk::{Crosswalk, Relation, Row, Theme, Why};
pub use ledger::{Ledger, LedgerEntry};
pub use report::{Difference, Report, Saying, Step as ReportStep};

/// Index into [`Rulebook::names`].
pub type NameId = u32;
/// Index into [`Rulebook::blocks`].
pub type BlockId = u32;

/// The law as data, checked. Pure data: reading it touches no file.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Rulebook {
    pub acts: Vec<Act>,
    /// Facts, conclusions, readings and statuses, in the law's order.
    pub names: Vec<Name>,
    /// Rules, obligations, applications and penalties, in the law's order.
    pub blocks: Vec<Block>,
    pub provisions: Vec<Provision>,
    /// What to evaluate, each after all it depends on.
    pub order: Vec<Step>,
    /// SHA-256 over the files it was made from, in hexadecimal: tells one state of the law files from another.
    pub digest: String,
    /// Every id and every alias.
    pub index: BTreeMap<String, NameId>,
    /// Every paragraph of the acts whose paragraphs are listed, and who it is for.
    pub ledger: Ledger,
    pub crosswalk: Crosswalk,
    pub report: Report,
}

/// An act of Union law that has a folder under `law/`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    pub prefix: String,
    pub title: String,
    /// What people call it.
    pub short: String,
    pub eli: String,
    /// Encoded only as far as it interlocks with the others; shown apart from them.
    pub neighbour: bool,
    /// Oldest first.
    pub texts: Vec<ActText>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActText {
    pub name: String,
    pub in_force: Day,
}

/// Something with an id that conditions can speak of.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Name {
    pub id: String,
    /// Former ids.
    pub aliases: Vec<String>,
    pub on: Kind,
    /// The question (facts) or the title (all others).
    pub title: String,
    pub help: String,
    pub cites: Vec<String>,
    /// What is taken if nobody says anything about this fact; the verdict says so.
    pub assume: Option<Assumption>,
    pub what: What,
    pub place: Place,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Assumption {
    /// The placing date, or else the day of the verdict.
    PlacingDate,
    Values(Values),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum What {
    Fact(FactType),
    Conclusion {
        tier: Tier,
        /// At most one of this family may hold.
        one_of: Option<String>,
    },
    Reading {
        options: Vec<Choice>,
        default: u8,
        why: String,
    },
    Status(Status),
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum FactType {
    YesNo,
    /// Exactly one holds.
    Choice(Vec<Choice>),
    /// Several may hold.
    AnyOf(Vec<Choice>),
    Number {
        unit: String,
    },
    Date,
    /// What stands in papers and decides nothing: a name, an address; several where it is a list.
    Text {
        several: bool,
    },
}

/// One option of a choice, an any-of or a reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    pub id: String,
    pub title: String,
}

/// How much a conclusion matters to a reader; the order is the order of questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tier {
    Scope,
    Role,
    Class,
    Route,
    Duty,
    /// Another act that adds to the two, or takes from them.
    OtherLaw,
    /// Who supervises.
    Surveillance,
    /// An inner step, shown only in reasons.
    Step,
}

impl Tier {
    pub const ALL: [Tier; 8] =
        [Tier::Scope, Tier::Role, Tier::Class, Tier::Route, Tier::Duty, Tier::OtherLaw, Tier::Surveillance, Tier::Step];

    pub fn as_str(self) -> &'static str {
        match self {
            Tier::Scope => "scope",
            Tier::Role => "role",
            Tier::Class => "class",
            Tier::Route => "route",
            Tier::Duty => "duty",
            Tier::OtherLaw => "other-law",
            Tier::Surveillance => "surveillance",
            Tier::Step => "step",
        }
    }
}

/// A dated fact of the world, with the day somebody looked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Status {
    pub value: bool,
    pub changes: Vec<(Day, bool)>,
    pub checked: Day,
    pub source: String,
}

impl Status {
    /// The value on a day: the last change on or before it.
    pub fn on(&self, day: Day) -> bool {
        self.changes.iter().rev().find(|(from, _)| *from <= day).map_or(self.value, |(_, value)| *value)
    }
}

/// Where in `law/` something stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Relative to the law folder.
    pub file: String,
    pub line: u32,
}

/// A provision's heading and our rendering of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Provision {
    /// Canonical, with prefix: `cra:14(2)(c)`.
    pub citation: String,
    pub title: String,
    pub rendering: String,
    pub place: Place,
}

/// A fenced block that encodes a provision.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Block {
    /// The citation, with `#name` where it needs several blocks.
    pub id: String,
    /// The id without `#name`.
    pub citation: String,
    /// Index into [`Rulebook::acts`].
    pub act: u8,
    /// The texts of the act it belongs to: from this one (index into [`Act::texts`]) …
    pub since: u8,
    /// … and before this one, if it ends.
    pub until: Option<u8>,
    pub on: Kind,
    /// The kind it is evaluated at: `on`, or deeper where its dates differ by release or system.
    pub at: Kind,
    pub condition: Condition,
    /// Why it is unknown instead of encoded.
    pub not_encoded: Option<String>,
    /// The source that was read where the official text is not held: never the only ground of a certain answer.
    pub not_compared: Option<String>,
    /// The blocks it is an exception to, and those that are exceptions to it.
    pub exception_to: Vec<BlockId>,
    pub exceptions: Vec<BlockId>,
    /// The application blocks whose provisions contain it.
    pub applications: Vec<BlockId>,
    /// The penalty blocks whose provisions contain it.
    pub penalties: Vec<BlockId>,
    pub title: String,
    /// Our sentence that says why.
    pub reason: String,
    pub digest: Option<String>,
    pub place: Place,
    pub what: BlockKind,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum BlockKind {
    Rule { concludes: Option<NameId> },
    Obligation(Box<Obligation>),
    Application { from: From },
    Penalty { amount: f64, percent: f64, whichever_higher: bool, by: String },
}

impl BlockKind {
    pub fn as_str(&self) -> &'static str {
        match self {
            BlockKind::Rule { .. } => "rule",
            BlockKind::Obligation(_) => "obligation",
            BlockKind::Application { .. } => "application",
            BlockKind::Penalty { .. } => "penalty",
        }
    }
}

/// From when a provision applies. `Never` sorts last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum From {
    Day(Day),
    Never,
}

impl std::fmt::Display for From {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            From::Day(day) => day.fmt(f),
            From::Never => f.write_str("never"),
        }
    }
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Obligation {
    /// Any of these roles is bound.
    pub who: Vec<NameId>,
    pub when: When,
    pub clock: Option<Clock>,
    pub to: Vec<String>,
    pub document: Option<String>,
    pub evidence: Vec<String>,
    /// The language in which the recipient must be able to read it.
    pub language: Option<String>,
    /// The points of the paragraph, each a duty under the same conditions.
    pub points: Vec<Point>,
}

/// A point of a paragraph that binds an operator.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    pub citation: String,
    /// One plain sentence.
    pub what: String,
    pub evidence: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum When {
    BeforePlacing,
    #[default]
    Always,
    OnRequest,
    /// What starts it.
    Event(String),
    /// How long something is kept.
    Keep {
        period: String,
        or: Option<String>,
        from: Option<String>,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clock {
    pub starts: String,
    pub within: String,
}

/// All of `all`, one of `any` (if there are any), none of `none`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    pub all: Vec<Item>,
    pub any: Vec<Item>,
    pub none: Vec<Item>,
}

impl Condition {
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.all.iter().chain(&self.any).chain(&self.none)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Item {
    /// A yes-no fact, a conclusion or a status is yes.
    Is(NameId),
    In {
        fact: NameId,
        options: u64,
    },
    Has {
        fact: NameId,
        options: u64,
    },
    Within {
        fact: NameId,
        low: f64,
        high: f64,
    },
    Date {
        fact: NameId,
        bound: Bound,
        before: bool,
    },
    Some {
        kind: Kind,
        name: NameId,
    },
    Every {
        kind: Kind,
        name: NameId,
    },
    Reading {
        reading: NameId,
        option: u8,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Bound {
    Day(Day),
    /// The `from` of an application; one block for each text of the act.
    Application(Vec<BlockId>),
}

/// One step of the evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    Block(BlockId),
    Conclude(NameId),
}

impl Rulebook {
    /// By id or former id.
    pub fn find(&self, id: &str) -> Option<NameId> {
        self.index.get(id).copied()
    }

    pub fn name(&self, id: NameId) -> &Name {
        &self.names[id as usize]
    }

    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id as usize]
    }

    /// Every paragraph and point that is a duty.
    pub fn duties(&self) -> BTreeSet<Citation> {
        let duties = self.blocks.iter().filter_map(|block| match &block.what {
            BlockKind::Obligation(duty) => Some((block, duty)),
            _ => None,
        });
        let texts = duties.flat_map(|(block, duty)| {
            std::iter::once(&block.citation).chain(duty.points.iter().map(|point| &point.citation))
        });
        texts.filter_map(|text| text.parse().ok()).collect()
    }

    pub fn act(&self, prefix: &str) -> Option<&Act> {
        self.acts.iter().find(|act| act.prefix == prefix)
    }

    /// The compact form that is built into the binary.
    pub fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_stdvec(self)
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Rulebook, postcard::Error> {
        postcard::from_bytes(bytes)
    }
}

impl Name {
    /// The options of a choice or any-of.
    pub fn options(&self) -> &[Choice] {
        match &self.what {
            What::Fact(FactType::Choice(options) | FactType::AnyOf(options)) | What::Reading { options, .. } => options,
            _ => &[],
        }
    }

    pub fn is_fact(&self) -> bool {
        matches!(self.what, What::Fact(_))
    }

    pub fn tier(&self) -> Option<Tier> {
        match self.what {
            What::Conclusion { tier, .. } => Some(tier),
            _ => None,
        }
    }
}
