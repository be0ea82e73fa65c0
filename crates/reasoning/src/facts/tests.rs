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
