use super::*;
use crate::fixture::{CATALOGUE, HIGH_RISK, Known, asset, facts};
use inventory::{AssetKind, Inventory};

fn hosted(text: &str) -> Known {
    let assets = vec![asset(AssetKind::HostedModel, "gpt-4o", "app/chat.py", &[])];
    Known::new(facts(text), Inventory { assets, ..Inventory::default() })
}

fn door() -> Known {
    hosted("[product]\nname = \"Door Eye\"\n")
}

fn of(known: &Known, text: &str) -> Register {
    register(&CATALOGUE, &known.subject(), Some(&known.written(text)))
}

fn row<'r>(register: &'r Register, id: &str) -> &'r Row {
    register.rows.iter().find(|row| row.id == id).unwrap()
}

/// The findings about one risk.
fn lacks(register: &Register, id: &str) -> Vec<String> {
    let of = register.findings.iter().filter(|finding| finding.risk.as_deref() == Some(id));
    of.map(|finding| finding.id.clone()).collect()
}

#[test]
fn what_nobody_assessed_is_open_and_has_no_level() {
    for text in ["", "[[risk]]\nid = \"prompt-injection\"\n"] {
        let register = of(&door(), text);
        let row = row(&register, "prompt-injection");
        assert_eq!((row.state, row.now, row.before), (State::Open, None, None), "{text}");
        assert_eq!(row.trigger, Trigger::Triggered);
        assert_eq!(lacks(&register, "prompt-injection"), ["not-assessed"]);
        assert!(register.is_open() && !register.is_above());
    }
}

#[test]
fn a_risk_that_is_not_relevant_lacks_nothing() {
    let register = of(&door(), "[[risk]]\nid = \"prompt-injection\"\nnot-relevant = \"it reads no text\"\n");
    assert_eq!(row(&register, "prompt-injection").state, State::NotRelevant);
    assert_eq!(lacks(&register, "prompt-injection"), Vec::<String>::new());
}

/// Four by three is twelve, two by two is four; up to four is acceptable.
#[test]
fn each_step_from_untreated_to_accepted_has_its_finding_and_its_level() {
    const TREATED: &str = "treatment = [{ do = \"x\", status = \"done\" }]\n";
    const PLANNED: &str = "treatment = [{ do = \"x\", status = \"planned\" }]\n";
    let (high, low) = ("likelihood = 4\nimpact = 3\n", "likelihood = 2\nimpact = 2\n");
    let small = "residual = { likelihood = 1, impact = 3 }\n";
    let large = "residual = { likelihood = 3, impact = 3 }\n";
    let accepted =
        "residual = { likelihood = 3, impact = 3, accepted-by = \"Head\", on = 2026-11-01, why = \"tested\" }\n";
    for (parts, wanted, now) in [
        ([low, "", ""], &[][..], 4),
        ([high, "", ""], &["untreated", "residual-missing"], 12),
        ([high, TREATED, ""], &["residual-missing"], 12),
        ([high, PLANNED, small], &["treatment-planned"], 12),
        ([high, TREATED, small], &[], 3),
        ([high, TREATED, large], &["residual-not-accepted"], 9),
        ([high, TREATED, accepted], &[], 9),
        ([high, "", accepted], &["untreated"], 9),
    ] {
        let text = format!("[[risk]]\nid = \"prompt-injection\"\n{}", parts.concat());
        let register = of(&door(), &text);
        assert_eq!(lacks(&register, "prompt-injection"), wanted, "{text}");
        assert_eq!(row(&register, "prompt-injection").now.unwrap().product, now, "{text}");
        assert_eq!(register.is_above(), !wanted.is_empty(), "{text}");
    }
}

#[test]
fn a_threat_that_nothing_brings_any_more_is_kept_and_said() {
    let known = Known::new(facts("[product]\nname = \"Door Eye\"\n"), Inventory::default());
    let register = of(
        &known,
        "[[risk]]\nid = \"prompt-injection\"\nlikelihood = 1\nimpact = 1\n[[risk]]\nid = \"rain\"\ntitle = \"Rain\"\nlikelihood = 1\nimpact = 1\n",
    );
    assert_eq!(
        (&row(&register, "prompt-injection").trigger, &row(&register, "rain").trigger),
        (&Trigger::Gone, &Trigger::Own)
    );
    assert_eq!(row(&register, "rain").title, "Rain");
}

#[test]
fn a_risk_without_on_means_one_ai_system_but_never_one_of_several() {
    let one = "[product]\nname = \"x\"\n[[ai-system]]\nname = \"a\"\nkeeps-learning = true\n";
    let two = format!("{one}[[ai-system]]\nname = \"b\"\nkeeps-learning = true\n");
    let text = "[[risk]]\nid = \"feedback-loop\"\nlikelihood = 1\nimpact = 1\n";
    let alone = of(&Known::new(facts(one), Inventory::default()), text);
    let rows = |register: &Register| {
        let of = register.rows.iter().filter(|row| row.id == "feedback-loop");
        of.map(|row| (row.on.clone(), row.state, row.trigger.clone())).collect::<Vec<_>>()
    };
    assert_eq!(rows(&alone), [(Some("a".to_owned()), State::Assessed, Trigger::Triggered)]);
    let both = of(&Known::new(facts(&two), Inventory::default()), text);
    let names = vec!["a".to_owned(), "b".to_owned()];
    assert_eq!(
        rows(&both),
        [
            (None, State::Assessed, Trigger::Elsewhere(names)),
            (Some("a".to_owned()), State::Open, Trigger::Triggered),
            (Some("b".to_owned()), State::Open, Trigger::Triggered),
        ]
    );
}

#[test]
fn a_high_risk_system_is_asked_for_what_the_law_asks_for() {
    let known = hosted(HIGH_RISK);
    let text = "[[risk]]\nid = \"discrimination\"\non = \"face match\"\nlikelihood = 1\nimpact = 2\n";
    let register = of(&known, text);
    assert_eq!(lacks(&register, "discrimination"), ["residual-not-judged", "groups-not-considered"]);
    let cites = |id: &str| {
        let finding = register.findings.iter().find(|finding| finding.id == id).unwrap();
        (finding.cites.clone(), finding.asked)
    };
    let yes = |cites: &[&str]| (cites.iter().map(|cite| (*cite).to_owned()).collect::<Vec<_>>(), Answer::Yes);
    assert_eq!(cites("residual-not-judged"), yes(&["aia:9(5)"]));
    assert_eq!(cites("groups-not-considered"), yes(&["aia:9(9)"]));
    assert_eq!(cites("misuse-not-considered"), yes(&["aia:9(2)(b)"]));
    assert_eq!(cites("overall-not-judged"), yes(&["aia:9(5)"]));

    let judged = "groups = \"none\"\nresidual = { likelihood = 1, impact = 1, accepted-by = \"Head\", on = 2026-11-01, why = \"tested\" }\n\
         [[risk]]\nid = \"use-beyond-purpose\"\non = \"face match\"\nnot-relevant = \"x\"\n\
         [[overall]]\nsystem = \"face match\"\naccepted-by = \"Head\"\non = 2026-11-01\nwhy = \"low\"\n";
    let register = of(&known, &format!("{text}{judged}"));
    assert_eq!(lacks(&register, "discrimination"), Vec::<String>::new());
    let gone = ["misuse-not-considered", "overall-not-judged"];
    assert!(!register.findings.iter().any(|finding| gone.contains(&finding.id.as_str())));
}

#[test]
fn harm_that_is_no_attack_is_no_matter_of_cybersecurity() {
    let text = "[organisation]\nestablished-in = \"DE\"\n[product]\nname = \"x\"\nwhat-is-supplied = \"software\"\n\
         data-connection = true\nhow-supplied = \"in-the-union\"\ncommercial-signals = [\"price\"]\n\
         source-and-licence = \"closed\"\nspecial-purpose = \"none\"\nour-part-in-the-product = { only = [\"own-name\"] }\n\
         [complete]\nai-system = true\nsector-act = true\n";
    let register = of(&hosted(text), "");
    let of = |id: &str| {
        let finding = register.findings.iter().find(|finding| finding.risk.as_deref() == Some(id)).unwrap();
        (finding.cites.concat(), finding.asked)
    };
    assert_eq!(of("prompt-injection"), ("cra:13(2)cra:13(3)".to_owned(), Answer::Yes));
    assert_eq!(of("false-statements"), (String::new(), Answer::No));
}

#[test]
fn where_it_is_open_whom_the_law_binds_the_finding_says_so() {
    let known = Known::new(
        facts("[product]\nname = \"x\"\n[[ai-system]]\nname = \"a\"\nkeeps-learning = true\n"),
        Inventory::default(),
    );
    let register = of(&known, "");
    let finding = register.findings.iter().find(|finding| finding.id == "misuse-not-considered").unwrap();
    assert_eq!((finding.asked, finding.on.as_deref()), (Answer::Unknown, Some("a")));
}

#[test]
fn the_rights_assessment_is_listed_with_its_gaps() {
    let deployer = r#"
[organisation]
established-in = "DE"
public-authority-or-body = true
kind-of-body = "public-law-body"
[[ai-system]]
name = "permits"
how-outputs-arise = "machine-learning"
our-part-in-the-ai-system = { only = ["use"] }
reach-in-the-union = { only = ["service"] }
special-case = "none"
practice = "none"
annex-iii-use = { only = ["5(a)"] }
performs-profiling = true
derogation-ground = "none"
task-in-the-product = "none"
failure-endangers = "none"
is-itself-the-product = false
[complete]
product = true
ai-system = true
sector-act = true
"#;
    let known = Known::new(facts(deployer), Inventory::default());
    let missing = of(&known, "");
    let due: Vec<_> = missing.fria.iter().map(|fria| (fria.system.as_str(), fria.due, fria.answers.len())).collect();
    assert_eq!(due, [("permits", Answer::Yes, 9)]);
    assert!(missing.findings.iter().any(|finding| finding.id == "fria-missing" && finding.cites == ["aia:27(1)"]));

    // All but how often, and how people complain.
    let said = ["processes", "period", "people", "risks", "oversight", "measures", "governance"];
    let said: String = said.iter().map(|what| format!("rights-impact-{what} = \"x\"\n")).collect();
    let begun = deployer.replace("annex-iii-use", &format!("{said}annex-iii-use"));
    let part = of(&Known::new(facts(&begun), Inventory::default()), "");
    let gaps: Vec<_> = part.findings.iter().filter(|finding| finding.id.starts_with("fria")).collect();
    let told: Vec<_> = gaps.iter().map(|gap| (gap.id.as_str(), gap.cites.concat())).collect();
    assert_eq!(told, [("fria-gap", "aia:27(1)(b)".to_owned()), ("fria-gap", "aia:27(1)(f)".to_owned())]);
}

#[test]
fn the_class_of_the_product_informs_and_makes_nothing_high_risk() {
    let text = "[organisation]\nestablished-in = \"DE\"\n[product]\nname = \"x\"\nwhat-is-supplied = \"software\"\ndata-connection = true\n\
         how-supplied = \"in-the-union\"\ncommercial-signals = [\"price\"]\nsource-and-licence = \"closed\"\nspecial-purpose = \"none\"\n\
         core-functionality = \"III-I-17\"\nour-part-in-the-product = { only = [\"own-name\"] }\n[[ai-system]]\nname = \"a\"\nkeeps-learning = true\n";
    let register = of(&Known::new(facts(text), Inventory::default()), "");
    assert_eq!(register.classes.len(), 1, "{:?}", register.classes);
    assert!(register.classes[0].contains("class I"), "{:?}", register.classes);
    assert!(!register.rows.iter().any(|row| row.id == "discrimination"));
    assert!(register.depends.iter().any(|depends| depends.id == "discrimination"));
}
