//! One declaration, and the twelve papers of a product.

#![allow(clippy::expect_used, reason = "a bench that cannot go on should stop where it is")]

use paper::{Paper, Words};

fn main() {
    divan::main();
}

fn declaration(number: usize) -> Paper {
    let mut paper: Paper =
        serde_json::from_str(include_str!("../fixtures/declaration.json")).expect("the fixture is a paper");
    paper.title = format!("{} {number}", paper.title);
    paper
}

#[divan::bench(sample_count = 20)]
fn one() -> usize {
    pdf::render(&declaration(1), &Words::english()).map_or(0, |bytes| bytes.len())
}

#[divan::bench(sample_count = 5)]
fn twelve() -> usize {
    (0..12).map(|number| pdf::render(&declaration(number), &Words::english()).map_or(0, |bytes| bytes.len())).sum()
}
