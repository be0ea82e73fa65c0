//! What changes makes exactly those papers stale that rest on it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at what is not there")]

mod long_lists;
mod world;

use rulebook::{BlockKind, From};

use world::{World, component, day, grounds, report, stale, world};

fn later(world: &mut World, id: &str) {
    let mut found = 0;
    for block in world.book.blocks.iter_mut().filter(|block| block.id == id) {
        if let BlockKind::Application { from: From::Day(from) } = &mut block.what {
            *from = from.plus(30);
            found += 1;
        }
    }
    assert!(found > 0, "{id}");
}

#[test]
fn a_change_makes_exactly_those_papers_stale_that_rest_on_it() {
    type Change = fn(&mut World);
    let before = grounds(&world());
    assert_eq!(before.keys().collect::<Vec<_>>(), ["declaration", "parts", "reports"]);
    let rows: [(&str, Change, &[&str], &str); 16] = [
        ("nothing", |_| {}, &[], ""),
        ("the day", |world| world.on = day("2028-03-02"), &[], ""),
        (
            "a fact of the declaration",
            |world| world.facts = world.facts.replace("Door Eye 2", "Door Eye 3"),
            &["declaration"],
            "fact product-type of video doorbell",
        ),
        (
            "a fact that no paper says",
            |world| world.facts = world.facts.replace("to see who rings", "to see who is there"),
            &[],
            "",
        ),
        (
            "a fact that only chooses between words",
            |world| {
                world.facts =
                    world.facts.replace("[organisation]\n", "[organisation]\nwebsite = \"https://example.org\"\n")
            },
            &["parts"],
            "fact website of we",
        ),
        (
            "a conclusion that only chooses between words",
            |world| world.facts = world.facts.replace("\"III-I-17\"", "\"none\""),
            &["parts"],
            "conclusion cra-important-class-i of video doorbell",
        ),
        (
            "a component came",
            |world| world.inventory.components.push(component("jinja2", "3.1.4")),
            &["parts"],
            "component pkg:pypi/jinja2@3.1.4",
        ),
        (
            "a component changed its licence",
            |world| world.inventory.components[0].licence = Some("MIT".to_owned()),
            &["parts"],
            "component pkg:pypi/flask@3.0.2",
        ),
        ("evidence came", |world| world.evidence.push(report("second")), &["reports"], "evidence second"),
        ("evidence went", |world| world.evidence.clear(), &["reports"], "evidence first"),
        (
            "evidence became old",
            |world| world.on = day("2029-06-01"),
            &["reports"],
            "missing: fresh evidence in place of \"report first\"",
        ),
        (
            "the words of one paper",
            |world| {
                world.files.insert("parts/en.ftl".to_owned(), "title = Parts\nparts = What is in it\n".to_owned());
            },
            &["parts"],
            "the words of the paper",
        ),
        (
            "the official passage of a point",
            |world| {
                for block in world.book.blocks.iter_mut().filter(|block| block.id == "cra:annex-7(6)") {
                    block.digest = Some("sha256:00".to_owned());
                }
            },
            &["reports"],
            "law cra:annex-7(6)",
        ),
        (
            "the day from which one act applies",
            |world| later(world, "cra:71(2)/1"),
            &["declaration", "parts", "reports"],
            "duty cra:annex-5(1) of video doorbell, second generation",
        ),
        (
            "the day from which the other act applies",
            |world| later(world, "aia:113(c)(i)#status"),
            &["declaration"],
            "duty aia:annex-5(1) of face match",
        ),
        (
            "a rule no longer makes the system high-risk",
            |world| {
                world.facts = world.facts.replace("annex-iii-use = { only = [\"1(a)\"] }", "annex-iii-use = \"none\"")
            },
            &["declaration"],
            "duty aia:annex-5(1) of face match",
        ),
    ];
    for (what, change, papers, reason) in rows {
        let mut changed = world();
        change(&mut changed);
        let (found, reasons) = stale(&before, &grounds(&changed));
        assert_eq!(found, papers, "{what}: {reasons:#?}");
        assert!(reason.is_empty() || reasons.iter().any(|(name, _)| name == reason), "{what}: {reasons:#?}");
    }
}
