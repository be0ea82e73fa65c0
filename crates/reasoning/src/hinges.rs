//! What an open answer hinges on: the smallest sets of replies that make it yes, and that make it no.

use std::cell::RefCell;
use std::collections::HashMap;

use domain::{Answer, Day, Kind, Values};
use rulebook::{BlockId, FactType, Item, NameId, Rulebook, What};

use crate::evaluate::State;
use crate::facts::{Facts, ThingId};
use crate::program::{Op, Program};
use crate::verdict::rules_of;

/// The largest set shown.
pub const FACTS_MAX: usize = 4;
/// How many sets are kept while they are combined; the smallest stay.
const SETS_MAX: usize = 64;

/// One reply in a set.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// The choice is one of these options, or a yes-no fact is this.
    Is { thing: ThingId, name: NameId, options: u64 },
    /// At least one of these options holds.
    Has { thing: ThingId, name: NameId, options: u64 },
    /// None of these options holds.
    HasNot { thing: ThingId, name: NameId, options: u64 },
    /// The number or day lies between these, both included.
    Between { thing: ThingId, name: NameId, low: f64, high: f64 },
    /// There are no more things of this kind than those named.
    NoMore { kind: Kind },
    /// There is another thing of this kind for which the name holds (or does not).
    Another { kind: Kind, name: NameId, holds: bool },
}

/// The smallest sets of replies that settle an open answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hinges {
    pub yes: Vec<Vec<Reply>>,
    pub no: Vec<Vec<Reply>>,
}

/// What a conclusion hinges on. Empty if it is certain.
pub fn of_conclusion(program: &Program<'_>, state: &State, name: NameId, thing: ThingId) -> Hinges {
    if program.conclusion(state, name, thing).is_certain() {
        return Hinges::default();
    }
    let finder = Finder { program, state, found: RefCell::default() };
    Hinges { yes: finder.conclusion(name, thing, true), no: finder.conclusion(name, thing, false) }
}

/// What being bound by an obligation hinges on.
pub fn of_block(program: &Program<'_>, state: &State, block: BlockId, thing: ThingId) -> Hinges {
    if program.holds(state, block, thing).is_certain() {
        return Hinges::default();
    }
    let finder = Finder { program, state, found: RefCell::default() };
    Hinges { yes: finder.block(block, thing, true), no: finder.block(block, thing, false) }
}

type Set = Vec<Reply>;
/// Alternatives: any one of these sets suffices. No set: impossible. The empty set: already so.
type Sets = Vec<Set>;

struct Finder<'f> {
    program: &'f Program<'f>,
    state: &'f State,
    /// What was found for a conclusion, wanted yes or no: many rules rest on the same few.
    found: RefCell<HashMap<(NameId, ThingId, bool), Sets>>,
}

impl Finder<'_> {
    fn conclusion(&self, name: NameId, thing: ThingId, wanted: bool) -> Sets {
        if let Some(sets) = certain(self.program.conclusion(self.state, name, thing), wanted) {
            return sets;
        }
        if let Some(known) = self.found.borrow().get(&(name, thing, wanted)) {
            return known.clone();
        }
        let rules: Vec<BlockId> = rules_of(self.program, name).collect();
        let parts = rules.into_iter().map(|rule| self.block(rule, thing, wanted));
        let sets = if wanted { any_of(parts) } else { all_of(parts) };
        self.found.borrow_mut().insert((name, thing, wanted), sets.clone());
        sets
    }

    fn block(&self, id: BlockId, thing: ThingId, wanted: bool) -> Sets {
        if !self.program.is_live(id) {
            return certain(Answer::No, wanted).unwrap_or_default();
        }
        let block = self.program.rulebook.block(id);
        let Some(thing) = self.state.outer(thing, block.at) else { return Vec::new() };
        if let Some(sets) = certain(self.program.holds(self.state, id, thing), wanted) {
            return sets;
        }
        if block.not_encoded.is_some() || block.not_compared.is_some() {
            return Vec::new();
        }
        let mut parts: Vec<Sets> = Vec::new();
        if let rulebook::BlockKind::Obligation(obligation) = &block.what {
            let who: Vec<Sets> = obligation.who.iter().map(|who| self.name(*who, thing, wanted)).collect();
            parts.push(if wanted { any_of(who) } else { all_of(who) });
        }
        for item in &block.condition.all {
            parts.push(self.item(item, thing, wanted));
        }
        if !block.condition.any.is_empty() {
            let any: Vec<Sets> = block.condition.any.iter().map(|item| self.item(item, thing, wanted)).collect();
            parts.push(if wanted { any_of(any) } else { all_of(any) });
        }
        for item in &block.condition.none {
            parts.push(self.item(item, thing, !wanted));
        }
        for exception in &block.exceptions {
            parts.push(self.block(*exception, thing, !wanted));
        }
        if wanted { all_of(parts) } else { any_of(parts) }
    }

    fn name(&self, name: NameId, thing: ThingId, wanted: bool) -> Sets {
        let on = self.program.rulebook.name(name).on;
        match &self.program.rulebook.name(name).what {
            What::Fact(_) => {
                let Some(at) = self.state.outer(thing, on) else { return Vec::new() };
                let options = if wanted { 0b10 } else { 0b01 };
                self.choice(at, name, options)
            }
            What::Conclusion { .. } => match self.state.outer(thing, on) {
                Some(at) => self.conclusion(name, at, wanted),
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn choice(&self, thing: ThingId, name: NameId, options: u64) -> Sets {
        let Values::One(left) = self.program.values(self.state, name, thing) else { return Vec::new() };
        match left & options {
            0 => Vec::new(),
            all if all == left => vec![Vec::new()],
            some => vec![vec![Reply::Is { thing, name, options: some }]],
        }
    }

    fn item(&self, item: &Item, thing: ThingId, wanted: bool) -> Sets {
        let op = self.program.compile(item);
        if let Some(sets) = certain(self.state.ask(&op, thing), wanted) {
            return sets;
        }
        match item {
            Item::Is(name) => self.name(*name, thing, wanted),
            Item::In { fact, options } => match self.state.outer(thing, self.program.rulebook.name(*fact).on) {
                Some(at) => self.choice(at, *fact, if wanted { *options } else { !*options }),
                None => Vec::new(),
            },
            Item::Has { fact, options } => {
                let Some(at) = self.state.outer(thing, self.program.rulebook.name(*fact).on) else { return Vec::new() };
                let Values::Any { may, .. } = self.program.values(self.state, *fact, at) else { return Vec::new() };
                let options = options & may;
                vec![vec![if wanted {
                    Reply::Has { thing: at, name: *fact, options }
                } else {
                    Reply::HasNot { thing: at, name: *fact, options }
                }]]
            }
            Item::Within { fact, .. } | Item::Date { fact, .. } => {
                let Some(at) = self.state.outer(thing, self.program.rulebook.name(*fact).on) else { return Vec::new() };
                let (Op::Within { .. }, [(low, high)]) = (&op.0, op.1.as_slice()) else { return Vec::new() };
                let (low, high) = (*low, *high);
                let Values::Range { low: from, high: to } = self.program.values(self.state, *fact, at) else {
                    return Vec::new();
                };
                let step = |value: f64, up: bool| match (&self.program.rulebook.name(*fact).what, up) {
                    (What::Fact(FactType::Date), true) => value + 1.0,
                    (What::Fact(FactType::Date), false) => value - 1.0,
                    (_, true) => value.next_up(),
                    (_, false) => value.next_down(),
                };
                let pieces = if wanted {
                    vec![(low.max(from), high.min(to))]
                } else {
                    vec![(from, step(low, false).min(to)), (step(high, true).max(from), to)]
                };
                pieces
                    .into_iter()
                    .filter(|(low, high)| low <= high && !(low.is_infinite() && low == high))
                    .map(|(low, high)| vec![Reply::Between { thing: at, name: *fact, low, high }])
                    .collect()
            }
            Item::Some { kind, name } | Item::Every { kind, name } => {
                let some = matches!(item, Item::Some { .. });
                let members = self.state.members_of(*kind, thing);
                let parts: Vec<Sets> = members.into_iter().map(|member| self.name(*name, member, wanted)).collect();
                let open = !self.state.is_complete(*kind);
                match (some, wanted) {
                    (true, true) | (false, false) => {
                        let mut sets = any_of(parts);
                        if open {
                            sets.push(vec![Reply::Another { kind: *kind, name: *name, holds: wanted }]);
                        }
                        smallest(sets)
                    }
                    _ => {
                        let closing = if open { vec![vec![Reply::NoMore { kind: *kind }]] } else { vec![Vec::new()] };
                        all_of(parts.into_iter().chain([closing]))
                    }
                }
            }
            Item::Reading { .. } => Vec::new(),
        }
    }
}

fn certain(answer: Answer, wanted: bool) -> Option<Sets> {
    match answer {
        Answer::Unknown => None,
        certain => Some(if (certain == Answer::Yes) == wanted { vec![Vec::new()] } else { Vec::new() }),
    }
}

fn any_of(parts: impl IntoIterator<Item = Sets>) -> Sets {
    smallest(parts.into_iter().flatten().collect())
}

fn all_of(parts: impl IntoIterator<Item = Sets>) -> Sets {
    let mut result: Sets = vec![Vec::new()];
    for part in parts {
        let mut next = Vec::new();
        for set in &result {
            for other in &part {
                if let Some(union) = union(set, other)
                    && union.len() <= FACTS_MAX
                {
                    next.push(union);
                }
            }
        }
        result = smallest(next);
        if result.is_empty() {
            break;
        }
    }
    result
}

/// Both sets at once; `None` if they contradict each other.
fn union(a: &Set, b: &Set) -> Option<Set> {
    let mut result = a.clone();
    for reply in b {
        if !add(&mut result, reply)? {
            result.push(reply.clone());
        }
    }
    // What is excluded is none of the options of which one must hold.
    for at in 0..result.len() {
        let Reply::HasNot { thing, name, options: not } = result[at] else { continue };
        for reply in &mut result {
            if let Reply::Has { thing: t, name: n, options } = reply
                && (*t, *n) == (thing, name)
            {
                *options &= !not;
                if *options == 0 {
                    return None;
                }
            }
        }
    }
    result.sort_by_key(order);
    Some(result)
}

/// Merges a reply into one about the same fact; `Some(false)` if there is none to merge with.
fn add(set: &mut Set, reply: &Reply) -> Option<bool> {
    for known in set.iter_mut() {
        match (known, reply) {
            (Reply::Is { thing, name, options }, Reply::Is { thing: t, name: n, options: more })
                if thing == t && name == n =>
            {
                *options &= more;
                return (*options != 0).then_some(true);
            }
            (Reply::Between { thing, name, low, high }, Reply::Between { thing: t, name: n, low: l, high: h })
                if thing == t && name == n =>
            {
                (*low, *high) = (low.max(*l), high.min(*h));
                return (*low <= *high).then_some(true);
            }
            (Reply::HasNot { thing, name, options }, Reply::HasNot { thing: t, name: n, options: more })
                if thing == t && name == n =>
            {
                *options |= more;
                return Some(true);
            }
            (Reply::Has { thing, name, options }, Reply::Has { thing: t, name: n, options: more })
                if thing == t && name == n && (*options & more == *options || *options & more == *more) =>
            {
                *options &= more;
                return Some(true);
            }
            (Reply::Another { kind, .. }, Reply::NoMore { kind: k })
            | (Reply::NoMore { kind }, Reply::Another { kind: k, .. })
                if kind == k =>
            {
                return None;
            }
            (known, reply) if *known == *reply => return Some(true),
            _ => {}
        }
    }
    Some(false)
}

fn order(reply: &Reply) -> (u8, u32, u32, u64) {
    match reply {
        Reply::Is { thing, name, options } => (0, *name, *thing, *options),
        Reply::Has { thing, name, options } => (1, *name, *thing, *options),
        Reply::HasNot { thing, name, options } => (2, *name, *thing, *options),
        Reply::Between { thing, name, low, .. } => (3, *name, *thing, low.to_bits()),
        Reply::NoMore { kind } => (4, 0, *kind as u32, 0),
        Reply::Another { kind, name, holds } => (5, *name, *kind as u32, u64::from(*holds)),
    }
}

/// The sets that contain no other, smallest first.
fn smallest(mut sets: Sets) -> Sets {
    sets.sort_by_key(|set| (set.len(), set.iter().map(order).collect::<Vec<_>>()));
    sets.dedup();
    let mut kept: Sets = Vec::new();
    for set in sets {
        if !kept.iter().any(|smaller| smaller.iter().all(|reply| set.contains(reply))) {
            kept.push(set);
        }
        if kept.len() == SETS_MAX {
            break;
        }
    }
    kept
}

/// A reply in words.
pub fn reply_text(rulebook: &Rulebook, facts: &Facts, reply: &Reply) -> String {
    let about = |thing: &ThingId, name: &NameId| {
        let kind = rulebook.name(*name).on;
        let several = facts.of_kind(kind).count() > 1;
        let id = &rulebook.name(*name).id;
        if several { format!("{id} of {}", facts.thing(*thing).name) } else { id.clone() }
    };
    match reply {
        Reply::Is { thing, name, options } => {
            format!("{} = {}", about(thing, name), values_text(rulebook, *name, Values::One(*options)))
        }
        Reply::Has { thing, name, options } => {
            let ids = option_ids(rulebook, *name, *options);
            format!(
                "{} has {}",
                about(thing, name),
                if ids.len() > 1 { format!("one of {}", list(&ids)) } else { list(&ids) }
            )
        }
        Reply::HasNot { thing, name, options } => {
            format!("{} has not {}", about(thing, name), list(&option_ids(rulebook, *name, *options)))
        }
        Reply::Between { thing, name, low, high } => {
            format!("{} {}", about(thing, name), values_text(rulebook, *name, Values::Range { low: *low, high: *high }))
        }
        Reply::NoMore { kind } => format!("the list of {kind}s is complete"),
        Reply::Another { kind, name, holds } => {
            format!("another {kind} for which {} is {}", rulebook.name(*name).id, if *holds { "yes" } else { "no" })
        }
    }
}

fn option_ids(rulebook: &Rulebook, name: NameId, options: u64) -> Vec<String> {
    let all = rulebook.name(name).options();
    (0..all.len()).filter(|at| options >> at & 1 == 1).map(|at| all[at].id.clone()).collect()
}

fn list(ids: &[String]) -> String {
    const SHOWN: usize = 6;
    if ids.len() > SHOWN { format!("{} … ({} in all)", ids[..SHOWN].join(", "), ids.len()) } else { ids.join(", ") }
}

/// The values left, in words.
pub fn values_text(rulebook: &Rulebook, name: NameId, values: Values) -> String {
    let name_entry = rulebook.name(name);
    let is_date = matches!(name_entry.what, What::Fact(FactType::Date));
    let unit = match &name_entry.what {
        What::Fact(FactType::Number { unit }) if !unit.is_empty() => format!(" {unit}"),
        _ => String::new(),
    };
    match values {
        Values::One(mask) => match &name_entry.what {
            What::Fact(FactType::Choice(options)) => {
                let left = (0..options.len()).filter(|at| mask >> at & 1 == 1).count();
                if left == options.len() {
                    "open".to_owned()
                } else if left > options.len() / 2 && left > 3 {
                    let not = option_ids(rulebook, name, !mask);
                    format!("not {}", list(&not))
                } else {
                    option_ids(rulebook, name, mask).join(" or ")
                }
            }
            _ => match mask & 0b11 {
                0b10 => "yes".to_owned(),
                0b01 => "no".to_owned(),
                _ => "open".to_owned(),
            },
        },
        Values::Any { may, must } => {
            let has = option_ids(rulebook, name, must);
            match (must, may == must) {
                (0, true) => "none".to_owned(),
                (_, true) => format!("only {}", list(&has)),
                (0, false) => "open".to_owned(),
                (_, false) => format!("{} (there may be others)", list(&has)),
            }
        }
        Values::Range { low, high } => {
            let show = |value: f64| {
                if is_date {
                    Day(value as i32).to_string()
                } else if value.abs() >= 1e15 {
                    format!("{value:e}{unit}")
                } else {
                    // The neighbours of a whole number stand for "under" and "over".
                    let nearest = value.round();
                    if (value - nearest).abs() < 1e-6 { format!("{nearest}{unit}") } else { format!("{value}{unit}") }
                }
            };
            let exclusive = |value: f64| !is_date && value != value.round() && (value - value.round()).abs() < 1e-6;
            match (low.is_finite(), high.is_finite()) {
                (false, false) => "open".to_owned(),
                _ if low == high => format!("= {}", show(low)),
                (true, false) if exclusive(low) => format!("over {}", show(low)),
                (true, false) if is_date => format!("from {}", show(low)),
                (true, false) => format!("at least {}", show(low)),
                (false, true) if exclusive(high) => format!("under {}", show(high)),
                (false, true) if is_date => format!("until {}", show(high)),
                (false, true) => format!("at most {}", show(high)),
                (true, true) => {
                    let low_text = show(low);
                    let low_text = low_text.strip_suffix(&unit).unwrap_or(&low_text);
                    let over = if exclusive(low) { "over " } else { "" };
                    let under = if exclusive(high) { "under " } else { "" };
                    format!("{over}{low_text} to {under}{}", show(high))
                }
            }
        }
    }
}
