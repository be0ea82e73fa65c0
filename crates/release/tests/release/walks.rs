//! What changes and answers make of the two definitions, and when the gate is shut.

use crate::given::{Door, asset, changes, compared, component, piece, report, weights};
use domain::Answer::{No, Unknown, Yes};
use inventory::AssetKind;
use release::{Piece, Report, Walk};

fn walk<'r>(report: &'r Report, act: &str) -> &'r Walk {
    report.walks.iter().find(|walk| walk.act == act).unwrap()
}

fn answers(report: &Report) -> [domain::Answer; 2] {
    ["cra", "aia"].map(|act| walk(report, act).substantial)
}

fn model(digest: &str) -> Door {
    Door::new().asset(weights(asset(AssetKind::ModelFile, "detector.onnx"), digest))
}

const NO: &str =
    "change = \"model-replaced\"\nof = \"detector.onnx\"\nsubstantial = false\nwhy = \"same data, retrained\"";

#[test]
fn nothing_changed_is_no_modification() {
    let report = report(&model("aa"), &model("aa"));
    assert_eq!((report.changes.len(), &report.blocks), (0, &Vec::new()));
    assert_eq!(answers(&report), [No, No]);
    assert!(report.walks.iter().all(|walk| walk.possible && walk.follows.is_empty()));
}

#[test]
fn a_patch_alone_is_noted_and_stops_nothing() {
    let with = |version| Door::new().with(component("cargo", "rustls", version));
    let report = report(&with("0.23.1"), &with("0.23.2"));
    let [patch] = report.changes.as_slice() else { panic!("{:?}", report.changes) };
    assert_eq!((&*patch.change, &*patch.strength), ("component-patch", "notes"));
    let [judgement] = patch.judgements.as_slice() else { panic!("{:?}", patch.judgements) };
    assert_eq!(judgement.substantial, No);
    assert!(judgement.why.contains("recital 39"), "{}", judgement.why);
    assert_eq!((report.blocks.len(), answers(&report)), (0, [No, No]));
    let documents = &walk(&report, "cra").follows;
    assert!(documents.iter().any(|follow| follow.cites.contains(&"cra:31(2)".to_owned())), "{documents:?}");
}

#[test]
fn another_model_is_open_until_somebody_judges_it() {
    let open = report(&model("aa"), &model("bb"));
    assert_eq!(answers(&open), [Unknown, Unknown]);
    assert_eq!(open.blocks, ["1 change has not been judged"]);
    assert!(open.changes[0].question.as_ref().unwrap().contains("foreseen"));

    let judged = report(&model("aa"), &model("bb").answers(NO));
    assert_eq!((answers(&judged), judged.blocks.len(), judged.unused.len()), ([No, No], 0, 0));
    let answer = judged.changes[0].judgements[0].answer.as_ref().unwrap();
    // The text of the door has twenty lines; an empty one, the table and its release come before.
    assert_eq!(answer.line, 24);
}

#[test]
fn one_answer_may_hold_under_one_act_only() {
    let of_cra = format!("{NO}\nact = \"cra\"");
    let half = report(&model("aa"), &model("bb").answers(&of_cra));
    assert_eq!((answers(&half), half.blocks.len()), ([No, Unknown], 1));
    let yes = NO.replace("false", "true");
    let both = report(&model("aa"), &model("bb").answers(&of_cra).answers(&yes));
    assert_eq!(answers(&both), [No, Yes], "the closer answer counts");
}

#[test]
fn another_purpose_is_substantial_under_both_acts_by_itself() {
    let after =
        || Door::new().says("Shows who is at", "Opens").says("Says which neighbour it is", "Decides who comes in");
    let told = report(&Door::new(), &after());
    assert_eq!(answers(&told), [Yes, Yes]);
    assert_eq!(told.blocks.len(), 2);
    assert!(told.blocks.iter().all(|block| block.contains("no new assessment is recorded")), "{:?}", told.blocks);
    let limb = |act: &str, id: &str| walk(&told, act).limbs.iter().find(|limb| limb.id == id).unwrap().met;
    assert_eq!((limb("cra", "other-purpose"), limb("cra", "new-or-greater-risk")), (Yes, No));
    assert_eq!((limb("aia", "changes-purpose"), limb("aia", "affects-compliance")), (Yes, No));
    let cited = |act: &str, cite: &str| {
        walk(&told, act).follows.iter().any(|follow| follow.cites.iter().any(|one| one == cite))
    };
    for (act, cite) in [("cra", "cra:32(1)"), ("cra", "cra:21"), ("cra", "cra:22(1)"), ("cra", "cra:69(2)")] {
        assert!(cited(act, cite), "{cite}");
    }
    for (act, cite) in [("aia", "aia:43(4)"), ("aia", "aia:25(1)(b)"), ("aia", "aia:111(2)")] {
        assert!(cited(act, cite), "{cite}");
    }
    let words = "change = \"purpose-changed\"\nsubstantial = false\nwhy = \"said in fewer words\"";
    let own = words.replace("purpose", "system-purpose");
    let same = report(&Door::new(), &after().answers(words).answers(&own));
    assert_eq!((answers(&same), same.blocks.len()), ([No, No], 0));
}

#[test]
fn a_system_without_a_purpose_of_its_own_has_that_of_the_product() {
    let door = || Door::new().says("system-intended-purpose = \"Says which neighbour it is.\"\n", "");
    let told = report(&door(), &door().says("Shows who is at", "Opens"));
    assert_eq!(answers(&told), [Yes, Yes]);
    let own = report(&Door::new(), &Door::new().says("Shows who is at", "Opens"));
    assert_eq!(answers(&own), [Yes, No]);
}

#[test]
fn a_purpose_that_only_one_release_states_is_open() {
    let before = Door::new().says("intended-purpose = \"Shows who is at the door.\"\n", "");
    let told = report(&before, &Door::new());
    assert_eq!((answers(&told), told.changes[0].is_open()), ([Unknown, No], true));
}

#[test]
fn what_was_laid_down_for_a_system_that_learns_is_not_substantial() {
    let learns = "keeps-learning = true\nsystem-features = { has = [\"changes-fixed-in-advance\"] }";
    let assessed = format!("{NO}\nassessed-in = \"technical documentation, changes fixed in advance\"");
    let told = report(&model("aa").system(learns), &model("bb").system(learns).answers(&assessed));
    assert_eq!((answers(&told), told.blocks.len()), ([No, No], 0));
    let cites = |report: &Report, act: &str| {
        let judgements = &report.changes[0].judgements;
        judgements.iter().find(|judgement| judgement.act == act).unwrap().cites.clone()
    };
    assert_eq!(cites(&told, "aia"), ["aia:43(4)", "aia:annex-4(2)(f)"]);
    assert_eq!(cites(&told, "cra"), ["cra:3(30)", "cra:13(3)"]);
    // A system that does not learn rests on the definition: it was foreseen.
    let told = report(&model("aa"), &model("bb").answers(&assessed));
    assert_eq!(cites(&told, "aia"), ["aia:3(23)"]);
}

#[test]
fn an_answer_that_rests_on_withdrawn_evidence_does_not_count() {
    let plan = piece("plan", &["aia:annex-4(2)(f)"]);
    let withdrawn = Piece { withdrawn: true, ..plan.clone() };
    let answer = format!("{NO}\nassessed-in = \"plan\"");
    let held = report(&model("aa"), &model("bb").piece(plan).answers(&answer));
    assert_eq!(answers(&held), [No, No]);
    let lost = report(&model("aa"), &model("bb").piece(withdrawn).answers(&answer));
    assert_eq!((answers(&lost), lost.blocks.len()), ([Unknown, Unknown], 1));
}

#[test]
fn a_recorded_assessment_of_this_release_opens_the_gate() {
    let after = || Door::new().says("Shows who is at", "Opens");
    let of = |release: Option<&str>, points: &[&str]| Piece {
        release: release.map(str::to_owned),
        ..piece("report", points)
    };
    for (piece, opens) in [
        (of(Some("1.0"), &["cra:32(1)"]), true),
        (of(Some("0.9"), &["cra:32(1)"]), false),
        (of(None, &["cra:32(1)"]), false),
        (of(Some("1.0"), &["cra:31(1)"]), false),
        (Piece { withdrawn: true, ..of(Some("1.0"), &["cra:32(1)"]) }, false),
        (Piece { stale: true, ..of(Some("1.0"), &["cra:32(1)"]) }, false),
    ] {
        let told = report(&Door::new(), &after().piece(piece.clone()));
        assert_eq!((walk(&told, "cra").substantial, told.blocks.is_empty()), (Yes, opens), "{piece:?}");
    }
}

#[test]
fn what_the_law_does_not_reach_is_not_asked() {
    let low = |door: Door| door.says("high-risk = true", "high-risk = false");
    let told = report(&low(model("aa")), &low(model("bb")).answers(&format!("{NO}\nact = \"cra\"")));
    let aia = walk(&told, "aia");
    assert_eq!((aia.possible, aia.substantial, told.blocks.len()), (false, No, 0));
    let open = |door: Door| door.says("high-risk = true\n", "");
    let told = report(&open(model("aa")), &open(model("bb")).answers(&format!("{NO}\nact = \"cra\"")));
    assert_eq!((walk(&told, "aia").possible, told.blocks.len()), (true, 1), "unknown stays unknown");
}

#[test]
fn what_marque_toml_says_against_the_comparison_is_shown_and_open() {
    let says = |door: Door| door.says("name = \"1.0\"\n", "name = \"1.0\"\nchange-brings = \"none\"\n");
    let told = report(&says(Door::new()), &says(Door::new().says("Shows who is at", "Opens")));
    let cra = walk(&told, "cra");
    assert_eq!((cra.substantial, cra.conflicts.len()), (Unknown, 1));
    assert!(told.blocks[0].contains("depends on facts that are open"), "{:?}", told.blocks);
}

#[test]
fn an_answer_of_another_release_or_to_nothing_is_told() {
    let other = Door::new().says("[[release]]", "[[release]]\nname = \"0.9\"\n[[release]]");
    let text = NO.replace("change =", "release = \"0.9\"\nchange =");
    let mut after = Door { inventory: model("bb").inventory, ..other.clone() };
    after.text.push_str(&format!("[[modification]]\n{text}\n"));
    let told = report(&Door { inventory: model("aa").inventory, ..other }, &after);
    assert_eq!((answers(&told), told.unused.len()), ([Unknown, Unknown], 0));
    let told = report(&model("aa"), &model("aa").answers(NO));
    assert_eq!((&*told.unused[0].change, told.unused[0].of.as_deref()), ("model-replaced", Some("detector.onnx")));
    assert_eq!(told.blocks.len(), 0);
}

#[test]
fn each_mistake_in_an_answer_is_told_with_its_place() {
    let said = |lines: &str| {
        let mistakes = compared(&model("aa"), &model("bb").answers(lines)).err().unwrap_or_default();
        mistakes.iter().map(|mistake| format!("{mistake}\n")).collect::<String>()
    };
    assert_eq!(said(NO), "");
    for (from, to, says) in [
        ("model-replaced", "model-replacd", "did you mean `model-replaced`?"),
        ("change = \"model-replaced\"\n", "", "this modification has no `change`"),
        ("\nwhy = \"same data, retrained\"", "", "this modification has no `why`"),
        ("same data, retrained", " ", "`why` says nothing"),
        ("substantial = false\n", "", "this modification has no `substantial`"),
        ("substantial = false", "substantial = \"no\"", "should be true or false"),
        ("of = ", "off = ", "has no key `off`"),
        ("why = ", "act = \"craa\"\nwhy = ", "there is no act called `craa`"),
        ("why = ", "assessed-in = \"\"\nwhy = ", "`assessed-in` says nothing"),
    ] {
        let told = said(&NO.replace(from, to));
        assert!(told.contains(says) && told.contains("marque.toml:"), "{to}:\n{told}");
    }
    let twice = said(&format!("{NO}\n[[modification]]\nrelease = \"1.0\"\n{NO}"));
    assert!(twice.contains("`model-replaced` is answered a second time"), "{twice}");
    let other = compared(&model("aa"), &model("bb").answers(NO).says("release = \"1.0\"", "release = \"2.0\""));
    assert!(other.unwrap_err()[0].to_string().contains("there is no release called `2.0`"));
    let none = compared(&model("aa"), &model("bb").answers(NO).says("release = \"1.0\"\n", ""));
    assert!(none.unwrap_err()[0].to_string().contains("this modification has no `release`"));
}

#[test]
fn a_classification_of_the_product_asks_about_the_product_alone() {
    let before = Door::new().says("cra-in-scope = true", "cra-in-scope = false");
    let told = report(&before, &Door::new());
    assert!(changes(&told).contains(&("classification-changed", "cra-in-scope")), "{:?}", told.changes);
    assert_eq!(answers(&told), [Unknown, No]);
}

#[test]
fn more_systems_than_any_product_has_are_refused() {
    let many: String = (0..101).map(|at| format!("[[ai-system]]\nname = \"{at}\"\n")).collect();
    let told = compared(&Door::new(), &Door::new().says("[[release]]", &format!("{many}[[release]]")));
    assert!(told.unwrap_err()[0].to_string().contains("102 AI systems are too many: 100 at most"));
}
