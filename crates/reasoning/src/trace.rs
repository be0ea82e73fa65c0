//! Why: the tree of rules, conditions and facts under an answer.

use domain::{Answer, Kind, Values};
use rulebook::{Assumption, BlockId, BlockKind, Item, NameId, What};

use crate::evaluate::State;
use crate::facts::{Facts, Origin, ThingId};
use crate::program::Program;
use crate::verdict::rules_of;

/// A conclusion and what it rests on.
#[derive(Clone, Debug)]
pub struct ConclusionTrace {
    pub name: NameId,
    pub thing: ThingId,
    pub answer: Answer,
    /// Set if somebody declared it.
    pub declared: Vec<Origin>,
    pub rules: Vec<BlockTrace>,
    /// It was explained further up.
    pub above: bool,
}

/// A block and how its conditions and exceptions answered.
#[derive(Clone, Debug)]
pub struct BlockTrace {
    pub block: BlockId,
    pub thing: ThingId,
    pub answer: Answer,
    pub items: Vec<ItemTrace>,
    /// The exceptions that hold or may hold.
    pub exceptions: Vec<BlockTrace>,
}

/// How an item stands in its condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Who,
    All,
    Any,
    None,
}

#[derive(Clone, Debug)]
pub struct ItemTrace {
    pub part: Part,
    pub item: Item,
    pub answer: Answer,
    pub under: Under,
}

/// What an item rests on.
#[derive(Clone, Debug)]
pub enum Under {
    /// A fact, its values and where they come from; no origin: nobody said anything.
    Fact {
        name: NameId,
        thing: ThingId,
        values: Values,
        origins: Vec<Origin>,
    },
    Conclusion(Box<ConclusionTrace>),
    Members {
        kind: Kind,
        complete: bool,
        members: Vec<(ThingId, Under, Answer)>,
    },
    Reading(NameId),
    Status(NameId),
    /// The outer thing it is about was not declared.
    Absent(Kind),
}

struct Tracer<'t> {
    program: &'t Program<'t>,
    facts: &'t Facts,
    state: &'t State,
    seen: Vec<(NameId, ThingId)>,
}

/// Why a conclusion is answered as it is.
pub fn why<'t>(
    program: &'t Program<'t>,
    facts: &'t Facts,
    state: &'t State,
    name: NameId,
    thing: ThingId,
) -> ConclusionTrace {
    Tracer { program, facts, state, seen: Vec::new() }.conclusion(name, thing)
}

/// Why a block holds or does not.
pub fn why_block<'t>(
    program: &'t Program<'t>,
    facts: &'t Facts,
    state: &'t State,
    block: BlockId,
    thing: ThingId,
) -> BlockTrace {
    Tracer { program, facts, state, seen: Vec::new() }.block(block, thing)
}

impl Tracer<'_> {
    fn conclusion(&mut self, name: NameId, thing: ThingId) -> ConclusionTrace {
        let answer = self.program.conclusion(self.state, name, thing);
        let declared = origins(self.facts, name, thing);
        if self.seen.contains(&(name, thing)) {
            return ConclusionTrace { name, thing, answer, declared, rules: Vec::new(), above: true };
        }
        self.seen.push((name, thing));
        let mut rules: Vec<BlockId> = rules_of(self.program, name).collect();
        // What carries the answer is explained first, so that nothing it rests on is "explained above" out of sight.
        rules.sort_by_key(|id| self.program.holds(self.state, *id, thing) != answer);
        let rules = rules.into_iter().map(|id| self.block(id, thing)).collect();
        ConclusionTrace { name, thing, answer, declared, rules, above: false }
    }

    fn block(&mut self, id: BlockId, thing: ThingId) -> BlockTrace {
        let block = self.program.rulebook.block(id);
        let answer = self.program.holds(self.state, id, thing);
        let mut items = Vec::new();
        if let BlockKind::Obligation(obligation) = &block.what {
            for who in &obligation.who {
                items.push(self.item(Part::Who, &Item::Is(*who), thing));
            }
        }
        for (part, list) in
            [(Part::All, &block.condition.all), (Part::Any, &block.condition.any), (Part::None, &block.condition.none)]
        {
            for item in list {
                items.push(self.item(part, item, thing));
            }
        }
        let mut exceptions = Vec::new();
        for exception in &block.exceptions {
            let at = self.program.rulebook.block(*exception).at;
            let Some(outer) = self.state.outer(thing, at) else { continue };
            if self.program.is_live(*exception) && self.program.holds(self.state, *exception, outer) != Answer::No {
                exceptions.push(self.block(*exception, outer));
            }
        }
        BlockTrace { block: id, thing, answer, items, exceptions }
    }

    fn item(&mut self, part: Part, item: &Item, thing: ThingId) -> ItemTrace {
        let answer = self.state.ask(&self.program.compile(item), thing);
        let under = match item {
            Item::Is(name)
            | Item::In { fact: name, .. }
            | Item::Has { fact: name, .. }
            | Item::Within { fact: name, .. }
            | Item::Date { fact: name, .. } => self.name(*name, thing),
            Item::Some { kind, name } | Item::Every { kind, name } => {
                let members = self.state.members_of(*kind, thing);
                let members = members
                    .into_iter()
                    .map(|member| {
                        let answer = self.state.ask(&self.program.compile(&Item::Is(*name)), member);
                        (member, self.name(*name, member), answer)
                    })
                    .collect();
                Under::Members { kind: *kind, complete: self.state.is_complete(*kind), members }
            }
            Item::Reading { reading, .. } => Under::Reading(*reading),
        };
        ItemTrace { part, item: item.clone(), answer, under }
    }

    fn name(&mut self, name: NameId, thing: ThingId) -> Under {
        let on = self.program.rulebook.name(name).on;
        match self.program.rulebook.name(name).what {
            What::Status(_) => return Under::Status(name),
            What::Reading { .. } => return Under::Reading(name),
            _ => {}
        }
        let Some(thing) = self.state.outer(thing, on) else { return Under::Absent(on) };
        match self.program.rulebook.name(name).what {
            What::Fact(_) => Under::Fact {
                name,
                thing,
                values: self.program.values(self.state, name, thing),
                origins: self.origins(name, thing),
            },
            _ => Under::Conclusion(Box::new(self.conclusion(name, thing))),
        }
    }

    fn origins(&self, name: NameId, thing: ThingId) -> Vec<Origin> {
        if self.state.assumed.contains(&(thing, name)) {
            let why = match self.program.rulebook.name(name).assume {
                Some(Assumption::PlacingDate) => {
                    "nobody gave it, so it is taken as the placing date, or else the day of the verdict"
                }
                _ => "nobody said anything else",
            };
            let why = why.to_owned();
            return vec![Origin::Assumed { why }];
        }
        origins(self.facts, name, thing)
    }
}

/// Who said what about a name.
pub fn origins(facts: &Facts, name: NameId, thing: ThingId) -> Vec<Origin> {
    facts.thing(thing).given.iter().filter(|given| given.name == name).map(|given| given.origin.clone()).collect()
}
