use super::*;
use crate::fixture::{HIGH_RISK, Known, facts};
use inventory::Inventory;

fn known() -> Known {
    Known::new(facts(HIGH_RISK), Inventory::default())
}

const WHOLE: &str = r#"
[scale]
accept = 6

[[risk]]
id = "prompt-injection"
on = "face match"
asset = "gpt-4o"
likelihood = 4
impact = 3
harm = ["fundamental-rights"]
groups = ["children"]
treatment = [{ do = "Filter", points = ["cra:annex-1.1(2)(d)"], evidence = "log 3", status = "planned", owner = "Team", due = 2027-01-01 }]
residual = { likelihood = 2, impact = 3, accepted-by = "Head of product", on = 2026-11-01, why = "tested" }

[[risk]]
id = "rain"
title = "Rain gets in"
not-relevant = "it stands indoors"

[[overall]]
system = "face match"
accepted-by = "Head of product"
on = 2026-11-02
why = "all are low"
"#;

#[test]
fn every_key_is_read() {
    let written = known().written(WHOLE);
    assert_eq!((written.scale.accept, written.scale.high, written.scale.likelihood.len()), (6, 12, 5));
    let [injection, rain] = written.risks.as_slice() else { panic!("{:?}", written.risks) };
    assert_eq!((injection.before, injection.line), (Some((4, 3)), 5));
    assert_eq!((injection.on.as_deref(), injection.asset.as_deref()), (Some("face match"), Some("gpt-4o")));
    assert_eq!(injection.harms, ["fundamental-rights"]);
    assert_eq!(injection.groups.as_deref(), Some(["children".to_owned()].as_slice()));
    let treatment = &injection.treatments[0];
    assert_eq!(
        (treatment.what.as_str(), treatment.done, treatment.due.as_deref()),
        ("Filter", false, Some("2027-01-01"))
    );
    assert_eq!(treatment.points, ["cra:annex-1.1(2)(d)"]);
    let residual = injection.residual.as_ref().unwrap();
    assert_eq!((residual.after, residual.accepted.as_ref().unwrap().on.as_str()), ((2, 3), "2026-11-01"));
    assert_eq!((rain.not_relevant.as_deref(), rain.before), (Some("it stands indoors"), None));
    assert_eq!(written.overall[0].accepted.by, "Head of product");
}

#[test]
fn an_empty_file_says_nothing_with_the_default_scale() {
    let written = known().written("");
    assert!(written.scale.default && written.risks.is_empty());
}

/// One mistake each, with its line.
#[test]
fn mistakes_are_named_with_their_line() {
    for (text, wanted) in [
        ("[[risks]]\nid = \"drift\"", "1: this register has no key `risks`"),
        ("[[risk]]\non = \"face match\"", "1: this risk has no `id`"),
        ("[[risk]]\nid = \"promt-injection\"", "2: there is no threat called `promt-injection`"),
        ("[[risk]]\nid = \"drift\"\non = \"face mach\"", "3: marque.toml has nothing called “face mach”"),
        ("[[risk]]\nid = \"drift\"\nlikelihood = 2", "1: this risk has no `impact`"),
        (
            "[[risk]]\nid = \"drift\"\nlikelihood = 6\nimpact = 1",
            "3: `likelihood` should be a whole number from 1 to 5: a risk is one of rare, unlikely, possible, likely, almost certain",
        ),
        ("[[risk]]\nid = \"drift\"\nharm = [\"safty\"]", "3: `harm` knows no `safty`"),
        ("[[risk]]\nid = \"drift\"\ngroups = []", "1: an empty `groups` says nothing"),
        ("[[risk]]\nid = \"drift\"\ntreatment = [{ do = \"x\" }]", "3: this treatment has no `status`"),
        (
            "[[risk]]\nid = \"drift\"\ntreatment = [{ do = \"x\", status = \"done\", points = [\"cra:200\"] }]",
            "3: the law files know no cra:200",
        ),
        (
            "[[risk]]\nid = \"drift\"\nresidual = { likelihood = 1, impact = 1 }",
            "3: something remains of a risk that was not assessed",
        ),
        (
            "[[risk]]\nid = \"drift\"\nlikelihood = 1\nimpact = 2\nresidual = { likelihood = 3, impact = 1 }",
            "5: what remains is higher than the risk before treatment",
        ),
        (
            "[[risk]]\nid = \"drift\"\nlikelihood = 1\nimpact = 2\nresidual = { likelihood = 1, impact = 1, accepted-by = \"A\", on = 2026-01-01 }",
            "5: this residual risk has no `why`",
        ),
        (
            "[[risk]]\nid = \"drift\"\nlikelihood = 1\nimpact = 2\nnot-relevant = \"no\"",
            "1: a risk that is not relevant is not assessed as well",
        ),
        ("[[risk]]\nid = \"drift\"\n[[risk]]\nid = \"drift\"", "3: `drift` stands here a second time"),
        ("[[risk]]\nid = \"drift\"\nlikelyhood = 2", "3: this risk has no key `likelyhood`"),
        ("[[overall]]\nsystem = \"face match\"", ""),
        ("risk = 3", "1: a risk should be a table: write [[risk]]"),
    ] {
        let found = known().read(text).unwrap_err();
        if wanted.is_empty() {
            let keys = ["`accepted-by`", "`on`", "`why`"].map(|key| format!("1: this judgement has no {key}"));
            assert_eq!(found, keys);
        } else {
            assert_eq!(found, [wanted], "{text}");
        }
    }
}

#[test]
fn the_help_names_what_was_meant() {
    let mistakes = Written::read(
        &crate::fixture::CATALOGUE,
        &known().facts,
        Path::new("risks.toml"),
        "[[risk]]\nid = \"promt-injection\"\non = \"face mach\"",
    );
    let help: Vec<_> = mistakes.unwrap_err().into_iter().filter_map(|mistake| mistake.help).collect();
    assert_eq!(help, ["did you mean `prompt-injection`?", "did you mean `face match`?"]);
}

#[test]
fn a_file_that_nobody_wrote_by_hand_is_not_read() {
    let found = known().read(&"#".repeat(BYTES_MAX + 1)).unwrap_err();
    assert_eq!(found, ["1: 1048577 bytes are too many for a register: 1048576 at most"]);
}

proptest::proptest! {
    /// Hand-written files may hold anything.
    #[test]
    fn no_text_makes_the_reader_panic(text in "(\\[\\[?(risk|scale|overall)\\]?\\]\n|[a-z-]{1,12} = ([0-9-]{1,6}|\"[a-z:]{0,6}\"|\\[\\]|\\{ likelihood = 9 \\})\n){0,12}") {
        let _ = known().read(&text);
    }
}
