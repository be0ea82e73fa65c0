use domain::Answer;

use crate::instructions_for_use;
use crate::worked::{ORGANISATION, PRODUCT, Said, Worked, assert_gaps, assert_holds, chapters, sections};

const MORE: &[Said] = &[
    ("software-versions", "[\"firmware 2.4\"]"),
    ("support-period-weighed", "[\"doorbells are replaced after six years\"]"),
    ("requirements-not-applicable", "{ only = [\"2(i)\"] }"),
    ("requirements-not-applicable-why", "[\"it offers and reaches no service of others\"]"),
    ("cybersecurity-certificate", "\"substantial-part\""),
    ("standards-used", "[\"EUCC certificate 5\"]"),
    ("standards-parts-applied", "[\"its part on access control\"]"),
];

const SYSTEM: &[Said] = &[
    ("system-version", "\"model 7, which replaces model 6\""),
    ("works-with", "[\"the lock of the door\"]"),
    ("system-software-versions", "[\"firmware 2.4 or later\"]"),
    ("forms-of-supply", "[\"embedded in the doorbell\"]"),
    ("system-hardware", "\"the processor of the doorbell\""),
    ("user-interface", "\"a list of matches in the app\""),
    ("lifecycle-changes", "[\"none yet\"]"),
    ("unintended-outcomes", "[\"a stranger is taken for a neighbour\"]"),
];

/// What only a file can carry.
const EVIDENCE: &[&str] = &[
    "cra:annex-7(1)(c)",
    "cra:annex-7(1)(d)",
    "cra:annex-7(2)(a)",
    "cra:annex-7(2)(b)",
    "cra:annex-7(2)(c)",
    "cra:annex-7(3)",
    "cra:annex-7(5)",
    "cra:annex-7(6)",
    "cra:annex-7(7)",
    "cra:31(3)",
    "aia:11(2)",
    "aia:annex-4(1)(f)",
    "aia:annex-4(1)(h)",
    "aia:annex-4(2)(a)",
    "aia:annex-4(2)(b)",
    "aia:annex-4(2)(c)",
    "aia:annex-4(2)(d)",
    "aia:annex-4(2)(e)",
    "aia:annex-4(2)(f)",
    "aia:annex-4(2)(g)",
    "aia:annex-4(2)(h)",
    "aia:annex-4(4)",
    "aia:annex-4(5)",
    "aia:annex-4(7)",
    "aia:annex-4(8)",
    "aia:annex-4(9)",
];

const HELD: &[(&str, &str)] = &[
    ("cra:31(1)", "drawn up by Doorbells AB"),
    ("cra:31(1)", "one set of technical documentation for all Union acts"),
    ("cra:31(1)", "video doorbell, type Door Eye 2"),
    ("cra:annex-7(1)(a)", "shows who is at the door"),
    ("aia:annex-4(1)(a)", "says which neighbour is at the door"),
    ("aia:annex-4(1)(a)", "Provider: Doorbells AB, 1 Main Street"),
    ("aia:annex-4(1)(a)", "model 7, which replaces model 6"),
    ("aia:annex-4(1)(b)", "the lock of the door"),
    ("cra:annex-7(1)(b)", "Product: firmware 2.4\n"),
    ("aia:annex-4(1)(c)", "firmware 2.4 or later"),
    ("aia:annex-4(1)(d)", "embedded in the doorbell"),
    ("aia:annex-4(1)(e)", "the processor of the doorbell"),
    ("aia:annex-4(1)(g)", "a list of matches in the app"),
    ("cra:annex-7(2)(b)", "security@doorbells.example"),
    ("cra:annex-7(2)(b)", "https://doorbells.example/disclosure"),
    ("cra:annex-7(2)(b)", "signed images over TLS"),
    ("aia:annex-4(3)", "knows twenty faces"),
    ("aia:annex-4(3)", "97 of 100 faces"),
    ("aia:annex-4(3)", "For particular people or groups: the same for children over six"),
    ("aia:annex-4(3)", "a stranger is taken for a neighbour"),
    ("aia:annex-4(3)", "the household confirms each match"),
    ("aia:annex-4(3)", "one frontal picture of each face"),
    ("cra:13(4)", "it offers and reaches no service of others"),
    ("cra:annex-7(4)", "doorbells are replaced after six years"),
    ("aia:annex-4(6)", "none yet"),
    ("cra:annex-7(5)", "EUCC certificate 5"),
    ("cra:annex-7(5)", "its part on access control"),
    ("aia:annex-4(7)", "No harmonised standard cited in the Official Journal was applied"),
    ("cra:annex-7(8)", "given to a market surveillance authority"),
];

const ASKED: &[(&str, &str)] = &[
    ("intended-purpose", "cra:annex-7(1)(a)"),
    ("software-versions", "cra:annex-7(1)(b)"),
    ("vulnerability-contact", "cra:annex-7(2)(b)"),
    ("disclosure-policy-address", "cra:annex-7(2)(b)"),
    ("update-distribution", "cra:annex-7(2)(b)"),
    ("support-period", "cra:annex-7(4)"),
    ("expected-use-time", "cra:annex-7(4)"),
    ("support-period-weighed", "cra:annex-7(4)"),
];

const ASKED_OF_A_SYSTEM: &[(&str, &str)] = &[
    ("system-intended-purpose", "aia:annex-4(1)(a)"),
    ("system-version", "aia:annex-4(1)(a)"),
    ("works-with", "aia:annex-4(1)(b)"),
    ("system-software-versions", "aia:annex-4(1)(c)"),
    ("forms-of-supply", "aia:annex-4(1)(d)"),
    ("system-hardware", "aia:annex-4(1)(e)"),
    ("user-interface", "aia:annex-4(1)(g)"),
    ("system-capabilities", "aia:annex-4(3)"),
    ("system-limits", "aia:annex-4(3)"),
    ("unintended-outcomes", "aia:annex-4(3)"),
    ("oversight-measures", "aia:annex-4(3)"),
    ("input-data-needed", "aia:annex-4(3)"),
    ("lifecycle-changes", "aia:annex-4(6)"),
];

fn of(act: &str) -> Vec<&'static str> {
    EVIDENCE.iter().filter(|point| point.starts_with(act)).copied().collect()
}

#[test]
fn one_file_holds_what_both_acts_ask_for() {
    let product: &'static [Said] = [PRODUCT, MORE].concat().leak();
    let system: &'static [Said] = [instructions_for_use::TOLD, SYSTEM].concat().leak();
    let more = [("[organisation]", ORGANISATION), ("[product]", product), ("name = \"face match\"", system)];
    let worked = Worked::of("smart-camera", &more, EVIDENCE);
    let paper = worked.only("technical-documentation");
    assert_eq!(paper.owed, Answer::Yes);
    assert_eq!(paper.paper.gaps(), Vec::<&paper::Gap>::new());
    assert_holds(paper, &worked.bound(&["cra:annex-7", "aia:annex-4"]), HELD);
    let sections = sections(paper);
    for point in EVIDENCE {
        let title = format!("carries {point}");
        let there = sections.iter().any(|(cites, text)| cites.iter().any(|own| own == point) && text.contains(&title));
        assert!(there, "{title}: {sections:#?}");
    }
    assert_eq!(
        chapters(paper),
        [
            "Subject and purpose of this documentation",
            "General description",
            "Design, development, production and vulnerability handling",
            "Monitoring, functioning and control of AI systems",
            "Risks",
            "Support period",
            "Changes over the lifecycle",
            "Standards, specifications and certification schemes",
            "Tests and validation",
            "Copy of the EU declaration of conformity",
            "Bill of materials for market surveillance",
            "After placing on the market",
            "Other Union acts",
            "Evidence in the signed log",
        ]
    );
    let of_the_other = sections.iter().filter(|(_, text)| text.contains("person detection"));
    assert_eq!(of_the_other.count(), 1, "a system that is not high-risk stands in the list only");
}

#[test]
fn what_is_not_known_is_a_gap_with_its_point() {
    let worked = Worked::of("smart-camera", &[("name = \"face match\"", instructions_for_use::FEATURES)], &[]);
    let paper = worked.only("technical-documentation");
    assert_gaps(paper, ASKED, EVIDENCE);
    assert_gaps(paper, ASKED_OF_A_SYSTEM, &[]);
}

#[test]
fn one_piece_of_evidence_missing_is_one_gap_even_where_both_acts_are_asked_in_one_section() {
    let product: &'static [Said] = [PRODUCT, MORE].concat().leak();
    let system: &'static [Said] = [instructions_for_use::TOLD, SYSTEM].concat().leak();
    let more = [("[organisation]", ORGANISATION), ("[product]", product), ("name = \"face match\"", system)];
    for left_out in ["cra:annex-7(6)", "aia:annex-4(2)(g)", "aia:annex-4(2)(c)", "aia:annex-4(8)"] {
        let points: Vec<&str> = EVIDENCE.iter().filter(|point| **point != left_out).copied().collect();
        let worked = Worked::of("smart-camera", &more, &points);
        let gaps = worked.only("technical-documentation").paper.gaps();
        assert!(!gaps.is_empty(), "{left_out}");
        assert!(gaps.iter().all(|gap| gap.cites == [left_out]), "{left_out}: {gaps:#?}");
    }
}

#[test]
fn a_product_without_ai_has_nothing_of_the_ai_act_in_it() {
    let worked = Worked::of("password-manager", &[], &[]);
    let paper = worked.only("technical-documentation");
    assert_gaps(paper, ASKED, &["cra:annex-7(2)(a)", "cra:annex-7(3)", "cra:annex-7(6)", "cra:annex-7(7)"]);
    let gaps = paper.paper.gaps();
    let foreign = |cite: &String| cite.starts_with("aia:") || cite == "cra:annex-7(1)(c)" || cite == "cra:31(3)";
    assert!(!gaps.iter().flat_map(|gap| &gap.cites).any(foreign), "no AI, no hardware, no other act: {gaps:#?}");
    assert!(!chapters(paper).iter().any(|chapter| chapter.contains("AI systems")), "{:?}", chapters(paper));
}

#[test]
fn an_ai_system_in_a_product_outside_the_cyber_resilience_act_is_documented_with_that_product() {
    let worked = Worked::of("ai-medical-device", &[], &[]);
    let paper = worked.only("technical-documentation");
    let asked: Vec<(&str, &str)> = ASKED_OF_A_SYSTEM
        .iter()
        .filter(|(key, _)| !["works-with", "input-data-needed"].contains(key))
        .copied()
        .collect();
    assert_gaps(paper, &asked, &[]);
    let evidence: Vec<&str> = of("aia:").into_iter().filter(|point| *point != "aia:annex-4(1)(f)").collect();
    assert_gaps(paper, &[], &evidence);
    let gaps = paper.paper.gaps();
    assert!(!gaps.iter().flat_map(|gap| &gap.cites).any(|cite| cite.starts_with("cra:")), "{gaps:#?}");
}
