//! What the place of a value says of it: its name, the calls around it, the providers these speak of.

use super::Uses;
use super::habit::Habit;
use crate::detectors::code::calls::{Call, Means};
use crate::detectors::code::keys::{self, Strength};
use crate::detectors::code::lexicon::{Provider, lexicon, speaks_of};
use crate::detectors::code::prompts;
use crate::detectors::code::reading::{Frame, Spot};
use crate::detectors::code::resolve::Position;
use crate::language::Language;
use crate::report::Kind;

/// How far outwards names are looked at.
const OUTWARDS: usize = 6;

impl<'a> Uses<'a, '_> {
    /// The provider that a path of names speaks of: of several the more special one.
    pub(super) fn path_names(&self, path: &[&'a str]) -> Option<&'static Provider> {
        let providers = path.iter().filter_map(|name| speaks_of(name));
        providers.min_by_key(|provider| lexicon().providers.iter().position(|known| std::ptr::eq(known, *provider)))
    }

    /// What a call does with what it is given.
    pub(super) fn habit(&mut self, frame: &Frame<'a>) -> Habit {
        match frame.path.last() {
            Some(callee) if frame.opener == b'(' => *self.habits.entry(callee).or_insert_with(|| Habit::of(callee)),
            _ => Habit::default(),
        }
    }

    /// Where a value stands, seen from its brackets; not yet whom the names around it speak of.
    pub(super) fn position(&self, spot: Spot<'a>, frames: &[Frame<'a>]) -> Position {
        if is_index(frames) {
            return Position { is_mentioned: true, ..Position::default() };
        }
        let innermost = frames.last();
        let callee = innermost.filter(|frame| frame.opener == b'(').and_then(|frame| frame.path.last().copied());
        let habit = callee.and(self.infos.last()).map_or(Habit::default(), |info| info.habit);
        let key = spot.key.and_then(keys::strength);
        let by_call = callee.filter(|_| spot.argument == Some(0)).and_then(keys::strength);
        let by_call = by_call.filter(|strength| *strength == Strength::Strict);
        let is_plain = innermost.is_some_and(|frame| frame.opener == b'[') || habit.hands_on;
        let outer =
            spot.outer.and_then(keys::strength).map(|strength| if is_plain { strength } else { Strength::Loose });
        // `Agent("openai:gpt-4o")`.
        let makes_agent =
            spot.argument == Some(0) && self.infos.last().is_some_and(|info| info.makes == Some(Kind::Agent));
        let strength = key.or(by_call).or(outer).or(makes_agent.then_some(Strength::Loose));
        let means = self.means(spot, frames, strength == Some(Strength::Strict));
        Position { strength, means, named: None, is_mentioned: spot.is_compared || habit.compares }
    }

    /// What a text is called as a prompt, if it is one.
    pub(super) fn prompt(&self, text: &str, spot: Spot<'a>, frames: &[Frame<'a>]) -> Option<&'a str> {
        if !prompts::may_be_one(text) {
            return None;
        }
        let call = frames.last().filter(|_| spot.argument == Some(0));
        let callee = call.and_then(|frame| frame.path.last().copied());
        let is_of_the_system = call.is_some_and(|frame| frame.path.iter().any(|name| prompts::is_of_the_system(name)));
        let role = self.infos.last().and_then(|info| info.role);
        let role = role.or(is_of_the_system.then_some("system"));
        // `prompt("…")` asks a person.
        let named = spot.key.or(callee.filter(|callee| *callee != "prompt"));
        prompts::name_of(named, role, text).or_else(|| prompts::name_of(None, role, text))
    }

    /// Whether the name before a value, or a call around it, says that it is a model.
    pub(super) fn expects_an_id(&self, spot: Spot<'a>, frames: &[Frame<'a>]) -> bool {
        let callee = frames.last().and_then(|frame| frame.path.last().copied());
        [spot.key, spot.outer, callee].into_iter().flatten().any(|name| keys::strength(name) == Some(Strength::Strict))
            || self.infos.iter().rev().take(3).any(|info| !info.calls.is_empty())
    }

    /// What the calls around a value say of it.
    pub(super) fn means(&self, spot: Spot<'a>, frames: &[Frame<'a>], is_key: bool) -> Option<Means> {
        let mut argument = spot.argument;
        let mut is_tuple = false;
        for (frame, info) in frames.iter().rev().zip(self.infos.iter().rev()).take(3) {
            if std::mem::take(&mut is_tuple) {
                argument = Some(frame.argument);
            }
            let of_call = |call: &&&Call| match call.means {
                Means::File => true,
                Means::Agent | Means::Server | Means::Client | Means::Tool => false,
                _ => {
                    let is_named = is_key || matches!(spot.key, Some("name" | "id"));
                    (argument.is_some() && call.argument == argument) || (spot.key.is_some() && is_named)
                }
            };
            if let Some(call) = info.calls.iter().find(of_call) {
                return Some(call.means);
            }
            if frame.opener == b'(' && !frame.path.is_empty() && !info.habit.hands_on {
                return None;
            }
            // `load_model({:hf, "x"})`: a tuple is one argument, and its parts belong to it.
            is_tuple = self.language == Language::Elixir && frame.opener == b'{' && spot.key.is_none();
            // What a table holds is not an argument itself.
            argument = if frame.opener == b'(' { Some(frame.argument) } else { None };
        }
        None
    }

    /// The same, but not of what stands in `table["name"]`.
    pub(super) fn named_beside(&self, spot: Spot<'a>, frames: &[Frame<'a>]) -> Option<&'static Provider> {
        if is_index(frames) { None } else { self.named(spot, frames) }
    }

    /// The provider that the names around a value speak of: its own, those of the calls, the client it is given to.
    pub(super) fn named(&self, spot: Spot<'a>, frames: &[Frame<'a>]) -> Option<&'static Provider> {
        let by_key = spot.key.and_then(|key| self.path_names(&[key]));
        by_key.or_else(|| {
            frames.iter().rev().take(OUTWARDS).filter(|frame| !frame.path.is_empty()).find_map(|frame| {
                self.path_names(&frame.path)
                    .or_else(|| frame.path.iter().find_map(|name| self.clients.get(name).copied()))
            })
        })
    }
}

/// What stands in `table["name"]` is no value of anything.
fn is_index(frames: &[Frame]) -> bool {
    frames.last().is_some_and(|frame| {
        let is_list = frame.path.last().is_none_or(|name| matches!(*name, "Literal" | "vec" | "Union"));
        frame.opener == b'[' && !is_list
    })
}
