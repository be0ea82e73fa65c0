//! The way to conformity of one product: which procedures are open, which steps they take together, and when the
//! CE marking may be affixed at the earliest. Pure.
//!
//! `procedures/` says what a procedure is; whether it is open is a conclusion of the law files, and nothing here
//! decides it.

mod load;
mod plan;
mod procedure;
mod shown;

pub use load::{built_in, load};
pub use plan::{plan, sentence};
pub use procedure::{Library, Procedure, Said, Step};
pub use shown::{
    Chosen, JoinShown, MarkingDay, Opening, Part, Plan, Route, Standard, Standing, StatusShown, StepShown,
};

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;
