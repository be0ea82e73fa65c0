use release::{Given, Limb};

use super::*;

fn shown(said: &str) -> Option<Shown> {
    Some(Shown { said: said.into(), path: Some("a/Cargo.lock".into()), line: Some(3) })
}

fn change(of: &str, substantial: Answer, answer: Option<Given>) -> Change {
    let judgement = Judgement {
        act: "tea".into(),
        on: "Pot, 1.1".into(),
        substantial,
        why: "hot|water".into(),
        cites: vec!["tea:3".into()],
        answer,
    };
    Change {
        change: "leaf-new".into(),
        of: of.into(),
        title: "A leaf".into(),
        strength: "asks".into(),
        before: shown("1.0"),
        after: shown("2.0\u{1b}[2J"),
        question: Some("Green?".into()),
        cites: vec!["tea:3".into()],
        judgements: vec![judgement],
    }
}

fn sample() -> Report {
    let given = Given { line: 9, by: Some("Head of tea".into()), assessed_in: Some("plan".into()) };
    let limb = Limb { id: "hotter".into(), title: "Hotter".into(), met: Answer::Unknown, cites: vec!["tea:3".into()] };
    let walk = Walk {
        act: "tea".into(),
        on: "Pot, 1.1".into(),
        title: "A change of the pot".into(),
        cites: vec!["tea:3".into()],
        limbs: vec![limb],
        concludes: "boils".into(),
        substantial: Answer::Unknown,
        reason: "It boils.".into(),
        reason_cites: vec!["tea:3".into()],
        possible: true,
        conflicts: Vec::new(),
        assessment: None,
        follows: Vec::new(),
    };
    let named = |name: &str| release::Named { release: Some(name.into()), other_law: None };
    Report {
        format: release::FORMAT.into(),
        subject: "Pot".into(),
        on: "2028-02-01".into(),
        law: "sha256:0".into(),
        before: named("1.0"),
        after: named("1.1"),
        changes: vec![change("oolong", Answer::No, Some(given)), change("sencha", Answer::Unknown, None)],
        walks: vec![walk],
        unused: Vec::new(),
        not_compared: Vec::new(),
        blocks: vec!["1 change has not been judged".into()],
    }
}

#[test]
fn a_change_is_told_with_both_places_its_judgement_and_the_question() {
    let text = report(&sample(), 200);
    for line in [
        "Pot",
        "1.0 → 1.1 on 2028-02-01",
        "2 changes, 1 open",
        "  oolong: 1.0 (a/Cargo.lock:3) → 2.0 [2J (a/Cargo.lock:3)",
        "not substantial under tea for Pot, 1.1: hot|water [answered by Head of tea, marque.toml:9, assessed in plan]  tea:3",
        "open under tea for Pot, 1.1",
        "Green?",
        "boils: unknown, while a limb or a fact it rests on is open  tea:3",
        "Blocked: 1 change has not been judged",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[test]
fn names_of_others_do_not_break_the_markdown() {
    let text = report_markdown(&sample());
    assert!(text.contains("- **Blocked**: 1 change has not been judged"), "{text}");
    assert!(text.contains("hot\\|water") && !text.contains('\u{1b}'), "{text}");
    assert!(text.contains("| Hotter | unknown | tea:3 |"), "{text}");
}
