//! What holds for the law files as a whole.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use domain::{Answer, Day};
use reasoning::facts::{Facts, document};
use reasoning::trace::{BlockTrace, ConclusionTrace, Under, why};
use reasoning::{LawChoice, Program, State, cases, questions, verdict};
use rulebook::{BlockKind, Item, LawFolder, Rulebook, What};

static BOOK: LazyLock<Rulebook> = LazyLock::new(compiled_law::rulebook);

fn law() -> (std::path::PathBuf, LawFolder) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law");
    let folder = LawFolder::read(&root).unwrap();
    (root, folder)
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn facts(source: &str) -> Facts {
    document(&BOOK, Path::new("facts"), source).unwrap()
}

/// A product and an AI system about which nobody said anything.
fn nothing_said() -> Facts {
    facts(
        "[product]\nname = \"p\"\n[[ai-system]]\nname = \"a\"\n[[ai-system.model]]\nname = \"m\"\n[[sector-act]]\n[[event]]\n",
    )
}

fn something_said() -> Facts {
    facts(
        "[organisation]\nestablished-in = \"DE\"\n[product]\nname = \"Door Eye\"\ncore-functionality = \"III-I-17\"\n\
         data-connection = true\nwhat-is-supplied = \"hardware\"\n[[sector-act]]\nact = \"2014/53/EU\"\n\
         third-party-assessment = false\n[[ai-system]]\nname = \"face match\"\nannex-iii-use = [\"1(a)\"]\n\
         how-outputs-arise = \"machine-learning\"\n[complete]\nai-system = true\n",
    )
}

#[test]
fn every_case_says_what_the_law_makes_of_it() {
    let (root, folder) = law();
    let mut passed = 0;
    let mut failures = Vec::new();
    for (path, source) in &folder.cases {
        let outcome = cases::run(&BOOK, &root.join(path), source);
        passed += outcome.passed;
        failures.extend(outcome.failures.iter().map(|failure| failure.to_string()));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
    println!("{passed} cases");
}

/// The variables of all papers.
fn said_in_papers() -> BTreeSet<String> {
    let papers = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../papers");
    let mut said = BTreeSet::new();
    for paper in std::fs::read_dir(papers).unwrap() {
        for file in ["en.ftl", "paper.toml"] {
            let text = std::fs::read_to_string(paper.as_ref().unwrap().path().join(file)).unwrap_or_default();
            let names = text.split(|c: char| !c.is_ascii_lowercase() && !c.is_ascii_digit() && c != '-');
            said.extend(names.map(|name| name.strip_prefix("has-").unwrap_or(name).to_owned()));
        }
    }
    said
}

#[test]
fn every_fact_is_asked_by_some_provision_or_said_in_a_paper() {
    let said = said_in_papers();
    let mut used = BTreeSet::new();
    for block in &BOOK.blocks {
        for item in block.condition.items() {
            match item {
                Item::Is(name)
                | Item::In { fact: name, .. }
                | Item::Has { fact: name, .. }
                | Item::Within { fact: name, .. }
                | Item::Date { fact: name, .. }
                | Item::Some { name, .. }
                | Item::Every { name, .. } => used.insert(*name),
                Item::Reading { reading, .. } => used.insert(*reading),
            };
        }
    }
    let idle = BOOK
        .names
        .iter()
        .enumerate()
        .filter(|(at, name)| !matches!(name.what, What::Conclusion { .. }) && !used.contains(&(*at as u32)))
        .filter(|(_, name)| !said.contains(&name.id));
    let idle: Vec<&str> = idle.map(|(_, name)| name.id.as_str()).collect();
    assert!(idle.is_empty(), "no provision asks and no paper says: {}", idle.join(", "));
}

#[test]
fn every_conclusion_has_a_rule() {
    for (at, name) in BOOK.names.iter().enumerate() {
        if matches!(name.what, What::Conclusion { .. }) {
            let concluded = BOOK.blocks.iter().any(
                |block| matches!(block.what, BlockKind::Rule { concludes: Some(concluded) } if concluded == at as u32),
            );
            assert!(concluded, "nothing concludes `{}`", name.id);
        }
    }
}

#[test]
fn every_answer_carries_a_citation_and_a_reason() {
    for facts in [nothing_said(), something_said()] {
        for on in ["2025-03-01", "2026-11-22", "2028-09-01"] {
            let program = Program::new(&BOOK, LawChoice::on(day(on)));
            let mut state = State::default();
            let verdict = verdict::verdict(&program, &facts, &mut state, verdict::Extent::Plain);
            for conclusion in &verdict.conclusions {
                assert!(!conclusion.cites.is_empty(), "{} has no citation on {on}", conclusion.id);
                let told = !conclusion.reason.is_empty() || conclusion.answer == Answer::No;
                assert!(told, "{} has no reason on {on}", conclusion.id);
            }
            for duty in &verdict.duties {
                assert!(!duty.what.is_empty() && !duty.title.is_empty(), "{} does not say what is to be done", duty.id);
            }
        }
    }
}

/// With nothing said, nothing about the product is denied, except what no fact can bring about on that day.
#[test]
fn a_fact_nobody_gave_never_yields_no() {
    let facts = nothing_said();
    let program = Program::new(&BOOK, LawChoice::on(day("2028-09-01")));
    let mut state = State::default();
    program.evaluate(&facts, &mut state);
    for (name, thing) in questions::shown(&program, &facts) {
        if program.conclusion(&state, name, thing) == Answer::No {
            let trace = why(&program, &facts, &state, name, thing);
            assert!(rests_on_the_law_alone(&trace), "`{}` is no although nobody said anything", BOOK.name(name).id);
        }
    }
}

/// A "no" under which no fact stands that somebody could still give: a status, a reading, a text.
fn rests_on_the_law_alone(trace: &ConclusionTrace) -> bool {
    trace.rules.iter().all(|rule| rule.items.iter().any(fails_by_law) || rule.exceptions.iter().any(holds_by_law))
}

fn fails_by_law(item: &reasoning::trace::ItemTrace) -> bool {
    match &item.under {
        Under::Status(_) | Under::Reading(_) => true,
        Under::Fact { origins, .. } => !origins.is_empty(),
        Under::Conclusion(conclusion) => {
            conclusion.answer.is_certain() && (conclusion.above || rests_on_the_law_alone(conclusion))
        }
        _ => false,
    }
}

fn holds_by_law(exception: &BlockTrace) -> bool {
    exception.answer == Answer::Yes && exception.items.iter().all(fails_by_law)
}

#[test]
fn why_ends_in_facts_or_in_open_questions() {
    for facts in [nothing_said(), something_said()] {
        let program = Program::new(&BOOK, LawChoice::on(day("2026-11-22")));
        let mut state = State::default();
        program.evaluate(&facts, &mut state);
        for (name, thing) in questions::shown(&program, &facts) {
            let trace = why(&program, &facts, &state, name, thing);
            ends(&trace, &program);
            if trace.answer == Answer::Unknown {
                let open = questions::under_conclusion(&program, &state, name, thing);
                let lists = has_open_list(&trace);
                assert!(!open.is_empty() || lists, "`{}` is open, but nothing is to be asked", BOOK.name(name).id);
            }
        }
    }
}

fn ends(trace: &ConclusionTrace, program: &Program<'_>) {
    let id = &BOOK.name(trace.name).id;
    let dead = reasoning::verdict::rules_of(program, trace.name).next().is_none();
    assert!(trace.above || dead || !trace.rules.is_empty() || !trace.declared.is_empty(), "`{id}` ends in nothing");
    trace.rules.iter().for_each(|rule| block_ends(rule, program));
}

fn block_ends(trace: &BlockTrace, program: &Program<'_>) {
    for item in &trace.items {
        if let Under::Conclusion(conclusion) = &item.under {
            ends(conclusion, program);
        }
    }
    trace.exceptions.iter().for_each(|exception| block_ends(exception, program));
}

fn has_open_list(trace: &ConclusionTrace) -> bool {
    fn block(trace: &BlockTrace) -> bool {
        let items = trace.items.iter().any(|item| match &item.under {
            Under::Members { complete, .. } => !complete,
            Under::Conclusion(conclusion) => has_open_list(conclusion) || conclusion.above,
            Under::Absent(_) => true,
            _ => false,
        });
        items || BOOK.block(trace.block).not_encoded.is_some() || trace.exceptions.iter().any(block)
    }
    trace.rules.iter().any(block)
}
