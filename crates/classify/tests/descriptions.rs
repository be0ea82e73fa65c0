//! How often the right answer comes first, and among the first three, for descriptions with known answers.
//!
//! | set | CRA first / three | AI Act first / three | |
//! |---|---|---|---|
//! | `descriptions.toml`, two of three | 99.6 / 100 | 100 / 100 | tuned on |
//! | `descriptions.toml`, each third | 99.2 / 100 | 98.8 / 100 | held out, but the words were chosen by who wrote it |
//! | `probe.toml`, first run | 70.3 / 93.7 | 58.3 / 78.6 | deliberately odd; afterwards tuned on |
//! | `fresh.toml`, first run | 82.2 / 96.7 | 94.5 / 98.6 | 163 unseen; afterwards tuned on |
//! | `fresh2.toml`, first run | 88.4 / 98.6 | 96.1 / 98.0 | 120 unseen; afterwards tuned on |
//!
//! Only a first run tells anything about descriptions never seen. The floors below are far above it: they hold
//! what has been reached against later changes, and promise nothing about new descriptions.
//!
//! `CLASSIFY_MISSES=1 cargo test -p classify -- --nocapture` lists the misses, the held-out ones excepted.

use std::collections::BTreeMap;

use classify::{Candidate, Terms, classify};

type Lists = BTreeMap<String, BTreeMap<String, Vec<String>>>;

#[derive(Default)]
struct Count {
    first: usize,
    three: usize,
    all: usize,
}

impl Count {
    fn add(&mut self, place: Option<usize>) {
        self.all += 1;
        self.first += usize::from(place == Some(0));
        self.three += usize::from(place.is_some_and(|place| place < 3));
    }

    fn first(&self) -> f64 {
        100.0 * self.first as f64 / self.all as f64
    }

    fn three(&self) -> f64 {
        100.0 * self.three as f64 / self.all as f64
    }
}

#[expect(clippy::panic, reason = "a helper of tests, where a panic is the report")]
fn lists(text: &str) -> Lists {
    toml::from_str(text).unwrap_or_else(|error| panic!("the descriptions do not read: {error}"))
}

fn candidates(text: &str, track: &str) -> Vec<Candidate> {
    let ranking = classify(text, Terms::embedded());
    if track == "cra" { ranking.cra } else { ranking.aia }
}

/// Counts one track; `counts` says which index of a list belongs to it.
fn count(lists: &Lists, track: &str, show: bool, counts: impl Fn(usize) -> bool) -> Count {
    let mut total = Count::default();
    for (right, texts) in &lists[track] {
        let mut of_category = Count::default();
        for (_, text) in texts.iter().enumerate().filter(|(index, _)| counts(*index)) {
            let candidates = candidates(text, track);
            let place = candidates.iter().position(|candidate| candidate.id == *right);
            total.add(place);
            of_category.add(place);
            if show && place != Some(0) {
                println!("{right} <- {text}");
                for candidate in candidates.iter().take(3) {
                    println!(
                        "    {:.2} {} {:?} against {:?}",
                        candidate.score, candidate.id, candidate.spoke, candidate.against
                    );
                }
            }
        }
        if of_category.first < of_category.all {
            println!("  {right}: {}/{} first, {} in three", of_category.first, of_category.all, of_category.three);
        }
    }
    println!("{track}: {:.1} first, {:.1} in three, of {}", total.first(), total.three(), total.all);
    total
}

/// A floor of both figures, a little below what was measured when the words were last changed.
fn hold(lists: &Lists, track: &str, held_out: bool, first: f64, three: f64) {
    let show = !held_out && std::env::var_os("CLASSIFY_MISSES").is_some();
    let count = count(lists, track, show, |index| (index % 3 == 2) == held_out);
    assert!(count.first() >= first, "{track}: only {:.1} of 100 first", count.first());
    assert!(count.three() >= three, "{track}: only {:.1} of 100 among three", count.three());
}

fn hold_all(text: &str, track: &str, first: f64, three: f64) {
    let count = count(&lists(text), track, std::env::var_os("CLASSIFY_MISSES").is_some(), |_| true);
    assert!(count.first() >= first, "{track}: only {:.1} of 100 first", count.first());
    assert!(count.three() >= three, "{track}: only {:.1} of 100 among three", count.three());
}

#[test]
fn tuned_cra_descriptions_find_their_category() {
    hold(&lists(include_str!("descriptions.toml")), "cra", false, 97.0, 99.0);
}

#[test]
fn held_out_cra_descriptions_find_their_category() {
    hold(&lists(include_str!("descriptions.toml")), "cra", true, 96.0, 99.0);
}

#[test]
fn tuned_aia_descriptions_find_their_point() {
    hold(&lists(include_str!("descriptions.toml")), "aia", false, 98.0, 99.0);
}

#[test]
fn held_out_aia_descriptions_find_their_point() {
    hold(&lists(include_str!("descriptions.toml")), "aia", true, 96.0, 99.0);
}

#[test]
fn probed_cra_descriptions_find_their_category() {
    hold_all(include_str!("probe.toml"), "cra", 95.0, 99.0);
}

#[test]
fn probed_aia_descriptions_find_their_point() {
    hold_all(include_str!("probe.toml"), "aia", 95.0, 98.0);
}

#[test]
fn second_set_cra_descriptions_find_their_category() {
    hold_all(include_str!("fresh.toml"), "cra", 96.0, 98.0);
}

#[test]
fn second_set_aia_descriptions_find_their_point() {
    hold_all(include_str!("fresh.toml"), "aia", 96.0, 98.0);
}

#[test]
fn third_set_cra_descriptions_find_their_category() {
    hold_all(include_str!("fresh2.toml"), "cra", 96.0, 98.0);
}

#[test]
fn third_set_aia_descriptions_find_their_point() {
    hold_all(include_str!("fresh2.toml"), "aia", 96.0, 98.0);
}
