//! Anything may be given as a saved release, and compared in both directions.
#![no_main]
use std::path::Path;
use std::sync::LazyLock;

use domain::Day;
use reasoning::{LawChoice, Program};
use release::{Catalogue, Saved, Side};
use rulebook::Rulebook;

static BOOK: LazyLock<Rulebook> = LazyLock::new(compiled_law::rulebook);
static CATALOGUE: LazyLock<Catalogue> =
    LazyLock::new(|| release::built_in(&BOOK).unwrap_or_else(|_| panic!("a test reads it")));
static THREATS: LazyLock<risk::Catalogue> =
    LazyLock::new(|| risk::built_in(&BOOK).unwrap_or_else(|_| panic!("a test reads it")));

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let Ok(saved) = Saved::read(input) else { return };
    let empty = Saved::new(Day(0), "", "[product]\nname = \"a\"\n".into(), Default::default());
    let [empty, saved] = [&empty, &saved].map(|saved| Side::read(&BOOK, saved, Path::new("marque.toml")));
    let program = Program::new(&BOOK, LawChoice::on(Day(21_000)));
    for (old, new) in [(&empty, &saved), (&saved, &empty), (&saved, &saved)] {
        if let Err(mistakes) = release::compare(&program, &CATALOGUE, &THREATS, old, new) {
            mistakes.iter().for_each(|mistake| drop(mistake.to_string()));
        }
    }
});
