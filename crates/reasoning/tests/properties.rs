//! What holds for every set of facts, tested on the whole law: knowing more never turns one certain answer
//! into the other.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use domain::{Answer, Day, Kind, Values};
use proptest::prelude::*;
use reasoning::facts::{Facts, Given, Origin, Shape, ThingId, read};
use reasoning::{LawChoice, Program, State};
use rulebook::tree::{Key, Node, Reading, Tree};
use rulebook::{BlockId, BlockKind, FactType, LawFolder, NameId, Rulebook, What};

static BOOK: LazyLock<Rulebook> = LazyLock::new(compiled_law::rulebook);
static PROGRAM: LazyLock<Program<'static>> = LazyLock::new(|| Program::new(&BOOK, LawChoice::on(day("2028-01-15"))));

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A seed from which facts are drawn, so that a failure shrinks to few of them.
#[derive(Clone, Debug)]
struct Draw {
    /// (fact, thing, value) as raw numbers.
    facts: Vec<(u32, u32, u64)>,
    systems: usize,
    acts: usize,
    complete: u8,
}

fn draws() -> impl Strategy<Value = Draw> {
    (prop::collection::vec((any::<u32>(), any::<u32>(), any::<u64>()), 0..120), 0usize..3, 0usize..3, any::<u8>())
        .prop_map(|(facts, systems, acts, complete)| Draw { facts, systems, acts, complete })
}

fn key(name: &str) -> Key {
    Key { name: name.to_owned(), span: 0..0 }
}

fn table(entries: Vec<(Key, Node)>) -> Node {
    Node { span: 0..0, value: Tree::Table(entries) }
}

/// The things of a draw, with nothing said about them.
fn things(book: &Rulebook, systems: usize, acts: usize, names: &str) -> Facts {
    let named = |kind: &str, at: usize| {
        let name = Node { span: 0..0, value: Tree::Text(format!("{names}{kind}{at}")) };
        table(vec![(key("name"), name)])
    };
    let list = |kind: &str, count: usize| Node {
        span: 0..0,
        value: Tree::List((0..count).map(|at| named(kind, at)).collect()),
    };
    let entries = vec![
        (key("product"), named("product", 0)),
        (key("ai-system"), list("system", systems)),
        (key("sector-act"), list("act", acts)),
    ];
    let mut reading = Reading::new(Path::new("draw"), "");
    let facts = read(book, &mut reading, entries, Shape::Document);
    assert!(reading.mistakes.is_empty());
    facts
}

fn value(fact: &FactType, seed: u64) -> Values {
    match fact {
        FactType::YesNo => {
            if seed.is_multiple_of(2) {
                Values::NO
            } else {
                Values::YES
            }
        }
        FactType::Choice(options) => Values::One(1 << (seed % options.len() as u64)),
        FactType::AnyOf(options) => {
            let Values::One(all) = Values::one_of(options.len()) else { unreachable!() };
            let must = seed & seed.rotate_left(17) & all;
            // Half of the lists are closed.
            Values::Any { may: if seed >> 63 == 0 { must } else { all }, must }
        }
        FactType::Number { .. } => {
            let number = (seed % 1000) as f64;
            Values::Range { low: number, high: number }
        }
        FactType::Date => {
            let at = f64::from(day("2024-01-01").0) + (seed % 3000) as f64;
            Values::Range { low: at, high: at }
        }
        FactType::Text { .. } => unreachable!("texts are not drawn"),
    }
}

/// Facts that somebody may give: those that are assumed stay as they are, as the property says.
fn askable(book: &Rulebook) -> Vec<NameId> {
    let assumed = |name: &rulebook::Name| name.assume.is_some();
    let decides =
        |name: &rulebook::Name| matches!(&name.what, What::Fact(fact) if !matches!(fact, FactType::Text { .. }));
    (0..book.names.len() as NameId).filter(|id| decides(book.name(*id)) && !assumed(book.name(*id))).collect()
}

fn facts_of(draw: &Draw) -> Facts {
    let mut facts = things(&BOOK, draw.systems, draw.acts, "");
    let names = askable(&BOOK);
    for (name, thing, seed) in &draw.facts {
        give(&mut facts, names[*name as usize % names.len()], *thing, *seed);
    }
    facts.complete[Kind::AiSystem as usize] = draw.complete & 1 == 1;
    facts.complete[Kind::SectorAct as usize] = draw.complete & 2 == 2;
    facts
}

/// Gives a fact about one of the things of its kind, unless something was already said about it.
fn give(facts: &mut Facts, name: NameId, thing: u32, seed: u64) -> bool {
    let things: Vec<ThingId> = facts.of_kind(BOOK.name(name).on).collect();
    let What::Fact(fact) = &BOOK.name(name).what else { return false };
    let Some(at) = things.get(thing as usize % things.len().max(1)).copied() else { return false };
    if facts.thing(at).given.iter().any(|given| given.name == name) {
        return false;
    }
    let origin = Origin::Declared { file: "draw".into(), line: 1 };
    facts.give(at, Given { name, values: value(fact, seed), origin });
    true
}

/// Every conclusion and obligation at every thing, by the things' place among their kind.
fn answers(program: &Program<'_>, facts: &Facts) -> BTreeMap<(String, usize), (Answer, Vec<rulebook::From>)> {
    let mut state = State::default();
    program.evaluate(facts, &mut state);
    let mut answers = BTreeMap::new();
    for (at, name) in program.rulebook.names.iter().enumerate() {
        if matches!(name.what, What::Conclusion { .. }) {
            for (nth, thing) in facts.of_kind(name.on).enumerate() {
                answers.insert((name.id.clone(), nth), (program.conclusion(&state, at as NameId, thing), Vec::new()));
            }
        }
    }
    for (at, block) in program.rulebook.blocks.iter().enumerate() {
        let id = at as BlockId;
        if matches!(block.what, BlockKind::Obligation(_)) && program.is_live(id) {
            for (nth, thing) in facts.of_kind(block.at).enumerate() {
                let answer = (program.holds(&state, id, thing), program.dates(&state, id, thing).possible().to_vec());
                answers.insert((format!("duty {}", block.id), nth), answer);
            }
        }
    }
    answers
}

/// No certain answer of `before` became the other one or open again; no date became possible that was not.
fn only_narrower(
    before: &BTreeMap<(String, usize), (Answer, Vec<rulebook::From>)>,
    after: &BTreeMap<(String, usize), (Answer, Vec<rulebook::From>)>,
) -> Result<(), TestCaseError> {
    for (key, (was, dates)) in before {
        let (is, dates_now) = &after[key];
        prop_assert!(*was == Answer::Unknown || was == is, "{key:?} was {was} and is {is}");
        prop_assert!(
            dates_now.iter().all(|date| dates.contains(date)),
            "{key:?} had the dates {dates:?} and has {dates_now:?}"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn another_fact_only_settles_what_was_open(draw in draws(), name: u32, thing: u32, seed: u64) {
        let facts = facts_of(&draw);
        let before = answers(&PROGRAM, &facts);
        let names = askable(&BOOK);
        let mut more = facts.clone();
        give(&mut more, names[name as usize % names.len()], thing, seed);
        only_narrower(&before, &answers(&PROGRAM, &more))?;
    }

    #[test]
    fn narrowing_a_choice_never_widens_an_answer(draw in draws(), seed: u64) {
        let name = BOOK.find("core-functionality").unwrap();
        let Values::One(all) = Values::one_of(BOOK.name(name).options().len()) else { unreachable!() };
        let wide = (seed | 1 << (seed % 27)) & all;
        let narrow = wide & (seed.rotate_left(13) | wide & wide.wrapping_neg());
        let mut facts = facts_of(&draw);
        let product = facts.of_kind(Kind::Product).next().unwrap();
        facts.things[product as usize].given.retain(|given| given.name != name);
        let with = |options: u64| {
            let mut facts = facts.clone();
            let origin = Origin::Declared { file: "draw".into(), line: 1 };
            facts.give(product, Given { name, values: Values::One(options), origin });
            answers(&PROGRAM, &facts)
        };
        only_narrower(&with(wide), &with(narrow))?;
    }

    #[test]
    fn declaring_a_list_complete_never_turns_an_answer(draw in draws(), kind in 0usize..2) {
        let kind = [Kind::AiSystem, Kind::SectorAct][kind];
        let mut facts = facts_of(&draw);
        facts.complete[kind as usize] = false;
        let before = answers(&PROGRAM, &facts);
        facts.complete[kind as usize] = true;
        only_narrower(&before, &answers(&PROGRAM, &facts))?;
    }

    #[test]
    fn another_member_of_an_open_list_never_turns_an_answer(draw in draws(), extra in prop::collection::vec((any::<u32>(), any::<u64>()), 0..30), kind in 0usize..2) {
        let mut draw = draw;
        draw.complete = 0;
        let facts = facts_of(&draw);
        let before = answers(&PROGRAM, &facts);
        let mut more = draw.clone();
        let (kind, nth) = match kind {
            0 => { more.systems += 1; (Kind::AiSystem, draw.systems) }
            _ => { more.acts += 1; (Kind::SectorAct, draw.acts) }
        };
        let mut after = things(&BOOK, more.systems, more.acts, "");
        for at in 0..facts.things.len() {
            let old = &facts.things[at];
            let nth_of_kind = facts.of_kind(old.kind).position(|id| id as usize == at).unwrap();
            let new = after.of_kind(old.kind).nth(nth_of_kind).unwrap();
            after.things[new as usize].given = old.given.clone();
        }
        let new = after.of_kind(kind).nth(nth).unwrap();
        let about: Vec<NameId> = askable(&BOOK).into_iter().filter(|id| BOOK.name(*id).on == kind).collect();
        for (name, seed) in extra {
            let name = about[name as usize % about.len()];
            let What::Fact(fact) = &BOOK.name(name).what else { unreachable!() };
            if !after.thing(new).given.iter().any(|given| given.name == name) {
                let origin = Origin::Declared { file: "draw".into(), line: 1 };
                after.give(new, Given { name, values: value(fact, seed), origin });
            }
        }
        only_narrower(&before, &answers(&PROGRAM, &after))?;
    }

    #[test]
    fn names_of_things_change_nothing(draw in draws()) {
        let facts = facts_of(&draw);
        let mut renamed = facts.clone();
        for thing in &mut renamed.things {
            thing.name = format!("other {}", thing.name.len());
        }
        prop_assert_eq!(answers(&PROGRAM, &facts), answers(&PROGRAM, &renamed));
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_open_answer_can_be_settled_by_what_it_hinges_on(draw in draws()) {
        let facts = facts_of(&draw);
        let mut state = State::default();
        PROGRAM.evaluate(&facts, &mut state);
        let mut scratch = State::default();
        for (name, thing) in reasoning::questions::shown(&PROGRAM, &facts) {
            let hinges = reasoning::hinges::of_conclusion(&PROGRAM, &state, name, thing);
            for (sets, wanted) in [(&hinges.yes, Answer::Yes), (&hinges.no, Answer::No)] {
                for set in sets.iter().take(3) {
                    let Some(changed) = with_replies(&facts, set) else { continue };
                    PROGRAM.evaluate(&changed, &mut scratch);
                    let is = PROGRAM.conclusion(&scratch, name, thing);
                    prop_assert_eq!(is, wanted, "{} with {:?}", BOOK.name(name).id, set);
                }
            }
        }
    }
}

/// The facts with the replies of a set; `None` if a reply names things that would have to be added.
fn with_replies(facts: &Facts, set: &[reasoning::hinges::Reply]) -> Option<Facts> {
    use reasoning::hinges::Reply;
    let mut changed = facts.clone();
    for reply in set {
        let (thing, name, values) = match *reply {
            Reply::Is { thing, name, options } => (thing, name, Values::One(options)),
            // The last option: a set says "one of", so any must do.
            Reply::Has { thing, name, options } => {
                let bit = 1 << (63 - options.leading_zeros());
                (thing, name, Values::Any { may: u64::MAX, must: bit })
            }
            Reply::HasNot { thing, name, options } => (thing, name, Values::Any { may: !options, must: 0 }),
            Reply::Between { thing, name, low, high } => (thing, name, Values::Range { low, high }),
            Reply::NoMore { kind } => {
                changed.complete[kind as usize] = true;
                continue;
            }
            Reply::Another { .. } => return None,
        };
        let origin = Origin::Assumed { why: "a hinge".into() };
        changed.give(thing, Given { name, values, origin });
    }
    Some(changed)
}

/// The law files with their blocks in another order say the same.
#[test]
fn answers_do_not_depend_on_the_order_of_blocks() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law");
    let mut law = LawFolder::read(&root).unwrap();
    let before = rulebook::load(&root, &law).unwrap();
    for source in law.files.values_mut() {
        let parts = rulebook::markdown::parts(source);
        let mut turned = format!("# {}\n", parts.title);
        for fence in parts.fences.iter().rev() {
            let body = &source[fence.body.clone()];
            turned.push_str(&format!("\n{}\n\n```toml {}\n{body}```\n", fence.reason, fence.kind));
        }
        *source = turned;
    }
    let after = rulebook::load(&root, &law).unwrap();
    assert_eq!(before.blocks.len(), after.blocks.len());
    let choice = || LawChoice::on(day("2028-01-15"));
    let source = r#"
        product = { name = "p", core-functionality = "III-I-17", data-connection = true, what-is-supplied = "hardware" }
        ai-system = [{ name = "a", annex-iii-use = ["1(a)"], performs-profiling = true, how-outputs-arise = "machine-learning" }]
        complete = { ai-system = true }
    "#;
    let judge = |book: &Rulebook| {
        let mut reading = Reading::new(Path::new("facts"), source);
        let entries = reading.toml(0..source.len());
        let facts = read(book, &mut reading, entries, Shape::Document);
        assert!(reading.mistakes.is_empty(), "{:?}", reading.mistakes);
        answers(&Program::new(book, choice()), &facts)
    };
    assert_eq!(judge(&before), judge(&after));
}
