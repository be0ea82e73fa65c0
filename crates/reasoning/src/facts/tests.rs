use std::path::Path;

use super::*;

const FACT: &str = "# Article 1 Tea\n\n## 1 Tea\n\n```toml fact\nid = \"name-on-the-tin\"\non = \"product\"\ntype = \"texts\"\nquestion = \"Which?\"\ncites = [\"tea:1\"]\n```\n";

fn read_with(text: &str) -> (Facts, Vec<rulebook::mistake::Mistake>) {
    let texts = r#"
        [[act]]
        prefix = "tea"
        title  = "Tea Act"
        short  = "Tea"
        eli    = "http://example.com/tea"
        [[act.text]]
        name     = "first"
        in-force = 2020-01-01
    "#;
    let files = [("tea/article-01.md".to_owned(), FACT.to_owned())].into();
    let folder = rulebook::LawFolder { texts: texts.to_owned(), files, ..Default::default() };
    let book = rulebook::load(Path::new("law"), &folder).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    let mut reading = Reading::new(Path::new("marque.toml"), text);
    let entries = reading.whole();
    (read(&book, &mut reading, entries, Shape::Document), reading.mistakes)
}

#[test]
fn texts_are_kept_with_their_line_and_decide_nothing() {
    let (facts, mistakes) = read_with("[product]\nname = \"Pot\"\nname-on-the-tin = [\"Green \", \"Black\"]\n");
    assert!(mistakes.is_empty());
    let product = facts.product().unwrap();
    assert!(product.given.is_empty());
    assert_eq!(product.texts[0].texts, ["Green", "Black"]);
    assert_eq!(product.texts[0].origin.to_string(), "declared, marque.toml:3");
}

#[test]
fn an_empty_text_and_a_number_are_refused() {
    for value in ["\" \"", "7", "[]", "[\"a\", 1]"] {
        let (_, mistakes) = read_with(&format!("[product]\nname = \"Pot\"\nname-on-the-tin = {value}\n"));
        assert_eq!(mistakes.len(), 1, "{value}");
    }
}

#[test]
fn an_answer_about_a_change_is_kept_and_written_again() {
    let answer = "[[modification]]\nchange = \"leaf-new\"\nof = \"oolong\"\nact = \"tea\"\nrelease = \"1.1\"\n\
        substantial = false\nwhy = \"foreseen\"\nassessed-in = \"plan\"\nby = \"Head of tea\"\n";
    let (facts, mistakes) = read_with(&format!("[product]\nname = \"Pot\"\n[[release]]\nname = \"1.1\"\n{answer}"));
    assert!(mistakes.is_empty(), "{mistakes:?}");
    let [kept] = facts.modifications.as_slice() else { panic!("{:?}", facts.modifications) };
    assert_eq!((&*kept.change, kept.substantial, kept.of.as_deref()), ("leaf-new", false, Some("oolong")));
    let expected = serde_json::json!([{
        "change": "leaf-new", "substantial": false, "why": "foreseen", "of": "oolong", "act": "tea",
        "release": "1.1", "assessed-in": "plan", "by": "Head of tea",
    }]);
    assert_eq!(modifications_written(&facts.modifications), expected);
}

#[test]
fn an_answer_names_its_release_where_releases_have_names() {
    let answer = "[[modification]]\nchange = \"leaf-new\"\nsubstantial = true\nwhy = \"other leaves\"\n";
    let (facts, mistakes) = read_with(&format!("[product]\nname = \"Pot\"\n{answer}"));
    assert_eq!((facts.modifications.len(), mistakes.len()), (1, 0), "nobody named a release");
    let (_, mistakes) = read_with(&format!("[product]\nname = \"Pot\"\n[[release]]\nname = \"1.1\"\n{answer}"));
    assert_eq!(mistakes.len(), 1);
    assert_eq!(mistakes[0].message, "this modification has no `release`");
}
