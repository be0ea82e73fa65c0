//! The papers: what each has to hold, said as data in `papers/`, and how a product's facts, evidence and verdict
//! fill it. What is missing stands in the paper where it would stand.

mod annex;
mod carried;
pub mod ce_marking;
mod components;
mod compose;
mod definition;
mod duties;
mod fields;
mod form;
mod grounds;
mod held;
mod library;
mod matter;
mod outline;
mod picture;
mod risks;
mod said;
mod sheet;
mod tables;
mod words;

pub use annex::{Annex, Annexes};
pub use compose::{Composed, compose};
pub use definition::{Definition, Picture, Section, Table};
pub use grounds::{Grounds, Shift, shifts};
pub use library::{FIRST, Library};
pub use matter::Matter;
