//! Which facts are still open and matter, and which to ask first.

use std::collections::BTreeSet;

use domain::{Answer, Kind, Values};
use rulebook::{BlockId, BlockKind, FactType, Item, NameId, Tier, What};

use crate::evaluate::State;
use crate::facts::{Facts, Given, Origin, ThingId};
use crate::program::Program;
use crate::verdict::rules_of;

/// A question: a fact about a thing, or whether a list is complete.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    pub asked: Asked,
    /// The most important thing that an answer can settle.
    pub tier: Tier,
    /// How many answers the least helpful reply settles, and the sum over all replies.
    pub least: usize,
    pub sum: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    Fact { thing: ThingId, name: NameId },
    Complete { kind: Kind },
}

/// The facts nobody settled that lie under an open conclusion of a tier that people see, or under an open duty.
pub fn open_facts(program: &Program<'_>, facts: &Facts, state: &State) -> Vec<(ThingId, NameId)> {
    let (open, _) = open(program, facts, state);
    open.into_iter().collect()
}

fn open(program: &Program<'_>, facts: &Facts, state: &State) -> (BTreeSet<(ThingId, NameId)>, BTreeSet<Kind>) {
    let mut walk = Walk::new(program, state);
    let duties = acts_with_duties(program, facts, state);
    for (name, thing) in shown(program, facts) {
        let entry = program.rulebook.name(name);
        // How a duty is met matters only where the act may bind us.
        let act = entry.cites.first().and_then(|cite| cite.split(':').next()).unwrap_or_default();
        let matters = entry.tier() != Some(Tier::Duty) || duties.contains(act);
        if matters && program.conclusion(state, name, thing) == Answer::Unknown {
            walk.conclusion(name, thing);
        }
    }
    for block in program.obligations() {
        for thing in facts.of_kind(program.rulebook.block(*block).at) {
            if program.holds(state, *block, thing) == Answer::Unknown {
                walk.block(*block, thing);
            }
            if program.holds(state, *block, thing) != Answer::No
                && program.dates(state, *block, thing).possible().len() > 1
            {
                for application in &program.rulebook.block(*block).applications {
                    walk.block(*application, thing);
                }
            }
            for (penalty, answer) in program.penalties(state, *block, thing) {
                if answer == Answer::Unknown && program.holds(state, *block, thing) == Answer::Yes {
                    walk.block(penalty, thing);
                    for exception in &program.rulebook.block(penalty).exceptions {
                        walk.block(*exception, thing);
                    }
                }
            }
        }
    }
    (walk.facts, walk.lists)
}

/// The prefixes of the acts of which some duty binds, or may bind.
fn acts_with_duties<'p>(program: &'p Program<'_>, facts: &Facts, state: &State) -> BTreeSet<&'p str> {
    let mut acts = BTreeSet::new();
    for id in program.obligations() {
        let block = program.rulebook.block(*id);
        let act = program.rulebook.acts[block.act as usize].prefix.as_str();
        if !acts.contains(act) && facts.of_kind(block.at).any(|thing| program.holds(state, *id, thing) != Answer::No) {
            acts.insert(act);
        }
    }
    acts
}

/// The open facts under one conclusion.
pub fn under_conclusion(program: &Program<'_>, state: &State, name: NameId, thing: ThingId) -> Vec<(ThingId, NameId)> {
    let mut walk = Walk::new(program, state);
    walk.conclusion(name, thing);
    walk.facts.into_iter().collect()
}

/// Every conclusion that people see, at every thing of its kind.
pub fn shown<'f>(program: &'f Program<'_>, facts: &'f Facts) -> impl Iterator<Item = (NameId, ThingId)> + 'f {
    let names = program.rulebook.names.iter().enumerate();
    let names = names.filter(|(_, name)| name.tier().is_some_and(|tier| tier != Tier::Step));
    names.flat_map(|(at, name)| facts.of_kind(name.on).map(move |thing| (at as NameId, thing)))
}

struct Walk<'w> {
    program: &'w Program<'w>,
    state: &'w State,
    facts: BTreeSet<(ThingId, NameId)>,
    lists: BTreeSet<Kind>,
    seen_names: BTreeSet<(NameId, ThingId)>,
    seen_blocks: BTreeSet<(BlockId, ThingId)>,
}

impl<'w> Walk<'w> {
    fn new(program: &'w Program<'w>, state: &'w State) -> Walk<'w> {
        Walk {
            program,
            state,
            facts: BTreeSet::new(),
            lists: BTreeSet::new(),
            seen_names: BTreeSet::new(),
            seen_blocks: BTreeSet::new(),
        }
    }

    fn conclusion(&mut self, name: NameId, thing: ThingId) {
        if self.program.conclusion(self.state, name, thing) != Answer::Unknown || !self.seen_names.insert((name, thing))
        {
            return;
        }
        for rule in rules_of(self.program, name) {
            self.block(rule, thing);
        }
    }

    fn block(&mut self, id: BlockId, thing: ThingId) {
        let block = self.program.rulebook.block(id);
        let Some(thing) = self.state.outer(thing, block.at) else { return };
        let open = self.program.holds(self.state, id, thing) == Answer::Unknown;
        if !open || !self.program.is_live(id) || !self.seen_blocks.insert((id, thing)) {
            return;
        }
        if let BlockKind::Obligation(obligation) = &block.what {
            for who in &obligation.who {
                self.name(*who, thing);
            }
        }
        for item in block.condition.items() {
            self.item(item, thing);
        }
        for exception in &block.exceptions {
            self.block(*exception, thing);
        }
    }

    fn item(&mut self, item: &Item, thing: ThingId) {
        if self.state.ask(&self.program.compile(item), thing) != Answer::Unknown {
            return;
        }
        match item {
            Item::Is(name)
            | Item::In { fact: name, .. }
            | Item::Has { fact: name, .. }
            | Item::Within { fact: name, .. }
            | Item::Date { fact: name, .. } => self.name(*name, thing),
            Item::Some { kind, name } | Item::Every { kind, name } => {
                if !self.state.is_complete(*kind) {
                    self.lists.insert(*kind);
                }
                for member in self.state.members_of(*kind, thing) {
                    if self.state.ask(&self.program.compile(&Item::Is(*name)), member) == Answer::Unknown {
                        self.name(*name, member);
                    }
                }
            }
            Item::Reading { .. } => {}
        }
    }

    fn name(&mut self, name: NameId, thing: ThingId) {
        let on = self.program.rulebook.name(name).on;
        match self.state.outer(thing, on) {
            None => {
                self.lists.insert(on);
            }
            Some(at) => match self.program.rulebook.name(name).what {
                What::Fact(_) => {
                    if !self.program.values(self.state, name, at).is_settled() {
                        self.facts.insert((at, name));
                    }
                }
                _ => self.conclusion(name, at),
            },
        }
    }
}

/// The replies to a question, as values that narrow the fact.
pub fn replies(program: &Program<'_>, state: &State, thing: ThingId, name: NameId) -> Vec<Values> {
    let now = program.values(state, name, thing);
    let What::Fact(fact) = &program.rulebook.name(name).what else { return Vec::new() };
    let mut replies: Vec<Values> = match (fact, now) {
        (FactType::YesNo | FactType::Choice(_), Values::One(mask)) => {
            (0..64).filter(|bit| mask >> bit & 1 == 1).map(|bit| Values::One(1 << bit)).collect()
        }
        (FactType::AnyOf(_), Values::Any { may, must }) => {
            let single = (0..64).filter(|bit| (may & !must) >> bit & 1 == 1);
            let single = single.map(|bit| Values::Any { may: must | 1 << bit, must: must | 1 << bit });
            std::iter::once(Values::Any { may: must, must }).chain(single).collect()
        }
        (_, Values::Range { low, high }) => {
            let mut bounds = thresholds(program, name);
            bounds.retain(|bound| *bound > low && *bound <= high);
            let starts = std::iter::once(low).chain(bounds.iter().copied());
            let ends = bounds.iter().map(|bound| bound.next_down()).chain(std::iter::once(high));
            starts.zip(ends).map(|(low, high)| Values::Range { low, high }).collect()
        }
        _ => Vec::new(),
    };
    replies.retain(|reply| now.narrow(*reply).is_some());
    replies
}

/// Where some condition's answer about a number or date changes.
fn thresholds(program: &Program<'_>, name: NameId) -> Vec<f64> {
    let mut bounds = Vec::new();
    for block in &program.rulebook.blocks {
        for item in block.condition.items() {
            let about = matches!(item, Item::Within { fact, .. } | Item::Date { fact, .. } if *fact == name);
            if about && let (crate::program::Op::Within { .. }, within) = program.compile(item) {
                let (low, high) = within[0];
                bounds.extend([low, high.next_up()].into_iter().filter(|bound| bound.is_finite()));
            }
        }
    }
    bounds.sort_by(f64::total_cmp);
    bounds.dedup();
    bounds
}

/// The open questions, the best first.
///
/// Ordered by the most important tier an answer can settle, then by what the least helpful reply still
/// settles, then by the sum over replies, then by the law's order.
pub fn questions(program: &Program<'_>, facts: &Facts, state: &State) -> Vec<Question> {
    let (open_facts, open_lists) = open(program, facts, state);
    let before = Tally::of(program, facts, state);
    let mut scratch = State::default();
    let mut questions = Vec::new();
    for (thing, name) in open_facts {
        let mut least = usize::MAX;
        let mut sum = 0;
        let mut tier = None;
        for reply in replies(program, state, thing, name) {
            let mut changed = facts.clone();
            changed
                .give(thing, Given { name, values: reply, origin: Origin::Assumed { why: "a possible reply".into() } });
            program.evaluate(&changed, &mut scratch);
            let (settled, best) = before.settled_by(&Tally::of(program, &changed, &scratch));
            least = least.min(settled);
            sum += settled;
            tier = match (tier, best) {
                (Some(a), Some(b)) => Some(std::cmp::min::<Tier>(a, b)),
                (a, b) => a.or(b),
            };
        }
        let least = if least == usize::MAX { 0 } else { least };
        questions.push(Question { asked: Asked::Fact { thing, name }, tier: tier.unwrap_or(Tier::Step), least, sum });
    }
    for kind in open_lists {
        let mut changed = facts.clone();
        changed.complete[kind as usize] = true;
        program.evaluate(&changed, &mut scratch);
        let (settled, best) = before.settled_by(&Tally::of(program, &changed, &scratch));
        questions.push(Question {
            asked: Asked::Complete { kind },
            tier: best.unwrap_or(Tier::Step),
            least: 0,
            sum: settled,
        });
    }
    let place = |asked: &Asked| match asked {
        Asked::Fact { thing, name } => (*name, *thing),
        Asked::Complete { kind } => (NameId::MAX, *kind as ThingId),
    };
    questions.sort_by(|a, b| {
        (a.tier, std::cmp::Reverse(a.least), std::cmp::Reverse(a.sum), place(&a.asked)).cmp(&(
            b.tier,
            std::cmp::Reverse(b.least),
            std::cmp::Reverse(b.sum),
            place(&b.asked),
        ))
    });
    questions
}

/// The answers that people see, in one fixed order.
struct Tally {
    answers: Vec<(Tier, Answer)>,
}

impl Tally {
    fn of(program: &Program<'_>, facts: &Facts, state: &State) -> Tally {
        let mut answers: Vec<(Tier, Answer)> = Vec::new();
        for (name, thing) in shown(program, facts) {
            let tier = program.rulebook.name(name).tier().unwrap_or(Tier::Step);
            answers.push((tier, program.conclusion(state, name, thing)));
        }
        for id in program.obligations() {
            let block = program.rulebook.block(*id);
            let neighbour = program.rulebook.acts[block.act as usize].neighbour;
            let tier = if neighbour { Tier::OtherLaw } else { Tier::Duty };
            for thing in facts.of_kind(block.at) {
                answers.push((tier, program.holds(state, *id, thing)));
            }
        }
        for (at, block) in program.rulebook.blocks.iter().enumerate() {
            if matches!(block.what, BlockKind::Penalty { .. }) && program.is_live(at as BlockId) {
                for thing in facts.of_kind(block.at) {
                    answers.push((Tier::Duty, program.holds(state, at as BlockId, thing)));
                }
            }
        }
        Tally { answers }
    }

    /// How many open answers became certain, and the most important of them.
    fn settled_by(&self, after: &Tally) -> (usize, Option<Tier>) {
        let settled = self
            .answers
            .iter()
            .zip(&after.answers)
            .filter(|(before, after)| before.1 == Answer::Unknown && after.1 != Answer::Unknown);
        let mut count = 0;
        let mut best = None;
        for (before, _) in settled {
            count += 1;
            best = Some(best.map_or(before.0, |best: Tier| best.min(before.0)));
        }
        (count, best)
    }
}
