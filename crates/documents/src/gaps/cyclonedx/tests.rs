use std::collections::BTreeSet;

use super::super::fixture::{BOOK, assert_valid, bare, hostile, judge, product, texts_under, unique};
use super::*;

const SCHEMA: &str = "../inventory/tests/schemas/bom-1.7.schema.json";

fn written(products: &[ProductGaps]) -> Value {
    cyclonedx(products, &BOOK, "0.1.0")
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn map(document: &Value) -> &[Value] {
    list(&document["declarations"]["attestations"][0], "map")
}

/// The object that bears a reference in a list of declarations.
fn found<'v>(document: &'v Value, key: &str, reference: &Value) -> &'v Value {
    list(&document["declarations"], key).iter().find(|object| object["bom-ref"] == *reference).unwrap()
}

#[test]
fn every_document_is_valid_whatever_is_known_and_whoever_wrote_it() {
    let judge = judge(SCHEMA);
    for products in [vec![bare()], vec![product()], vec![product(), product(), bare()], vec![hostile()]] {
        assert_valid(&judge, &written(&products));
    }
}

#[test]
fn references_are_unique_and_every_one_finds_something() {
    let document = written(&[product(), hostile(), product()]);
    let known = unique(texts_under("bom-ref", &document));
    let keys =
        ["requirement", "parent", "claims", "counterClaims", "target", "evidence", "assessor", "mitigationStrategies"];
    for reference in keys.into_iter().flat_map(|key| texts_under(key, &document)) {
        assert!(known.contains(reference), "{reference}");
    }
    assert!(!document.to_string().contains("/somewhere"), "where a product lies on a disk is nobody's business");
    texts_under("url", &document).iter().for_each(|url| assert!(!url.starts_with('/'), "{url}"));
}

#[test]
fn a_score_stands_only_where_it_is_certain() {
    let document = written(&[product()]);
    let told: Vec<String> = map(&document)
        .iter()
        .map(|row| {
            let sides = ["claims", "counterClaims"].map(|side| list(row, side).len());
            format!("{} {} {sides:?}", row["requirement"].as_str().unwrap(), row["conformance"]["score"])
        })
        .collect();
    assert_eq!(
        told,
        [
            "cra:annex-1.1(1) 1 [1, 0]",
            "cra:annex-1.1(2)(a) null [0, 0]",
            "cra:annex-1.1(2)(c) null [1, 0]",
            "cra:annex-1.1(2)(d) 0 [0, 1]",
            "cra:annex-1.2(5) null [1, 0]",
            "cra:13(2) null [0, 0]",
            "cra:14(1) null [0, 0]",
            "aia:4 0 [0, 0]",
            "aia:9(1) 0 [0, 0]",
            "aia:9(1) 0 [0, 0]",
            "aia:10(1) null [0, 0]",
            "gdpr:33(1) null [0, 0]",
        ]
    );
    assert!(
        map(&document).iter().all(|row| row["conformance"]["rationale"].is_string() && row["confidence"].is_null())
    );
    assert!(document["declarations"]["affirmation"].is_null(), "nobody signed");
}

#[test]
fn a_claim_says_of_what_and_by_what_evidence() {
    let document = written(&[product()]);
    let claim = |at: usize, side: &str| found(&document, "claims", &map(&document)[at][side][0]);
    let evidence = |reference: &Value| found(&document, "evidence", reference);
    let met = claim(0, "claims");
    assert_eq!(met["predicate"], "Have a policy.");
    assert_eq!(list(met, "evidence").len(), 2);
    let report = evidence(&met["evidence"][0]);
    assert_eq!(report["created"], "2028-01-02T12:30:00Z");
    let digest = &report["data"][0];
    assert_eq!(digest["name"], "SHA-256");
    assert_eq!(
        digest["contents"]["attachment"]["content"],
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    );
    assert_eq!(claim(2, "claims")["predicate"], "The requirement does not apply.");
    assert_eq!(claim(2, "claims")["reasoning"], "does not apply: It holds no software.");
    let against = claim(3, "counterClaims");
    assert_eq!(evidence(&against["evidence"][0])["data"][1]["contents"]["url"], "door/deploy/a%20key.pem");
    assert_eq!(list(against, "evidence").len(), 1, "a check that asks for more shows nothing against it");
    assert_eq!(claim(4, "claims")["predicate"], "In part: Have a policy.");
    assert_eq!(
        evidence(&claim(4, "claims")["evidence"][0])["data"][1]["contents"]["url"],
        "https://door.example/a%20b"
    );
    let strategy =
        |at: usize| evidence(&map(&document)[at]["conformance"]["mitigationStrategies"][0])["description"].clone();
    assert_eq!(strategy(4), "The facts file says: Security sees to it; to be met by 2028-03-01");
    assert_eq!(strategy(5), "The facts file says: waived until 2028-02-29: Under way. It is not met; Risk sees to it");
}

#[test]
fn the_acts_are_standards_whose_requirements_name_what_they_stand_in() {
    let document = written(&[product()]);
    let standards = list(&document["definitions"], "standards");
    let names: BTreeSet<&str> = standards.iter().map(|standard| standard["bom-ref"].as_str().unwrap()).collect();
    assert_eq!(names, ["aia", "cra", "gdpr"].into());
    let named = written(&[bare()]);
    assert_eq!(list(&named["definitions"], "standards").len(), 2, "a neighbour stands where a point is of it");
    let requirement = |citation: &str| {
        let all = standards.iter().flat_map(|standard| list(standard, "requirements"));
        all.into_iter().find(|known| known["identifier"] == citation).unwrap()
    };
    assert_eq!(requirement("cra:annex-1.1(2)(d)")["parent"], "cra:annex-1.1(2)");
    assert_eq!(requirement("cra:13(2)")["parent"], "cra:13");
    assert!(requirement("cra:13")["parent"].is_null());
    assert_eq!(requirement("cra:13")["externalReferences"][0]["url"], "http://data.europa.eu/eli/reg/2024/2847/oj");
}

#[test]
fn who_assesses_is_named_only_if_the_facts_name_it() {
    let assessor = |products: &[ProductGaps]| written(products)["declarations"]["assessors"][0].clone();
    assert_eq!(assessor(&[product()])["organization"]["name"], "Door Makers");
    assert_eq!(assessor(&[product()])["thirdParty"], false);
    assert!(assessor(&[bare()])["organization"].is_null());
    let mut other = product();
    other.organisation = Some("Gate Makers".into());
    assert!(assessor(&[product(), other])["organization"].is_null());
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let first = written(&[product()]);
    assert_eq!(first.to_string(), written(&[product()]).to_string());
    let mut later = product();
    later.points[0].state = "partly".into();
    assert_ne!(first["serialNumber"], written(&[later])["serialNumber"]);
}
