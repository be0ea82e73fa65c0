use serde_json::Value;

use super::*;
use crate::gaps::fixture::BOOK;

fn small() -> Rulebook {
    let place = rulebook::Place { file: "crosswalk/scope.toml".into(), line: 1 };
    let row = Row {
        id: "risk".into(),
        theme: 0,
        source: vec!["cra:13(2)".into()],
        target: vec!["aia:9".into(), "aia:15(5)/2".into()],
        how: Relation::DeemedBy,
        by: vec!["cra:12(1)".into()],
        attested: None,
        on: domain::Kind::Product,
        condition: rulebook::Condition::default(),
        evidence: vec!["risk-assessment".into()],
        open: None,
        effect: None,
        why: rulebook::Why { shares: "Risk.".into(), differs: "Whose.".into(), when: "Always.".into() },
        place,
    };
    let act = |prefix: &str, title: &str| Act {
        prefix: prefix.into(),
        title: title.into(),
        short: prefix.into(),
        eli: format!("http://data.europa.eu/eli/{prefix}"),
        neighbour: false,
        texts: Vec::new(),
    };
    Rulebook {
        acts: vec![act("cra", "One act"), act("aia", "Another act")],
        ledger: rulebook::Ledger {
            paragraphs: ["cra:12(1)", "cra:13(2)", "cra:annex-1.1(1)", "aia:9(1)", "aia:9(2)", "aia:15(5)"]
                .map(str::to_owned)
                .to_vec(),
            entries: Vec::new(),
        },
        crosswalk: rulebook::Crosswalk {
            themes: vec![rulebook::Theme {
                id: "scope".into(),
                title: "Scope".into(),
                summary: "What it is about.".into(),
                cra: Vec::new(),
                aia: Vec::new(),
            }],
            rows: vec![row],
        },
        digest: "0123456789abcdef".into(),
        ..Rulebook::default()
    }
}

fn day() -> Day {
    "2026-11-22".parse().unwrap()
}

#[test]
fn every_side_of_a_row_names_something_that_a_catalog_holds() {
    let documents = documents(&small(), day());
    let mut known: Vec<String> = Vec::new();
    fn ids(value: &Value, known: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                known.extend(fields.get("id").and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|value| ids(value, known));
            }
            Value::Array(items) => items.iter().for_each(|value| ids(value, known)),
            _ => {}
        }
    }
    ["cra.json", "aia.json"].iter().for_each(|name| ids(&documents[*name], &mut known));
    let maps = &documents["crosswalk.json"]["mapping-collection"]["mappings"][0]["maps"];
    let sides = maps[0]["sources"].as_array().unwrap().iter().chain(maps[0]["targets"].as_array().unwrap());
    let named: Vec<&str> = sides.map(|side| side["id-ref"].as_str().unwrap()).collect();
    assert_eq!(
        named,
        ["cra.art_13__para_2", "aia.art_9__para_1", "aia.art_9__para_2", "aia.art_15__para_5__subpara_2"]
    );
    for id in named {
        assert!(known.iter().any(|known| known == id), "{id} is in no catalog");
    }
}

#[test]
fn a_provision_is_found_as_a_statement_of_its_controls() {
    let controls = Controls::of(&small());
    let found = |text: &str| controls.statements(&text.parse().unwrap());
    let pair = |control: &str, statement: &str| (control.to_owned(), statement.to_owned());
    assert_eq!(found("cra:13(2)"), [pair("cra.art_13__para_2", "cra.art_13__para_2.statement")]);
    assert_eq!(found("aia:15(5)/2"), [pair("aia.art_15__para_5", "aia.art_15__para_5__subpara_2")]);
    let whole = ["aia.art_9__para_1", "aia.art_9__para_2"].map(|id| pair(id, &format!("{id}.statement")));
    assert_eq!(found("aia:9"), whole);
}

#[test]
fn ids_stay_what_they_are_when_the_law_files_change() {
    let (before, mut after) = (small(), small());
    after.digest = "another".into();
    let uuid = |book: &Rulebook| {
        documents(book, day())["crosswalk.json"]["mapping-collection"]["mappings"][0]["maps"][0]["uuid"].clone()
    };
    assert_eq!(uuid(&before), uuid(&after));
}

#[test]
fn a_relation_is_a_word_of_oscal_or_names_its_namespace() {
    const WORDS: [&str; 6] =
        ["equal-to", "equivalent-to", "subset-of", "superset-of", "intersects-with", "no-relationship"];
    for relation in Relation::ALL {
        let mut book = small();
        book.crosswalk.rows[0].how = relation;
        let map = documents(&book, day())["crosswalk.json"]["mapping-collection"]["mappings"][0]["maps"][0].clone();
        let word = map["relationship"].as_str().unwrap();
        assert!(WORDS.contains(&word) || map["ns"] == NAMESPACE, "{word}");
    }
}

#[test]
fn the_law_in_oscal_is_valid() {
    let schema = include_str!("../../tests/schemas/oscal_complete_schema-1-2-2.json");
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    for (name, document) in documents(&BOOK, day()) {
        let wrong: Vec<String> = validator
            .iter_errors(&document)
            .take(3)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(wrong.is_empty(), "{name}: {}", wrong.join("\n"));
    }
}
