//! How many products a second one core judges on the whole rulebook, with no trace.
//!
//! The products have one AI system, one sector act and about forty facts each; the mix holds all four CRA
//! classes, both routes to high-risk, and systems that are not. `floor` reads every operation of the compiled
//! law and every fact once and does nothing else: no program that looks at the whole law can do less.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::path::Path;

use divan::counter::ItemsCount;
use domain::{Answer, Day};
use reasoning::facts::{Facts, Shape, read};
use reasoning::verdict::duty_state;
use reasoning::{LawChoice, Program, State};
use rulebook::Rulebook;
use rulebook::tree::Reading;

fn main() {
    divan::main();
}

const PRODUCTS: usize = 64;

fn products(book: &Rulebook) -> Vec<Facts> {
    let classes = ["none", "III-I-3", "III-I-17", "III-II-2", "IV-2", "IV-3", "III-I-12", "none"];
    let uses = ["{ only = [\"1(a)\"] }", "{ only = [\"4(a)\"] }", "\"none\"", "{ only = [\"5(b)\"] }"];
    (0..PRODUCTS)
        .map(|at| {
            let class = classes[at % classes.len()];
            let annex_iii = uses[at / 8 % uses.len()];
            let safety = at % 4 == 1;
            let act = if at % 4 == 3 { "2023/1230" } else { "2014/33/EU" };
            let source = format!(
                r#"
[organisation]
established-in = "DE"
staff = {staff}
turnover = 9000000
balance-sheet = 4000000
legal-person = true
not-for-profit = false
public-authority-or-body = false
public-bodies-hold-a-quarter = false
kind-of-body = "none"

[product]
name = "Product {at}"
core-functionality = "{class}"
what-is-supplied = "{what}"
data-connection = true
how-supplied = "in-the-union"
commercial-signals = ["price"]
special-purpose = "none"
remote-processing = "none"
our-part-in-the-product = {{ only = ["own-name"] }}
protects-beyond-the-chip = true
technical-documentation-public = false
harmonised-standards-applied = "none"
annex-i-part-i-met = true
annex-i-part-ii-met = true

[[release]]
placed-on-market = {placed}
substantially-modified-since = false

[[sector-act]]
act = "{act}"
third-party-assessment = {third_party}
third-party-only-for-other-risks = false

[[ai-system]]
name = "system {at}"
how-outputs-arise = "machine-learning"
our-part-in-the-ai-system = {{ only = ["develop-and-supply"] }}
reach-in-the-union = ["market"]
special-case = "none"
practice = "none"
annex-iii-use = {annex_iii}
performs-profiling = {profiling}
for-public-authorities = false
significantly-changed-since = false
first-placed = {placed}
declaration-demonstrates-article-15 = true
task-in-the-product = {task}
failure-endangers = "none"
is-itself-the-product = false

[complete]
ai-system = true
sector-act = true
"#,
                staff = 5 + at * 7,
                what = if at % 2 == 0 { "software" } else { "hardware" },
                placed = if at % 3 == 0 { "2027-06-01" } else { "2028-09-01" },
                third_party = safety,
                task = if safety { "[\"prevents-harm\"]" } else { "\"none\"" },
                profiling = at % 5 != 0,
            );
            let mut reading = Reading::new(Path::new("bench"), source);
            let length = reading.source.len();
            let entries = reading.toml(0..length);
            let facts = read(book, &mut reading, entries, Shape::Document);
            assert!(
                reading.mistakes.is_empty(),
                "{}",
                reading.mistakes.iter().map(|m| m.to_string()).collect::<String>()
            );
            facts
        })
        .collect()
}

/// All that a verdict says without a trace: every conclusion, every duty, from when, and where it stands.
fn judge(program: &Program<'_>, facts: &Facts, state: &mut State) -> usize {
    program.evaluate(facts, state);
    let mut said = 0;
    for id in program.obligations() {
        for thing in facts.of_kind(program.rulebook.block(*id).at) {
            let bound = program.holds(state, *id, thing);
            if bound != Answer::No {
                said += duty_state(bound, &program.dates(state, *id, thing), program.choice.on) as usize + 1;
            }
        }
    }
    said
}

fn setting(book: &Rulebook) -> (Program<'_>, Vec<Facts>) {
    let program = Program::new(book, LawChoice::on("2028-09-01".parse::<Day>().unwrap()));
    let facts = products(book);
    mix(&program, &facts);
    (program, facts)
}

/// The mix is what the header says, or the benchmark stops.
fn mix(program: &Program<'_>, facts: &[Facts]) {
    let mut state = State::default();
    for id in [
        "cra-default",
        "cra-important-class-i",
        "cra-important-class-ii",
        "cra-critical",
        "high-risk-annex-i",
        "high-risk-annex-iii",
    ] {
        let name = program.rulebook.find(id).unwrap();
        let holding = facts.iter().filter(|facts| {
            program.evaluate(facts, &mut state);
            facts
                .of_kind(program.rulebook.name(name).on)
                .any(|thing| program.conclusion(&state, name, thing) == Answer::Yes)
        });
        assert!(holding.count() >= 4, "too few products of the mix are {id}");
    }
}

#[divan::bench]
fn verdict(bencher: divan::Bencher) {
    let book = compiled_law::rulebook();
    let (program, facts) = setting(&book);
    let mut state = State::default();
    bencher
        .counter(ItemsCount::new(PRODUCTS))
        .bench_local(move || facts.iter().map(|facts| judge(&program, facts, &mut state)).sum::<usize>());
}

#[divan::bench]
fn floor(bencher: divan::Bencher) {
    let book = compiled_law::rulebook();
    let (program, facts) = setting(&book);
    bencher.counter(ItemsCount::new(PRODUCTS)).bench_local(move || {
        facts
            .iter()
            .map(|facts| program.touch() + facts.things.iter().map(|thing| thing.given.len()).sum::<usize>())
            .sum::<usize>()
    });
}

/// Growth with the number of rules: the law once, twice, four times (the same blocks evaluated again).
#[divan::bench(args = [1, 2, 4])]
fn rules(bencher: divan::Bencher, times: usize) {
    let book = compiled_law::rulebook();
    let (program, facts) = setting(&book);
    let mut state = State::default();
    bencher.counter(ItemsCount::new(PRODUCTS)).bench_local(move || {
        facts.iter().map(|facts| (0..times).map(|_| judge(&program, facts, &mut state)).sum::<usize>()).sum::<usize>()
    });
}

#[divan::bench]
fn compile_for_a_day(bencher: divan::Bencher) {
    let book = compiled_law::rulebook();
    bencher
        .bench_local(|| Program::new(&book, LawChoice::on("2028-09-01".parse::<Day>().unwrap())).obligations().len());
}

#[divan::bench]
fn read_the_compiled_law(bencher: divan::Bencher) {
    bencher.bench_local(|| compiled_law::rulebook().blocks.len());
}
