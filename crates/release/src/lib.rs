//! Two states of a product compared: what changed, what of it touches which limb of which definition of a
//! substantial modification, what people answered, and what follows.
//!
//! `modifications/` says what a change means, as data. [`compare`] sees changes, joins the answers of marque.toml and
//! hands the outcome to the law as the facts it asks for; the law concludes. Nothing here decides anything: what
//! nobody judged is open.

pub mod catalogue;
mod compare;
mod judge;
mod report;
mod saved;
mod side;
mod version;
mod walk;

pub use catalogue::{Catalogue, Strength, built_in};
pub use compare::compare;
pub use report::{Change, FORMAT, Follow, Given, Judgement, Limb, Named, Report, Shown, Unused, Walk};
pub use saved::{Detected, Piece, Saved};
pub use side::Side;
