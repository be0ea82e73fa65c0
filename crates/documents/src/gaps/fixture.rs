//! A product with a point in every state, held against the whole law.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use domain::{Answer, Day};
use rulebook::Rulebook;
use serde_json::Value;

use super::{CarryShown, CheckShown, PieceShown, PointShown, ProductGaps, Step};

pub static BOOK: LazyLock<Rulebook> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../law");
    rulebook::load(&root, &rulebook::LawFolder::read(&root).unwrap()).unwrap()
});

pub fn day() -> Day {
    "2028-02-01".parse().unwrap()
}

pub fn point(citation: &str, state: &str, binds: &str) -> PointShown {
    PointShown {
        citation: citation.into(),
        duty: citation.into(),
        duty_state: state.into(),
        act: "Cyber Resilience Act".into(),
        neighbour: false,
        link: "http://data.europa.eu/eli/reg/2024/2847/oj".into(),
        theme: "Essential requirements".into(),
        kind: "product".into(),
        thing: "Door <Eye>".into(),
        title: "A policy".into(),
        what: "Have a policy.".into(),
        state: state.into(),
        bound: Answer::Yes,
        binds: binds.into(),
        from: vec!["2027-12-11".into()],
        fine: None,
        missing: "nothing carries it".into(),
        steps: vec![Step { say: "Keep it.".into(), command: "marque evidence add FILE".into() }],
        wanted: Vec::new(),
        evidence: Vec::new(),
        checks: Vec::new(),
        claim: None,
        waived_until: None,
        owner: None,
        due: None,
        overdue: false,
    }
}

fn carry(entry: u64, whole: bool) -> CarryShown {
    CarryShown { entry, title: "report.pdf".into(), whole, stale: None, row: None }
}

fn piece(entry: u64, kind: &str, source: &str) -> PieceShown {
    PieceShown {
        entry,
        kind: kind.into(),
        title: "report.pdf".into(),
        digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".into(),
        media_type: "application/pdf".into(),
        source: Some(source.into()),
        release: Some("1.0".into()),
        added: "2028-01-02T12:30:00Z".into(),
        who: "Door Makers".into(),
        fresh_until: None,
    }
}

pub fn check(id: &str, looks_at: &str, outcome: &str) -> CheckShown {
    CheckShown {
        id: id.into(),
        title: "No credential lies in the tree".into(),
        looks_at: looks_at.into(),
        outcome: outcome.into(),
        because: "private key".into(),
        leaves: None,
        beyond: false,
        path: None,
        line: None,
    }
}

/// A product of which nothing is known.
pub fn bare() -> ProductGaps {
    ProductGaps {
        subject: "Door Eye".into(),
        source: "door/marque.toml".into(),
        on: "2028-02-01".into(),
        law: BOOK.digest.clone(),
        organisation: None,
        evidence: None,
        pieces: Vec::new(),
        not_read: Vec::new(),
        counts: Vec::new(),
        dates: Vec::new(),
        points: Vec::new(),
    }
}

/// A point in every state, with what brings it there.
pub fn product() -> ProductGaps {
    let mut met = point("cra:annex-1.1(1)", "met", "today");
    met.missing = String::new();
    met.evidence = vec![carry(2, true)];
    met.checks = vec![check("policy", "fact", "pass")];
    let mut stale = point("cra:annex-1.1(2)(a)", "stale", "today");
    stale.evidence = vec![CarryShown { stale: Some("fresh until 2028-01-20".into()), ..carry(3, true) }];
    let mut not_applicable = point("cra:annex-1.1(2)(c)", "not-applicable", "today");
    not_applicable.claim = Some("does not apply: It holds no software.".into());
    not_applicable.missing = String::new();
    let mut failing = point("cra:annex-1.1(2)(d)", "not-met", "today");
    let leaking =
        CheckShown { path: Some("deploy/a key.pem".into()), line: Some(1), ..check("secrets", "signal", "fail") };
    let beyond = CheckShown { beyond: true, ..check("more", "evidence", "fail") };
    failing.checks = vec![leaking, beyond];
    let mut partly = point("cra:annex-1.2(5)", "partly", "today");
    partly.evidence = vec![CarryShown { row: Some("policy".into()), ..carry(4, false) }];
    partly.checks =
        vec![CheckShown { leaves: Some("whether anybody answers".into()), ..check("mail", "signal", "pass") }];
    (partly.owner, partly.due) = (Some("Security".into()), Some("2028-03-01".into()));
    let mut waived = point("cra:13(2)", "waived", "today");
    waived.claim = Some("waived until 2028-02-29: Under way. It is not met".into());
    (waived.waived_until, waived.owner) = (Some("2028-02-29".into()), Some("Risk".into()));
    let mut starts = point("cra:14(1)", "unknown", "today");
    starts.missing = "nothing is due before it starts".into();
    let literacy =
        PointShown { kind: "organisation".into(), thing: "Door Makers".into(), ..point("aia:4", "not-met", "today") };
    let mut later = point("aia:9(1)", "not-met", "later");
    (later.kind, later.thing, later.from) = ("ai-system".into(), "face match".into(), vec!["2028-08-02".into()]);
    let other = PointShown { thing: "gait match".into(), ..later.clone() };
    let mut open = point("aia:10(1)", "unknown", "open");
    (open.kind, open.thing) = ("ai-system".into(), "face match".into());
    let neighbour = PointShown { neighbour: true, ..point("gdpr:33(1)", "unknown", "open") };
    let points =
        vec![met, stale, not_applicable, failing, partly, waived, starts, literacy, later, other, open, neighbour];
    let mut aged = piece(3, "attestation", "statement.txt");
    aged.fresh_until = Some("2028-01-20".into());
    ProductGaps {
        organisation: Some("Door Makers".into()),
        evidence: Some(3),
        pieces: vec![piece(2, "file", "report.pdf"), aged, piece(4, "link", "https://door.example/a b")],
        not_read: vec!["data/big.bin: too large".into()],
        points,
        ..bare()
    }
}

/// Names, texts and days that somebody wrote to break the document.
pub fn hostile() -> ProductGaps {
    let mut product = product();
    product.subject = "a\u{1b}[2J\n# b".into();
    product.source = "/somewhere/door/marque.toml".into();
    product.not_read = vec![" \n ".into()];
    for piece in &mut product.pieces {
        piece.title = " \t".into();
        piece.who = String::new();
        piece.source = Some("http://[::1\n/\u{202e}%zz".into());
        piece.added = "0001-01-01T00:00:00Z".into();
        piece.media_type = String::new();
        piece.fresh_until = Some("9999-12-31".into());
    }
    for point in &mut product.points {
        point.thing = "  x\u{2028}y ".into();
        point.missing = "\n".into();
        point.claim = point.claim.take().map(|_| String::new());
        point.owner = Some(" ".into());
        point.due = Some("1996-02-29".into());
        point.from = vec!["never".into(), "9999-01-01".into()];
        point.steps = vec![Step { say: String::new(), command: "`\n`".into() }];
        for check in &mut point.checks {
            check.because = "\r\n".into();
            check.path = Some("../\u{7}a:b?#%".into());
        }
    }
    product
}

/// Every text under a key, anywhere in a document.
pub fn texts_under<'v>(key: &str, document: &'v Value) -> Vec<&'v str> {
    let mut found = Vec::new();
    let mut open = vec![document];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(text) if name == key => found.push(text.as_str()),
                        Value::Array(texts) if name == key => found.extend(texts.iter().filter_map(Value::as_str)),
                        _ => {}
                    }
                    open.push(value);
                }
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    found
}

/// The texts, of which none may stand twice.
pub fn unique(texts: Vec<&str>) -> BTreeSet<&str> {
    let mut known = BTreeSet::new();
    for text in texts {
        assert!(known.insert(text), "{text} stands twice");
    }
    known
}

/// The judge for a schema in a folder of this crate or another.
pub fn judge(path: &str) -> jsonschema::Validator {
    let read = |path: &str| -> Value {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
    };
    let mut registry = jsonschema::Registry::new();
    for other in ["spdx.schema.json", "jsf-0.82.schema.json", "cryptography-defs.schema.json"] {
        let schema = read(&format!("../inventory/tests/schemas/{other}"));
        registry = registry.add(format!("http://cyclonedx.org/schema/{other}"), schema).unwrap();
    }
    let registry = registry.prepare().unwrap();
    jsonschema::options().with_registry(&registry).should_validate_formats(true).build(&read(path)).unwrap()
}

pub fn assert_valid(judge: &jsonschema::Validator, document: &Value) {
    let wrong: Vec<String> =
        judge.iter_errors(document).take(5).map(|error| format!("{}: {error:.300}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
