//! Every check of the folder on a tree where it passes, and on one where it does not.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::collections::BTreeMap;
use std::path::Path;

use domain::Kind;
use evidence::{Blob, Evidence, Register, Registered, recognise::recognise};
use gaps::{Outcome, Seen};
use inventory::{Asset, AssetKind, Component, Confidence, Hash, HashAlgorithm, Inventory, Package, Place, Property};
use reasoning::Facts;
use reasoning::facts::document;
use rulebook::Rulebook;

const GOOD: &[(&str, &str)] = &[
    (
        "SECURITY.md",
        "# Security policy\n\nReport a vulnerability to security@door.example. We answer within 3 working days.\n",
    ),
    (".well-known/security.txt", "Contact: mailto:security@door.example\nExpires: 2029-01-01T00:00:00Z\n"),
    ("SUPPORT.md", "You get security updates until 2033-01-31.\n"),
    ("provider-metadata.json", "{}\n"),
    ("rauc/system.conf", "[system]\ncompatible=door\n"),
    ("cosign.pub", "a public key\n"),
    ("bom.json", "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"version\": 1}\n"),
    (
        ".github/workflows/ci.yml",
        "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n    - run: cargo audit\n    - run: gitleaks detect\n",
    ),
    (".github/dependabot.yml", "version: 2\n"),
    ("CHANGELOG.md", "# 1.0.0\n\nFirst.\n"),
    (".git/refs/tags/v1.0.0", "0123456789012345678901234567890123456789\n"),
];

/// A policy without an address, a password that everybody knows, a date that is over.
const POOR: &[(&str, &str)] = &[
    ("SECURITY.md", "# Security policy\n\nWe care about vulnerabilities.\n"),
    (".well-known/security.txt", "Contact: mailto:security@door.example\nExpires: 2027-01-01T00:00:00Z\n"),
    ("compose.yml", "services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: postgres\n"),
];

fn scanned(files: &[(&str, &str)]) -> Inventory {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = root.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    app::scan::scan(root.path(), &scan::Options::default()).unwrap()
}

/// Components and AI assets that have everything a check looks for.
fn with_parts(mut inventory: Inventory) -> Inventory {
    let mut part = Component::new(Package::new("npm", "a", Some("1")));
    part.hashes = Hash::hex(HashAlgorithm::Sha512, &"a".repeat(128)).into_iter().collect();
    part.licence = Some("MIT".into());
    part.supplier = Some("security@a.example".into());
    part.depends_on = Some(Vec::new());
    let said = ["filename", "licence-concluded", "executable", "archive", "structured"];
    part.properties = said.iter().map(|name| Property::new(name, "said")).collect();
    inventory.components = vec![part];
    inventory.assets = vec![
        asset(AssetKind::ModelFile, "models/face.onnx"),
        asset(AssetKind::ModelCard, "models/README.md"),
        asset(AssetKind::Dataset, "data/faces.csv"),
        asset(AssetKind::Prompt, "prompts/greet.txt"),
        Asset { provider: Some("door-ai".into()), ..asset(AssetKind::HostedModel, "src/ask.py") },
    ];
    inventory
}

fn without_anything(mut inventory: Inventory) -> Inventory {
    inventory.components = vec![Component::new(Package::new("", "a", None))];
    let kinds = [AssetKind::ModelFile, AssetKind::Dataset, AssetKind::Prompt, AssetKind::HostedModel];
    inventory.assets = kinds.into_iter().map(|kind| Asset { properties: Vec::new(), ..asset(kind, "x/y") }).collect();
    inventory
}

fn asset(kind: AssetKind, path: &str) -> Asset {
    let evidence =
        inventory::Evidence { path: path.into(), line: None, detector: "a-detector".into(), snippet: String::new() };
    Asset {
        reference: format!("{}:{path}", kind.as_str()),
        kind,
        name: path.into(),
        provider: None,
        properties: vec![Property::new("licence", "MIT")],
        confidence: Confidence::Certain,
        place: Place::Product,
        evidence: vec![evidence],
        component: None,
    }
}

fn facts(book: &Rulebook, source: &str) -> Facts {
    document(book, Path::new("marque.toml"), source).unwrap()
}

fn register(files: &[&str]) -> Register {
    let registered = |(text, entry): (&&str, u64)| {
        let found = recognise(text.as_bytes());
        let evidence = Evidence {
            id: entry.to_string(),
            kind: found.kind,
            title: "a".into(),
            blob: Blob::of(text.as_bytes(), found.media_type),
            source: None,
            release: None,
            points: Vec::new(),
            fresh_for: None,
            summary: found.summary,
        };
        let when = "2028-01-01T12:00:00Z".parse().unwrap();
        Registered { entry, when, who: "we".into(), evidence, withdrawn: None }
    };
    Register { evidence: files.iter().zip(2..).map(registered).collect(), ..Register::default() }
}

fn outcomes(seen: &Seen<'_>, book: &Rulebook) -> BTreeMap<String, Outcome> {
    let product = seen.facts.of_kind(Kind::Product).next().unwrap();
    gaps::built_in(book)
        .into_iter()
        .map(|check| (check.id.clone(), gaps::judge(&check, book, seen, product).outcome))
        .collect()
}

#[test]
fn every_check_passes_on_one_tree_and_on_the_other_it_fails_or_cannot_tell() {
    let book = compiled_law::rulebook();
    let good = with_parts(scanned(GOOD));
    let kept = register(&[
        "<testsuite><testcase/></testsuite>",
        r#"{"version":"2.1.0","runs":[{"results":[]}]}"#,
        r#"{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"name":"a"}]}"#,
        "-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n",
    ]);
    let said = facts(
        &book,
        "[product]\nname = \"door\"\nsupport-period = 5\n[[ai-system]]\nname = \"face\"\nassets = [\"models\"]\n",
    );
    let on = "2028-02-01".parse().unwrap();
    let seen = Seen { facts: &said, inventory: Some(&good), has_history: Some(true), register: &kept, on };
    let passed = outcomes(&seen, &book);
    let other: Vec<_> = passed.iter().filter(|(_, outcome)| **outcome != Outcome::Pass).collect();
    assert!(other.is_empty(), "{other:?}");

    // Put together here, so that nobody's scan takes it for one.
    let token = format!("TOKEN = \"ghp_{}\"\n", "1Qz7Vb3Nx9Kd5Lw2Rt8Ym4Hc6Gp0Js1Fa3Ue");
    let poor = without_anything(scanned(&[POOR, &[("deploy/settings.py", &token)]].concat()));
    let kept = register(&[
        "<testsuite><testcase><failure/></testcase></testsuite>",
        r#"{"version":"2.1.0","runs":[{"results":[{}]}]}"#,
    ]);
    let said = facts(&book, "[product]\nname = \"door\"\n");
    let seen = Seen { facts: &said, inventory: Some(&poor), has_history: Some(false), register: &kept, on };
    let failed: Vec<String> =
        outcomes(&seen, &book).into_iter().filter(|(_, outcome)| *outcome == Outcome::Fail).map(|(id, _)| id).collect();
    assert_eq!(
        failed,
        [
            "ai-assets-declared",
            "component-hashes",
            "component-licences",
            "components-identified",
            "components-versioned",
            "data-licences",
            "hosted-models-known",
            "model-cards",
            "model-licences",
            "no-default-credentials",
            "no-exposed-secrets",
            "prompts-versioned",
            "sbom-bsi-minimum",
            "security-txt-valid",
            "static-analysis-clean",
            "tests-pass",
        ]
    );
    let passing: Vec<String> =
        outcomes(&seen, &book).into_iter().filter(|(_, outcome)| *outcome == Outcome::Pass).map(|(id, _)| id).collect();
    // The policy is there, and security.txt names whom to write to, if only until last year.
    assert_eq!(passing, ["disclosure-policy", "vulnerability-contact"]);

    let nothing = Register::default();
    let empty = Inventory::default();
    let seen = Seen { facts: &said, inventory: Some(&empty), has_history: None, register: &nothing, on };
    for (id, outcome) in outcomes(&seen, &book) {
        // What shows nothing bad in a tree that was read whole is the only thing an empty tree shows.
        let expected = if id.starts_with("no-") { Outcome::Pass } else { Outcome::Unknown };
        assert_eq!(outcome, expected, "{id}");
    }
}
