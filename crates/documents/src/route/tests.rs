use std::path::Path;

use conformity::{Library, plan};
use reasoning::facts::document;
use reasoning::{LawChoice, Program};

use super::*;

fn shown(own: &str, later: Option<Later>) -> ProductRoute {
    let book = compiled_law::rulebook();
    let source = format!(
        "[complete]\nai-system = true\nsector-act = true\n[product]\nname = \"Door\\u001B[31m Eye\"\n\
         our-part-in-the-product = {{ only = [\"own-name\"] }}\ncra-in-scope = true\n\
         product-with-digital-elements = true\nsource-and-licence = \"closed\"\n{own}"
    );
    let facts = document(&book, Path::new("marque.toml"), &source).unwrap();
    let library: Library = conformity::built_in(&book).unwrap();
    let program = Program::new(&book, LawChoice::on("2027-12-11".parse().unwrap()));
    ProductRoute { source: "marque.toml".into(), plan: plan(&program, &facts, &library), later }
}

const CLASS_I: &str = "core-functionality = \"III-I-3\"\nharmonised-standards-applied = \"none\"\n";

#[test]
fn the_first_screen_has_the_ways_then_steps_then_what_is_shut() {
    let said = terminal(&shown(CLASS_I, None), 100);
    let place = |text: &str| said.find(text).unwrap_or_else(|| panic!("{text}: {said}"));
    let ways = place("way 2");
    assert!(ways < place("CE marking") && place("CE marking") < place("Steps of way 1"));
    assert!(place("Steps of way 1") < place("Way 2 has besides, or instead"));
    assert!(place("Way 2 has besides, or instead") < place("Shut"));
    assert!(place("Shut") < place("opens once this is so: A harmonised standard for the Cyber"));
    // What both ways share stands once.
    assert_eq!(said.matches("Draw up the technical documentation.").count(), 1);
    // A name cannot steer the terminal.
    assert!(!said.contains("\u{1b}[31m Eye") && said.contains("Door\\u{1b}[31m Eye"), "{said}");
}

#[test]
fn markdown_has_every_way_with_all_its_steps() {
    let later = Some(Later { on: "2028-01-01".into(), routes: vec!["Another.".into()] });
    let said = markdown(&shown(CLASS_I, later));
    assert!(said.starts_with("# The way to conformity: Door"), "{said}");
    assert_eq!(said.matches("Draw up the technical documentation.").count(), 2);
    assert!(said.contains("## Way 2\n") && said.contains("## Shut\n") && said.contains("## Standards\n"), "{said}");
    assert!(said.contains("from 2028-01-01 it is another way: Another."), "{said}");
}

#[test]
fn a_choice_that_is_shut_is_told_first() {
    let said = terminal(&shown(&format!("{CLASS_I}cra-procedure-chosen = \"module-a\"\n"), None), 100);
    let (told, steps) = (said.find("but shut: internal control"), said.find("Steps of way 1"));
    assert!(told.is_some() && told < steps, "{said}");
}

#[test]
fn what_nobody_said_is_asked() {
    let said = terminal(&shown("core-functionality = \"III-I-3\"\n", None), 100);
    assert!(said.contains("Nobody can tell yet") && said.contains("→ marque why"), "{said}");
}
