use domain::Answer;

use crate::worked::{ORGANISATION, Said, Worked, assert_gaps, assert_holds, chapters};

pub const TOLD: &[Said] = &[
    ("system-type", "\"DE-Face\""),
    ("system-identifiers", "[\"model 7\"]"),
    ("system-intended-purpose", "\"says which neighbour is at the door\""),
    ("system-capabilities", "[\"knows twenty faces\"]"),
    ("system-limits", "[\"not in the dark\"]"),
    ("expected-performance", "[\"97 of 100 faces\"]"),
    ("circumstances-affecting-performance", "[\"rain on the lens\"]"),
    ("system-risky-circumstances", "[\"the door is opened on a wrong match\"]"),
    ("explanation-means", "\"shows the picture it compared with\""),
    ("performance-for-groups", "[\"the same for children over six\"]"),
    ("input-data-needed", "\"one frontal picture of each face\""),
    ("output-interpretation", "\"a match is a guess\""),
    ("changes-fixed", "[\"new faces are learnt\"]"),
    ("oversight-measures", "[\"the household confirms each match\"]"),
    ("resources-needed", "\"nothing beside the doorbell\""),
    ("system-lifetime", "\"six years\""),
    ("maintenance-measures", "[\"an update each month\"]"),
    ("log-mechanisms", "\"an export in the app\""),
    (
        "system-features",
        "[\"meant-for-certain-people\", \"explains-output\", \"input-data-matters\", \"data-sets-matter\", \
         \"output-needs-interpretation\", \"changes-fixed-in-advance\", \"deployers-handle-logs\", \
         \"works-with-others\", \"builds-on-pre-trained\"]",
    ),
];

const HELD: &[(&str, &str)] = &[
    ("aia:13(2)", "face match, type DE-Face"),
    ("aia:13(3)(a)", "Doorbells AB\n1 Main Street, Exampletown\nhello@doorbells.example"),
    ("aia:13(3)(b)(i)", "says which neighbour is at the door"),
    ("aia:13(3)(b)", "knows twenty faces"),
    ("aia:13(3)(b)", "not in the dark"),
    ("aia:13(3)(b)(ii)", "97 of 100 faces"),
    ("aia:13(3)(b)(ii)", "rain on the lens"),
    ("aia:15(3)", "97 of 100 faces"),
    ("aia:13(3)(b)(iii)", "opened on a wrong match"),
    ("aia:13(3)(b)(iv)", "shows the picture it compared with"),
    ("aia:13(3)(b)(v)", "the same for children over six"),
    ("aia:13(3)(b)(vi)", "one frontal picture of each face"),
    ("aia:13(3)(b)(vii)", "a match is a guess"),
    ("aia:13(3)(c)", "new faces are learnt"),
    ("aia:13(3)(d)", "the household confirms each match"),
    ("aia:13(3)(e)", "nothing beside the doorbell"),
    ("aia:13(3)(e)", "six years"),
    ("aia:13(3)(e)", "an update each month"),
    ("aia:13(3)(f)", "an export in the app"),
];

const ASKED: &[(&str, &str)] = &[
    ("postal-address", "aia:13(3)(a)"),
    ("digital-contact", "aia:13(3)(a)"),
    ("system-intended-purpose", "aia:13(3)(b)(i)"),
    ("system-capabilities", "aia:13(3)(b)"),
    ("system-limits", "aia:13(3)(b)"),
    ("expected-performance", "aia:13(3)(b)(ii)"),
    ("circumstances-affecting-performance", "aia:13(3)(b)(ii)"),
    ("system-risky-circumstances", "aia:13(3)(b)(iii)"),
    ("explanation-means", "aia:13(3)(b)(iv)"),
    ("performance-for-groups", "aia:13(3)(b)(v)"),
    ("input-data-needed", "aia:13(3)(b)(vi)"),
    ("output-interpretation", "aia:13(3)(b)(vii)"),
    ("changes-fixed", "aia:13(3)(c)"),
    ("oversight-measures", "aia:13(3)(d)"),
    ("resources-needed", "aia:13(3)(e)"),
    ("system-lifetime", "aia:13(3)(e)"),
    ("maintenance-measures", "aia:13(3)(e)"),
    ("log-mechanisms", "aia:13(3)(f)"),
];

pub const FEATURES: &[Said] = &[TOLD[TOLD.len() - 1]];

#[test]
fn every_point_is_told_to_the_deployers_of_the_high_risk_system_only() {
    let worked = Worked::of("smart-camera", &[("[organisation]", ORGANISATION), ("name = \"face match\"", TOLD)], &[]);
    let paper = worked.only("instructions-for-use");
    assert_eq!((paper.owed, paper.paper.subtitle.as_deref()), (Answer::Yes, Some("face match")));
    assert_eq!(paper.paper.gaps(), Vec::<&paper::Gap>::new());
    assert_holds(paper, &worked.bound(&["aia:13(3)", "aia:15(3)"]), HELD);
    assert_eq!(
        chapters(paper),
        [
            "AI system",
            "Provider",
            "Characteristics, capabilities and limits of performance",
            "Changes fixed in advance",
            "Human oversight",
            "Resources, lifetime and maintenance",
            "Collecting, storing and interpreting logs",
        ]
    );
}

#[test]
fn what_is_not_told_is_a_gap_with_its_point() {
    for (case, system) in [("smart-camera", "name = \"face match\""), ("talking-toy", "name = \"voice assistant\"")] {
        let worked = Worked::of(case, &[(system, FEATURES)], &[]);
        assert_gaps(worked.only("instructions-for-use"), ASKED, &[]);
    }
}

#[test]
fn a_provider_outside_the_union_names_its_representative() {
    let organisation: &'static [Said] = [ORGANISATION, &[("established-in", "\"US\"")]].concat().leak();
    let more = [("[organisation]", organisation), ("name = \"face match\"", TOLD)];
    let worked = Worked::of("smart-camera", &more, &[]);
    assert_gaps(worked.only("instructions-for-use"), &[("system-authorised-representative", "aia:13(3)(a)")], &[]);
}
