use domain::Answer;

use crate::worked::{ORGANISATION, PRODUCT, Said, Worked, assert_gaps, assert_holds, chapters, sections};

const MORE: &[Said] = &[
    ("foreseeable-use", "\"hung up in a shared hallway\""),
    ("conditions-of-use", "\"outdoors, on the network of the household\""),
    ("assets-to-protect", "[\"the videos\", \"the network of the household\"]"),
    ("requirements-not-applicable", "{ only = [\"2(i)\"] }"),
    ("requirements-not-applicable-why", "[\"it offers and reaches no service of others\"]"),
];

const HELD: &[(&str, &str)] = &[
    ("cra:13(2)", "video doorbell, type Door Eye 2"),
    ("cra:13(3)", "shows who is at the door"),
    ("cra:13(3)", "hung up in a shared hallway"),
    ("cra:13(3)", "sold on without a reset"),
    ("cra:13(3)", "outdoors, on the network of the household"),
    ("cra:13(3)", "the videos\nthe network of the household\n"),
    ("cra:13(3)", "in use for 6 years"),
    ("cra:13(3)", "carries cra:13(3)"),
    ("cra:annex-1.1(1)", "carries cra:annex-1.1"),
    ("cra:annex-1.1(2)", "cra:annex-1.1(2)(a)\n"),
    ("cra:annex-1.1(2)", "cra:annex-1.1(2)(m)\n"),
    ("cra:annex-1.2", "cra:annex-1.2(8)\n"),
    ("cra:13(4)", "As little harm as possible to services of other devices and networks"),
    ("cra:13(4)", "it offers and reaches no service of others"),
    ("cra:13(2)", "carries cra:13(2)"),
    ("cra:13(7)", "2034-12-31"),
    ("cra:annex-7(3)", "part of the technical documentation"),
    ("cra:13(4)", "may be part of the risk assessment that other Union law requires"),
];

const ASKED: &[(&str, &str)] = &[
    ("product-type", "cra:13(2)"),
    ("intended-purpose", "cra:13(3)"),
    ("foreseeable-use", "cra:13(3)"),
    ("risky-circumstances", "cra:13(3)"),
    ("conditions-of-use", "cra:13(3)"),
    ("assets-to-protect", "cra:13(3)"),
    ("expected-use-time", "cra:13(3)"),
    ("requirements-not-applicable-why", "cra:13(4)"),
    ("support-period-end", "cra:13(7)"),
];

/// Points that carry a requirement are asked for one by one; here all at once.
const EVIDENCE: &[&str] = &["cra:13(2)", "cra:13(3)", "cra:annex-1.1", "cra:annex-1.2"];

#[test]
fn the_assessment_says_what_it_rests_on_and_how_each_requirement_applies() {
    let product: &'static [Said] = [PRODUCT, MORE].concat().leak();
    let worked = Worked::of("smart-camera", &[("[organisation]", ORGANISATION), ("[product]", product)], EVIDENCE);
    let paper = worked.only("cybersecurity-risk-assessment");
    assert_eq!(paper.owed, Answer::Yes);
    assert_eq!(paper.paper.gaps(), Vec::<&paper::Gap>::new());
    assert_holds(paper, &worked.bound(&["cra:13(2)", "cra:13(3)", "cra:13(4)", "cra:annex-7(3)"]), HELD);
    let applied = sections(paper).into_iter().find(|(cites, _)| cites == &["cra:annex-1.1(2)"]).unwrap().1;
    assert!(!applied.contains("cra:annex-1.1(2)(i)"), "it was found not to apply: {applied}");
    assert_eq!(
        chapters(paper),
        [
            "Product",
            "Basis of the analysis",
            "Risks and their treatment",
            "How the requirements of Annex I apply",
            "The outcome in planning, design, development, production, delivery and maintenance",
            "Keeping the assessment current",
            "Place in the technical documentation",
        ]
    );
}

#[test]
fn what_is_not_known_is_a_gap_with_its_point() {
    let not_applicable: &[Said] = &[("requirements-not-applicable", "{ only = [\"2(i)\"] }")];
    for case in ["smart-camera", "password-manager"] {
        let worked = Worked::of(case, &[("[product]", not_applicable)], &[]);
        let evidence = ["cra:13(2)", "cra:13(3)", "cra:annex-1.1(1)", "cra:annex-1.1(2)(e)", "cra:annex-1.2(5)"];
        assert_gaps(worked.only("cybersecurity-risk-assessment"), ASKED, &evidence);
    }
}
