//! What Articles 12 and 32 of the Cyber Resilience Act and Article 43 of the AI Act open and shut, by hand.

use domain::Answer::{No, Unknown, Yes};

use crate::fixture::{planned, product, system};
use crate::{Opening, Plan, sentence};

const DAY: &str = "2027-12-11";
const CLASS_I: &str = "core-functionality = \"III-I-3\"";
const CLASS_II: &str = "core-functionality = \"III-II-2\"";
const CRITICAL: &str = "core-functionality = \"IV-1\"";
const DEFAULT: &str = "core-functionality = \"none\"";
const OPEN_SOURCE: &str = "what-is-supplied = \"software\"\nsource-and-licence = \"open-and-public\"";
const NOTHING_APPLIED: &str = "harmonised-standards-applied = \"none\"";

fn statuses(opening: &Opening) -> Vec<&str> {
    opening.statuses.iter().map(|status| status.id.as_str()).collect()
}

fn open(plan: &Plan) -> Vec<&str> {
    plan.all(Yes)
}

#[test]
fn what_is_open_follows_from_the_class() {
    let class_i = format!("{CLASS_I}\n{NOTHING_APPLIED}");
    let scheme = "certification-scheme-available = \"substantial\"";
    let rows: &[(&str, String, &[&str], &[&str])] = &[
        ("a default product", DEFAULT.to_owned(), &[], &["cra-module-a", "cra-module-b-c", "cra-module-h"]),
        (
            "a default product that a named scheme covers",
            format!("{DEFAULT}\n{scheme}"),
            &["cra-27-9-act"],
            &["cra-module-a", "cra-module-b-c", "cra-module-h", "cra-certification-scheme"],
        ),
        ("class I without standards", class_i, &[], &["cra-module-b-c", "cra-module-h"]),
        (
            "class I with a cited standard in full",
            format!("{CLASS_I}\nharmonised-standards-applied = \"full\""),
            &["cra-harmonised-standard-cited"],
            &["cra-module-a", "cra-module-b-c", "cra-module-h"],
        ),
        ("class II", CLASS_II.to_owned(), &["cra-harmonised-standard-cited"], &["cra-module-b-c", "cra-module-h"]),
        ("critical without a delegated act", CRITICAL.to_owned(), &[], &["cra-module-b-c", "cra-module-h"]),
        (
            "critical with a delegated act that covers it",
            format!("{CRITICAL}\ncovered-by-8-1-act = true"),
            &["cra-8-1-act"],
            &["cra-certification-scheme"],
        ),
        (
            "open-source software of class II with public documentation",
            format!("{CLASS_II}\ntechnical-documentation-public = true\n{OPEN_SOURCE}"),
            &[],
            &["cra-module-a", "cra-module-b-c", "cra-module-h"],
        ),
    ];
    for (what, own, cited, wanted) in rows {
        assert_eq!(open(&planned(&product(own, ""), DAY, cited)), *wanted, "{what}");
    }
}

#[test]
fn module_a_of_class_i_opens_with_a_cited_standard_in_full_and_the_other_ways_of_article_27() {
    let plan = planned(&product(&format!("{CLASS_I}\n{NOTHING_APPLIED}"), ""), DAY, &[]);
    let module_a = plan.standing("cra-module-a");
    assert_eq!((module_a.open, module_a.outside), (No, false));
    assert!(module_a.cites.contains(&"cra:32(2)".to_owned()), "{:?}", module_a.cites);
    let by: Vec<(Vec<&str>, Vec<&str>)> = module_a
        .opens
        .iter()
        .map(|opening| (statuses(opening), opening.with.iter().map(String::as_str).collect()))
        .collect();
    assert_eq!(
        by,
        [
            (vec!["cra-harmonised-standard-cited"], vec!["harmonised-standards-applied = full"]),
            (vec!["cra-common-specifications"], vec!["common-specifications-applied = full"]),
            (
                vec!["cra-27-9-act"],
                vec!["cybersecurity-certificate = substantial-full and certificate-under-named-scheme = yes"]
            ),
        ]
    );
    // The product is closed, so publishing its documentation opens nothing; nothing opens it to class II.
    let class_ii = planned(&product(CLASS_II, ""), DAY, &[]);
    assert_eq!(class_ii.standing("cra-module-a").opens, []);
    let scheme = class_ii.standing("cra-certification-scheme");
    assert_eq!(scheme.opens.iter().map(statuses).collect::<Vec<_>>(), [["cra-27-9-act"]]);
    assert_eq!(scheme.opens[0].with, ["certification-scheme-available = substantial"]);
}

#[test]
fn what_nobody_said_leaves_module_a_of_class_i_unknown() {
    let plan = planned(&product(CLASS_I, ""), DAY, &["cra-harmonised-standard-cited"]);
    let module_a = plan.standing("cra-module-a");
    assert_eq!(module_a.open, Unknown);
    assert_eq!(module_a.yes_if, ["harmonised-standards-applied = full"]);
    assert_eq!(plan.ways(), [["cra-module-b-c"], ["cra-module-h"]]);
}

#[test]
fn a_choice_is_held_against_what_is_open() {
    let with = |choice: &str, class: &str| {
        let own = format!("{class}\n{NOTHING_APPLIED}\ncra-procedure-chosen = \"{choice}\"");
        planned(&product(&own, ""), DAY, &[])
    };
    let right = with("module-h", CLASS_I);
    assert_eq!(right.ways(), [["cra-module-h"]]);
    assert_eq!((right.chosen[0].procedure.as_str(), right.chosen[0].open), ("cra-module-h", Yes));
    assert_eq!(right.routes[0].parts[0].by, "chosen");
    let wrong = with("module-a", CLASS_I);
    assert_eq!((wrong.chosen[0].procedure.as_str(), wrong.chosen[0].open), ("cra-module-a", No));
    assert_eq!(wrong.ways(), [["cra-module-b-c"], ["cra-module-h"]]);
    assert_eq!(with("module-a", DEFAULT).chosen[0].open, Yes);
}

#[test]
fn open_source_software_that_relies_on_the_rule_publishes_its_documentation() {
    let own = format!("{CLASS_I}\n{NOTHING_APPLIED}\n{OPEN_SOURCE}\ntechnical-documentation-public = true");
    let plan = planned(&product(&own, ""), DAY, &[]);
    assert_eq!(plan.ways(), [["cra-module-a"], ["cra-module-b-c"], ["cra-module-h"]]);
    assert_eq!(plan.routes[0].step("open-source-publication").needed, Yes);
    assert!(!plan.routes[1].has("open-source-publication"));
}

#[test]
fn the_number_of_the_body_follows_the_marking_for_module_h_only() {
    let plan = planned(&product(CLASS_II, ""), DAY, &[]);
    let has: Vec<bool> = plan.routes.iter().map(|route| route.has("module-h-number")).collect();
    assert_eq!((plan.ways(), has), (vec![vec!["cra-module-b-c"], vec!["cra-module-h"]], vec![false, true]));
}

#[test]
fn the_ai_act_procedure_covers_a_default_product() {
    let plan = planned(&product(DEFAULT, &system("screening", "4(a)", "")), DAY, &[]);
    assert_eq!(plan.ways(), [["cra-ai-act-procedure", "aia-annex-vi"]]);
    let [route] = plan.routes.as_slice() else { panic!("{:?}", plan.routes) };
    assert_eq!(route.joins.iter().map(|join| join.said.cites[0].as_str()).collect::<Vec<_>>(), ["cra:12(2)"]);
    assert_eq!(
        sentence(route),
        "Door Eye (Cyber Resilience Act): the conformity assessment of the AI Act, which covers the cybersecurity \
         part too; screening (AI Act): internal control by the provider (Annex VI)."
    );
    // One declaration and one marking stand for both acts.
    for (once, cites) in [("declaration", ["cra:28(3)", "aia:47(3)"]), ("ce-marking", ["cra:30(5)", "aia:48(5)"])] {
        assert_eq!(route.steps.iter().filter(|step| step.id == once).count(), 1, "{once}");
        let step = route.step(once);
        assert_eq!(step.who, ["manufacturer", "provider"]);
        assert_eq!(step.procedures, ["cra-ai-act-procedure", "aia-annex-vi"]);
        assert_eq!(step.joined.as_ref().unwrap().cites[..2], cites);
    }
    assert!(route.has("registration"));
}

#[test]
fn class_ii_with_internal_control_under_the_ai_act_keeps_its_own_procedures() {
    let plan = planned(&product(CLASS_II, &system("screening", "4(a)", "")), DAY, &[]);
    assert_eq!(plan.ways(), [["cra-module-b-c", "aia-annex-vi"], ["cra-module-h", "aia-annex-vi"]]);
    assert_eq!(plan.standing("cra-ai-act-procedure").open, No);
    let route = &plan.routes[0];
    assert_eq!(route.joins[0].said.cites, ["cra:12(3)"]);
    // What is declared rests on both: the type is examined and internal control is done before.
    let number = |id: &str| route.step(id).number;
    assert!(number("module-b-certificate") < number("declaration"));
    assert!(number("annex-vi-process") < number("declaration"));
    assert!(number("declaration") < number("registration") && number("registration") < number("ce-marking"));
}

#[test]
fn class_ii_with_a_notified_body_under_the_ai_act_does_not() {
    let plan = planned(&product(CLASS_II, &system("face match", "1(a)", "")), DAY, &[]);
    assert_eq!(plan.ways(), [["cra-ai-act-procedure", "aia-annex-vii"]]);
    let lasts: Vec<&str> =
        plan.standing("aia-annex-vii").notes.iter().flat_map(|note| &note.cites).map(String::as_str).collect();
    assert_eq!(lasts, ["aia:44(2)"]);
}

#[test]
fn biometric_systems_need_a_body_until_a_standard_is_cited() {
    let today = planned(&product(DEFAULT, &system("face match", "1(a)", "")), DAY, &[]);
    assert_eq!(today.standing("aia-annex-vi").open, No);
    let opens: Vec<Vec<&str>> = today.standing("aia-annex-vi").opens.iter().map(statuses).collect();
    assert_eq!(opens, [["aia-harmonised-standard-cited"], ["aia-common-specifications"]]);
    let full = "aia-standards-applied = \"full\"\naia-standard-restricted = false";
    let cited = |more: &str| {
        let system = system("face match", "1(a)", &format!("{full}\n{more}"));
        planned(&product(DEFAULT, &system), DAY, &["aia-harmonised-standard-cited"])
    };
    assert_eq!(cited("").ways(), [["cra-ai-act-procedure", "aia-annex-vi"], ["cra-ai-act-procedure", "aia-annex-vii"]]);
    let chosen = cited("aia-procedure-chosen = \"annex-vi\"");
    assert_eq!(chosen.ways(), [["cra-ai-act-procedure", "aia-annex-vi"]]);
    assert!(!chosen.routes[0].has("annex-vii-certificate"));
}

#[test]
fn a_choice_under_the_ai_act_decides_the_procedure_of_the_cyber_resilience_act() {
    let full = "aia-standards-applied = \"full\"\naia-standard-restricted = false";
    let own = product(CLASS_II, &system("face match", "1(a)", full));
    let plan = planned(&own, DAY, &["aia-harmonised-standard-cited"]);
    let mut ways = plan.ways();
    ways.sort_unstable();
    assert_eq!(
        ways,
        [
            ["cra-ai-act-procedure", "aia-annex-vii"],
            ["cra-module-b-c", "aia-annex-vi"],
            ["cra-module-h", "aia-annex-vi"],
        ]
    );
}

#[test]
fn a_system_of_a_section_a_product_follows_its_law() {
    let tables = "[[sector-act]]\nname = \"lifts\"\nact = \"2014/33/EU\"\nthird-party-assessment = true\n\
        third-party-only-for-other-risks = false\n[[ai-system]]\nname = \"door control\"\naia-in-scope = true\n\
        high-risk-annex-i = true\nhigh-risk-annex-iii = false\n";
    let plan = planned(&product(DEFAULT, tables), "2028-08-02", &[]);
    assert_eq!(plan.ways(), [["cra-ai-act-procedure", "aia-sector-procedure"]]);
    assert!(plan.routes[0].has("sector-quality"));
    // Before that day the AI Act classifies nothing, and the product takes the ordinary procedures.
    let before = planned(&product(DEFAULT, tables), "2028-08-01", &[]);
    assert_eq!(
        before.ways().iter().map(|way| way[0]).collect::<Vec<_>>(),
        ["cra-module-a", "cra-module-b-c", "cra-module-h"]
    );
}

#[test]
fn health_record_systems_have_a_procedure_of_their_own() {
    let act = "[[sector-act]]\nname = \"health data\"\nact = \"2025/327\"\nehr-system = true\n";
    let plan = planned(&product(DEFAULT, act), DAY, &[]);
    assert_eq!(plan.ways(), [["cra-ehr-procedure"]]);
    assert_eq!(plan.standing("cra-module-a").open, No);
}

#[test]
fn the_marking_starts_with_the_act_that_provides_for_it() {
    let days = |plan: &Plan| {
        let marking = plan.routes[0].marking.iter();
        marking.map(|day| (day.thing.clone(), day.days.join(" or "))).collect::<Vec<_>>()
    };
    let row = |thing: &str, day: &str| (thing.to_owned(), day.to_owned());
    // Article 71(2) of the Cyber Resilience Act; nothing is declared about a placing, so today plays no part.
    let alone = planned(&product(DEFAULT, ""), "2026-11-23", &[]);
    assert_eq!(days(&alone), [row("Door Eye", "2027-12-11")]);
    assert_eq!(alone.routes[0].earliest, ["2027-12-11"]);
    let since = |plan: &Plan, at: usize| plan.routes[at].marking[0].bodies_since.clone();
    assert_eq!((since(&alone, 0), since(&alone, 1).as_deref()), (None, Some("2026-06-11")));
    // Article 113(c)(i) of the AI Act: nine days before.
    let both = planned(&product(DEFAULT, &system("screening", "4(a)", "")), DAY, &[]);
    assert_eq!(days(&both), [row("Door Eye", "2027-12-11"), row("screening", "2027-12-02")]);
    assert_eq!(both.routes[0].earliest, ["2027-12-02"]);
    assert_eq!(both.routes[0].for_all.as_deref(), Some("2027-12-11"));
    // What was placed before is under the Act only if it is changed substantially (Article 69(2)), which nobody said.
    let old = planned(&product(DEFAULT, "[[release]]\nname = \"1.0\"\nplaced-on-market = 2026-01-01\n"), DAY, &[]);
    assert_eq!(old.routes[0].earliest, ["2027-12-11", "never"]);
    // Chapter IV applies since 11 June 2026.
    let class_ii = planned(&product(CLASS_II, ""), DAY, &[]);
    assert_eq!(class_ii.routes[0].marking[0].bodies_since.as_deref(), Some("2026-06-11"));
}

#[test]
fn outside_an_act_nothing_opens() {
    let out = product(
        DEFAULT,
        "[[ai-system]]\nname = \"spell check\"\nhigh-risk-annex-iii = false\nhigh-risk-annex-i = false\n",
    );
    let plan = planned(&out, DAY, &[]);
    let standing = plan.standing("aia-annex-vi");
    assert_eq!((standing.open, standing.outside, standing.opens.len()), (No, true, 0));
    assert!(!plan.ways().concat().iter().any(|procedure| procedure.starts_with("aia-")));
}

#[test]
fn many_choices_end_in_a_few_ways_and_say_so() {
    let full = "aia-standards-applied = \"full\"\naia-standard-restricted = false";
    let systems: String = (0..12).map(|at| system(&format!("match {at}"), "1(a)", full)).collect();
    let plan = planned(&product(CLASS_II, &systems), DAY, &["aia-harmonised-standard-cited"]);
    assert!(plan.more_routes && !plan.routes.is_empty() && plan.routes.len() <= 20, "{}", plan.routes.len());
    assert!(plan.routes.iter().all(|route| route.parts.len() == 13));
}
