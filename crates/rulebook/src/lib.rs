//! `law/` read, checked and compiled: files in, a [`Rulebook`] or every [`Mistake`] out.

mod crosswalk;
mod decode;
mod known;
mod ledger;
pub mod load;
pub mod markdown;
pub mod mistake;
pub mod model;
pub mod official;
mod report;
mod resolve;
pub mod tree;

pub use decode::condition::condition_of;
pub use known::KnownProvisions;
pub use ledger::{Paragraphs, paragraphs};
pub use load::{LawFolder, load};
pub use mistake::Mistake;
pub use model::*;
