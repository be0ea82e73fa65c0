//! CycloneDX documents: valid by the official schemas, the same for the same inventory, and read back to it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

mod sample;

use inventory::{AssetKind, CycloneDxVersion, Inventory, cyclonedx, read_bom, write_cyclonedx};
use sample::{TOOL, assert_valid, broken, judge, rich};
use serde_json::{Value, json};

const VERSIONS: [CycloneDxVersion; 2] = [CycloneDxVersion::V1_6, CycloneDxVersion::V1_7];

fn written(inventory: &Inventory, version: CycloneDxVersion) -> Value {
    let mut bytes = Vec::new();
    write_cyclonedx(inventory, version, &TOOL, &mut bytes).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn named<'a>(document: &'a Value, name: &str) -> &'a Value {
    let components = document["components"].as_array().unwrap();
    components.iter().find(|component| component["name"] == name).unwrap()
}

fn property<'a>(component: &'a Value, name: &str) -> Vec<&'a str> {
    let properties = component["properties"].as_array().unwrap().iter();
    properties.filter(|property| property["name"] == name).map(|property| property["value"].as_str().unwrap()).collect()
}

#[test]
fn every_document_is_valid() {
    for (version, schema) in VERSIONS.into_iter().zip(["bom-1.6.schema.json", "bom-1.7.schema.json"]) {
        let judge = judge(schema);
        for inventory in [Inventory::default(), rich(), broken()] {
            assert_valid(&judge, &written(&inventory, version), schema);
        }
        let mut wrong = written(&rich(), version);
        wrong["components"][0]["licenses"] = json!([{"license": {"id": "no such licence"}}]);
        assert!(!judge.is_valid(&wrong), "the judge does not look at licences");
    }
}

#[test]
fn parts_taken_out_of_an_inventory_leave_a_valid_document() {
    let judge = judge("bom-1.7.schema.json");
    let mut state = 7u64;
    let mut chance = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        state >> 63 == 0
    };
    for _ in 0..40 {
        let mut inventory = rich();
        inventory.components.retain(|_| chance());
        inventory.assets.retain(|_| chance());
        inventory.systems.retain(|_| chance());
        if chance() {
            inventory.subject = None;
        }
        let document = written(&inventory, CycloneDxVersion::V1_7);
        assert_valid(&judge, &document, "a part of the sample");
        let back = read_bom(document.to_string().as_bytes()).unwrap();
        assert_eq!(back.assets, inventory.assets);
        assert_eq!(back.components.len(), inventory.components.len());
    }
}

#[test]
fn references_are_unique_and_resolve() {
    for inventory in [rich(), broken()] {
        let document = written(&inventory, CycloneDxVersion::V1_7);
        let subject = std::iter::once(&document["metadata"]["component"]);
        let all = document["components"].as_array().unwrap().iter().chain(subject);
        let mut references: Vec<&str> = all.map(|component| component["bom-ref"].as_str().unwrap()).collect();
        references.sort_unstable();
        let count = references.len();
        references.dedup();
        assert_eq!(references.len(), count);
        for entry in document["dependencies"].as_array().unwrap() {
            let on = entry["dependsOn"].as_array().unwrap();
            for reference in on.iter().chain([&entry["ref"]]) {
                assert!(references.binary_search(&reference.as_str().unwrap()).is_ok(), "{reference}");
            }
        }
    }
}

#[test]
fn what_is_written_is_read_back() {
    let inventory = rich();
    for version in VERSIONS {
        let back = read_bom(written(&inventory, version).to_string().as_bytes()).unwrap();
        for (read, made) in back.components.iter().zip(&inventory.components) {
            assert_eq!(read, made);
        }
        for (read, made) in back.assets.iter().zip(&inventory.assets) {
            assert_eq!(read, made);
        }
        assert_eq!(back.components.len(), inventory.components.len());
        assert_eq!(back.assets.len(), inventory.assets.len());
        assert_eq!(back.systems, inventory.systems);
        assert_eq!(back.not_read, inventory.not_read);
        assert_eq!(back.time, inventory.time);
        let (read, made) = (back.subject.unwrap(), inventory.subject.clone().unwrap());
        assert_eq!(inventory::Component { depends_on: None, ..read }, made);
    }
}

#[test]
fn the_same_inventory_gives_the_same_document() {
    let (one, two) = (written(&rich(), CycloneDxVersion::V1_7), written(&rich(), CycloneDxVersion::V1_7));
    assert!(one == two, "two runs differ");
    assert!(cyclonedx(&rich(), CycloneDxVersion::V1_7, &TOOL).unwrap() == one, "the two ways of writing differ");
    let mut other = rich();
    other.components.pop();
    assert_ne!(written(&other, CycloneDxVersion::V1_7)["serialNumber"], one["serialNumber"]);
    assert_eq!(one["specVersion"], "1.7");
    assert_eq!(written(&rich(), CycloneDxVersion::V1_6)["specVersion"], "1.6");
}

#[test]
fn a_component_says_what_is_known_of_it() {
    let document = written(&rich(), CycloneDxVersion::V1_7);
    let part = named(&document, "part-2");
    assert_eq!(part["purl"], "pkg:npm/part-2@1.0.0");
    assert_eq!(part["type"], "framework");
    assert_eq!(part["scope"], "excluded");
    assert_eq!(property(part, "marque:scope"), ["development"]);
    assert_eq!(part["evidence"]["occurrences"][0]["location"], "package-lock.json");
    assert_eq!(part["evidence"]["occurrences"][0]["line"], 3);
    assert_eq!(part["evidence"]["identity"][0]["field"], "purl");
    let licences: Vec<&Value> = (0..7).map(|at| &named(&document, &format!("licensed-{at}"))["licenses"]).collect();
    let declared = |kind: &str, text: &str| json!([{"license": {kind: text, "acknowledgement": "declared"}}]);
    let expression = |text: &str| json!([{"expression": text, "acknowledgement": "declared"}]);
    assert_eq!(*licences[0], declared("id", "MIT"));
    assert_eq!(*licences[1], expression("MIT OR Apache-2.0"));
    assert_eq!(*licences[2], declared("id", "GPL-2.0"));
    assert_eq!(*licences[4], expression("LicenseRef-own"));
    assert_eq!(*licences[5], declared("name", "see LICENSE"));
    let source = |at: usize| &named(&document, &format!("licensed-{at}"))["externalReferences"][0];
    assert_eq!(source(0)["type"], "distribution");
    assert_eq!(source(0)["hashes"], json!([{"alg": "SHA-512", "content": "0f".repeat(64)}]));
    assert_eq!(source(1)["type"], "vcs");
    assert_eq!(named(&document, "example.com/Some/module/v2").get("group"), None);
    assert_eq!(named(&document, "libc6").get("group"), None);
    assert_eq!(named(&document, "@scope/wanted".trim_start_matches("@scope/"))["group"], "@scope");
    assert_eq!(named(&document, "artifact")["group"], "org.example");
    // Swift wants a namespace: what the type's rules refuse is no package-url.
    assert_eq!(named(&document, "no-namespace").get("purl"), None);
    assert_eq!(document["compositions"][0]["aggregate"], "incomplete");
    let references: Vec<_> = document["metadata"]["component"]["externalReferences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reference| (reference["type"].as_str().unwrap(), reference["url"].as_str().unwrap()))
        .collect();
    assert_eq!(references, [("security-contact", "SECURITY.md"), ("rfc-9116", "a%20b/.well-known/security.txt")]);
}

#[test]
fn a_model_has_a_card_of_what_is_known_and_of_nothing_else() {
    let document = written(&rich(), CycloneDxVersion::V1_7);
    let model = named(&document, "models/a.gguf");
    let card = &model["modelCard"];
    let parameters = json!({
        "approach": {"type": "supervised"},
        "task": "text-generation",
        "modelArchitecture": "llama",
        "datasets": [{"ref": "set"}, {"type": "dataset", "name": "elsewhere"}]
    });
    assert_eq!(card["modelParameters"], parameters);
    assert_eq!(card["quantitativeAnalysis"]["performanceMetrics"], json!([{"type": "accuracy", "value": "0.9"}]));
    let considerations = json!({"useCases": ["chat"], "technicalLimitations": ["only English"]});
    assert_eq!(card["considerations"], considerations);
    assert_eq!(property(card, "cdx:ai-ml:model:parameter:count"), ["7B"]);
    assert_eq!(property(card, "cdx:ai-ml:model:language"), ["en,de"]);
    assert_eq!(model["pedigree"]["ancestors"][0]["purl"], "pkg:huggingface/mistralai/Mistral-7B-v0.1");
    assert_eq!(model["pedigree"]["ancestors"][1], json!({"type": "machine-learning-model", "name": "an own one"}));
    assert_eq!(model["hashes"], json!([{"alg": "SHA-256", "content": "ab".repeat(32)}]));
    let hub = named(&document, "mistralai/Mistral-7B-v0.1");
    let purl = "pkg:huggingface/mistralai/Mistral-7B-v0.1@26bca36bde8333b5d7f72e9ed20ccda6a618af24";
    assert_eq!(hub["purl"], purl);
    assert_eq!(hub.get("modelCard"), None);
    assert_eq!(property(hub, "marque:ai:model"), ["mistralai/Mistral-7B-v0.1"]);
    assert_eq!(property(hub, "marque:ai:system"), ["unassigned"]);
    assert_eq!(document["services"], json!([{"bom-ref": "service:Some Provider", "name": "Some Provider"}]));
}

#[test]
fn every_asset_says_what_it_is_and_where_it_was_seen() {
    let document = written(&rich(), CycloneDxVersion::V1_7);
    for (at, kind) in AssetKind::ALL.into_iter().enumerate() {
        let asset = named(&document, &format!("{} {at}", kind.as_str()));
        assert_eq!(property(asset, "marque:ai:kind"), [kind.as_str()]);
        assert_eq!(property(asset, "marque:ai:confidence").len(), 1);
        assert_eq!(property(asset, "marque:ai:place"), ["product"]);
        let system = if at < 12 { "src/main.py" } else { "unassigned" };
        assert_eq!(property(asset, "marque:ai:system"), [system]);
        let seen = &asset["evidence"]["occurrences"][0];
        assert_eq!((seen["location"].as_str(), seen["line"].as_u64()), (Some("src/main.py"), Some(7)));
        assert!(seen["additionalContext"].as_str().unwrap().contains(&"ab".repeat(32)));
    }
    let system = named(&document, "src/main.py");
    assert_eq!(system["type"], "application");
    let dependencies = document["dependencies"].as_array().unwrap();
    let assets = dependencies.iter().find(|entry| entry["ref"] == system["bom-ref"]).unwrap();
    assert_eq!(assets["dependsOn"].as_array().unwrap().len(), 12);
}
