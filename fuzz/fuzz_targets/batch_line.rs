//! Any line of a batch gives a verdict or an error; none stops the run.
#![no_main]
use std::sync::LazyLock;

use reasoning::LawChoice;
use rulebook::Rulebook;

static BOOK: LazyLock<Rulebook> = LazyLock::new(compiled_law::rulebook);

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    let mut output = Vec::new();
    let tally = app::batch::run(&BOOK, &LawChoice::on(domain::Day(21_000)), &mut &input[..], &mut output).unwrap();
    let lines = output.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count() as u64;
    assert_eq!(lines, tally.verdicts + tally.broken);
});
