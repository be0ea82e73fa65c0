//! The papers of a product and of its AI systems, each for worked products of docs/cases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop where it is"
)]

mod cybersecurity_risk_assessment;
mod instructions_for_use;
mod technical_documentation;
mod user_information;
mod vulnerability_handling_policy;
mod worked;
