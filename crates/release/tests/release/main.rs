//! Two releases compared: what is seen, what follows.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop where it is")]

mod given;
mod kinds;
mod walks;
