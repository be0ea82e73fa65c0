use lopdf::{Dictionary, Document, Object};
use paper::{Block, Inline, State};
use proptest::prelude::*;

use super::*;
use crate::fixture::{any_paper, declaration, text};

fn rendered(paper: &Paper) -> Document {
    Document::load_mem(&render(paper, &Words::english()).unwrap()).unwrap()
}

fn resolve<'d>(document: &'d Document, object: &'d Object) -> &'d Object {
    match object {
        Object::Reference(id) => document.get_object(*id).unwrap(),
        object => object,
    }
}

fn entry<'d>(document: &'d Document, dictionary: &'d Dictionary, key: &str) -> &'d Object {
    resolve(document, dictionary.get(key.as_bytes()).unwrap_or_else(|_| panic!("no /{key}")))
}

/// The names of the elements of the structure tree, in order.
fn structure(document: &Document) -> Vec<String> {
    let mut names = Vec::new();
    let mut left = vec![entry(document, document.catalog().unwrap(), "StructTreeRoot")];
    while let Some(object) = left.pop() {
        match resolve(document, object) {
            Object::Array(kids) => left.extend(kids.iter().rev()),
            Object::Dictionary(element) => {
                if let Ok(name) = element.get(b"S").and_then(Object::as_name) {
                    names.push(String::from_utf8_lossy(name).into_owned());
                }
                left.extend(element.get(b"K"));
            }
            _ => {}
        }
    }
    names
}

fn pages_of(paper: &Paper) -> String {
    let document = rendered(paper);
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).unwrap().replace(['\n', '\u{200b}'], " ")
}

#[test]
fn the_file_says_that_it_is_archival_and_accessible() {
    let document = rendered(&declaration());
    let catalog = document.catalog().unwrap();
    let metadata = entry(&document, catalog, "Metadata").as_stream().unwrap();
    let metadata = metadata.decompressed_content().unwrap_or_else(|_| metadata.content.clone());
    let metadata = String::from_utf8(metadata).unwrap();
    for wanted in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "EU declaration of conformity",
        "2026-11-23",
    ] {
        assert!(metadata.contains(wanted), "{wanted}\n{metadata}");
    }
    let marks = entry(&document, catalog, "MarkInfo").as_dict().unwrap();
    assert!(marks.get(b"Marked").unwrap().as_bool().unwrap());
    assert_eq!(entry(&document, catalog, "Lang").as_str().unwrap(), b"en");
    let preferences = entry(&document, catalog, "ViewerPreferences").as_dict().unwrap();
    assert!(preferences.get(b"DisplayDocTitle").unwrap().as_bool().unwrap());
    let intents = entry(&document, catalog, "OutputIntents").as_array().unwrap();
    let intent = resolve(&document, &intents[0]).as_dict().unwrap();
    assert_eq!(intent.get(b"S").unwrap().as_name().unwrap(), b"GTS_PDFA1");
    assert!(entry(&document, intent, "DestOutputProfile").as_stream().is_ok());
}

#[test]
fn every_font_is_inside() {
    let document = rendered(&declaration());
    let is_inside = |descriptor: &&Dictionary| {
        [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"].iter().any(|key| descriptor.has(key))
    };
    let descriptors: Vec<&Dictionary> = document
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dictionary| {
            dictionary.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"FontDescriptor")
        })
        .collect();
    assert!(descriptors.len() >= 2, "regular and bold at least");
    assert!(descriptors.iter().all(is_inside));
}

#[test]
fn each_block_is_an_element_of_the_structure() {
    let names = structure(&rendered(&declaration()));
    for wanted in ["H1", "H2", "H3", "P", "L", "LI", "LBody", "Table", "TR", "TH", "TD", "Link", "Figure", "Strong"] {
        assert!(names.iter().any(|name| name == wanted), "{wanted}: {names:?}");
    }
    assert_eq!(names.iter().filter(|name| *name == "H1").count(), 1);
}

#[test]
fn every_text_stands_on_a_page() {
    let pages = pages_of(&declaration());
    for wanted in [
        "Smart Door 3, door controller with camera",
        "Türen & Tore GmbH",
        "missing: the postal address of the manufacturer",
        "cra:annex-5(2)",
        "EN 40000-1-2",
        "1,104",
        "TR-2026-17",
        "Ελληνικά: δήλωση συμμόρφωσης",
        "Български: декларация за съответствие",
        "zażółć gęślą jaźń",
        "größer als ẞ",
        "Signed for Türen & Tore GmbH",
        "This is a draft.",
        "Where the values come from",
        "marque.toml:4",
        "Run marque ask support-period.",
    ] {
        assert!(pages.contains(wanted), "{wanted}\n{pages}");
    }
}

#[test]
fn an_issued_paper_bears_no_mark_of_a_draft() {
    let pages = pages_of(&Paper { state: State::Issued, ..declaration() });
    assert!(pages.contains("Issued"));
    for word in ["DRAFT", "Draft", "This is a draft", "marque.toml:4"] {
        assert!(!pages.contains(word), "{word}");
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let once = render(&declaration(), &Words::english()).unwrap();
    assert!(once == render(&declaration(), &Words::english()).unwrap());
}

#[test]
fn what_cannot_be_made_says_why() {
    let message = |paper: &Paper| render(paper, &Words::english()).unwrap_err().to_string();
    let without = Paper { date: None, ..declaration() };
    assert!(message(&without).starts_with("making a PDF of `declaration`: the paper has no date"));
    let language = Paper { language: "klingon!".into(), ..declaration() };
    assert!(message(&language).contains("`klingon!` is not a language"));
    let picture = Block::Picture { svg: "no drawing".into(), alt: "x".into(), width_mm: 50.0 };
    let picture = Paper { blocks: vec![picture], ..declaration() };
    assert!(message(&picture).starts_with("laying out `declaration`: "));
}

#[test]
fn a_table_longer_than_a_page_repeats_its_head() {
    let cell = |text: String| vec![Inline::Text(text)];
    let rows = (0..120).map(|row| vec![cell(format!("row {row}")), cell(row.to_string())]).collect();
    let table = Block::Table { caption: None, head: vec![text("Heading of it"), text("Count")], rows };
    let paper = Paper { blocks: vec![table], ..declaration() };
    let pages = rendered(&paper).get_pages().len();
    assert!(pages >= 3);
    assert_eq!(pages_of(&paper).matches("Heading of it").count(), pages);
}

#[test]
fn a_word_of_any_length_is_broken() {
    let paper = Paper { blocks: vec![Block::Paragraph(text(&"a".repeat(100_000)))], ..declaration() };
    assert!(rendered(&paper).get_pages().len() > 10);
}

#[test]
fn a_paper_without_anything_is_still_one() {
    let empty = Paper { id: String::new(), title: "\n".into(), subtitle: None, blocks: vec![], ..declaration() };
    assert_eq!(rendered(&empty).get_pages().len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_text_stops_the_typesetter(paper in any_paper()) {
        let made = render(&paper, &Words::english());
        prop_assert!(made.is_ok(), "{:?}", made.err());
    }
}
