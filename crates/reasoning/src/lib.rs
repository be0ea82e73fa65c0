//! Rulebook + facts + day → verdict. Pure functions: no file, no clock.
//!
//! [`Program::new`] fixes the law for one day and one choice of readings; [`Program::evaluate`] answers
//! everything for one set of facts; the other rooms explain what it answered.

pub mod cases;
pub mod change;
pub mod crosswalk;
pub mod evaluate;
pub mod facts;
pub mod hinges;
pub mod program;
pub mod questions;
pub mod tested;
pub mod trace;
pub mod verdict;
pub mod written;

pub use evaluate::State;
pub use facts::{Facts, Given, Origin, Thing, ThingId};
pub use program::{LawChoice, Program};
pub use verdict::Verdict;
