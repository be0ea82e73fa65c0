//! The nouns both acts speak of: citations, things, the values a fact may still have, days.

pub mod answer;
pub mod citation;
pub mod day;
pub mod moment;
pub mod text;
pub mod thing;
pub mod values;

pub use answer::Answer;
pub use day::Day;
pub use moment::Moment;
pub use thing::Kind;
pub use values::Values;
