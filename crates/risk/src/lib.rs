//! The risks of a product and its AI systems, in one register: what threatens them, how likely and how bad it is,
//! what is done about it, what remains, and who accepted that.
//!
//! `threats/` is the catalogue, as data. [`seed`] compares it with what a scan saw and what is known; people assess
//! in `risks.toml`; [`register`] joins the two, and says what is open and which provision asks for it. Nothing here
//! assesses anything: what nobody assessed has no level.

pub mod append;
pub mod catalogue;
pub mod findings;
pub mod fria;
pub mod register;
pub mod scale;
pub mod seed;
pub mod shown;
pub mod threat;
pub mod trigger;
mod words;
pub mod written;

#[cfg(test)]
mod fixture;

pub use catalogue::{Catalogue, built_in};
pub use register::register;
pub use scale::{Level, Scale};
pub use seed::{Proposed, Subject, seed};
pub use shown::Register;
pub use written::Written;
