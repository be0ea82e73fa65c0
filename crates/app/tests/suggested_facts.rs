//! What a scan of a small tree adds to the facts, and what it leaves open.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::path::Path;

use app::assess::{assess, undeclared};
use app::products::{self, FILE_NAME, Product};
use app::suggest::suggest;
use documents::Assessment;
use documents::assessment::SuggestedFact;
use domain::{Answer, Day};
use reasoning::{LawChoice, Origin};
use rulebook::Rulebook;

const MIT: &str = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files, to deal in the Software. The above copyright notice and this permission notice shall be included.\n";
const DOOR: &str = "[product]\nname = \"door\"\n";
const LICENCES: &str = "{ in = [\"open-and-public\", \"open-but-restricted\"] }";

struct Tree {
    root: tempfile::TempDir,
    book: Rulebook,
    choice: LawChoice,
}

impl Tree {
    fn new(files: &[(&str, &str)]) -> Tree {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let on: Day = "2028-01-01".parse().unwrap();
        Tree { root, book: compiled_law::rulebook(), choice: LawChoice::on(on) }
    }

    fn suggested(&self) -> (Product, scan::Report) {
        let report = scan::scan(self.root.path(), &scan::Options::default()).unwrap();
        let file = self.root.path().join(FILE_NAME);
        let mut product = if file.exists() {
            products::load(&self.book, &file, Path::new(FILE_NAME)).unwrap()
        } else {
            undeclared(&self.book, self.root.path(), &report)
        };
        suggest(&self.book, &self.choice, &mut product, &report);
        (product, report)
    }

    fn assessed(&self) -> Assessment {
        let (product, report) = self.suggested();
        assess(&self.book, &self.choice, &product, Some(&report))
    }
}

/// `fact = value, file:line (what)` of each suggestion of a tree, taken or not.
fn said(files: &[(&str, &str)]) -> Vec<String> {
    let (product, _) = Tree::new(files).suggested();
    let line = |fact: &SuggestedFact| {
        let not = if fact.contradicts.is_some() { "not " } else { "" };
        format!("{not}{} = {}, {}", fact.id, fact.value, fact.seen)
    };
    product.suggested.iter().map(line).collect()
}

#[test]
fn each_signal_that_shows_a_fact_gives_it_with_its_origin() {
    let door = ("marque.toml", DOOR);
    let cases: [(&[(&str, &str)], &str); 7] = [
        (&[("LICENSE", MIT)], &format!("source-and-licence = {LICENCES}, LICENSE (MIT)")),
        (
            &[door, ("SUPPORT.md", "# Support\n\nWe give security updates for at least five years.\n")],
            "support-period = \"at least 5\", SUPPORT.md:3 (security updates for 5 years)",
        ),
        (
            &[door, ("SUPPORT.md", "Support period: 18 months.\n")],
            "support-period = \"at least 1.5\", SUPPORT.md:1 (support period 18 months)",
        ),
        (
            &[door, ("package.json", "{\n  \"dependencies\": {\n    \"electron-updater\": \"6.0.0\"\n  }\n}\n")],
            "can-supply-updates = true, package.json:3 (Electron auto-update)",
        ),
        (&[door, ("requirements.txt", "sentry-sdk==2.0\n")], "data-connection = true, requirements.txt:1 (Sentry)"),
        (
            &[door, (".goreleaser.yaml", "builds:\n  - main: .\nsboms:\n  - artifacts: archive\n")],
            "sbom-offered-to-users = true, .goreleaser.yaml:3 (made by GoReleaser)",
        ),
        (
            &[
                (
                    "marque.toml",
                    "[product]\nname = \"door\"\n[[ai-system]]\nname = \"eye\"\nassets = [\"models/eye\"]\n",
                ),
                ("models/eye/README.md", "---\nbase_model: example/base\n---\n# Eye\n"),
            ],
            "trained-with-data = true, models/eye/README.md:2 (Eye)",
        ),
    ];
    for (files, expected) in cases {
        assert_eq!(said(files), [expected], "{files:?}");
    }
}

#[test]
fn a_bill_in_a_public_source_is_offered_and_one_in_a_source_nobody_spoke_of_is_not() {
    let bill = ("sbom.cdx.json", "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"1.6\", \"components\": []}");
    let of = |licence: &str| said(&[("marque.toml", &format!("{DOOR}{licence}")), bill]);
    let offered = ["sbom-offered-to-users = true, sbom.cdx.json (CycloneDX 1.6)"];
    assert_eq!(of("source-and-licence = \"open-and-public\"\n"), offered);
    assert_eq!(of("source-and-licence = \"public-but-limited\"\n"), offered);
    assert_eq!(of(""), [""; 0]);
    assert_eq!(of("source-and-licence = \"open-but-restricted\"\n"), [""; 0]);
    assert_eq!(of("source-and-licence = { in = [\"open-and-public\", \"closed\"] }\n"), [""; 0]);
}

#[test]
fn what_shows_no_fact_leaves_it_unknown() {
    let door = ("marque.toml", DOOR);
    let cases: [&[(&str, &str)]; 17] = [
        &[("src/main.rs", "fn main() {}\n")],
        &[("SECURITY.md", "# Security\nReport to security@example.org.\n")],
        &[(".well-known/security.txt", "Contact: mailto:a@example.org\nExpires: 2020-01-01T00:00:00Z\n")],
        &[("SUPPORT.md", "Supported until 2031-12-31.\n")],
        &[("SUPPORT.md", "Each version gets security updates for 5 years.\n")],
        &[("SUPPORT.md", "Supported for 5 years by telephone.\n")],
        &[("SUPPORT.md", "Security updates for 5 years.\nSecurity updates for 2 years.\n")],
        &[("README.md", "We give security updates for 5 years.\n")],
        &[("vendor/x/SUPPORT.md", "Security updates for 5 years.\n")],
        &[("LICENSE", "All rights reserved.\n")],
        &[("LICENSE", MIT), ("ee/LICENSE", "All rights reserved.\n")],
        &[("LICENSE", &format!("“Commons Clause” License Condition v1.0\n\n{MIT}"))],
        &[("package.json", "{\"name\": \"door\", \"license\": \"ISC\"}")],
        &[("vendor/x/LICENSE", MIT)],
        &[(
            ".github/workflows/ci.yml",
            "jobs:\n  a:\n    steps:\n    - uses: anchore/sbom-action@v0\n    - run: cosign sign-blob x\n    - run: cargo audit\n",
        )],
        &[("docker-compose.yml", "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: postgres\n")],
        &[
            ("tests/requirements.txt", "sentry-sdk==2.0\n"),
            ("models/eye/README.md", "---\nbase_model: a/b\n---\n# Eye\n"),
        ],
    ];
    for files in cases {
        assert_eq!(said(&[&[door], files].concat()), [""; 0], "{files:?}");
    }
    let changes = "# Changelog\n\n## 1.0.0\n\n- A door.\n";
    assert_eq!(said(&[door, ("CHANGELOG.md", changes)]), [""; 0]);
}

#[test]
fn what_lies_outside_the_product_says_nothing_of_it() {
    let outside = format!("{DOOR}outside = [\"samples\"]\n");
    assert_eq!(said(&[("marque.toml", &outside), ("samples/SUPPORT.md", "Security updates for 5 years.\n")]), [""; 0]);
}

#[test]
fn what_is_declared_stands_and_a_contradiction_is_shown() {
    let tree = |declared: &str| {
        let declared = format!("{DOOR}{declared}");
        Tree::new(&[("marque.toml", &declared), ("requirements.txt", "sentry-sdk==2.0\n")])
    };
    // Said the same way by a person: nothing to add.
    assert_eq!(tree("data-connection = true\n").suggested().0.suggested, []);

    let assessment = tree("data-connection = false\n").assessed();
    let scan = assessment.scan.as_ref().unwrap();
    let contradicts = scan.suggested[0].contradicts.as_deref();
    let words = "`data-connection` of door is contradicted: no (declared, marque.toml:3) against yes (detected, requirements.txt:1 (Sentry))";
    assert_eq!(contradicts, Some(words));
    assert_eq!(assessment.facts["product"]["data-connection"], false);
    // The declared fact decides, as without a scan.
    assert_eq!(assessment.verdict.conflicts, [""; 0]);
    assert!(assessment.steps.iter().any(|step| step.command == "edit marque.toml" && step.reason.contains(words)));
    let shown = documents::terminal::assessment(&assessment, 400);
    assert!(shown.contains("not taken: data-connection = true (door), from requirements.txt:1 (Sentry)"), "{shown}");
}

#[test]
fn a_declared_conclusion_stands_against_what_a_signal_would_conclude() {
    let declared = "what-is-supplied = \"software\"\nhow-supplied = \"in-the-union\"\nspecial-purpose = \"none\"\n\
                    commercial-signals = [\"price\"]\nsource-and-licence = \"closed\"\ncra-in-scope = false\n[complete]\nsector-act = true\n";
    let declared = format!("{DOOR}{declared}");
    let assessment = Tree::new(&[("marque.toml", &declared), ("requirements.txt", "sentry-sdk==2.0\n")]).assessed();
    let scope = assessment.verdict.conclusions.iter().find(|conclusion| conclusion.id == "cra-in-scope").unwrap();
    assert_eq!(scope.answer, Answer::No);
    assert_eq!(assessment.verdict.conflicts, [""; 0]);
    let suggested = &assessment.scan.as_ref().unwrap().suggested[0];
    let words = "`cra-in-scope` of door: declared, marque.toml:8, but the rules conclude yes";
    assert_eq!(suggested.contradicts.as_deref(), Some(words));
    assert_eq!(assessment.facts["product"].get("data-connection"), None);
}

#[test]
fn a_partial_answer_is_narrowed_and_every_part_keeps_its_origin() {
    let declared = format!("{DOOR}source-and-licence = {{ not = [\"open-but-restricted\"] }}\n");
    let (product, _) = Tree::new(&[("marque.toml", &declared), ("LICENSE", MIT)]).suggested();
    let book = compiled_law::rulebook();
    let document = reasoning::written::document(&book, &product.facts);
    assert_eq!(document["product"]["source-and-licence"], "open-and-public");
    let name = book.find("source-and-licence").unwrap();
    let given = product.facts.product().unwrap().given.iter().filter(|given| given.name == name);
    let origins: Vec<String> = given.map(|given| given.origin.to_string()).collect();
    assert_eq!(origins, ["declared, marque.toml:3", "detected, LICENSE (MIT)"]);
}

#[test]
fn a_suggested_fact_is_used_by_the_verdict_and_named_as_its_reason() {
    let tree = Tree::new(&[("marque.toml", DOOR), ("requirements.txt", "sentry-sdk==2.0\n")]);
    let assessment = tree.assessed();
    assert_eq!(assessment.facts["product"]["data-connection"], true);
    assert!(assessment.questions.iter().all(|question| question.id != "data-connection"));
    let step = "1 fact comes from the scan alone, such as data-connection = true, seen in requirements.txt:1 (Sentry):";
    assert!(assessment.steps.iter().any(|step_shown| step_shown.reason.starts_with(step)), "{:?}", assessment.steps);
    let (product, _) = tree.suggested();
    let given = &product.facts.product().unwrap().given;
    assert_eq!(given[0].origin, Origin::Detected { finding: "requirements.txt:1 (Sentry)".into() });
}

#[test]
fn a_first_marque_toml_has_the_suggestions_to_confirm() {
    let tree = Tree::new(&[("LICENSE", MIT), ("requirements.txt", "sentry-sdk==2.0\n")]);
    let assessment = tree.assessed();
    let text = app::init::text("door", assessment.scan.as_ref().unwrap(), &assessment.questions);
    assert!(text.contains("# The scan shows it: requirements.txt:1 (Sentry)\n# data-connection = true\n"), "{text}");
    let licence = format!("# The scan shows it: LICENSE (MIT)\n# source-and-licence = {LICENCES}\n");
    assert!(text.contains(&licence), "{text}");
    assert_eq!(text.matches("# source-and-licence =").count(), 1);
    // With the # taken away it is a document that can be read.
    let confirmed: String = text
        .lines()
        .map(|line| match line {
            "# data-connection = true" => "data-connection = true\n".to_owned(),
            line => format!("{line}\n"),
        })
        .collect();
    let written = Tree::new(&[("marque.toml", &confirmed), ("requirements.txt", "sentry-sdk==2.0\n")]);
    assert_eq!(written.suggested().0.suggested, []);
}
