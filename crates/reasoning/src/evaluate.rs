//! Everything answered for one set of facts, in one pass over the live steps.

use domain::{Answer, Kind, Values};
use rulebook::{BlockId, BlockKind, FactType, From, NameId, What};

use crate::facts::{Facts, NONE, ThingId};
use crate::program::{LiveBlock, LiveStep, Op, Program, Slot};

/// The answers about one set of facts. Reused from one product to the next: no memory grows.
#[derive(Clone, Debug, Default)]
pub struct State {
    facts: Vec<Values>,
    answers: Vec<Answer>,
    declared: Vec<Answer>,
    /// For each thing where its facts and its answers begin, and what it lies in.
    things: Vec<ThingPlace>,
    /// For each kind the things of it.
    by_kind: [(u32, u32); Kind::COUNT],
    complete: [bool; Kind::COUNT],
    /// What the facts contradict.
    pub conflicts: Vec<Conflict>,
    /// Date facts taken because nobody gave them.
    pub assumed: Vec<(ThingId, NameId)>,
}

#[derive(Clone, Copy, Debug)]
struct ThingPlace {
    facts: u32,
    answers: u32,
    within: [ThingId; Kind::COUNT],
}

/// A name whose sources leave nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Conflict {
    /// Two things said about one fact.
    Facts { thing: ThingId, name: NameId },
    /// A conclusion declared one way and concluded the other.
    Declared { thing: ThingId, name: NameId, concluded: Answer },
    /// Two members of a family of which at most one may hold.
    Family { thing: ThingId, names: (NameId, NameId) },
}

/// From when a provision applies to a thing.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Dates {
    /// The dates still possible, earliest first; one if it is certain, none if no provision starts it.
    pub possible: Vec<From>,
}

impl Dates {
    pub fn certain(&self) -> Option<From> {
        match self.possible.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }
}

impl State {
    pub fn answer(&self, slot_kind: Kind, slot: Slot, thing: ThingId) -> Answer {
        let at = self.things[thing as usize].within[slot_kind as usize];
        if at == NONE {
            self.absent(slot_kind)
        } else {
            self.answers[(self.things[at as usize].answers + slot) as usize]
        }
    }

    /// An outer thing that is not there: "no" if it is known that there is none, else unknown.
    fn absent(&self, kind: Kind) -> Answer {
        if self.complete[kind as usize] { Answer::No } else { Answer::Unknown }
    }

    fn value(&self, kind: Kind, slot: Slot, within: &[ThingId; Kind::COUNT]) -> Option<Values> {
        let at = within[kind as usize];
        (at != NONE).then(|| self.facts[(self.things[at as usize].facts + slot) as usize])
    }

    fn op(&self, op: &Op, within: &[ThingId; Kind::COUNT]) -> Answer {
        match *op {
            Op::Const(answer) => answer,
            Op::Fact { kind, slot } => match self.value(kind, slot, within) {
                Some(values) => values.is_in(0b10),
                None => self.absent(kind),
            },
            Op::Conclusion { kind, slot } => {
                let at = within[kind as usize];
                if at == NONE {
                    self.absent(kind)
                } else {
                    self.answers[(self.things[at as usize].answers + slot) as usize]
                }
            }
            Op::In { kind, slot, options } => match self.value(kind, slot, within) {
                Some(values) => values.is_in(options),
                None => self.absent(kind),
            },
            Op::Has { kind, slot, options } => match self.value(kind, slot, within) {
                Some(values) => values.has(options),
                None => self.absent(kind),
            },
            Op::Within { kind, slot, low, high } => match self.value(kind, slot, within) {
                Some(values) => values.lies_in(low, high),
                None => self.absent(kind),
            },
            Op::Members { every, member, name_kind, slot, is_fact } => {
                let mut result = match (self.complete[member as usize], every) {
                    (false, _) => Answer::Unknown,
                    (true, every) => every.into(),
                };
                for at in self.members(member, within) {
                    let inner = &self.things[at as usize].within;
                    let answer = if is_fact {
                        self.op(&Op::Fact { kind: name_kind, slot }, inner)
                    } else {
                        self.op(&Op::Conclusion { kind: name_kind, slot }, inner)
                    };
                    result = if every { result.and(answer) } else { result.or(answer) };
                }
                result
            }
        }
    }

    /// The things of a kind in view from a thing: those that lie in the same innermost outer thing.
    pub(crate) fn members(&self, member: Kind, within: &[ThingId; Kind::COUNT]) -> impl Iterator<Item = ThingId> + '_ {
        let (start, end) = self.by_kind[member as usize];
        let own = Kind::ALL.into_iter().rev().find(|kind| within[*kind as usize] != NONE).unwrap_or(Kind::Organisation);
        let common = own.common(member);
        let outer = within[common as usize];
        (start..end).filter(move |at| self.things[*at as usize].within[common as usize] == outer)
    }

    pub(crate) fn members_of(&self, member: Kind, thing: ThingId) -> Vec<ThingId> {
        self.members(member, &self.things[thing as usize].within).collect()
    }

    pub(crate) fn ask(&self, op: &Op, thing: ThingId) -> Answer {
        self.op(op, &self.things[thing as usize].within)
    }

    pub(crate) fn is_complete(&self, kind: Kind) -> bool {
        self.complete[kind as usize]
    }

    pub(crate) fn outer(&self, thing: ThingId, kind: Kind) -> Option<ThingId> {
        let at = self.things[thing as usize].within[kind as usize];
        (at != NONE).then_some(at)
    }
}

impl Program<'_> {
    /// Answers everything. Grows with the live blocks times the things of their kind.
    pub fn evaluate(&self, facts: &Facts, state: &mut State) {
        self.prepare(facts, state);
        for step in &self.steps {
            match step {
                LiveStep::Block(at) => {
                    let live = &self.live[*at as usize];
                    let (start, end) = state.by_kind[live.at as usize];
                    for thing in start..end {
                        let place = state.things[thing as usize];
                        let answer = self.block(live, state, &place.within);
                        state.answers[(place.answers + live.out) as usize] = answer;
                    }
                }
                LiveStep::Conclude { name, kind, slot, rules, rivals } => {
                    let (start, end) = state.by_kind[*kind as usize];
                    for thing in start..end {
                        let base = state.things[thing as usize].answers;
                        let mut answer = Answer::No;
                        for rule in rules {
                            answer = answer.or(state.answers[(base + rule) as usize]);
                        }
                        let mut declared = state.declared[(base + slot) as usize];
                        if declared == Answer::Unknown
                            && rivals.iter().any(|rival| state.declared[(base + rival) as usize] == Answer::Yes)
                        {
                            declared = Answer::No;
                        }
                        let answer = answer.narrow(declared).unwrap_or_else(|| {
                            state.conflicts.push(Conflict::Declared { thing, name: *name, concluded: answer });
                            Answer::Unknown
                        });
                        state.answers[(base + slot) as usize] = answer;
                    }
                }
            }
        }
    }

    fn prepare(&self, facts: &Facts, state: &mut State) {
        state.facts.clear();
        state.answers.clear();
        state.things.clear();
        state.conflicts.clear();
        state.assumed.clear();
        state.complete = facts.complete;
        state.by_kind = [(0, 0); Kind::COUNT];
        for (at, thing) in facts.things.iter().enumerate() {
            let kind = thing.kind as usize;
            state.things.push(ThingPlace {
                facts: state.facts.len() as u32,
                answers: state.answers.len() as u32,
                within: thing.within,
            });
            state.facts.extend_from_slice(&self.blank[kind]);
            state.answers.resize(state.answers.len() + self.answers[kind] as usize, Answer::Unknown);
            if state.by_kind[kind].1 == 0 {
                state.by_kind[kind] = (at as u32, at as u32 + 1);
            } else {
                state.by_kind[kind].1 = at as u32 + 1;
            }
        }
        state.declared.clear();
        state.declared.resize(state.answers.len(), Answer::Unknown);
        for (at, thing) in facts.things.iter().enumerate() {
            let place = state.things[at];
            for given in &thing.given {
                let slot = self.slots[given.name as usize];
                let conflict = match self.rulebook.name(given.name).what {
                    What::Fact(_) => {
                        let cell = &mut state.facts[(place.facts + slot) as usize];
                        match cell.narrow(given.values) {
                            Some(values) => {
                                *cell = values;
                                false
                            }
                            None => true,
                        }
                    }
                    _ => {
                        let cell = &mut state.declared[(place.answers + slot) as usize];
                        match cell.narrow(given.values.is_in(0b10)) {
                            Some(answer) => {
                                *cell = answer;
                                false
                            }
                            None => true,
                        }
                    }
                };
                if conflict {
                    state.conflicts.push(Conflict::Facts { thing: at as ThingId, name: given.name });
                }
            }
        }
        // A fact with no value left counts as unknown.
        for at in 0..state.conflicts.len() {
            if let Conflict::Facts { thing, name } = state.conflicts[at] {
                let place = state.things[thing as usize];
                let slot = self.slots[name as usize];
                match &self.rulebook.name(name).what {
                    What::Fact(fact) => state.facts[(place.facts + slot) as usize] = crate::program::full(fact),
                    _ => state.declared[(place.answers + slot) as usize] = Answer::Unknown,
                }
            }
        }
        self.assume(facts, state);
    }

    /// Dates that nobody gave: the earliest placing date given for a release, else the day of the verdict.
    fn assume(&self, facts: &Facts, state: &mut State) {
        let mut placing = f64::from(self.choice.on.0);
        let mut given = f64::INFINITY;
        for release in facts.of_kind(Kind::Release) {
            for (_, slot) in &self.assumed[Kind::Release as usize] {
                if let Values::Range { low, high } = state.facts[(state.things[release as usize].facts + slot) as usize]
                    && low == high
                {
                    given = given.min(low);
                }
            }
        }
        if given.is_finite() {
            placing = given;
        }
        for (at, thing) in facts.things.iter().enumerate() {
            for (name, slot) in &self.assumed[thing.kind as usize] {
                let cell = &mut state.facts[(state.things[at].facts + slot) as usize];
                if *cell == Values::ALL_NUMBERS
                    && !state.conflicts.contains(&Conflict::Facts { thing: at as ThingId, name: *name })
                {
                    let day = if thing.kind == Kind::Release { f64::from(self.choice.on.0) } else { placing };
                    *cell = Values::Range { low: day, high: day };
                    state.assumed.push((at as ThingId, *name));
                }
            }
        }
    }

    fn block(&self, live: &LiveBlock, state: &State, within: &[ThingId; Kind::COUNT]) -> Answer {
        if live.unknown {
            return Answer::Unknown;
        }
        let mut answer = Answer::Yes;
        if !live.who.is_empty() {
            let mut who = Answer::No;
            for op in &live.who {
                who = who.or(state.op(op, within));
            }
            answer = who;
        }
        for op in &live.all {
            if answer == Answer::No {
                return answer;
            }
            answer = answer.and(state.op(op, within));
        }
        if !live.any.is_empty() && answer != Answer::No {
            let mut any = Answer::No;
            for op in &live.any {
                any = any.or(state.op(op, within));
                if any == Answer::Yes {
                    break;
                }
            }
            answer = answer.and(any);
        }
        for op in &live.none {
            if answer == Answer::No {
                return answer;
            }
            answer = answer.and(!state.op(op, within));
        }
        for (kind, slot) in &live.exceptions {
            if answer == Answer::No {
                return answer;
            }
            answer = answer.and(!state.op(&Op::Conclusion { kind: *kind, slot: *slot }, within));
        }
        answer
    }

    /// A conclusion about a thing of its kind, or about one that lies in it.
    pub fn conclusion(&self, state: &State, name: NameId, thing: ThingId) -> Answer {
        state.answer(self.rulebook.name(name).on, self.slots[name as usize], thing)
    }

    /// Whether a block holds for a thing of the kind it is evaluated at. A block of another text holds for nothing.
    pub fn holds(&self, state: &State, block: BlockId, thing: ThingId) -> Answer {
        match self.live(block) {
            Some(live) => state.answer(live.at, live.out, thing),
            None => Answer::No,
        }
    }

    /// The values a fact may still have.
    pub fn values(&self, state: &State, name: NameId, thing: ThingId) -> Values {
        let fact = match &self.rulebook.name(name).what {
            What::Fact(fact) => fact,
            _ => &FactType::YesNo,
        };
        let within = &state.things[thing as usize].within;
        state
            .value(self.rulebook.name(name).on, self.slots[name as usize], within)
            .unwrap_or(crate::program::full(fact))
    }

    /// From when a rule or obligation applies to a thing.
    pub fn dates(&self, state: &State, block: BlockId, thing: ThingId) -> Dates {
        let Some(plan) = self.plan_of[block as usize] else { return Dates::default() };
        let applications = &self.plans[plan as usize].applications;
        let within = &state.things[thing as usize].within;
        let mut effective: Vec<Option<Answer>> = vec![None; applications.len()];
        fn settle(
            at: usize,
            applications: &[crate::program::PlanApplication],
            effective: &mut Vec<Option<Answer>>,
            raw: &dyn Fn(&crate::program::PlanApplication) -> Answer,
        ) -> Answer {
            if let Some(known) = effective[at] {
                return known;
            }
            let mut answer = raw(&applications[at]);
            for exception in &applications[at].exceptions {
                answer = answer.and(!settle(*exception as usize, applications, effective, raw));
            }
            effective[at] = Some(answer);
            answer
        }
        // An application about an inner thing than the one asked cannot be answered here: it stays open.
        let raw = |application: &crate::program::PlanApplication| {
            if within[application.kind as usize] == NONE {
                return Answer::Unknown;
            }
            state.op(&Op::Conclusion { kind: application.kind, slot: application.slot }, within)
        };
        let mut certain: Option<From> = None;
        let mut open: Vec<From> = Vec::new();
        for at in 0..applications.len() {
            let from = applications[at].from;
            match settle(at, applications, &mut effective, &raw) {
                Answer::Yes => certain = Some(certain.map_or(from, |known| known.min(from))),
                Answer::Unknown => open.push(from),
                Answer::No => {}
            }
        }
        open.retain(|from| certain.is_none_or(|certain| *from < certain));
        open.extend(certain);
        open.sort_unstable();
        open.dedup();
        Dates { possible: open }
    }

    /// As [`Program::dates`]; where the dates differ by an inner thing (a release), those of all of them.
    pub fn dates_in_view(&self, state: &State, block: BlockId, thing: ThingId) -> Dates {
        let own = Kind::ALL.into_iter().rev().find(|kind| state.things[thing as usize].within[*kind as usize] == thing);
        let inner = self.plan_of[block as usize].and_then(|plan| {
            let kinds = self.plans[plan as usize].applications.iter().map(|application| application.kind);
            kinds.filter(|kind| own.is_some_and(|own| *kind != own && kind.is_within(own))).max()
        });
        let Some(inner) = inner else { return self.dates(state, block, thing) };
        let mut all = Dates::default();
        for member in state.members_of(inner, thing) {
            all.possible.extend(self.dates(state, block, member).possible);
        }
        all.possible.sort_unstable();
        all.possible.dedup();
        all
    }

    /// The penalty ceilings that a breach of a block would fall under, with whether each holds.
    pub fn penalties(&self, state: &State, block: BlockId, thing: ThingId) -> Vec<(BlockId, Answer)> {
        let members: Vec<BlockId> =
            self.rulebook.block(block).penalties.iter().copied().filter(|id| self.is_live(*id)).collect();
        let raw = |id: BlockId| self.holds(state, id, thing);
        let mut found = Vec::new();
        for id in &members {
            let mut answer = raw(*id);
            for exception in &self.rulebook.block(*id).exceptions {
                if members.contains(exception) {
                    answer = answer.and(!raw(*exception));
                }
            }
            if answer != Answer::No && matches!(self.rulebook.block(*id).what, BlockKind::Penalty { .. }) {
                found.push((*id, answer));
            }
        }
        found
    }

    /// Families of which two members hold.
    pub fn family_conflicts(&self, facts: &Facts, state: &State) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        let mut families: std::collections::BTreeMap<&str, Vec<NameId>> = Default::default();
        for (at, name) in self.rulebook.names.iter().enumerate() {
            if let What::Conclusion { one_of: Some(family), .. } = &name.what {
                families.entry(family).or_default().push(at as NameId);
            }
        }
        for members in families.values() {
            for thing in facts.of_kind(self.rulebook.name(members[0]).on) {
                let holding: Vec<NameId> = members
                    .iter()
                    .copied()
                    .filter(|name| self.conclusion(state, *name, thing) == Answer::Yes)
                    .collect();
                if let [first, second, ..] = holding.as_slice() {
                    conflicts.push(Conflict::Family { thing, names: (*first, *second) });
                }
            }
        }
        conflicts
    }
}
