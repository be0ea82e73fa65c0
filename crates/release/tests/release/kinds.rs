//! Each kind of change in a pair of releases: it appears, and nothing else.

use std::collections::BTreeSet;

use crate::given::{CATALOGUE, Door, asset, changes, component, piece, report, weights};
use inventory::{AssetKind, Scope};

/// The kind, what changed, before and after.
type Row = (&'static str, &'static str, Door, Door);

fn door() -> Door {
    Door::new()
}

fn moved(kind: &'static str, from: &str, to: &str) -> Row {
    (
        kind,
        "npm:left-pad",
        door().with(component("npm", "left-pad", from)),
        door().with(component("npm", "left-pad", to)),
    )
}

fn came(kind: &'static str, of: &'static str, with: Door) -> Row {
    (kind, of, door(), with)
}

fn went(kind: &'static str, of: &'static str, with: Door) -> Row {
    (kind, of, with, door())
}

fn signal(kind: &str) -> Door {
    door().signal(kind, "it")
}

fn stated(kind: &'static str, of: &'static str, before: &str, after: &str) -> Row {
    let with = |line: &str| if of.contains('/') { door().system(line) } else { door().product(line) };
    (kind, of, with(before), with(after))
}

fn facts() -> Vec<Row> {
    let purpose = "Shows who is at the door.";
    let own = "Says which neighbour it is.";
    let product = ("purpose-changed", "intended-purpose", door(), door().says(purpose, "Opens the door."));
    let system = (
        "system-purpose-changed",
        "face match/system-intended-purpose",
        door(),
        door().says(own, "Says whom to arrest."),
    );
    vec![
        product,
        system,
        stated(
            "use-changed",
            "conditions-of-use",
            "conditions-of-use = 'Indoors.'",
            "conditions-of-use = 'In the rain.'",
        ),
        stated(
            "system-use-changed",
            "face match/system-limits",
            "system-limits = ['Not at night.']",
            "system-limits = ['Not in fog.']",
        ),
        stated(
            "users-changed",
            "face match/for-public-authorities",
            "for-public-authorities = false",
            "for-public-authorities = true",
        ),
        stated(
            "remote-processing-changed",
            "remote-processing",
            "remote-processing = 'none'",
            "remote-processing = { only = ['own-needed'] }",
        ),
        stated(
            "safeguards-changed",
            "update-distribution",
            "update-distribution = 'Signed, over TLS.'",
            "update-distribution = 'By mail.'",
        ),
        stated("learning-changed", "face match/keeps-learning", "keeps-learning = false", "keeps-learning = true"),
        stated(
            "fact-changed",
            "sbom-address",
            "sbom-address = 'https://a.example'",
            "sbom-address = 'https://b.example'",
        ),
        came("ai-system-new", "chat", door().says("[[release]]", "[[ai-system]]\nname = \"chat\"\n[[release]]")),
        went("ai-system-removed", "chat", door().says("[[release]]", "[[ai-system]]\nname = \"chat\"\n[[release]]")),
    ]
}

fn parts() -> Vec<Row> {
    let model = |digest| door().asset(weights(asset(AssetKind::ModelFile, "detector.onnx"), digest));
    let build = Scope::Development;
    let build = |version| {
        let component = component("npm", "left-pad", version);
        door().with(inventory::Component { scope: Some(build), ..component })
    };
    let from = |source: &str| {
        let component = component("npm", "left-pad", "1.0.0");
        door().with(inventory::Component { source: Some(source.into()), ..component })
    };
    let library = |version| door().with(component("pypi", "onnxruntime", version));
    vec![
        came("model-new", "detector.onnx", model("aa")),
        ("model-replaced", "detector.onnx", model("aa"), model("bb")),
        went("model-removed", "detector.onnx", model("aa")),
        came("prompt-changed", "greeting", door().asset(asset(AssetKind::Prompt, "greeting"))),
        came("data-set-changed", "faces", door().asset(asset(AssetKind::Dataset, "faces"))),
        came("ai-capability-new", "unlock", door().asset(asset(AssetKind::Tool, "unlock"))),
        went("ai-capability-removed", "unlock", door().asset(asset(AssetKind::Tool, "unlock"))),
        came("remote-service-new", "logs", door().asset(asset(AssetKind::Observability, "logs"))),
        went("remote-service-removed", "logs", door().asset(asset(AssetKind::Observability, "logs"))),
        came("ai-part-changed", "card", door().asset(asset(AssetKind::ModelCard, "card"))),
        came("component-new", "npm:left-pad", door().with(component("npm", "left-pad", "1.0.0"))),
        went("component-removed", "npm:left-pad", door().with(component("npm", "left-pad", "1.0.0"))),
        moved("component-major", "1.9.0", "2.0.0"),
        moved("component-minor", "1.0.0", "1.1.0"),
        moved("component-patch", "1.0.0", "1.0.1"),
        moved("component-older", "1.1.0", "1.0.9"),
        moved("component-version-unclear", "blue", "green"),
        ("component-replaced", "npm:left-pad", from("https://a.example"), from("https://b.example")),
        ("build-component-changed", "npm:left-pad", build("1.0.0"), build("3.0.0")),
        ("ai-framework-moved", "pypi:onnxruntime", library("1.18.0"), library("1.19.0")),
        went("security-component-changed", "cargo:rustls", door().with(component("cargo", "rustls", "0.23.1"))),
    ]
}

fn signals() -> Vec<Row> {
    vec![
        came("interface-new", "it", signal("network-use")),
        went("interface-removed", "it", signal("network-use")),
        went("update-mechanism-changed", "it", signal("update-mechanism")),
        came("weakness-new", "it", signal("exposed-secret")),
        went("weakness-gone", "it", signal("default-credential")),
        came("telemetry-new", "it", signal("telemetry")),
        went("telemetry-removed", "it", signal("telemetry")),
        went("handling-changed", "it", signal("security-policy")),
    ]
}

/// All that appears, by kind and name, before and after.
type Together = (Vec<(&'static str, &'static str)>, Door, Door);

/// What shows only together with what brings it.
fn together() -> Vec<Together> {
    let held = piece("pentest", &["cra:annex-1.1(2)(d)"]);
    let lost = release::Piece { withdrawn: true, ..held.clone() };
    vec![
        (vec![("evidence-withdrawn", "pentest.pdf")], door().piece(held), door().piece(lost)),
        (
            // What is high-risk is not taken out by Article 6(3); what is not may be.
            vec![
                ("classification-changed", "face match/high-risk"),
                ("classification-changed", "face match/not-high-risk-6-3"),
                ("fact-changed", "face match/high-risk"),
            ],
            door(),
            door().says("high-risk = true", "high-risk = false"),
        ),
        (
            vec![("model-new", "words-1"), ("threat-new", "face match/prompt-injection")],
            door(),
            door().asset(asset(AssetKind::HostedModel, "words-1")),
        ),
    ]
}

#[test]
fn each_change_appears_and_nothing_else() {
    let mut shown: BTreeSet<&str> = BTreeSet::new();
    for (kind, of, before, after) in facts().into_iter().chain(parts()).chain(signals()) {
        let report = report(&before, &after);
        let found: Vec<_> = changes(&report).into_iter().filter(|(kind, _)| *kind != "threat-new").collect();
        assert_eq!(found, [(kind, of)]);
        shown.insert(kind);
    }
    for (expected, before, after) in together() {
        let report = report(&before, &after);
        let found = changes(&report);
        for one in &expected {
            assert!(found.contains(one), "{one:?} in {found:?}");
        }
        let others = found.iter().filter(|one| !expected.contains(one) && one.0 != "threat-new");
        assert_eq!(others.collect::<Vec<_>>(), Vec::<&(&str, &str)>::new());
        shown.extend(expected.iter().map(|(kind, _)| *kind));
    }
    let all: BTreeSet<&str> = CATALOGUE.kinds.iter().map(|kind| &*kind.id).collect();
    assert_eq!(shown, all, "every kind of change has a row");
}

#[test]
fn what_shows_a_change_is_named_on_both_sides() {
    let before = door().with(component("npm", "left-pad", "1.0.0"));
    let after = door().with(component("npm", "left-pad", "2.0.0")).says("Shows who is at", "Opens");
    let report = report(&before, &after);
    let [component, purpose] = report.changes.as_slice() else { panic!("{:?}", report.changes) };
    let at = |shown: &Option<release::Shown>| {
        let shown = shown.clone().unwrap();
        (shown.said, shown.path.unwrap(), shown.line.unwrap())
    };
    assert_eq!(at(&component.before), ("1.0.0".into(), "lockfile".into(), 7));
    assert_eq!(at(&component.after), ("2.0.0".into(), "lockfile".into(), 7));
    assert_eq!(at(&purpose.before), ("Shows who is at the door.".into(), "marque.toml".into(), 7));
    assert_eq!(at(&purpose.after), ("Opens the door.".into(), "marque.toml".into(), 7));
}

#[test]
fn what_only_tests_use_is_no_change_of_the_product() {
    let mut tool = asset(AssetKind::Tool, "unlock");
    tool.place = inventory::Place::Tests;
    let mut part = component("npm", "left-pad", "1.0.0");
    part.place = inventory::Place::Examples;
    let report = report(&door(), &door().asset(tool).with(part));
    assert_eq!(changes(&report), []);
}

#[test]
fn a_text_broken_into_other_lines_says_the_same() {
    let report = report(&door(), &door().says("\"Shows who is at the door.\"", "'''\nShows who\n  is at the door.'''"));
    assert_eq!(changes(&report), []);
}
