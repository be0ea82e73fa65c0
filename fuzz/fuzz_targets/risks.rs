//! Any risks.toml gives a register or mistakes, never a panic.
#![no_main]
use std::path::Path;
use std::sync::LazyLock;

use risk::{Catalogue, Written, built_in};
use rulebook::Rulebook;

static BOOK: LazyLock<Rulebook> = LazyLock::new(compiled_law::rulebook);
static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| built_in(&BOOK).unwrap_or_else(|_| panic!("a test reads it")));

libfuzzer_sys::fuzz_target!(|source: &str| {
    let facts = reasoning::Facts::empty();
    if let Err(mistakes) = Written::read(&CATALOGUE, &facts, Path::new("risks.toml"), source) {
        mistakes.iter().for_each(|mistake| drop(mistake.to_string()));
    }
});
