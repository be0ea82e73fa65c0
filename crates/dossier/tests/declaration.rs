//! The EU declaration of conformity of a product under both acts, item by item of both annexes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop at what is not there")]

use std::path::Path;

use domain::{Answer, Day, Kind};
use dossier::{Annexes, Composed, FIRST, Library, Matter, compose};
use paper::{Block, Gap, Inline, State};
use reasoning::facts::document;
use reasoning::verdict::{Extent, verdict};
use reasoning::{Facts, LawChoice, Program};
use rulebook::Rulebook;

const ORGANISATION: &[(&str, &str)] = &[
    ("name", "\"Doorbells AB\""),
    ("postal-address", "\"1 Main Street, Exampletown\""),
    ("place-of-issue", "\"Exampletown\""),
    ("signatory", "\"the person who signs\""),
    ("signatory-function", "\"head of compliance\""),
];
const PRODUCT: &[(&str, &str)] = &[
    ("product-type", "\"Door Eye 2\""),
    ("product-identifiers", "[\"serial numbers DE2-1000 to DE2-9999\", \"firmware 2.4\"]"),
    ("object-of-the-declaration", "\"a video doorbell with camera and microphone\""),
    ("cra-notified-body", "\"Test House 0000\""),
    ("cra-procedure-description", "\"assessment of the quality management system\""),
    ("cra-certificate", "\"certificate 12-345\""),
];
const SYSTEM: &[(&str, &str)] = &[
    ("system-type", "\"DE-Face\""),
    ("system-identifiers", "\"model 7, in firmware 2.4\""),
    ("involves-personal-data", "true"),
    ("aia-notified-body", "\"Test House 0000\""),
    ("aia-procedure-description", "\"assessment under Annex VII\""),
    ("aia-certificate", "\"certificate 67-890\""),
];

/// What an item of an annex looks like once it is there.
const ITEMS: &[(&str, &str)] = &[
    ("cra:annex-5(1)", "video doorbell, type Door Eye 2"),
    ("cra:annex-5(1)", "serial numbers DE2-1000 to DE2-9999"),
    ("cra:annex-5(2)", "Doorbells AB, 1 Main Street, Exampletown"),
    ("cra:annex-5(3)", "sole responsibility of Doorbells AB"),
    ("cra:annex-5(4)", "a video doorbell with camera and microphone"),
    ("cra:annex-5(5)", "conforms to the Union harmonisation legislation"),
    ("cra:annex-5(5)", "Regulation (EU) 2024/2847"),
    ("cra:annex-5(6)", "without harmonised standards, common specifications or cybersecurity certification"),
    ("cra:annex-5(7)", "Test House 0000"),
    ("cra:annex-5(7)", "assessment of the quality management system"),
    ("cra:annex-5(7)", "certificate 12-345"),
    ("cra:annex-5(8)", "Signed for and on behalf of Doorbells AB"),
    ("cra:annex-5(8)", "Exampletown, 2028-03-01"),
    ("cra:annex-5(8)", "the person who signs, head of compliance"),
    ("aia:annex-5(1)", "face match, type DE-Face"),
    ("aia:annex-5(1)", "model 7, in firmware 2.4"),
    ("aia:annex-5(2)", "Doorbells AB, 1 Main Street, Exampletown"),
    ("aia:annex-5(3)", "sole responsibility of Doorbells AB"),
    ("aia:annex-5(4)", "Regulation (EU) 2024/1689"),
    ("aia:annex-5(4)", "face match meets the requirements of Chapter III, Section 2"),
    ("aia:annex-5(5)", "Directive (EU) 2016/680"),
    ("aia:annex-5(6)", "without harmonised standards or common specifications"),
    ("aia:annex-5(7)", "assessment under Annex VII"),
    ("aia:annex-5(7)", "certificate 67-890"),
    ("aia:annex-5(8)", "Exampletown, 2028-03-01"),
    ("aia:annex-5(8)", "the person who signs, head of compliance"),
];

fn given(rows: &[(&str, &str)], without: &str) -> String {
    let lines = rows.iter().filter(|(key, _)| *key != without).map(|(key, value)| format!("{key} = {value}\n"));
    lines.collect()
}

/// The video doorbell of docs/cases, with all that its declaration says but for one fact.
fn marque_toml(without: &str) -> String {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cases/smart-camera/marque.toml");
    let text = std::fs::read_to_string(case).unwrap();
    let (before, face_match) = text.split_once("name = \"face match\"").unwrap();
    let before = before.replace("[organisation]\n", &format!("[organisation]\n{}", given(ORGANISATION, without)));
    let before = before.replace("[product]\n", &format!("[product]\n{}", given(PRODUCT, without)));
    let before = before.replace(
        "name = \"radio law\"\n",
        "name = \"radio law\"\npublication-reference = \"Directive 2014/53/EU, OJ L 153, 22.5.2014, p. 62\"\n",
    );
    format!("{before}name = \"face match\"\n{}{face_match}", given(SYSTEM, without))
}

fn facts(book: &Rulebook, text: &str) -> Facts {
    document(book, Path::new("marque.toml"), text).unwrap()
}

fn papers(book: &Rulebook, facts: &Facts, language: &str, state: State) -> Vec<Composed> {
    let on: Day = "2028-03-01".parse().unwrap();
    let program = Program::new(book, LawChoice::on(on));
    let verdict = verdict(&program, facts, &mut reasoning::State::default(), Extent::Plain);
    let library = Library::embedded(book).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    let issued = (state == State::Issued).then_some(on);
    let matter = Matter {
        rulebook: book,
        facts,
        verdict: &verdict,
        evidence: &[],
        inventory: None,
        annexes: Annexes::default(),
        risks: None,
        on,
        issued,
    };
    compose(&library, &matter, language).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]))
}

fn declaration(book: &Rulebook, facts: &Facts) -> Composed {
    declaration_in(book, facts, FIRST)
}

fn declaration_in(book: &Rulebook, facts: &Facts, language: &str) -> Composed {
    let mut papers =
        papers(book, facts, language, State::Issued).into_iter().filter(|paper| paper.paper.id == "eu-declaration");
    let declaration = papers.next().expect("a declaration is owed");
    assert!(papers.next().is_none(), "one declaration for both acts");
    declaration
}

/// The text of each section with the citations that ask for it; a section without a heading belongs to the one above.
fn sections(composed: &Composed) -> Vec<(Vec<String>, String)> {
    let mut sections: Vec<(Vec<String>, String)> = Vec::new();
    for block in &composed.paper.blocks {
        match block {
            Block::Heading { cites, .. } => sections.push((cites.clone(), String::new())),
            Block::Paragraph(text) => add(&mut sections, &shown(text)),
            Block::List { items, .. } => items.iter().for_each(|item| add(&mut sections, &shown(item))),
            Block::Signature { label, lines } => {
                add(&mut sections, &shown(label));
                lines.iter().for_each(|line| add(&mut sections, &shown(line)));
            }
            Block::Note(_) => {}
            other => panic!("a declaration holds no {other:?}"),
        }
    }
    sections
}

fn add(sections: &mut [(Vec<String>, String)], text: &str) {
    let (_, section) = sections.last_mut().expect("a heading above");
    section.push_str(text);
    section.push('\n');
}

fn shown(text: &[Inline]) -> String {
    let shown = text.iter().map(|inline| match inline {
        Inline::Text(text) => text.clone(),
        Inline::Field(field) => field.text.clone(),
        Inline::Gap(gap) => format!("[{}]", gap.what),
        other => panic!("a declaration holds no {other:?}"),
    });
    shown.collect()
}

#[test]
fn every_item_of_both_annexes_is_there_and_nothing_is_missing() {
    let book = compiled_law::rulebook();
    let declaration = declaration(&book, &facts(&book, &marque_toml("")));
    assert_eq!(declaration.owed, Answer::Yes);
    assert_eq!(declaration.paper.gaps(), Vec::<&Gap>::new());
    let sections = sections(&declaration);
    for (cites, words) in ITEMS {
        let asked = sections.iter().any(|(asking, text)| asking.iter().any(|own| own == cites) && text.contains(words));
        assert!(asked, "{cites} asks for {words:?}: {sections:#?}");
    }
    let text: String = sections.iter().map(|(_, text)| text.as_str()).collect();
    assert!(!text.contains("person detection"), "that system is not high-risk");
    assert!(
        text.contains("Directive 2014/53/EU, OJ L 153, 22.5.2014, p. 62"),
        "the acts are named with where they were published: {text}"
    );
}

#[test]
fn whatever_is_left_out_is_a_gap_with_the_point_that_asks_for_it() {
    let book = compiled_law::rulebook();
    for (key, _) in ORGANISATION.iter().chain(PRODUCT).chain(SYSTEM).filter(|(key, _)| *key != "involves-personal-data")
    {
        let declaration = declaration(&book, &facts(&book, &marque_toml(key)));
        let gaps = declaration.paper.gaps();
        assert!(!gaps.is_empty(), "{key}");
        for gap in gaps {
            assert!(gap.remedy.contains(key) && !gap.cites.is_empty(), "{key}: {gap:?}");
        }
    }
}

#[test]
fn whether_personal_data_are_processed_decides_whether_point_5_is_there() {
    let book = compiled_law::rulebook();
    let text = marque_toml("involves-personal-data");
    let without = text.replace("system-type", "involves-personal-data = false\nsystem-type");
    let declaration = declaration(&book, &facts(&book, &without));
    assert!(sections(&declaration).iter().all(|(_, text)| !text.contains("2016/680")));
}

/// The values of a paper with where each comes from, in the order of their letters.
fn fields(composed: &Composed) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut of = |text: &[Inline]| {
        fields.extend(text.iter().filter_map(|inline| match inline {
            Inline::Field(field) => Some((field.text.clone(), format!("{:?}", field.source))),
            _ => None,
        }));
    };
    for block in &composed.paper.blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) | Block::Note(text) => of(text),
            Block::List { items, .. } => items.iter().for_each(|item| of(item)),
            Block::Signature { label, lines } => std::iter::once(label).chain(lines).for_each(|line| of(line)),
            other => panic!("a declaration holds no {other:?}"),
        }
    }
    fields.sort();
    fields
}

#[test]
fn the_declaration_says_the_same_in_every_language() {
    let book = compiled_law::rulebook();
    let with_standards = marque_toml("")
        .replace("product-type =", "standards-used = [\"EN 18031-1\"]\nproduct-type =")
        .replace("system-type =", "system-standards-used = [\"EN 00000\"]\nsystem-type =")
        .replace("standards-applied = \"none\"", "standards-applied = \"part\"");
    for (text, some) in [(marque_toml(""), "Door Eye 2"), (with_standards, "EN 18031-1")] {
        let facts = facts(&book, &text);
        let english = fields(&declaration(&book, &facts));
        assert!(english.iter().any(|(text, _)| text == some), "{some}: {english:#?}");
        for language in ["de", "fr", "es", "it", "nl", "pl"] {
            let declaration = declaration_in(&book, &facts, language);
            assert_eq!(declaration.paper.language, language);
            assert_eq!(declaration.paper.gaps(), Vec::<&Gap>::new(), "{language}");
            assert_eq!(fields(&declaration), english, "{language}");
        }
    }
}

#[test]
fn a_language_that_nobody_has_compared_says_so_above_all_else() {
    let book = compiled_law::rulebook();
    let facts = facts(&book, &marque_toml(""));
    for (language, words) in [("de", "noch nicht mit dem Amtsblatt"), ("fr", "Journal officiel"), ("pl", "Dziennikiem")]
    {
        let mut issued = papers(&book, &facts, language, State::Issued).into_iter();
        assert!(issued.all(|paper| !matches!(paper.paper.blocks.first(), Some(Block::Note(_)))), "{language}");
        let mut papers = papers(&book, &facts, language, State::Draft);
        papers.retain(|paper| paper.paper.language == language);
        assert!(!papers.is_empty(), "{language}");
        for paper in papers {
            let Some(Block::Note(note)) = paper.paper.blocks.first() else { panic!("{language}: {}", paper.paper.id) };
            assert!(shown(note).contains(words), "{language}: {note:?}");
        }
    }
    assert!(matches!(declaration(&book, &facts).paper.blocks.first(), Some(Block::Heading { .. })));
}

#[test]
fn whether_something_is_owed_is_left_open_in_the_language_of_the_paper() {
    let book = compiled_law::rulebook();
    let facts = facts(&book, "[organisation]\nname = \"A\"\n[product]\nname = \"B\"\n");
    for (language, words) in [("en", "Whether this is owed is open."), ("de", "Ob dies verlangt wird, ist offen.")] {
        let declaration = declaration_in(&book, &facts, language);
        let open = Block::Note(vec![Inline::Text(words.to_owned())]);
        assert!(declaration.paper.blocks.contains(&open), "{language}");
    }
}

#[test]
fn the_papers_of_the_repository_have_no_mistakes() {
    let book = compiled_law::rulebook();
    let library = Library::embedded(&book).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    let mistakes = library.check(&book);
    assert!(mistakes.is_empty(), "{}", mistakes[0]);
}

#[test]
fn a_system_without_a_product_has_a_declaration_of_its_own() {
    let book = compiled_law::rulebook();
    let text = "[organisation]\nname = \"A\"\n[[ai-system]]\nname = \"sorter\"\nhigh-risk = true\naia-in-scope = true\nprovider = true\nsection-b-only = false\n";
    let facts = facts(&book, text);
    let declaration = declaration(&book, &facts);
    assert_eq!(facts.thing(declaration.thing).kind, Kind::AiSystem);
    assert!(sections(&declaration).iter().all(|(cites, _)| cites.iter().any(|cite| cite.starts_with("aia:"))));
}
