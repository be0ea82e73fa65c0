//! What is missing: each point of each duty against evidence, checks and what people say about it. Pure.
//!
//! A [`Check`] is data: on what it looks, and what a pass proves. [`assess`] says of each point whether it is met.

mod assess;
mod carried;
mod check;
mod load;
mod outcome;
mod seen;
mod state;

pub use assess::{Claim, DutyAssessed, Missing, PointAssessed, assess};
pub use carried::Carry;
pub use check::{After, Check};
pub use load::{built_in, load};
pub use outcome::{Judged, Outcome, judge};
pub use seen::Seen;
pub use state::State;

#[cfg(test)]
mod fixture;
