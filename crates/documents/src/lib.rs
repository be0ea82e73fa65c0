//! What marque says, as people and programs read it: one content, several forms.

pub mod assessment;
pub mod crosswalk;
pub mod evidence;
pub mod explanation;
#[cfg(test)]
mod fixture;
pub mod gaps;
pub mod html;
pub mod inventory;
pub mod markdown;
pub mod oscal;
pub mod release;
pub mod risk;
pub mod route;
pub mod sarif;
mod summary;
pub mod terminal;
mod words;

pub use assessment::Assessment;
