//! Everything answered for one set of facts, in one pass over the live steps.

use std::cell::RefCell;

use domain::{Answer, Kind, Values};
use rulebook::{Assumption, BlockId, BlockKind, Condition, FactType, From, Item, NameId, What};

use crate::facts::{Facts, NONE, ThingId};
use crate::program::{LiveBlock, LiveStep, Op, PlanApplication, Program, Slot};

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
    /// Facts taken because nobody gave them.
    pub assumed: Vec<(ThingId, NameId)>,
    /// The dates asked so far, and for each plan and thing one more than the place of its own (0: not asked).
    dates: RefCell<(Vec<u16>, Vec<Dates>)>,
}

/// What a thing sees: for each kind the thing of that kind it lies in (itself included), and where that one's facts
/// and answers begin. [`NONE`] where there is none.
#[derive(Clone, Copy, Debug)]
struct ThingPlace {
    within: [ThingId; Kind::COUNT],
    facts: [u32; Kind::COUNT],
    answers: [u32; Kind::COUNT],
    kind: Kind,
}

impl ThingPlace {
    fn own_facts(&self) -> u32 {
        self.facts[self.kind as usize]
    }

    fn own_answers(&self) -> u32 {
        self.answers[self.kind as usize]
    }
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

/// From when a provision applies to a thing: the dates still possible, earliest first.
///
/// One if it is certain, none if no provision starts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    possible: [From; Dates::MOST],
    count: u8,
}

impl Default for Dates {
    fn default() -> Dates {
        Dates { possible: [From::Never; Dates::MOST], count: 0 }
    }
}

impl Dates {
    /// More different dates than any act has for one provision; the latest are dropped beyond it.
    const MOST: usize = 8;

    pub fn possible(&self) -> &[From] {
        &self.possible[..self.count as usize]
    }

    pub fn certain(&self) -> Option<From> {
        match self.possible() {
            [only] => Some(*only),
            _ => None,
        }
    }

    fn add(&mut self, from: From) {
        let Err(at) = self.possible().binary_search(&from) else { return };
        if at == Dates::MOST {
            return;
        }
        let end = (self.count as usize).min(Dates::MOST - 1);
        self.possible.copy_within(at..end, at + 1);
        self.possible[at] = from;
        self.count = end as u8 + 1;
    }

    /// Keeps what lies before the earliest certain date, and that date.
    fn before(&mut self, certain: Option<From>) {
        let Some(certain) = certain else { return };
        self.count = self.possible().partition_point(|from| *from < certain) as u8;
        self.add(certain);
    }

    /// The dates of both.
    pub fn and(mut self, other: Dates) -> Dates {
        other.possible().iter().for_each(|from| self.add(*from));
        self
    }

    /// When the first of several starts.
    pub fn earliest_of(all: impl Iterator<Item = Dates>) -> Dates {
        let mut certain: Option<From> = None;
        let mut open = Dates::default();
        for dates in all {
            match dates.certain() {
                Some(from) => certain = Some(certain.map_or(from, |known| known.min(from))),
                None => open = open.and(dates),
            }
        }
        open.before(certain);
        open
    }
}

impl State {
    pub fn answer(&self, slot_kind: Kind, slot: Slot, thing: ThingId) -> Answer {
        self.conclusion(slot_kind, slot, &self.things[thing as usize])
    }

    #[inline]
    fn conclusion(&self, kind: Kind, slot: Slot, place: &ThingPlace) -> Answer {
        match place.answers[kind as usize] {
            NONE => self.absent(kind),
            base => self.answers[(base + slot) as usize],
        }
    }

    /// What is seen from a place among the things. The cells of every thing must have been laid out.
    fn place(&self, within: [ThingId; Kind::COUNT], kind: Kind) -> ThingPlace {
        let mut place = ThingPlace { within, facts: [NONE; Kind::COUNT], answers: [NONE; Kind::COUNT], kind };
        for seen in Kind::ALL {
            let at = within[seen as usize];
            if at != NONE {
                place.facts[seen as usize] = self.things[at as usize].own_facts();
                place.answers[seen as usize] = self.things[at as usize].own_answers();
            }
        }
        place
    }

    /// An outer thing that is not there: "no" if it is known that there is none, else unknown.
    fn absent(&self, kind: Kind) -> Answer {
        if self.complete[kind as usize] { Answer::No } else { Answer::Unknown }
    }

    #[inline]
    fn value(&self, kind: Kind, slot: Slot, place: &ThingPlace) -> Option<&Values> {
        match place.facts[kind as usize] {
            NONE => None,
            base => Some(&self.facts[(base + slot) as usize]),
        }
    }

    #[inline]
    fn op(&self, op: &Op, bounds: &[(f64, f64)], place: &ThingPlace) -> Answer {
        match *op {
            Op::Const(answer) => answer,
            Op::Fact { kind, slot } => match self.value(kind, slot, place) {
                Some(values) => values.is_in(0b10),
                None => self.absent(kind),
            },
            Op::Conclusion { kind, slot } => self.conclusion(kind, slot, place),
            Op::In { kind, slot, options } => match self.value(kind, slot, place) {
                Some(values) => values.is_in(options),
                None => self.absent(kind),
            },
            Op::Has { kind, slot, options } => match self.value(kind, slot, place) {
                Some(values) => values.has(options),
                None => self.absent(kind),
            },
            Op::Within { kind, slot, bounds: at } => match self.value(kind, slot, place) {
                Some(values) => {
                    let (low, high) = bounds[at as usize];
                    values.lies_in(low, high)
                }
                None => self.absent(kind),
            },
            Op::Members { .. } => self.over_members(op, bounds, place),
        }
    }

    /// `some` or `every`: rare, and kept out of the way of the others.
    #[inline(never)]
    fn over_members(&self, op: &Op, bounds: &[(f64, f64)], place: &ThingPlace) -> Answer {
        let Op::Members { every, member, name_kind, slot, is_fact } = *op else { return Answer::Unknown };
        let mut result = match (self.complete[member as usize], every) {
            (false, _) => Answer::Unknown,
            (true, every) => every.into(),
        };
        for at in self.members(member, &place.within) {
            let inner = &self.things[at as usize];
            let inner_op =
                if is_fact { Op::Fact { kind: name_kind, slot } } else { Op::Conclusion { kind: name_kind, slot } };
            let answer = self.op(&inner_op, bounds, inner);
            result = if every { result.and(answer) } else { result.or(answer) };
        }
        result
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

    pub(crate) fn ask(&self, (op, bounds): &(Op, Vec<(f64, f64)>), thing: ThingId) -> Answer {
        self.op(op, bounds, &self.things[thing as usize])
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
                        let place = &state.things[thing as usize];
                        let answer = self.block(live, state, place);
                        let out = place.own_answers() + live.out;
                        state.answers[out as usize] = answer;
                    }
                }
                LiveStep::Conclude { name, kind, slot, rules, rivals } => {
                    let (start, end) = state.by_kind[*kind as usize];
                    for thing in start..end {
                        let base = state.things[thing as usize].own_answers();
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
        let (places, known) = state.dates.get_mut();
        known.clear();
        places.clear();
        places.resize(self.plans.len() * facts.things.len(), 0);
        state.complete = facts.complete;
        state.by_kind = [(0, 0); Kind::COUNT];
        for (at, thing) in facts.things.iter().enumerate() {
            let kind = thing.kind as usize;
            let mut place = ThingPlace {
                within: thing.within,
                facts: [NONE; Kind::COUNT],
                answers: [NONE; Kind::COUNT],
                kind: thing.kind,
            };
            place.facts[kind] = state.facts.len() as u32;
            place.answers[kind] = state.answers.len() as u32;
            state.things.push(place);
            state.facts.extend_from_slice(&self.blank[kind]);
            state.answers.resize(state.answers.len() + self.answers[kind] as usize, Answer::Unknown);
            if state.by_kind[kind].1 == 0 {
                state.by_kind[kind] = (at as u32, at as u32 + 1);
            } else {
                state.by_kind[kind].1 = at as u32 + 1;
            }
        }
        for at in 0..state.things.len() {
            let within = state.things[at].within;
            state.things[at] = state.place(within, state.things[at].kind);
        }
        state.declared.clear();
        state.declared.resize(state.answers.len(), Answer::Unknown);
        for (at, thing) in facts.things.iter().enumerate() {
            let place = state.things[at];
            for given in &thing.given {
                let slot = self.slots[given.name as usize];
                let conflict = match self.rulebook.name(given.name).what {
                    What::Fact(_) => {
                        let cell = &mut state.facts[(place.own_facts() + slot) as usize];
                        match cell.narrow(given.values) {
                            Some(values) => {
                                *cell = values;
                                false
                            }
                            None => true,
                        }
                    }
                    _ => {
                        let cell = &mut state.declared[(place.own_answers() + slot) as usize];
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
                    What::Fact(fact) => state.facts[(place.own_facts() + slot) as usize] = crate::program::full(fact),
                    _ => state.declared[(place.own_answers() + slot) as usize] = Answer::Unknown,
                }
            }
        }
        self.assume(facts, state);
    }

    /// What nobody gave. For dates: the earliest given for a release, else the day of the verdict; or another placing
    /// date of the same thing, if that is later.
    fn assume(&self, facts: &Facts, state: &mut State) {
        let releases = facts.of_kind(Kind::Release);
        let placing = releases.filter_map(|release| self.placing_given(state, release)).reduce(f64::min);
        for (at, thing) in facts.things.iter().enumerate() {
            let at = at as ThingId;
            let own = self.placing_given(state, at);
            let other = if thing.kind == Kind::Release { None } else { placing };
            let day = other.unwrap_or(f64::from(self.choice.on.0));
            let day = own.map_or(day, |own| own.max(day));
            for (name, slot, assumption) in &self.assumed[thing.kind as usize] {
                let cell = &mut state.facts[(state.things[at as usize].own_facts() + slot) as usize];
                if *cell == self.blank[thing.kind as usize][*slot as usize]
                    && !state.conflicts.contains(&Conflict::Facts { thing: at, name: *name })
                {
                    *cell = match assumption {
                        Assumption::PlacingDate => Values::Range { low: day, high: day },
                        Assumption::Values(values) => *values,
                    };
                    state.assumed.push((at, *name));
                }
            }
        }
    }

    /// The earliest placing date that was given for a thing.
    fn placing_given(&self, state: &State, thing: ThingId) -> Option<f64> {
        let place = &state.things[thing as usize];
        let dates =
            self.assumed[place.kind as usize].iter().filter(|(_, _, assumed)| *assumed == Assumption::PlacingDate);
        let given = dates.filter_map(|(_, slot, _)| match state.facts[(place.own_facts() + slot) as usize] {
            Values::Range { low, high } if low == high => Some(low),
            _ => None,
        });
        given.reduce(f64::min)
    }

    fn block(&self, live: &LiveBlock, state: &State, place: &ThingPlace) -> Answer {
        let part = |from: u32, to: u32| &self.ops[from as usize..to as usize];
        let ask = |op: &Op| state.op(op, &self.bounds, place);
        let mut answer = Answer::Yes;
        if live.who > live.start {
            answer = part(live.start, live.who).iter().fold(Answer::No, |who, op| who.or(ask(op)));
        }
        for op in part(live.who, live.all) {
            if answer == Answer::No {
                return answer;
            }
            answer = answer.and(ask(op));
        }
        if live.any > live.all && answer != Answer::No {
            let mut any = Answer::No;
            for op in part(live.all, live.any) {
                any = any.or(ask(op));
                if any == Answer::Yes {
                    break;
                }
            }
            answer = answer.and(any);
        }
        for op in part(live.any, live.end) {
            if answer == Answer::No {
                return answer;
            }
            answer = answer.and(!ask(op));
        }
        answer
    }

    /// A conclusion about a thing of its kind, or about one that lies in it.
    pub fn conclusion(&self, state: &State, name: NameId, thing: ThingId) -> Answer {
        state.answer(self.rulebook.name(name).on, self.slots[name as usize], thing)
    }

    /// Whether a thing meets a condition that stands outside the blocks, such as that of a row of the crosswalk.
    pub fn meets(&self, state: &State, condition: &Condition, thing: ThingId) -> Answer {
        let ask = |item: &Item| state.ask(&self.compile(item), thing);
        let all = condition.all.iter().fold(Answer::Yes, |so_far, item| so_far.and(ask(item)));
        let any = condition.any.iter().fold(Answer::No, |so_far, item| so_far.or(ask(item)));
        let none = condition.none.iter().fold(Answer::No, |so_far, item| so_far.or(ask(item)));
        let any = if condition.any.is_empty() { Answer::Yes } else { any };
        all.and(any).and(!none)
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
        state
            .value(self.rulebook.name(name).on, self.slots[name as usize], &state.things[thing as usize])
            .copied()
            .unwrap_or(crate::program::full(fact))
    }

    /// From when a rule or obligation applies to a thing. Blocks under the same applications share one answer.
    pub fn dates(&self, state: &State, block: BlockId, thing: ThingId) -> Dates {
        let Some(plan) = self.plan_of[block as usize] else { return Dates::default() };
        let key = plan as usize * state.things.len() + thing as usize;
        let (places, known) = &mut *state.dates.borrow_mut();
        if places[key] == 0 {
            known.push(self.dates_of_plan(state, plan, &state.things[thing as usize]));
            places[key] = known.len() as u16;
        }
        known[places[key] as usize - 1]
    }

    fn dates_of_plan(&self, state: &State, plan: u32, place: &ThingPlace) -> Dates {
        let applications = &self.plans[plan as usize].applications;
        // An application about an inner thing than the one asked cannot be answered here: it stays open.
        let raw = |application: &PlanApplication| {
            if place.within[application.kind as usize] == NONE {
                return Answer::Unknown;
            }
            state.conclusion(application.kind, application.slot, place)
        };
        fn settle(at: u16, applications: &[PlanApplication], raw: &dyn Fn(&PlanApplication) -> Answer) -> Answer {
            let application = &applications[at as usize];
            let mut answer = raw(application);
            for exception in &application.exceptions {
                if answer == Answer::No {
                    break;
                }
                answer = answer.and(!settle(*exception, applications, raw));
            }
            answer
        }
        let mut certain: Option<From> = None;
        let mut open = Dates::default();
        for at in 0..applications.len() {
            let from = applications[at].from;
            match settle(at as u16, applications, &raw) {
                Answer::Yes => certain = Some(certain.map_or(from, |known| known.min(from))),
                Answer::Unknown => open.add(from),
                Answer::No => {}
            }
        }
        open.before(certain);
        open
    }

    /// As [`Program::dates`]; where the dates differ by things that this one does not lie in (the releases of its
    /// product), those of all of them.
    pub fn dates_in_view(&self, state: &State, block: BlockId, thing: ThingId) -> Dates {
        let Some(plan) = self.plan_of[block as usize] else { return Dates::default() };
        let within = state.things[thing as usize].within;
        let mut kinds = self.plans[plan as usize].applications.iter().map(|application| application.kind);
        let Some(other) = kinds.find(|kind| within[*kind as usize] == NONE) else {
            return self.dates(state, block, thing);
        };
        let members = state.members_of(other, thing);
        if members.is_empty() {
            return self.dates(state, block, thing);
        }
        members.into_iter().fold(Dates::default(), |all, member| {
            let mut within = within;
            within[other as usize] = member;
            let place = state.place(within, state.things[thing as usize].kind);
            all.and(self.dates_of_plan(state, plan, &place))
        })
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
        for members in &self.families {
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
