//! How the CE marking is made and where it stands.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

mod given;

use dossier::ce_marking::svg;
use given::{Given, shown};
use paper::Block;

const SYSTEM: &str = "identifies-live = true";

const CAMERA: Given = Given {
    case: "smart-camera",
    changes: &[
        ("[organisation]", "[organisation]\nname = \"Doorbells AB\""),
        ("identifies-live = true", "supplied-digitally = false\nidentifies-live = true"),
    ],
    on: "2028-03-01",
    paper: "ce-marking",
    thing: "video doorbell",
    texts: &[
        ("made-in-series = true", "ce-marking-place", "cra:30(1)"),
        (SYSTEM, "system-ce-marking-place", "aia:48(3)"),
        (SYSTEM, "aia-notified-body-number", "aia:48(4)"),
        ("opt-out-with-standards = true", "publication-reference", "aia:48(5)"),
    ],
    evidence: &[],
    holds: &["cra:30", "ce-765-2008:30(2)", "ce-765-2008:30(3)", "ce-765-2008:annex-2"],
};

fn pictures(given: &Given, without: &str) -> Vec<String> {
    let (composed, _) = given.composed(without);
    let pictures = composed.paper.blocks.into_iter().filter_map(|block| match block {
        Block::Picture { svg, .. } => Some(svg),
        _ => None,
    });
    pictures.collect()
}

#[test]
fn every_rule_is_there_for_product_and_ai_system() {
    CAMERA.is_whole();
}

#[test]
fn the_number_of_the_notified_body_follows_the_marking_once_it_is_known() {
    assert_eq!(pictures(&CAMERA, ""), [svg(5.0, None), svg(5.0, Some("0123"))]);
    assert_eq!(pictures(&CAMERA, "aia-notified-body-number"), [svg(5.0, None)]);
}

#[test]
fn the_marking_of_software_stands_on_its_declaration_or_website() {
    let given = Given {
        case: "password-manager",
        changes: &[("[organisation]", "[organisation]\nname = \"Keys OY\"")],
        thing: "password manager",
        texts: &[],
        ..CAMERA
    };
    let shown = shown(&given.composed("").0);
    let (_, place) = shown.iter().find(|(_, text)| text.starts_with("Place on")).unwrap();
    assert!(place.contains("on the EU declaration of conformity or on the website"), "{place}");
    assert!(!place.contains("packaging"), "{place}");
}
