//! The rulebook fixed for one day: the texts in force, the readings chosen, the statuses of that day,
//! and the live blocks as flat operations in the order of evaluation.

use std::collections::BTreeMap;

use domain::{Answer, Day, Kind, Values};
use rulebook::{BlockId, BlockKind, Bound, Condition, FactType, From, Item, NameId, Rulebook, Step, What};

/// Which law is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct LawChoice {
    /// The day of the verdict.
    pub on: Day,
    /// An older (or coming) text by name, for every act that has one of that name.
    pub text: Option<String>,
    /// Readings other than the default, by option.
    pub readings: BTreeMap<NameId, u8>,
    /// Statuses taken to be so, whatever the law files say.
    pub statuses: BTreeMap<NameId, bool>,
}

impl LawChoice {
    pub fn on(day: Day) -> LawChoice {
        LawChoice { on: day, text: None, readings: BTreeMap::new(), statuses: BTreeMap::new() }
    }
}

/// Where a name's values stand in the state of a thing.
pub(crate) type Slot = u32;

/// One item of a condition, ready to be asked of a thing.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Op {
    Const(Answer),
    Fact {
        kind: Kind,
        slot: Slot,
    },
    Conclusion {
        kind: Kind,
        slot: Slot,
    },
    In {
        kind: Kind,
        slot: Slot,
        options: u64,
    },
    Has {
        kind: Kind,
        slot: Slot,
        options: u64,
    },
    Within {
        kind: Kind,
        slot: Slot,
        low: f64,
        high: f64,
    },
    /// `some` or `every` thing of kind `member` in view; the name is a fact or a conclusion.
    Members {
        every: bool,
        member: Kind,
        name_kind: Kind,
        slot: Slot,
        is_fact: bool,
    },
}

#[derive(Clone, Debug)]
pub(crate) struct LiveBlock {
    /// The kind it is evaluated at.
    pub at: Kind,
    pub all: Vec<Op>,
    pub any: Vec<Op>,
    pub none: Vec<Op>,
    /// Roles: any of them (obligations only).
    pub who: Vec<Op>,
    /// Live exceptions, except for applications, whose exceptions depend on the provision.
    pub exceptions: Vec<(Kind, Slot)>,
    pub unknown: bool,
    pub out: Slot,
}

#[derive(Clone, Debug)]
pub(crate) enum LiveStep {
    Block(u32),
    /// A conclusion: its rules' slots, and the other members of its family.
    Conclude {
        name: NameId,
        kind: Kind,
        slot: Slot,
        rules: Vec<Slot>,
        rivals: Vec<Slot>,
    },
}

/// From when a group of provisions applies: applications and the exceptions among them that concern the group.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plan {
    pub applications: Vec<PlanApplication>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlanApplication {
    pub block: BlockId,
    pub kind: Kind,
    pub slot: Slot,
    pub from: From,
    /// Indices into the plan.
    pub exceptions: Vec<u16>,
}

/// The law of one day, compiled.
#[derive(Debug)]
pub struct Program<'r> {
    pub rulebook: &'r Rulebook,
    pub choice: LawChoice,
    /// For each act, the index of the text used.
    pub texts: Vec<u8>,
    pub(crate) live: Vec<LiveBlock>,
    pub(crate) steps: Vec<LiveStep>,
    /// For each block its index among the live ones.
    pub(crate) live_of: Vec<Option<u32>>,
    /// For each name its slot among the facts or the answers of its kind.
    pub(crate) slots: Vec<Slot>,
    /// For each kind: the full set of every fact.
    pub(crate) blank: [Vec<Values>; Kind::COUNT],
    /// For each kind: how many answers a thing has.
    pub(crate) answers: [u32; Kind::COUNT],
    /// For each kind: the date facts that are assumed if nobody gave them.
    pub(crate) assumed: [Vec<(NameId, Slot)>; Kind::COUNT],
    pub(crate) plans: Vec<Plan>,
    /// For each block its plan.
    pub(crate) plan_of: Vec<Option<u32>>,
    pub(crate) obligations: Vec<BlockId>,
}

impl<'r> Program<'r> {
    pub fn new(rulebook: &'r Rulebook, choice: LawChoice) -> Program<'r> {
        let texts: Vec<u8> = rulebook.acts.iter().map(|act| text_in_force(act, &choice)).collect();
        let is_live = |id: BlockId| {
            let block = rulebook.block(id);
            let text = texts[block.act as usize];
            block.since <= text && block.until.is_none_or(|until| text < until)
        };

        let mut slots = vec![0; rulebook.names.len()];
        let mut blank: [Vec<Values>; Kind::COUNT] = Default::default();
        let mut answers = [0u32; Kind::COUNT];
        let mut assumed: [Vec<(NameId, Slot)>; Kind::COUNT] = Default::default();
        for (at, name) in rulebook.names.iter().enumerate() {
            let kind = name.on as usize;
            match &name.what {
                What::Fact(fact) => {
                    slots[at] = blank[kind].len() as Slot;
                    if matches!(fact, FactType::Date { assume_placing_date: true }) {
                        assumed[kind].push((at as NameId, slots[at]));
                    }
                    blank[kind].push(full(fact));
                }
                What::Conclusion { .. } => {
                    slots[at] = answers[kind];
                    answers[kind] += 1;
                }
                What::Reading { .. } | What::Status(_) => {}
            }
        }
        let mut block_slots = vec![0; rulebook.blocks.len()];
        for (at, block) in rulebook.blocks.iter().enumerate() {
            block_slots[at] = answers[block.at as usize];
            answers[block.at as usize] += 1;
        }

        let compiler = Compiler { rulebook, choice: &choice, slots: &slots, is_live: &is_live };
        let mut live = Vec::new();
        let mut live_of = vec![None; rulebook.blocks.len()];
        let mut steps = Vec::new();
        for step in &rulebook.order {
            match *step {
                Step::Block(id) if is_live(id) => {
                    let block = rulebook.block(id);
                    let (all, any, none) = compiler.condition(&block.condition);
                    let who = match &block.what {
                        BlockKind::Obligation(obligation) => {
                            obligation.who.iter().map(|who| compiler.item(&Item::Is(*who))).collect()
                        }
                        _ => Vec::new(),
                    };
                    let exceptions = match block.what {
                        BlockKind::Application { .. } | BlockKind::Penalty { .. } => Vec::new(),
                        _ => block
                            .exceptions
                            .iter()
                            .filter(|exception| is_live(**exception))
                            .map(|exception| (rulebook.block(*exception).at, block_slots[*exception as usize]))
                            .collect(),
                    };
                    live_of[id as usize] = Some(live.len() as u32);
                    steps.push(LiveStep::Block(live.len() as u32));
                    live.push(LiveBlock {
                        at: block.at,
                        all,
                        any,
                        none,
                        who,
                        exceptions,
                        unknown: block.not_encoded.is_some(),
                        out: block_slots[id as usize],
                    });
                }
                Step::Block(_) => {}
                Step::Conclude(name) => {
                    let rules = rulebook.blocks.iter().enumerate().filter(|(at, block)| {
                        matches!(block.what, BlockKind::Rule { concludes: Some(concluded) } if concluded == name)
                            && is_live(*at as BlockId)
                    });
                    let rules = rules.map(|(at, _)| block_slots[at]).collect();
                    let kind = rulebook.name(name).on;
                    steps.push(LiveStep::Conclude {
                        name,
                        kind,
                        slot: slots[name as usize],
                        rules,
                        rivals: rivals(rulebook, name, &slots),
                    });
                }
            }
        }

        let mut plans: Vec<Plan> = Vec::new();
        let mut plan_of = vec![None; rulebook.blocks.len()];
        for (at, block) in rulebook.blocks.iter().enumerate() {
            if !is_live(at as BlockId) || !matches!(block.what, BlockKind::Rule { .. } | BlockKind::Obligation(_)) {
                continue;
            }
            let plan = plan(rulebook, block, &block_slots, &is_live);
            let known = plans.iter().position(|known| *known == plan);
            plan_of[at] = Some(known.unwrap_or_else(|| {
                plans.push(plan);
                plans.len() - 1
            }) as u32);
        }
        let obligations = (0..rulebook.blocks.len() as BlockId)
            .filter(|id| matches!(rulebook.block(*id).what, BlockKind::Obligation(_)) && is_live(*id))
            .collect();
        Program {
            rulebook,
            choice,
            texts,
            live,
            steps,
            live_of,
            slots,
            blank,
            answers,
            assumed,
            plans,
            plan_of,
            obligations,
        }
    }

    pub fn is_live(&self, block: BlockId) -> bool {
        self.live_of[block as usize].is_some()
    }

    /// The obligations of the texts asked, in the law's order.
    pub fn obligations(&self) -> &[BlockId] {
        &self.obligations
    }

    /// Reads every operation once and adds up how many there are: the floor of any evaluation of the whole law.
    pub fn touch(&self) -> usize {
        let ops = |ops: &[Op]| ops.iter().map(|op| usize::from(!matches!(op, Op::Const(Answer::No)))).sum::<usize>();
        self.live.iter().map(|live| ops(&live.all) + ops(&live.any) + ops(&live.none) + ops(&live.who)).sum()
    }

    /// The reading chosen.
    pub fn reading(&self, name: NameId) -> u8 {
        reading(self.rulebook, &self.choice, name)
    }

    pub fn status(&self, name: NameId) -> bool {
        status(self.rulebook, &self.choice, name)
    }

    pub(crate) fn live(&self, block: BlockId) -> Option<&LiveBlock> {
        self.live_of[block as usize].map(|at| &self.live[at as usize])
    }

    pub(crate) fn compile(&self, item: &Item) -> Op {
        let is_live = |id: BlockId| self.is_live(id);
        Compiler { rulebook: self.rulebook, choice: &self.choice, slots: &self.slots, is_live: &is_live }.item(item)
    }
}

fn text_in_force(act: &rulebook::Act, choice: &LawChoice) -> u8 {
    let named = choice.text.as_ref().and_then(|name| act.texts.iter().position(|text| text.name == *name));
    let at = named.unwrap_or_else(|| act.texts.iter().rposition(|text| text.in_force <= choice.on).unwrap_or(0));
    at as u8
}

fn reading(rulebook: &Rulebook, choice: &LawChoice, name: NameId) -> u8 {
    choice.readings.get(&name).copied().unwrap_or(match &rulebook.name(name).what {
        What::Reading { default, .. } => *default,
        _ => 0,
    })
}

fn status(rulebook: &Rulebook, choice: &LawChoice, name: NameId) -> bool {
    choice.statuses.get(&name).copied().unwrap_or(match &rulebook.name(name).what {
        What::Status(status) => status.on(choice.on),
        _ => false,
    })
}

/// The full set of values of a fact.
pub fn full(fact: &FactType) -> Values {
    match fact {
        FactType::YesNo => Values::one_of(2),
        FactType::Choice(options) => Values::one_of(options.len()),
        FactType::AnyOf(options) => Values::any_of(options.len()),
        FactType::Number { .. } | FactType::Date { .. } => Values::ALL_NUMBERS,
    }
}

fn rivals(rulebook: &Rulebook, name: NameId, slots: &[Slot]) -> Vec<Slot> {
    let family = |name: &rulebook::Name| match &name.what {
        What::Conclusion { one_of, .. } => one_of.clone(),
        _ => None,
    };
    let Some(own) = family(rulebook.name(name)) else { return Vec::new() };
    let others = rulebook
        .names
        .iter()
        .enumerate()
        .filter(|(at, other)| *at != name as usize && family(other).as_ref() == Some(&own));
    others.map(|(at, _)| slots[at]).collect()
}

fn plan(rulebook: &Rulebook, block: &rulebook::Block, slots: &[Slot], is_live: &dyn Fn(BlockId) -> bool) -> Plan {
    let members: Vec<BlockId> = block.applications.iter().copied().filter(|id| is_live(*id)).collect();
    let applications = members
        .iter()
        .filter_map(|id| {
            let application = rulebook.block(*id);
            let BlockKind::Application { from } = application.what else { return None };
            let exceptions = application
                .exceptions
                .iter()
                .filter_map(|exception| members.iter().position(|member| member == exception).map(|at| at as u16))
                .collect();
            Some(PlanApplication { block: *id, kind: application.on, slot: slots[*id as usize], from, exceptions })
        })
        .collect();
    Plan { applications }
}

struct Compiler<'c> {
    rulebook: &'c Rulebook,
    choice: &'c LawChoice,
    slots: &'c [Slot],
    is_live: &'c dyn Fn(BlockId) -> bool,
}

impl Compiler<'_> {
    fn condition(&self, condition: &Condition) -> (Vec<Op>, Vec<Op>, Vec<Op>) {
        let ops = |items: &[Item]| items.iter().map(|item| self.item(item)).collect::<Vec<_>>();
        (ops(&condition.all), ops(&condition.any), ops(&condition.none))
    }

    fn item(&self, item: &Item) -> Op {
        let place = |name: &NameId| (self.rulebook.name(*name).on, self.slots[*name as usize]);
        match item {
            Item::Is(name) => {
                let (kind, slot) = place(name);
                match self.rulebook.name(*name).what {
                    What::Fact(_) => Op::Fact { kind, slot },
                    What::Conclusion { .. } => Op::Conclusion { kind, slot },
                    _ => Op::Const(status(self.rulebook, self.choice, *name).into()),
                }
            }
            Item::In { fact, options } => {
                let (kind, slot) = place(fact);
                Op::In { kind, slot, options: *options }
            }
            Item::Has { fact, options } => {
                let (kind, slot) = place(fact);
                Op::Has { kind, slot, options: *options }
            }
            Item::Within { fact, low, high } => {
                let (kind, slot) = place(fact);
                Op::Within { kind, slot, low: *low, high: *high }
            }
            Item::Date { fact, bound, before } => {
                let (kind, slot) = place(fact);
                match (self.bound(bound), before) {
                    (From::Day(day), true) => {
                        Op::Within { kind, slot, low: f64::NEG_INFINITY, high: f64::from(day.0) - 1.0 }
                    }
                    (From::Day(day), false) => Op::Within { kind, slot, low: f64::from(day.0), high: f64::INFINITY },
                    (From::Never, before) => Op::Const((*before).into()),
                }
            }
            Item::Some { kind, name } | Item::Every { kind, name } => {
                let (name_kind, slot) = place(name);
                Op::Members {
                    every: matches!(item, Item::Every { .. }),
                    member: *kind,
                    name_kind,
                    slot,
                    is_fact: self.rulebook.name(*name).is_fact(),
                }
            }
            Item::Reading { reading: name, option } => {
                Op::Const((reading(self.rulebook, self.choice, *name) == *option).into())
            }
        }
    }

    fn bound(&self, bound: &Bound) -> From {
        match bound {
            Bound::Day(day) => From::Day(*day),
            Bound::Application(blocks) => blocks
                .iter()
                .find(|id| (self.is_live)(**id))
                .and_then(|id| match self.rulebook.block(*id).what {
                    BlockKind::Application { from } => Some(from),
                    _ => None,
                })
                .unwrap_or(From::Never),
        }
    }
}
