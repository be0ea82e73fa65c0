//! Any description is ranked; "no category" is always among the answers.
#![no_main]
use classify::{Terms, classify};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let ranking = classify(text, Terms::embedded());
    assert!(ranking.cra.iter().any(|candidate| candidate.id == "none"));
    assert!(ranking.aia.iter().any(|candidate| candidate.id == "none"));
});
