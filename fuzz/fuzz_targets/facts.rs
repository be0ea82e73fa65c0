//! Any marque.toml gives facts or mistakes; facts that are read are judged, written, and read back.
#![no_main]
use std::path::Path;
use std::sync::LazyLock;

use reasoning::facts::{Shape, read};
use reasoning::verdict::{Extent, verdict};
use reasoning::{LawChoice, Program, State};
use rulebook::Rulebook;
use rulebook::tree::{Reading, Tree, from_json};

static BOOK: LazyLock<Rulebook> = LazyLock::new(compiled_law::rulebook);
static PROGRAM: LazyLock<Program<'static>> = LazyLock::new(|| Program::new(&BOOK, LawChoice::on(domain::Day(21_000))));

libfuzzer_sys::fuzz_target!(|source: &str| {
    let mut reading = Reading::new(Path::new("marque.toml"), source);
    let entries = reading.toml(0..source.len());
    let facts = read(&BOOK, &mut reading, entries, Shape::Document);
    reading.mistakes.iter().for_each(|mistake| drop(mistake.to_string()));
    if reading.mistakes.is_empty() {
        drop(verdict(&PROGRAM, &facts, &mut State::default(), Extent::Plain));
        let document = reasoning::written::document(&BOOK, &facts);
        let Tree::Table(entries) = from_json(&document, &(0..0)).value else { panic!("a document is a table") };
        let mut again = Reading::new(Path::new("again"), "");
        let _ = read(&BOOK, &mut again, entries, Shape::Case);
        assert!(again.mistakes.is_empty(), "{:?}", again.mistakes);
    }
});
