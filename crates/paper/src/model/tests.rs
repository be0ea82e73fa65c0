use super::*;
use crate::fixture;

#[test]
fn a_paper_reads_back_as_it_was_written() {
    let paper = fixture::paper();
    let json = serde_json::to_string(&paper).unwrap();
    assert_eq!(serde_json::from_str::<Paper>(&json).unwrap(), paper);
}

#[test]
fn the_names_in_json_are_those_of_the_model() {
    let json = serde_json::to_value(fixture::paper()).unwrap();
    assert_eq!(json["date"], "2026-11-23");
    assert_eq!(json["state"], "draft");
    assert_eq!(json["blocks"][0]["heading"]["cites"][0], "cra:annex-5(1)");
    assert_eq!(json["blocks"][2]["definitions"][0][1][0]["field"]["source"]["fact"]["name"], "manufacturer");
    assert_eq!(json["blocks"][8]["picture"]["width-mm"], 40.0);
}

#[test]
fn a_day_that_does_not_exist_is_refused() {
    let mut json = serde_json::to_value(fixture::paper()).unwrap();
    json["date"] = "2026-02-30".into();
    let message = serde_json::from_value::<Paper>(json).unwrap_err().to_string();
    assert!(message.contains("`2026-02-30` is not a day"), "{message}");
}

#[test]
fn the_schema_names_every_kind_of_block() {
    let schema = serde_json::to_string(&schemars::schema_for!(Paper)).unwrap();
    for kind in ["heading", "paragraph", "list", "table", "definitions", "note", "picture", "signature", "width-mm"] {
        assert!(schema.contains(&format!("\"{kind}\"")), "{kind}");
    }
}

#[test]
fn values_and_gaps_are_found_in_the_order_of_the_text() {
    let paper = fixture::paper();
    let values: Vec<&str> = paper.fields().iter().map(|field| field.text.as_str()).collect();
    assert_eq!(values, ["Door Ltd & Sons", "5 years"]);
    let missing: Vec<&str> = paper.gaps().iter().map(|gap| gap.what.as_str()).collect();
    assert_eq!(missing, ["the address of the manufacturer", "the day", "the address of the manufacturer"]);
}

#[test]
fn every_place_of_every_block_is_walked() {
    let gap = |what: &str| vec![Inline::Gap(Gap { what: what.into(), cites: vec![], remedy: String::new() })];
    let blocks = vec![
        Block::Heading { level: 1, number: None, text: gap("1"), cites: vec![] },
        Block::Paragraph(gap("2")),
        Block::List { ordered: false, items: vec![gap("3"), gap("4")] },
        Block::Table { caption: None, head: vec![gap("5")], rows: vec![vec![gap("6"), gap("7")], vec![gap("8")]] },
        Block::Definitions(vec![(gap("9"), gap("10"))]),
        Block::Note(gap("11")),
        Block::Signature { label: gap("12"), lines: vec![gap("13"), gap("14")] },
    ];
    let paper = Paper { blocks, ..fixture::paper() };
    let found: Vec<String> = paper.gaps().iter().map(|gap| gap.what.clone()).collect();
    assert_eq!(found, (1..=14).map(|number| number.to_string()).collect::<Vec<_>>());
}
