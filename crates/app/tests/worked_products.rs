//! The worked products of docs/cases: what is written beside each is what the law makes of it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::path::Path;

use app::products;
use domain::{Answer, Day};
use reasoning::verdict::{Extent, Verdict, verdict};
use reasoning::{LawChoice, Program, State};
use toml::{Table, Value};

fn answer(text: &str) -> Answer {
    [Answer::Yes, Answer::No, Answer::Unknown].into_iter().find(|answer| answer.as_str() == text).unwrap()
}

fn texts(value: Option<&Value>) -> Vec<&str> {
    value.and_then(Value::as_array).into_iter().flatten().map(|text| text.as_str().unwrap()).collect()
}

/// What differs, a line each.
fn differences(expected: &Table, verdict: &Verdict, program: &Program<'_>, product: &products::Product) -> Vec<String> {
    let mut wrong = Vec::new();
    for (key, wanted) in expected["conclusions"].as_table().unwrap() {
        let (thing, id) = key.rsplit_once('/').map_or((None, key.as_str()), |(thing, id)| (Some(thing), id));
        let found: Vec<Answer> = verdict
            .conclusions
            .iter()
            .filter(|conclusion| conclusion.id == id && thing.is_none_or(|thing| conclusion.thing == thing))
            .map(|conclusion| conclusion.answer)
            .collect();
        // Inner steps are not among the conclusions shown.
        let found = if found.is_empty() { asked(program, product, id, thing) } else { found };
        let wanted = answer(wanted.as_str().unwrap());
        if found.is_empty() || found.iter().any(|found| *found != wanted) {
            wrong.push(format!("{key} should be {wanted}, but is {found:?}"));
        }
    }
    for id in texts(expected["duties"].get("binds")) {
        if !verdict.duties.iter().any(|duty| duty.id == id && duty.bound == Answer::Yes) {
            wrong.push(format!("{id} should bind"));
        }
    }
    for id in texts(expected["duties"].get("does-not-bind")) {
        let known = program.rulebook.blocks.iter().any(|block| block.id == id);
        if !known || verdict.duties.iter().any(|duty| duty.id == id) {
            wrong.push(format!("{id} should not bind"));
        }
    }
    for (key, wanted) in expected.get("from").and_then(Value::as_table).into_iter().flatten() {
        let (thing, id) = key.split_once(" / ").map_or((None, key.as_str()), |(thing, id)| (Some(thing), id));
        let of_thing = |name: &str| thing.is_none_or(|thing| name == thing || name.ends_with(&format!(", {thing}")));
        let mut duties = verdict.duties.iter().filter(|duty| duty.id == id && of_thing(&duty.thing)).peekable();
        let wanted = wanted.as_str().map_or_else(|| wanted.to_string(), str::to_owned);
        if duties.peek().is_none() || duties.any(|duty| duty.from != [wanted.clone()]) {
            wrong.push(format!("{key} should apply from {wanted}"));
        }
    }
    wrong
}

fn asked(program: &Program<'_>, product: &products::Product, id: &str, thing: Option<&str>) -> Vec<Answer> {
    let mut state = State::default();
    program.evaluate(&product.facts, &mut state);
    let Some(name) = program.rulebook.find(id) else { return Vec::new() };
    let things = product.facts.of_kind(program.rulebook.name(name).on);
    let things = things.filter(|at| thing.is_none_or(|thing| product.facts.thing(*at).name == thing));
    things.map(|at| program.conclusion(&state, name, at)).collect()
}

#[test]
fn every_worked_product_is_judged_as_is_written_beside_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cases");
    let book = compiled_law::rulebook();
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let name = entry.file_name().unwrap().to_string_lossy().into_owned();
        let expected: Table = std::fs::read_to_string(entry.join("verdict.toml")).unwrap().parse().unwrap();
        let on: Day = expected["on"].to_string().parse().unwrap();
        let file = entry.join(products::FILE_NAME);
        let product = products::load(&book, &file, &file).unwrap();
        let program = Program::new(&book, LawChoice::on(on));
        let found = verdict(&program, &product.facts, &mut State::default(), Extent::Plain);
        assert!(found.conflicts.is_empty(), "{name}: {:?}", found.conflicts);
        wrong.extend(differences(&expected, &found, &program, &product).iter().map(|line| format!("{name}: {line}")));
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 12, "{count} products");
}
