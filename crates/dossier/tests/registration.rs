//! The sheet for the EU database: each section of Annex VIII to whom it binds.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

mod given;

use given::{Given, shown};

const ORGANISATION: &str = "[organisation]";
const SYSTEM: &str = "identifies-live = true";

const PROVIDER: Given = Given {
    case: "smart-camera",
    changes: &[
        ("[organisation]", "[organisation]\nname = \"Doorbells AB\""),
        ("identifies-live = true", "entered-by-another = false\nidentifies-live = true"),
    ],
    on: "2028-03-01",
    paper: "eu-database-registration",
    thing: "face match",
    texts: &[
        (ORGANISATION, "postal-address", "aia:annex-8.1(1)"),
        (ORGANISATION, "digital-contact", "aia:annex-8.1(1)"),
        (SYSTEM, "system-identifiers", "aia:annex-8.1(4)"),
        (SYSTEM, "system-intended-purpose", "aia:annex-8.1(5)"),
        (SYSTEM, "supported-functions", "aia:annex-8.1(5)"),
        (SYSTEM, "data-used", "aia:annex-8.1(6)"),
        (SYSTEM, "operating-logic", "aia:annex-8.1(6)"),
        (SYSTEM, "market-status", "aia:annex-8.1(7)"),
        (SYSTEM, "aia-certificate", "aia:annex-8.1(8)"),
        (SYSTEM, "aia-certificate-expiry", "aia:annex-8.1(8)"),
        (SYSTEM, "aia-notified-body", "aia:annex-8.1(8)"),
        (SYSTEM, "member-states-of-placing", "aia:annex-8.1(10)"),
    ],
    evidence: &["aia:annex-8.1(9)", "aia:annex-8.1(11)", "aia:annex-8.1(12)"],
    holds: &["aia:annex-8"],
};

fn rows(given: &Given) -> Vec<String> {
    let (composed, _) = given.composed("");
    let mut rows: Vec<String> = shown(&composed).into_iter().flat_map(|(cites, _)| cites).collect();
    rows.dedup();
    rows
}

#[test]
fn a_provider_enters_what_section_a_asks_for() {
    PROVIDER.is_whole();
}

#[test]
fn a_provider_that_relies_on_article_6_3_enters_what_is_left_of_section_b() {
    let given = Given {
        changes: &[
            ("[organisation]", "[organisation]\nname = \"Doorbells AB\""),
            ("identifies-live = true", "entered-by-another = false\nidentifies-live = true"),
            ("derogation-ground = \"none\"", "derogation-ground = { only = [\"narrow-procedural-task\"] }"),
        ],
        texts: &[],
        evidence: &[],
        ..PROVIDER
    };
    let points = ["(1)", "(4)", "(5)", "(6)", "(8)"].map(|point| format!("aia:annex-8.2{point}"));
    assert_eq!(rows(&given), points);
    let sheet = shown(&given.composed("").0);
    let (_, condition) = sheet.iter().find(|(cites, _)| cites == &["aia:annex-8.2(6)"]).unwrap();
    assert!(condition.starts_with("A narrow procedural task"), "{condition}");
}

#[test]
fn who_deploys_for_a_public_authority_enters_what_section_c_asks_for() {
    let given = Given {
        case: "cv-screening-deployer",
        changes: &[
            ("[organisation]", "[organisation]\nname = \"Clinics GmbH\""),
            ("kind-of-body = \"none\"", "kind-of-body = { only = [\"private-public-services\"] }"),
            ("name = \"CV ranking of 2025\"", "name = \"the one before\""),
            (
                "acts-for-public-authority = false\npeople-facing = \"none\"\n\n[complete]",
                "acts-for-public-authority = true\npeople-facing = \"none\"\n\n[complete]",
            ),
        ],
        on: "2028-01-10",
        thing: "CV ranking of 2028",
        texts: &[],
        evidence: &[],
        ..PROVIDER
    };
    let points = ["(1)", "(2)", "(3)", "(4)", "(5)"].map(|point| format!("aia:annex-8.3{point}"));
    assert_eq!(rows(&given), points);
}
