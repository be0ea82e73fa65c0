//! What marque says, as people and programs read it: one content, several forms.

pub mod assessment;
pub mod explanation;
pub mod html;
pub mod markdown;
pub mod sarif;
pub mod terminal;

pub use assessment::Assessment;
