//! Any file of cases is run or has mistakes with their places.
#![no_main]
use std::path::Path;
use std::sync::LazyLock;

use rulebook::Rulebook;

static BOOK: LazyLock<Rulebook> = LazyLock::new(compiled_law::rulebook);

libfuzzer_sys::fuzz_target!(|source: &str| {
    let outcome = reasoning::cases::run(&BOOK, Path::new("x.cases.toml"), source);
    outcome.failures.iter().for_each(|mistake| drop(mistake.to_string()));
});
