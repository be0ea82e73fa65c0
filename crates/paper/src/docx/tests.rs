use proptest::prelude::*;
use quick_xml::events::Event;

use super::*;
use crate::fixture::{any_paper, paper, text};

/// The parts of the archive by name; they are stored, not packed.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let number = |at: usize, length: usize| {
        bytes[at..at + length].iter().rev().fold(0_usize, |number, byte| (number << 8) | usize::from(*byte))
    };
    let mut parts = Vec::new();
    let mut at = 0;
    while bytes[at..].starts_with(b"PK\x03\x04") {
        assert_eq!(number(at + 8, 2), 0, "a part is packed");
        assert_eq!((number(at + 10, 2), number(at + 12, 2)), (0, 33), "a time is not 1980-01-01");
        let (size, name, extra) = (number(at + 18, 4), number(at + 26, 2), number(at + 28, 2));
        let body = at + 30 + name + extra;
        let name = String::from_utf8(bytes[at + 30..at + 30 + name].to_vec()).unwrap();
        parts.push((name, String::from_utf8(bytes[body..body + size].to_vec()).unwrap()));
        at = body + size;
    }
    parts
}

fn part(bytes: &[u8], name: &str) -> String {
    parts(bytes).into_iter().find(|(known, _)| known == name).unwrap().1
}

fn rendered(paper: &Paper) -> Vec<u8> {
    render(paper, &Words::english()).unwrap()
}

#[test]
fn each_block_has_its_form() {
    let document = part(&rendered(&paper()), "word/document.xml");
    for wanted in [
        "<w:pStyle w:val=\"Title\" />",
        "Declaration of &lt;conformity&gt;",
        "<w:pStyle w:val=\"Heading1\" />",
        "Asked for by: cra:annex-5(1)",
        "<w:b /><w:bCs />",
        "<w:hyperlink r:id=\"link1\"",
        ">a|b<",
        "Door Ltd &amp; Sons",
        "<w:highlight w:val=\"yellow\" />",
        "[missing: the address of the manufacturer (cra:annex-5(2))]",
        "<w:numId w:val=\"1\" />",
        "<w:trPr><w:cantSplit /><w:tblHeader /></w:trPr>",
        "open|ssl",
        "<w:jc w:val=\"right\" />",
        "<w:gridSpan w:val=\"1\" />",
        "[Picture: A square]",
        "<w:pStyle w:val=\"Signature\" />",
        "Ann Example",
        "[1] Fact: product, manufacturer (marque.toml:3)",
    ] {
        assert!(document.contains(wanted), "{wanted}\n---\n{document}");
    }
}

#[test]
fn each_numbered_list_starts_at_one() {
    let bytes = rendered(&paper());
    let numbering = part(&bytes, "word/numbering.xml");
    let restart = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\" /></w:lvlOverride>";
    // The gaps and the two lists.
    assert_eq!(numbering.matches(restart).count(), 3, "{numbering}");
}

#[test]
fn language_title_and_day_stand_in_the_properties() {
    let bytes = rendered(&Paper { language: "pl".into(), ..paper() });
    assert!(
        part(&bytes, "word/styles.xml").contains("<w:lang w:val=\"pl\" w:eastAsia=\"pl\"/></w:rPr></w:rPrDefault>")
    );
    let default = "<w:style w:default=\"1\" w:type=\"paragraph\" w:styleId=\"Normal\">";
    assert!(part(&bytes, "word/styles.xml").contains(default));
    let core = part(&bytes, "docProps/core.xml");
    assert!(core.contains("<dc:title>Declaration of &lt;conformity&gt;</dc:title><dc:language>pl</dc:language>"));
    assert!(core.contains("2026-11-23T00:00:00Z") && !core.contains("unknown"), "{core}");
}

#[test]
fn only_a_draft_says_so_on_each_page() {
    let banner = |bytes: &[u8]| {
        parts(bytes).iter().any(|(name, text)| name.starts_with("word/header") && text.contains("This is a draft"))
    };
    assert!(banner(&rendered(&paper())));
    let issued = rendered(&Paper { state: State::Issued, ..paper() });
    assert!(!banner(&issued) && !part(&issued, "word/document.xml").contains("marque.toml"));
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let first = rendered(&paper());
    let other = std::thread::spawn(|| rendered(&paper())).join().unwrap();
    assert!(first == rendered(&paper()) && first == other);
}

#[test]
fn a_word_of_any_length_is_taken() {
    let blocks = vec![Block::Paragraph(text(&"a".repeat(100_000)))];
    assert!(rendered(&Paper { blocks, ..paper() }).len() > 100_000);
}

fn check_xml(xml: &str) -> Result<(), String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return Ok(()),
            Ok(Event::Text(text)) => {
                text.xml10_content().map_err(|error| error.to_string())?;
            }
            Ok(_) => {}
            Err(error) => return Err(error.to_string()),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_part_is_well_formed(paper in any_paper()) {
        for (name, text) in parts(&rendered(&paper)) {
            if name.ends_with('/') {
                continue;
            }
            prop_assert_eq!(check_xml(&text), Ok(()), "{}", name);
            prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{name}");
            // Every cell holds a paragraph and every row a cell.
            prop_assert!(!text.contains("</w:tcPr></w:tc>") && !text.contains("</w:trPr></w:tr>"));
        }
    }
}
