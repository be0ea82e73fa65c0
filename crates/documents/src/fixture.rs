//! A small assessment for the tests.

use domain::Answer;
use reasoning::verdict::{
    Conclusion, Duty, DutyState, Fine, PositionShown, ReadingEffect, StatusUsed, TextUsed, Verdict,
};

use crate::assessment::{
    Assessment, FindingShown, NextStep, OpenConclusion, OpenQuestion, OptionShown, ScanSummary, SuggestedFact,
};

/// A conclusion about the product.
pub fn conclusion(id: &str, tier: &str, title: &str, answer: Answer) -> Conclusion {
    Conclusion {
        id: id.into(),
        tier: tier.into(),
        kind: "product".into(),
        thing: "Door Eye".into(),
        title: title.into(),
        answer,
        from: Vec::new(),
        cites: vec!["cra:7(1)".into()],
        reason: "Because the law says so.".into(),
        declared: Vec::new(),
        position: None,
    }
}

/// A duty of the manufacturer.
pub fn duty(id: &str, state: DutyState, from: &[&str]) -> Duty {
    Duty {
        id: id.into(),
        kind: "product".into(),
        thing: "Door Eye".into(),
        title: format!("Title of {id}"),
        what: "Say what happened.".into(),
        who: vec!["manufacturer".into()],
        bound: if state == DutyState::Open { Answer::Unknown } else { Answer::Yes },
        from: from.iter().map(|text| (*text).to_owned()).collect(),
        state,
        when: "when: severe incident".into(),
        clock: Some("72 hours from became aware".into()),
        to: vec!["csirt-coordinator".into(), "enisa".into()],
        document: Some("cra-final-report".into()),
        neighbour: false,
        language: None,
        points: Vec::new(),
        evidence: vec!["incident-final-report".into()],
        fines: vec![Fine {
            id: "cra:64(2)".into(),
            amount: 15_000_000.0,
            percent: 2.5,
            whichever: "higher".into(),
            holds: Answer::Yes,
            from: Vec::new(),
        }],
    }
}

fn finding(name: &str, path: &str, line: Option<u32>) -> FindingShown {
    FindingShown {
        kind: "ai-library".into(),
        name: name.into(),
        path: path.into(),
        line,
        place: "product".into(),
        count: 2,
    }
}

/// The first text of an act.
pub fn text(act: &str, title: &str) -> TextUsed {
    TextUsed {
        act: act.into(),
        title: title.into(),
        text: "original".into(),
        in_force: "2024-12-10".into(),
        neighbour: None,
    }
}

/// One of everything a report may hold.
pub fn assessment() -> Assessment {
    let mut class = conclusion("cra-important-class-i", "class", "Important product, class I", Answer::Yes);
    class.from = vec!["2027-12-11".into()];
    class.position = Some(PositionShown {
        answer: Answer::No,
        by: "Ada Weber".into(),
        reason: "It only informs.".into(),
        date: "2026-10-02".into(),
    });
    let scope = conclusion("cra-in-scope", "scope", "In scope of the Cyber Resilience Act", Answer::Yes);
    let role = conclusion("manufacturer", "role", "Manufacturer of the product", Answer::Yes);
    let not_critical = conclusion("cra-critical", "class", "Critical product", Answer::No);
    let mut high = conclusion("high-risk", "class", "High-risk AI system", Answer::Unknown);
    (high.kind, high.thing, high.cites) = ("ai-system".into(), "face match".into(), vec!["aia:6(2)".into()]);
    let mut prohibited = conclusion("prohibited-practice", "class", "Prohibited AI practice", Answer::Yes);
    (prohibited.kind, prohibited.thing, prohibited.cites) =
        ("ai-system".into(), "face match".into(), vec!["aia:5(1)".into()]);
    Assessment {
        source: "products/door-eye/marque.toml".into(),
        verdict: Verdict {
            format: "marque-verdict/1".into(),
            subject: "Door Eye".into(),
            on: "2026-11-22".into(),
            texts: vec![
                text("cra", "Regulation (EU) 2024/2847 on horizontal cybersecurity requirements"),
                text("aia", "Regulation (EU) 2024/1689 laying down harmonised rules on artificial intelligence"),
            ],
            law: "5feceb66".into(),
            conclusions: vec![scope, role, class, not_critical, high, prohibited],
            duties: vec![
                duty("cra:14(1)", DutyState::Applies, &["2026-09-11"]),
                duty("cra:13(1)", DutyState::Later, &["2027-12-11"]),
                duty("aia:16(a)", DutyState::Open, &["2027-12-02", "never"]),
                duty("aia:9(1)", DutyState::Never, &["never"]),
            ],
            conflicts: vec![
                "`data-connection` of Door Eye is contradicted: yes (marque.toml:3) against no (Ada)".into(),
            ],
            assumptions: vec!["placed-on-market of this release: taken as 2026-11-22, because nobody gave it".into()],
            readings: vec![ReadingEffect {
                id: "aia-section-5".into(),
                title: "Whether the status governs".into(),
                chosen: "status-governs".into(),
                other: "literal".into(),
                changes: vec!["high-risk (face match): no → yes".into()],
            }],
            statuses: vec![StatusUsed {
                id: "cra-standard-cited".into(),
                title: "A harmonised standard is cited".into(),
                value: false,
                checked: "2026-06-01".into(),
                source: "Official Journal".into(),
                age_days: 174,
            }],
        },
        questions: vec![OpenQuestion {
            id: "performs-profiling".into(),
            kind: "ai-system".into(),
            thing: "face match".into(),
            question: "Does the AI system profile natural persons?".into(),
            help: "Profiling means evaluating people automatically.".into(),
            cites: vec!["aia:6(3)".into()],
            answer_type: "choice".into(),
            options: vec![
                OptionShown { id: "all".into(), title: "Everybody".into() },
                OptionShown { id: "some".into(), title: "Some people".into() },
            ],
            tier: "class".into(),
            close: None,
            settles_at_least: 3,
            settles_in_sum: 9,
        }],
        hinges: vec![OpenConclusion {
            id: "high-risk".into(),
            thing: "face match".into(),
            yes: vec![vec!["performs-profiling of face match = yes".into()]],
            no: vec![vec![
                "performs-profiling of face match = no".into(),
                "the list of sector-acts is complete".into(),
            ]],
        }],
        steps: vec![NextStep { command: "marque ask".into(), reason: "1 open question matters".into() }],
        scan: Some(ScanSummary {
            files: 12,
            bytes: 3400,
            findings: vec![finding("PyTorch", "src/match.py", Some(3)), finding("face.onnx", "models/face.onnx", None)],
            unassigned: vec![finding("PyTorch", "src/match.py", Some(3))],
            suggested: vec![
                SuggestedFact {
                    id: "support-period".into(),
                    kind: "product".into(),
                    thing: "Door Eye".into(),
                    question: "For how many years?".into(),
                    value: "\"at least 5\"".into(),
                    seen: "SUPPORT.md:3 (security updates for 5 years)".into(),
                    contradicts: None,
                },
                SuggestedFact {
                    id: "data-connection".into(),
                    kind: "product".into(),
                    thing: "Door Eye".into(),
                    question: "Does it exchange data?".into(),
                    value: "true".into(),
                    seen: "src/send.py:1 (Sentry)".into(),
                    contradicts: Some("`data-connection` of Door Eye is contradicted".into()),
                },
            ],
            not_read: vec!["src/secret.bin: permission denied".into()],
        }),
        facts: serde_json::json!({ "product": { "name": "Door Eye" } }),
    }
}
