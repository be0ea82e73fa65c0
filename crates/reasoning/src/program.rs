//! The rulebook fixed for one day: the texts in force, the readings chosen, the statuses of that day,
//! and the live blocks as flat operations in the order of evaluation.

use std::collections::{BTreeMap, HashMap};

use domain::{Answer, Day, Kind, Values};
use rulebook::{Assumption, BlockId, BlockKind, Bound, FactType, From, Item, NameId, Rulebook, Step, What};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// Between two bounds, both included; they are kept as bits, so that equal operations compare equal.
    Within {
        kind: Kind,
        slot: Slot,
        bounds: u32,
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

/// A condition as ranges of the program's operations. Blocks with the same condition share one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LiveBlock {
    /// The kind it is evaluated at.
    pub at: Kind,
    pub start: u32,
    /// Where the roles end (any of them), then `all`, then `any`; `none` and the exceptions come last.
    pub who: u32,
    pub all: u32,
    pub any: u32,
    pub end: u32,
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
    pub(crate) ops: Vec<Op>,
    /// The bounds that [`Op::Within`] points at.
    pub(crate) bounds: Vec<(f64, f64)>,
    pub(crate) steps: Vec<LiveStep>,
    /// For each block its index among the live ones.
    pub(crate) live_of: Vec<Option<u32>>,
    /// For each name its slot among the facts or the answers of its kind.
    pub(crate) slots: Vec<Slot>,
    /// For each kind: the full set of every fact.
    pub(crate) blank: [Vec<Values>; Kind::COUNT],
    /// For each kind: how many answers a thing has.
    pub(crate) answers: [u32; Kind::COUNT],
    /// For each kind: the facts that are assumed if nobody gave them.
    pub(crate) assumed: [Vec<(NameId, Slot, Assumption)>; Kind::COUNT],
    pub(crate) plans: Vec<Plan>,
    /// For each block its plan.
    pub(crate) plan_of: Vec<Option<u32>>,
    pub(crate) obligations: Vec<BlockId>,
    /// Conclusions of which at most one may hold, family by family.
    pub(crate) families: Vec<Vec<NameId>>,
}

impl<'r> Program<'r> {
    pub fn new(rulebook: &'r Rulebook, choice: LawChoice) -> Program<'r> {
        let texts: Vec<u8> = rulebook.acts.iter().map(|act| text_in_force(act, &choice)).collect();
        let in_force: Vec<bool> = rulebook.blocks.iter().map(|block| block_is_live(rulebook, &choice, block)).collect();
        let is_live = |id: BlockId| in_force[id as usize];

        let mut slots = vec![0; rulebook.names.len()];
        let mut blank: [Vec<Values>; Kind::COUNT] = Default::default();
        let mut answers = [0u32; Kind::COUNT];
        let mut assumed: [Vec<(NameId, Slot, Assumption)>; Kind::COUNT] = Default::default();
        for (at, name) in rulebook.names.iter().enumerate() {
            let kind = name.on as usize;
            match &name.what {
                What::Fact(fact) => {
                    slots[at] = blank[kind].len() as Slot;
                    if let Some(assumption) = name.assume {
                        assumed[kind].push((at as NameId, slots[at], assumption));
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
        let families = families(rulebook);
        let mut block_slots = vec![0; rulebook.blocks.len()];
        let mut compiler = Compiler { rulebook, choice: &choice, slots: &slots, is_live: &is_live, bounds: Vec::new() };
        let mut ops: Vec<Op> = Vec::new();
        let mut live: Vec<LiveBlock> = Vec::new();
        let mut live_of = vec![None; rulebook.blocks.len()];
        let mut steps = Vec::new();
        let mut known: HashMap<(Kind, [Vec<Op>; 4]), u32> = HashMap::new();
        for step in &rulebook.order {
            match *step {
                Step::Block(id) if is_live(id) => {
                    let block = rulebook.block(id);
                    let parts = compiler.block(block, &block_slots);
                    let next = live.len() as u32;
                    let at = *known.entry((block.at, parts)).or_insert_with_key(|(kind, [who, all, any, none])| {
                        let start = ops.len() as u32;
                        let mut end_of = |part: &Vec<Op>| {
                            ops.extend_from_slice(part);
                            ops.len() as u32
                        };
                        let (who, all, any, end) = (end_of(who), end_of(all), end_of(any), end_of(none));
                        let out = answers[*kind as usize];
                        answers[*kind as usize] += 1;
                        live.push(LiveBlock { at: *kind, start, who, all, any, end, out });
                        steps.push(LiveStep::Block(next));
                        next
                    });
                    live_of[id as usize] = Some(at);
                    block_slots[id as usize] = live[at as usize].out;
                }
                Step::Block(_) => {}
                Step::Conclude(name) => {
                    let rules = rulebook.blocks.iter().enumerate().filter(|(at, block)| {
                        matches!(block.what, BlockKind::Rule { concludes: Some(concluded) } if concluded == name)
                            && is_live(*at as BlockId)
                    });
                    let mut rules: Vec<Slot> = rules.map(|(at, _)| block_slots[at]).collect();
                    rules.sort_unstable();
                    rules.dedup();
                    let kind = rulebook.name(name).on;
                    let own = families.iter().find(|family| family.contains(&name));
                    let others = own.into_iter().flatten().filter(|other| **other != name);
                    let rivals = others.map(|other| slots[*other as usize]).collect();
                    steps.push(LiveStep::Conclude { name, kind, slot: slots[name as usize], rules, rivals });
                }
            }
        }
        let bounds = compiler.bounds;

        let mut plans: Vec<Plan> = Vec::new();
        let mut plan_of = vec![None; rulebook.blocks.len()];
        for (at, block) in rulebook.blocks.iter().enumerate() {
            if !is_live(at as BlockId) || matches!(block.what, BlockKind::Application { .. }) {
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
            ops,
            bounds,
            steps,
            live_of,
            slots,
            blank,
            answers,
            assumed,
            plans,
            plan_of,
            obligations,
            families,
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
        self.ops.iter().map(|op| usize::from(!matches!(op, Op::Const(Answer::No)))).sum()
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

    /// An item outside its block, with the bounds it points at.
    pub(crate) fn compile(&self, item: &Item) -> (Op, Vec<(f64, f64)>) {
        let is_live = |id: BlockId| self.is_live(id);
        let (rulebook, choice, slots) = (self.rulebook, &self.choice, self.slots.as_slice());
        let mut compiler = Compiler { rulebook, choice, slots, is_live: &is_live, bounds: Vec::new() };
        let op = compiler.item(item);
        (op, compiler.bounds)
    }
}

/// Whether a block belongs to the text of its act that is asked.
pub(crate) fn block_is_live(rulebook: &Rulebook, choice: &LawChoice, block: &rulebook::Block) -> bool {
    let text = text_in_force(&rulebook.acts[block.act as usize], choice);
    block.since <= text && block.until.is_none_or(|until| text < until)
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
        FactType::Number { .. } | FactType::Date => Values::ALL_NUMBERS,
        // Nothing rests on it.
        FactType::Text { .. } => Values::one_of(1),
    }
}

fn families(rulebook: &Rulebook) -> Vec<Vec<NameId>> {
    let mut families: BTreeMap<&str, Vec<NameId>> = BTreeMap::new();
    for (at, name) in rulebook.names.iter().enumerate() {
        if let What::Conclusion { one_of: Some(family), .. } = &name.what {
            families.entry(family).or_default().push(at as NameId);
        }
    }
    families.into_values().collect()
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
    bounds: Vec<(f64, f64)>,
}

impl Compiler<'_> {
    /// The roles, `all`, `any`, and `none` with the exceptions, without what is settled for the day.
    fn block(&mut self, block: &rulebook::Block, block_slots: &[Slot]) -> [Vec<Op>; 4] {
        let who = match &block.what {
            BlockKind::Obligation(obligation) => obligation.who.iter().map(|who| self.item(&Item::Is(*who))).collect(),
            _ => Vec::new(),
        };
        let mut ops = |items: &[Item]| items.iter().map(|item| self.item(item)).collect::<Vec<_>>();
        let (mut all, mut any) = (ops(&block.condition.all), ops(&block.condition.any));
        let mut none = ops(&block.condition.none);
        // The exceptions of a date or a fine depend on the provision asked: they are weighed there.
        if !matches!(block.what, BlockKind::Application { .. } | BlockKind::Penalty { .. }) {
            for exception in block.exceptions.iter().filter(|exception| (self.is_live)(**exception)) {
                let kind = self.rulebook.block(*exception).at;
                none.push(Op::Conclusion { kind, slot: block_slots[*exception as usize] });
            }
        }
        if block.not_compared.is_some() {
            // Its wording is not held: it alone never gives a certain answer, and only what is held says no.
            none.drain(..block.condition.none.len());
            return [Vec::new(), vec![Op::Const(Answer::Unknown)], Vec::new(), none];
        }
        if block.not_encoded.is_some() {
            all.push(Op::Const(Answer::Unknown));
        }
        if any.contains(&Op::Const(Answer::Yes)) {
            any.clear();
        }
        all.retain(|op| *op != Op::Const(Answer::Yes));
        none.retain(|op| *op != Op::Const(Answer::No));
        if all.contains(&Op::Const(Answer::No)) || none.contains(&Op::Const(Answer::Yes)) {
            return [Vec::new(), vec![Op::Const(Answer::No)], Vec::new(), Vec::new()];
        }
        // Reading an answer costs less than weighing a fact, and one "no" ends it.
        let cost = |op: &Op| match op {
            Op::Const(_) | Op::Conclusion { .. } => 0,
            Op::Members { .. } => 2,
            _ => 1,
        };
        all.sort_by_key(cost);
        any.sort_by_key(cost);
        none.sort_by_key(cost);
        [who, all, any, none]
    }

    fn within(&mut self, kind: Kind, slot: Slot, low: f64, high: f64) -> Op {
        let same = |known: &(f64, f64)| known.0 == low && known.1 == high;
        let at = self.bounds.iter().position(same).unwrap_or_else(|| {
            self.bounds.push((low, high));
            self.bounds.len() - 1
        });
        Op::Within { kind, slot, bounds: at as u32 }
    }

    fn item(&mut self, item: &Item) -> Op {
        let (rulebook, slots) = (self.rulebook, self.slots);
        let place = |name: &NameId| (rulebook.name(*name).on, slots[*name as usize]);
        match item {
            Item::Is(name) => {
                let (kind, slot) = place(name);
                match rulebook.name(*name).what {
                    What::Fact(_) => Op::Fact { kind, slot },
                    What::Conclusion { .. } => Op::Conclusion { kind, slot },
                    _ => Op::Const(status(rulebook, self.choice, *name).into()),
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
                self.within(kind, slot, *low, *high)
            }
            Item::Date { fact, bound, before } => {
                let (kind, slot) = place(fact);
                match (self.bound(bound), before) {
                    (From::Day(day), true) => self.within(kind, slot, f64::NEG_INFINITY, f64::from(day.0) - 1.0),
                    (From::Day(day), false) => self.within(kind, slot, f64::from(day.0), f64::INFINITY),
                    (From::Never, before) => Op::Const((*before).into()),
                }
            }
            Item::Some { kind, name } | Item::Every { kind, name } => {
                let (name_kind, slot) = place(name);
                let is_fact = rulebook.name(*name).is_fact();
                Op::Members { every: matches!(item, Item::Every { .. }), member: *kind, name_kind, slot, is_fact }
            }
            Item::Reading { reading: name, option } => {
                Op::Const((reading(rulebook, self.choice, *name) == *option).into())
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
