//! `law/` read, checked and compiled: files in, a [`Rulebook`] or every [`Mistake`] out.

mod decode;
pub mod load;
pub mod markdown;
pub mod mistake;
pub mod model;
pub mod official;
mod resolve;
pub mod tree;

pub use load::{LawFolder, load};
pub use mistake::Mistake;
pub use model::*;
