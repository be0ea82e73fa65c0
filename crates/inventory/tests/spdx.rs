//! SPDX documents: valid by the official schemas, and read back as far as the format goes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

mod sample;

use inventory::{
    Component, ComponentKind, Inventory, Relation, Scope, read_bom, spdx2, spdx3, write_spdx2, write_spdx3,
};
use sample::{TOOL, assert_valid, broken, judge, rich};
use serde_json::{Value, json};

fn of_type<'a>(document: &'a Value, kind: &str) -> Vec<&'a Value> {
    document["@graph"].as_array().unwrap().iter().filter(|element| element["type"] == kind).collect()
}

#[test]
fn every_document_is_valid() {
    let (two, three) = (judge("spdx-2.3.schema.json"), judge("spdx-3.0.1.schema.json"));
    for inventory in [Inventory::default(), rich(), broken()] {
        assert_valid(&two, &spdx2(&inventory, &TOOL).unwrap(), "SPDX 2.3");
        assert_valid(&three, &spdx3(&inventory, &TOOL).unwrap(), "SPDX 3.0.1");
    }
    let mut wrong = spdx3(&rich(), &TOOL).unwrap();
    wrong["@graph"][0]["created"] = json!("yesterday");
    assert!(!three.is_valid(&wrong));
}

#[test]
fn what_is_written_to_a_file_is_the_document() {
    let (mut two, mut three) = (Vec::new(), Vec::new());
    write_spdx2(&rich(), &TOOL, &mut two).unwrap();
    write_spdx3(&rich(), &TOOL, &mut three).unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&two).unwrap(), spdx2(&rich(), &TOOL).unwrap());
    assert_eq!(serde_json::from_slice::<Value>(&three).unwrap(), spdx3(&rich(), &TOOL).unwrap());
}

#[test]
fn every_identifier_is_defined_once_and_every_reference_resolves() {
    for inventory in [rich(), broken()] {
        let document = spdx3(&inventory, &TOOL).unwrap();
        let graph = document["@graph"].as_array().unwrap();
        let mut ids: Vec<&str> = graph.iter().filter_map(|element| element["spdxId"].as_str()).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
        for relation in graph.iter().filter(|element| element.get("from").is_some()) {
            for to in relation["to"].as_array().unwrap().iter().chain([&relation["from"]]) {
                let to = to.as_str().unwrap();
                let individual = matches!(to, "NoneElement" | "expandedlicensing_NoAssertionLicense");
                assert!(individual || ids.binary_search(&to).is_ok(), "{to}");
            }
        }
    }
}

#[test]
fn a_time_is_not_invented() {
    let document = spdx3(&Inventory::default(), &TOOL).unwrap();
    let info = of_type(&document, "CreationInfo")[0];
    assert_eq!(info["created"], "1970-01-01T00:00:00Z");
    assert!(info["comment"].as_str().unwrap().contains("not known"));
    assert_eq!(read_bom(document.to_string().as_bytes()).unwrap().time, None);
    let two = spdx2(&Inventory::default(), &TOOL).unwrap();
    assert_eq!(read_bom(two.to_string().as_bytes()).unwrap().time, None);
    let known = spdx3(&rich(), &TOOL).unwrap();
    assert_eq!(of_type(&known, "CreationInfo")[0].get("comment"), None);
}

#[test]
fn models_and_datasets_stand_in_their_profiles() {
    let document = spdx3(&rich(), &TOOL).unwrap();
    let models = of_type(&document, "ai_AIPackage");
    // Four kinds of model, and the two of the sample with a card.
    assert_eq!(models.len(), 6);
    let model = models.iter().find(|model| model["name"] == "models/a.gguf").unwrap();
    assert_eq!(model["ai_typeOfModel"], json!(["llama"]));
    assert_eq!(model["ai_autonomyType"], "noAssertion");
    assert_eq!(model["software_packageVersion"], "1");
    assert_eq!(model.get("releaseTime"), None);
    let datasets = of_type(&document, "dataset_DatasetPackage");
    let set = datasets.iter().find(|set| set["name"] == "squad").unwrap();
    assert_eq!(set["dataset_datasetType"], json!(["noAssertion"]));
    let relation = |kind: &str, from: &Value| {
        let all = of_type(&document, "Relationship");
        let found = all.into_iter().find(|relation| relation["relationshipType"] == kind && relation["from"] == *from);
        found.map(|relation| relation["to"].clone())
    };
    assert_eq!(relation("trainedOn", &model["spdxId"]), Some(json!([set["spdxId"]])));
    assert_eq!(relation("testedOn", &model["spdxId"]), Some(json!([set["spdxId"]])));
    let base = models.iter().find(|model| model["name"] == "mistralai/Mistral-7B-v0.1").unwrap();
    assert_eq!(relation("descendantOf", &model["spdxId"]), Some(json!([base["spdxId"]])));
    let unknown = json!(["expandedlicensing_NoAssertionLicense"]);
    assert_eq!(relation("hasConcludedLicense", &model["spdxId"]), Some(unknown));
    // A release time is not known: the profile is used, and not claimed.
    let claimed = &of_type(&document, "SpdxDocument")[0];
    assert_eq!(claimed["profileConformance"], json!(["core", "software", "simpleLicensing", "expandedLicensing"]));
    assert!(claimed["comment"].as_str().unwrap().contains("releaseTime"));
}

#[test]
fn components_come_back_from_both_formats() {
    let inventory = rich();
    let documents = [spdx2(&inventory, &TOOL).unwrap(), spdx3(&inventory, &TOOL).unwrap()];
    for document in documents {
        let back = read_bom(document.to_string().as_bytes()).unwrap();
        assert_eq!(back.subject.as_ref().unwrap().package, inventory.subject.as_ref().unwrap().package);
        assert_eq!(back.time, inventory.time);
        let find =
            |name: &str| -> &Component { back.components.iter().find(|part| part.package.name == name).unwrap() };
        assert!(find("part-1").own);
        assert_eq!(find("part-1").depends_on, Some(Vec::new()));
        let on: Vec<String> = vec!["pkg:npm/part-1@1.0.0".to_owned(), "pkg:npm/part-2@1.0.0".to_owned()];
        assert_eq!(find("part-0").depends_on, Some(on));
        assert_eq!(find("part-4").depends_on, None);
        assert_eq!(find("part-6").scope, Some(Scope::Development));
        assert_eq!(find("part-6").relation, Some(Relation::Direct));
        assert_eq!(find("part-3").kind, ComponentKind::Container);
        let licences: Vec<_> = (0..7).map(|at| find(&format!("licensed-{at}")).licence.as_deref()).collect();
        let made = ["MIT", "MIT OR Apache-2.0", "GPL-2.0", "GPL-2.0+", "LicenseRef-own", "see LICENSE", "our own"];
        assert_eq!(licences, made.map(Some));
        assert_eq!(find("licensed-0").hashes, sample::hashes());
        assert_eq!(find("licensed-0").supplier.as_deref(), Some("Example GmbH"));
        assert_eq!(find("licensed-0").source.as_deref(), Some("https://registry.example.eu/a/-/a-1.tgz"));
        assert_eq!(find("libc6").package.qualifiers, [("arch".to_owned(), "amd64".to_owned())]);
        let models = back.components.iter().filter(|part| part.package.name == "models/a.gguf");
        assert_eq!(models.count(), 1);
    }
}
