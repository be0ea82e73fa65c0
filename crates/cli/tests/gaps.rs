//! The gaps of a product from the outside: nothing kept, evidence kept, a day later.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should stop where it is")]

use serde_json::Value;

mod product;

use product::{Product, text};

const DOOR: &str = "[product]\nname = \"Door Eye\"\nour-part-in-the-product = { only = [\"own-name\"] }\n\
    cra-in-scope = true\nagreed-with-business-user = \"none\"\n[[release]]\nname = \"1.0\"\n\
    placed-on-market = 2028-01-01\n";

fn json(product: &Product, more: &[&str]) -> Value {
    let output = product.run(&[&["gaps", "--format", "json"], more].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn state(gaps: &Value, citation: &str) -> String {
    let points = gaps["products"][0]["points"].as_array().unwrap();
    let point = points.iter().find(|point| point["citation"] == citation).unwrap();
    point["state"].as_str().unwrap().to_owned()
}

#[test]
fn a_gap_closes_with_evidence_and_opens_again_when_it_is_old_or_withdrawn() {
    let product = Product::begun();
    std::fs::write(product.path("marque.toml"), DOOR).unwrap();
    let before = json(&product, &["--on", "2028-02-01"]);
    assert_eq!(before["format"], "marque-gaps/1");
    assert_eq!(state(&before, "cra:annex-1.1(1)"), "not-met");
    assert_eq!(product.run(&["gaps", "--on", "2028-02-01", "--gate", "not-met"]).status.code(), Some(1));
    assert_eq!(product.run(&["gaps", "--on", "2028-02-01", "--gate", "overdue"]).status.code(), Some(0));

    product.ok(&["evidence", "add", "--statement", "It was assessed.", "--points", "cra:annex-1.1(1)"]);
    let brief = ["--points", "cra:annex-1.1(2)(a)", "--fresh-for", "1d"];
    product.ok(&[&["evidence", "add", "--statement", "No vulnerability is known."], brief.as_slice()].concat());
    let after = json(&product, &["--on", "2999-01-01", "--no-scan"]);
    assert_eq!(state(&after, "cra:annex-1.1(1)"), "met");
    assert_eq!(state(&after, "cra:annex-1.1(2)(a)"), "stale");
    product.ok(&["evidence", "withdraw", "2", "--why", "It was of another product."]);
    assert_eq!(state(&json(&product, &["--on", "2028-02-01"]), "cra:annex-1.1(1)"), "not-met");
}

#[test]
fn a_file_of_the_tree_and_a_note_of_marque_toml_change_the_answer() {
    let product = Product::new();
    let noted = "[[point]]\ncites = \"cra:annex-1.1(2)(c)\"\nnot-applicable = \"It holds no software.\"\n\
        [[point]]\ncites = \"cra:13(2)\"\nwaived-until = 2028-01-15\nwaiver = \"Under way.\"\nowner = \"Risk\"\n";
    std::fs::write(product.path("marque.toml"), format!("{DOOR}{noted}")).unwrap();
    std::fs::write(product.path("SECURITY.md"), "# Security policy\n\nReport a vulnerability to a@door.example.\n")
        .unwrap();
    let gaps = json(&product, &["--on", "2028-01-15"]);
    assert_eq!(state(&gaps, "cra:annex-1.1(2)(c)"), "not-applicable");
    assert_eq!(state(&gaps, "cra:13(2)"), "waived");
    assert_eq!(state(&gaps, "cra:annex-1.2(5)"), "partly");
    assert_eq!(state(&gaps, "cra:annex-1.2(6)"), "partly");
    assert_eq!(state(&json(&product, &["--on", "2028-01-16"]), "cra:13(2)"), "not-met");
    assert_eq!(product.run(&["gaps", "--on", "2028-01-16", "--gate", "overdue"]).status.code(), Some(1));

    let shown = product.ok(&["gaps", "--on", "2028-01-16", "--by", "owner"]);
    assert!(shown.contains("bind today") && shown.contains("\nRisk\n"), "{shown}");
    assert!(shown.contains("was waived until 2028-01-15, which is over"), "{shown}");
    let markdown = product.ok(&["gaps", "--on", "2028-01-16", "--format", "markdown"]);
    assert!(markdown.starts_with("# What is missing: Door Eye"), "{markdown}");
    let sarif: Value = serde_json::from_str(&product.ok(&["gaps", "--format", "sarif"])).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
}

#[test]
fn gaps_go_to_other_programs_as_results_a_plan_and_declarations() {
    let product = Product::begun();
    let noted = "[[point]]\ncites = \"cra:13(2)\"\nwaived-until = 2028-03-15\nwaiver = \"Under way.\"\n\
        owner = \"Risk\"\ndue = 2028-03-01\n";
    std::fs::write(product.path("marque.toml"), format!("[organisation]\nname = \"Door Makers\"\n{DOOR}{noted}"))
        .unwrap();
    product.ok(&["evidence", "add", "--statement", "It was assessed.", "--points", "cra:annex-1.1(1)"]);
    let written = |format: &str| product.ok(&["gaps", "--on", "2028-02-01", "--format", format]);
    let read = |format: &str| serde_json::from_str::<Value>(&written(format)).unwrap();

    let results = &read("oscal-ar")["assessment-results"]["results"][0];
    let findings = results["findings"].as_array().unwrap();
    let status = |statement: &str| {
        let found = findings.iter().find(|finding| finding["target"]["target-id"] == statement).unwrap();
        let status = &found["target"]["status"];
        (status["state"].as_str().unwrap().to_owned(), status["reason"].as_str().unwrap().to_owned())
    };
    assert_eq!(status("cra.annex_I__part_I__point_1.statement"), ("satisfied".into(), "pass".into()));
    assert_eq!(status("cra.art_13__para_2.statement"), ("not-satisfied".into(), "waived".into()));

    let plan = read("oscal-poam");
    let plan = &plan["plan-of-action-and-milestones"];
    let risk =
        plan["risks"].as_array().unwrap().iter().find(|risk| risk["deadline"] == "2028-03-01T00:00:00Z").unwrap();
    let tasks = risk["remediations"][0]["tasks"].as_array().unwrap();
    assert!(tasks.iter().any(|task| task["timing"]["on-date"]["date"] == "2028-03-15T00:00:00Z"), "{tasks:?}");
    assert_eq!(plan["metadata"]["roles"][0]["title"], "Risk");

    let declared = read("cyclonedx");
    assert_eq!(declared["declarations"]["assessors"][0]["organization"]["name"], "Door Makers");
    let map = declared["declarations"]["attestations"][0]["map"].as_array().unwrap();
    let score =
        |citation: &str| &map.iter().find(|row| row["requirement"] == citation).unwrap()["conformance"]["score"];
    assert_eq!((score("cra:annex-1.1(1)"), score("cra:13(2)")), (&1.into(), &Value::Null));

    for format in ["oscal-ar", "oscal-poam", "cyclonedx"] {
        assert_eq!(written(format), written(format), "{format}");
    }
    let refused = product.run(&["gaps", "--on", "1999-01-01", "--format", "oscal-ar"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("OSCAL cannot name that day"), "{}", text(&refused.stderr));
    let unknown = product.run(&["duties", "--format", "oscal-ar"]);
    assert!(text(&unknown.stderr).contains("no form called oscal-ar"), "{}", text(&unknown.stderr));
}

#[test]
fn a_mistake_in_a_point_is_told_with_its_place() {
    let product = Product::new();
    std::fs::write(product.path("marque.toml"), format!("{DOOR}[[point]]\ncites = \"cra:99\"\nowner = \"a\"\n"))
        .unwrap();
    let output = product.run(&["gaps"]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains("marque.toml:10:9") && said.contains("no duty stands in cra:99"), "{said}");
}

#[test]
fn checks_are_listed_with_what_they_prove() {
    let product = Product::new();
    let listed = product.ok(&["checks"]);
    assert!(listed.contains("no-exposed-secrets") && listed.contains("part of cra:annex-1.1(2)(d)"), "{listed}");
    let checks: Value = serde_json::from_str(&product.ok(&["checks", "--format", "json"])).unwrap();
    assert!(checks.as_array().unwrap().len() >= 30);
}
