use super::fixture::point;
use super::*;

fn product() -> ProductGaps {
    let mut leaking = point("cra:annex-1.1(2)(d)", "not-met", "today");
    leaking.checks = vec![CheckShown {
        id: "no-exposed-secrets".into(),
        title: "No credential lies in the tree".into(),
        looks_at: "signal".into(),
        outcome: "fail".into(),
        because: "private key\u{1b}[2J".into(),
        leaves: None,
        beyond: false,
        path: Some("deploy/key.pem".into()),
        line: Some(1),
    }];
    let mut later = point("aia:9(1)", "not-met", "later");
    later.owner = Some("Data".into());
    later.due = Some("2027-05-01".into());
    ProductGaps {
        subject: "Door Eye".into(),
        source: "door/marque.toml".into(),
        on: "2027-12-12".into(),
        law: "abc".into(),
        organisation: None,
        pieces: Vec::new(),
        evidence: Some(1),
        not_read: Vec::new(),
        counts: vec![Count { state: "not-met".into(), today: 1, later: 1, open: 0 }],
        dates: vec![NextDate { day: "2028-01-01".into(), what: "1 points are due".into() }],
        points: vec![leaking, point("cra:annex-1.2(5)", "met", "today"), later, point("aia:10", "unknown", "open")],
    }
}

#[test]
fn what_is_met_is_counted_and_not_listed() {
    for text in [terminal(&product(), By::Date, 200), markdown(&product(), By::Date)] {
        assert!(!text.contains("annex-1.2(5)"), "{text}");
        for listed in ["cra:annex-1.1(2)(d)", "aia:9(1)", "aia:10", "2028-01-01"] {
            assert!(text.contains(listed), "{listed}: {text}");
        }
    }
}

#[test]
fn gaps_are_grouped_by_what_was_asked_for() {
    let names = |by| grouped(&product().points, by).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    assert_eq!(names(By::Date), ["binds today", "binds from 2027-12-11", "may bind from 2027-12-11"]);
    assert_eq!(names(By::Owner), ["nobody named", "Data"]);
    assert_eq!(names(By::Act), ["Cyber Resilience Act"]);
}

#[test]
fn a_name_can_neither_mark_up_nor_steer() {
    let text = markdown(&product(), By::Theme);
    assert!(text.contains("Door &lt;Eye&gt;"), "{text}");
    let steered = ProductGaps { subject: "a\u{1b}[2J".into(), ..product() };
    assert!(terminal(&steered, By::Theme, 80).contains("a\\u{1b}[2J"));
}

#[test]
fn sarif_has_a_rule_for_each_provision_and_failed_check() {
    let log = sarif(&[product()], "0.1.0");
    let run = &log["runs"][0];
    let told: Vec<String> = run["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| {
            let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
            assert_eq!(rule["id"], result["ruleId"]);
            assert_eq!(rule["helpUri"], "http://data.europa.eu/eli/reg/2024/2847/oj");
            let place = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            [&result["level"], &result["ruleId"], place].map(|value| value.as_str().unwrap()).join(" ")
        })
        .collect();
    assert_eq!(
        told,
        [
            "error cra:annex-1.1(2)(d) door/marque.toml",
            "warning aia:9(1) door/marque.toml",
            "note aia:10 door/marque.toml",
            "error no-exposed-secrets door/deploy/key.pem",
        ]
    );
}

#[test]
fn sarif_is_valid_and_recognises_a_gap_again() {
    let mut later = product();
    later.on = "2028-01-01".into();
    later.points[0].checks[0].line = Some(9);
    let prints = |product: ProductGaps| {
        let log = sarif(&[product], "0.1.0");
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        results.iter().map(|result| result["partialFingerprints"].to_string()).collect::<Vec<_>>()
    };
    assert_eq!(prints(product()), prints(later));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/schemas/sarif/sarif-schema-2.1.0.json");
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: there is no SARIF schema at {path}");
        return;
    };
    let validator = jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap();
    for products in [vec![], vec![product()]] {
        assert!(validator.is_valid(&sarif(&products, "0.1.0")));
    }
}
