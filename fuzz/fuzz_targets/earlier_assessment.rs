//! Any JSON given as an earlier assessment is compared or refused.
#![no_main]
use std::sync::LazyLock;

use documents::Assessment;
use reasoning::{Facts, LawChoice};
use rulebook::Rulebook;

static BOOK: LazyLock<Rulebook> = LazyLock::new(compiled_law::rulebook);

libfuzzer_sys::fuzz_target!(|source: &[u8]| {
    if let Ok(last) = serde_json::from_slice::<Assessment>(source) {
        let _ = app::compare::compare(&BOOK, &last, &Facts::empty(), &LawChoice::on(domain::Day(21_000)));
        drop(documents::html::page(std::slice::from_ref(&last)));
    }
});
