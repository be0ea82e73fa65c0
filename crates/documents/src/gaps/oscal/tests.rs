use std::collections::BTreeSet;

use super::super::fixture::{BOOK, assert_valid, bare, day, hostile, judge, point, product, texts_under, unique};
use super::*;
use crate::oscal::documents;

const SCHEMA: &str = "tests/schemas/oscal_complete_schema-1-2-2.json";

fn both(products: &[ProductGaps]) -> [Value; 2] {
    [assessment_results(products, &BOOK, day(), "0.1.0"), plan_of_action(products, &BOOK, day(), "0.1.0")]
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// The property of a finding or an item.
fn prop<'v>(value: &'v Value, name: &str) -> &'v str {
    let found = list(value, "props").iter().find(|prop| prop["name"] == name);
    found.map_or("", |prop| prop["value"].as_str().unwrap())
}

#[test]
fn every_document_is_valid_whatever_is_known_and_whoever_wrote_it() {
    let judge = judge(SCHEMA);
    let open = ProductGaps { points: vec![point("aia:10(1)", "unknown", "open")], ..bare() };
    for products in [vec![bare()], vec![open], vec![product()], vec![product(), product(), bare()], vec![hostile()]] {
        both(&products).iter().for_each(|document| assert_valid(&judge, document));
    }
}

#[test]
fn ids_are_unique_and_every_reference_finds_something() {
    for document in both(&[product(), hostile(), product()]) {
        let known = unique(texts_under("uuid", &document));
        let keys = ["subject-uuid", "actor-uuid", "component-uuid", "observation-uuid", "finding-uuid", "risk-uuid"];
        for reference in keys.into_iter().flat_map(|key| texts_under(key, &document)) {
            assert!(known.contains(reference), "{reference}");
        }
        assert!(!document.to_string().contains("/somewhere"), "where a product lies on a disk is nobody's business");
        for href in texts_under("href", &document) {
            assert!(href.strip_prefix('#').is_none_or(|uuid| known.contains(uuid)), "{href}");
            assert!(!href.starts_with('/'), "{href}");
        }
        let content = document.as_object().unwrap().values().next().unwrap();
        let roles =
            unique(list(&content["metadata"], "roles").iter().map(|role| role["id"].as_str().unwrap()).collect());
        texts_under("role-id", &document).iter().for_each(|role| assert!(roles.contains(role), "{role}"));
    }
}

#[test]
fn every_control_and_statement_stands_in_an_exported_catalog() {
    let catalogs = documents(&BOOK, day());
    let known: BTreeSet<&str> = catalogs.values().flat_map(|catalog| texts_under("id", catalog)).collect();
    let controls: BTreeSet<&str> = catalogs
        .values()
        .flat_map(|catalog| list(&catalog["catalog"], "groups"))
        .flat_map(|group| list(group, "controls"))
        .map(|control| control["id"].as_str().unwrap())
        .collect();
    for document in both(&[product()]) {
        texts_under("control-id", &document).iter().for_each(|id| assert!(controls.contains(id), "{id}"));
        let statements = ["target-id", "statement-ids"].into_iter().flat_map(|key| texts_under(key, &document));
        statements.for_each(|id| assert!(known.contains(id), "{id}"));
    }
    // And every point of every duty of the law.
    let writing = Writing::new(&BOOK, "0.1.0", day());
    for block in &BOOK.blocks {
        let rulebook::BlockKind::Obligation(duty) = &block.what else { continue };
        for citation in std::iter::once(&block.citation).chain(duty.points.iter().map(|point| &point.citation)) {
            let statements = writing.controls.statements(&citation.parse().unwrap());
            assert!(!statements.is_empty(), "{citation}");
            for (control, statement) in statements {
                assert!(controls.contains(control.as_str()), "{citation}: {control}");
                assert!(known.contains(statement.as_str()), "{citation}: {statement}");
            }
        }
    }
}

#[test]
fn only_what_is_met_is_satisfied_and_the_reason_says_the_rest() {
    let [results, _] = both(&[product()]);
    let findings = list(&results["assessment-results"]["results"][0], "findings");
    let told: Vec<String> = findings
        .iter()
        .map(|finding| {
            let (target, status) = (&finding["target"], &finding["target"]["status"]);
            let words = [&target["target-id"], &status["state"], &status["reason"]];
            words.map(|word| word.as_str().unwrap()).join(" ")
        })
        .collect();
    assert_eq!(
        told,
        [
            "cra.annex_I__part_I__point_1.statement satisfied pass",
            "cra.annex_I__part_I__point_2__point_a not-satisfied stale",
            "cra.annex_I__part_I__point_2__point_c not-satisfied not-applicable",
            "cra.annex_I__part_I__point_2__point_d not-satisfied fail",
            "cra.annex_I__part_II__point_5.statement not-satisfied partly",
            "cra.art_13__para_2.statement not-satisfied waived",
            "cra.art_14__para_1.statement not-satisfied unknown",
            "aia.art_4.statement not-satisfied fail",
            "aia.art_9__para_1.statement not-satisfied fail",
            "aia.art_9__para_1.statement not-satisfied fail",
            "aia.art_10__para_1.statement not-satisfied unknown",
            "gdpr.art_33__para_1.statement not-satisfied unknown",
        ]
    );
    assert_eq!(findings[2]["target"]["implementation-status"]["state"], "not-applicable");
    assert_eq!(findings[2]["target"]["status"]["remarks"], "does not apply: It holds no software.");
    assert_eq!(findings[4]["target"]["implementation-status"]["state"], "partial");
    assert_eq!(prop(&findings[5], "waived-until"), "2028-02-29");
    assert_eq!(findings[6]["target"]["status"]["remarks"], "nothing is due before it starts");
    assert_eq!(prop(&findings[10], "binds"), "open");
}

#[test]
fn what_binds_is_selected_apart_from_what_may() {
    let selections = |products: &[ProductGaps]| {
        let [results, _] = both(products);
        list(&results["assessment-results"]["results"][0]["reviewed-controls"], "control-selections").to_vec()
    };
    let [bind, may] = <[Value; 2]>::try_from(selections(&[product()])).unwrap();
    assert!(texts_under("control-id", &bind).contains(&"aia.art_9__para_1"));
    assert_eq!(
        texts_under("control-id", &may).into_iter().collect::<BTreeSet<_>>(),
        ["aia.art_10__para_1", "gdpr.art_33__para_1"].into()
    );
    let none = selections(&[bare()]);
    assert!(none.len() == 1 && none[0]["include-all"].is_object());
}

#[test]
fn an_observation_says_how_when_and_on_which_bytes() {
    let [results, _] = both(&[product()]);
    let content = &results["assessment-results"];
    let observations = list(&content["results"][0], "observations");
    assert_eq!(observations.len(), 7);
    let of = |name: &str, value: &str| observations.iter().find(|seen| prop(seen, name) == value).unwrap();
    let aged = of("log-entry", "3");
    assert_eq!(aged["methods"][0], "EXAMINE");
    assert_eq!(
        (&aged["collected"], &aged["expires"]),
        (&"2028-01-02T12:30:00Z".into(), &"2028-01-20T23:59:59Z".into())
    );
    let bytes = aged["relevant-evidence"][0]["href"].as_str().unwrap().strip_prefix('#').unwrap();
    let resource =
        list(&content["back-matter"], "resources").iter().find(|resource| resource["uuid"] == bytes).unwrap();
    let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    assert_eq!(resource["rlinks"][0]["hashes"][0]["value"], digest);
    assert_eq!(resource["rlinks"][0]["href"], format!("blobs/sha256/{digest}"));
    let failed = of("check", "secrets");
    assert_eq!((&failed["methods"][0], &failed["collected"]), (&"TEST".into(), &"2028-02-01T00:00:00Z".into()));
    assert_eq!(failed["relevant-evidence"][0]["href"], "door/deploy/a%20key.pem");
    assert_eq!(of("check", "policy")["methods"][0], "EXAMINE");
    assert_eq!(of("check", "mail")["remarks"], "A pass leaves open whether anybody answers.");
}

#[test]
fn the_plan_has_an_item_for_each_gap_that_binds_with_owner_and_days() {
    let [_, plan] = both(&[product()]);
    let plan = &plan["plan-of-action-and-milestones"];
    let items: Vec<&str> = list(plan, "poam-items").iter().map(|item| prop(item, "citation")).collect();
    let gaps = [
        "cra:annex-1.1(2)(a)",
        "cra:annex-1.1(2)(d)",
        "cra:annex-1.2(5)",
        "cra:13(2)",
        "cra:14(1)",
        "aia:4",
        "aia:9(1)",
        "aia:9(1)",
    ];
    assert_eq!(items, gaps);
    let risk = |at: usize| &list(plan, "risks")[at];
    let task = |at: usize, task: usize| &risk(at)["remediations"][0]["tasks"][task];
    assert_eq!(risk(2)["deadline"], "2028-03-01T00:00:00Z");
    assert_eq!(risk(2)["remediations"][0]["lifecycle"], "planned");
    assert_eq!((&task(2, 0)["title"], &task(2, 0)["type"]), (&"To be met".into(), &"milestone".into()));
    assert_eq!(task(2, 0)["timing"]["on-date"]["date"], "2028-03-01T00:00:00Z");
    let role = task(2, 0)["responsible-roles"][0]["role-id"].as_str().unwrap();
    let roles = list(&plan["metadata"], "roles");
    assert_eq!(roles.iter().find(|known| known["id"] == role).unwrap()["title"], "Security");
    assert_eq!((&risk(3)["status"], &task(3, 1)["title"]), (&"open".into(), &"The waiver ends".into()));
    assert_eq!(task(3, 1)["timing"]["on-date"]["date"], "2028-02-29T00:00:00Z");
    assert_eq!(risk(6)["deadline"], "2028-08-02T00:00:00Z");
    assert_eq!(risk(1)["remediations"][0]["lifecycle"], "recommendation");
    let [_, nothing] = both(&[bare()]);
    assert_eq!(nothing["plan-of-action-and-milestones"]["poam-items"][0]["title"], "Nothing is planned");
}

#[test]
fn the_same_input_gives_the_same_bytes_and_a_gap_keeps_its_ids() {
    let [results, plan] = both(&[product()]).map(|document| document.to_string());
    assert_eq!(both(&[product()]).map(|document| document.to_string()), [results.clone(), plan.clone()]);
    let mut later = product();
    later.points[3].missing = "something else".into();
    let [changed, _] = both(&[later]);
    let uuid = |text: &str| serde_json::from_str::<Value>(text).unwrap()["assessment-results"]["uuid"].clone();
    assert_ne!(changed["assessment-results"]["uuid"], uuid(&results));
    let planned: Value = serde_json::from_str(&plan).unwrap();
    let planned = &planned["plan-of-action-and-milestones"];
    let known = texts_under("uuid", &changed);
    for finding in list(planned, "findings").iter().chain(list(planned, "observations")) {
        assert!(known.contains(&finding["uuid"].as_str().unwrap()), "{finding}");
    }
}

#[test]
fn a_day_that_the_format_cannot_name_is_known_before() {
    let has = |text: &str| has_day(text.parse().unwrap());
    assert!(has("2000-01-01") && has("2999-12-31"));
    assert!(!has("1999-12-31") && !has("3000-01-01"));
}
