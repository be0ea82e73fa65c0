//! Small invented texts for the rules; the official texts, where they are held, for the proof.

use std::collections::BTreeSet;
use std::fs;

use domain::citation::Provisions;
use serde_json::Value;

use super::*;

const TEXTS: &str = r#"
[[act]]
prefix = "tea"
[[act.text]]
name = "original"
articles = ["old/{unit}.md", { unamended = "{unit}.md" }]
annexes = ["{unit}.md"]
[[act.text]]
name = "second"
articles = ["{unit}.md"]
annexes = ["{unit}.md"]
[[act.text]]
name = "third"
articles = ["{unit}.md"]
changes = [
  { provision = "tea:2(1)", file = "amendments.md", quotation = 1 },
  { provision = "tea:2(2a)", file = "amendments.md", quotation = 2 },
]

[[act]]
prefix = "pots"
[[act.text]]
name = "original"
articles = ["pots.md"]
annexes = ["pots.md"]

[[neighbour]]
prefix = "milk"
continuation = "indented"
text = [{ name = "held", articles = ["milk.md"] }]
"#;

const FILES: &[(&str, &str)] = &[
    (
        "article-01.md",
        "# Article 1 — Tea\n\n> A note by the editor.\n\nTea is hot.[^1]\n\nIt has leaves.\n\nHowever:\n\n    (a) green\u{a0}tea  is green;\n\n    (b) black tea is:\n\n        (i) strong;\n\n        (ii) cafe\u{301} fare;\n\nand neither is coffee.\n\n[^1]: A footnote.\n",
    ),
    (
        "article-02.md",
        "# Article 2 — Cups\n\nCHAPTER I — GENERAL\n(a text of an editor)\n\n---\n\n1. A cup has a handle:\n  (a) on the left; or\n  (b) on the right.\nA cup without one is a bowl:\n  (a) a small one;\n▼M1 [inserted]\n  (aa) a smaller one.\n▼B\n\n▼M1 [replaced]\n2. A bowl has none.\n▼B\n\n3. [deleted]\n\n10. The last one.\n",
    ),
    ("old/article-02.md", "# Article 2 — Cups\n\n---\n\n1. A cup has one handle.\n"),
    (
        "article-03.md",
        "# Article 3 — Definitions\n\nHere:\n\n(1) ‘pot’ means a pot;\n\n(2) ‘lid’ means:\n    (a) a cover, or\n    (b) a hat.\n",
    ),
    ("article-04.md", "# Article 4 — New\n\n---\n\n▼M1 [inserted]\nThis is new.\n▼B\n"),
    (
        "annex-1.md",
        "# Annex I — LISTS\n\n## Part I Leaves\n\nThe leaves are:\n\n(1) long;\n\n(2) short:\n\n    (a) very.\n\n## Part II Water\n\n1. Boiling\n\nThe water boils.\n\n1.1. It boils at once.\n\n1.2. It boils:\n\n    (a) loudly.\n\nAnd long.\n\n2. Cold\n",
    ),
    (
        "annex-2.md",
        "# Annex II — TABLES\n\n---\n\n### 1. First\n\nWords.\n\n### 2. Second\n\n#### a. Under the second\n\n| Code | |\n|---|---|\n| T 1 | a tea |\n\n  — a dash,\n  — another.\n\n### 3. Third\n  (a) one:\n  It goes on.\n    (i) deep;\n",
    ),
    (
        "amendments.md",
        "# Amendments\n\n> The act is amended:\n>\n> (1) paragraph 1 is replaced:\n>\n> ‘1. A cup is a cup:\n>\n>     (a) always.’\n>\n> (2) this is inserted:\n>\n> ‘2a. A saucer is flat.’;\n",
    ),
    (
        "pots.md",
        "# Pots\n\n## Recital 1\n\nBecause.\n\n## Article 1 — First\n\nA pot.\n\n## Article 10\n\n1. Ten pots.\n\n## Annex I — Pots\n\n### Class II\n\n#### 3. Iron pots\n\nThey are heavy.\n",
    ),
    (
        "milk.md",
        "# Article 1 — Milk\n\n> Note.\n\n1. Milk is white:\n\n    (a) mostly.\n\n    It is also cold.\n\n2. No.\n",
    ),
];

fn invented() -> (tempfile::TempDir, OfficialTexts) {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("old")).unwrap();
    for (name, text) in FILES {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let texts = OfficialTexts::open(dir.path(), &TEXTS.parse().unwrap()).unwrap();
    (dir, texts)
}

fn cite(text: &str) -> Citation {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

fn check(text: &str, passages: &[(&str, &str)]) {
    let (_dir, texts) = invented();
    for (citation, passage) in passages {
        match texts.passage(&cite(citation), text) {
            Ok(found) => assert_eq!(&found, passage, "{citation}"),
            Err(error) => panic!("{error}"),
        }
    }
}

fn refused(text: &str, citation: &str) -> String {
    let (_dir, texts) = invented();
    match texts.passage(&cite(citation), text) {
        Ok(passage) => panic!("{citation} was found: {passage}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_passage_reaches_up_to_the_next_sibling() {
    check(
        "second",
        &[
            ("tea:2(2)", "2. A bowl has none."),
            ("tea:2(1)/1", "A cup has a handle: (a) on the left; or (b) on the right."),
            ("tea:2(1)/1(b)", "(b) on the right."),
            ("tea:2(1)/2", "A cup without one is a bowl: (a) a small one; (aa) a smaller one."),
            ("tea:2(1)(aa)", "(aa) a smaller one."),
            ("tea:2(10)", "10. The last one."),
            ("tea:3(2)", "(2) ‘lid’ means: (a) a cover, or (b) a hat."),
            ("tea:3(2)(b)", "(b) a hat."),
        ],
    );
}

#[test]
fn heads_notes_marks_of_amendment_and_footnotes_are_left_out() {
    check(
        "second",
        &[
            ("tea:1/1", "Tea is hot."),
            ("tea:4", "This is new."),
            ("tea:annex-2(1)", "Words."),
            ("tea:annex-1.1(2)", "(2) short: (a) very."),
        ],
    );
}

#[test]
fn white_space_is_one_space_and_characters_are_composed() {
    check("second", &[("tea:1(a)", "(a) green tea is green;"), ("tea:1(b)(ii)", "(ii) caf\u{e9} fare;")]);
}

#[test]
fn points_are_found_with_and_without_their_subparagraph() {
    check("second", &[("tea:1/3(b)(i)", "(i) strong;"), ("tea:1(b)(i)", "(i) strong;")]);
}

#[test]
fn words_in_small_letters_go_on_with_the_subparagraph_of_the_points_above() {
    check(
        "second",
        &[(
            "tea:1/3",
            "However: (a) green tea is green; (b) black tea is: (i) strong; (ii) caf\u{e9} fare; and neither is coffee.",
        )],
    );
    assert!(refused("second", "tea:1/4").contains("tea:1 has /1 /2 /3 (a) (b)"));
}

#[test]
fn parts_of_annexes_and_points_of_points_are_found() {
    check(
        "second",
        &[
            ("tea:annex-1.1", "The leaves are: (1) long; (2) short: (a) very."),
            ("tea:annex-1.1(2)(a)", "(a) very."),
            (
                "tea:annex-1.2(1)",
                "1. Boiling The water boils. 1.1. It boils at once. 1.2. It boils: (a) loudly. And long.",
            ),
            ("tea:annex-1.2(1)/2", "The water boils. 1.1. It boils at once. 1.2. It boils: (a) loudly. And long."),
            ("tea:annex-1.2(1.2)", "1.2. It boils: (a) loudly. And long."),
            ("tea:annex-1.2(1.2)/2", "And long."),
            ("tea:annex-1.2(1.2)(a)", "(a) loudly."),
            ("tea:annex-1.2(2)", "2. Cold"),
            ("tea:annex-2(2)(a)", "Code T 1 a tea — a dash, — another."),
            ("tea:annex-2(3)(a)", "(a) one: It goes on. (i) deep;"),
            ("tea:annex-2(3)(a)(i)", "(i) deep;"),
        ],
    );
}

#[test]
fn a_file_may_hold_several_articles() {
    check(
        "original",
        &[("pots:1", "A pot."), ("pots:10(1)", "1. Ten pots."), ("pots:annex-1.2(3)", "They are heavy.")],
    );
    assert!(
        refused("original", "pots:2")
            .contains("pots:2: pots.md does not hold its article or annex: no heading opens it")
    );
}

#[test]
fn an_older_text_falls_back_to_a_file_that_no_amendment_touched() {
    check("original", &[("tea:2(1)", "1. A cup has one handle."), ("tea:3(1)", "(1) ‘pot’ means a pot;")]);
    let error = refused("original", "tea:4");
    assert!(error.contains("is not held; looked for old/article-04.md, article-04.md (amended)"), "{error}");
}

#[test]
fn an_amendment_held_in_its_own_words_replaces_and_inserts() {
    check(
        "third",
        &[
            ("tea:2(1)", "1. A cup is a cup: (a) always."),
            ("tea:2(1)(a)", "(a) always."),
            ("tea:2(2a)", "2a. A saucer is flat."),
            ("tea:2", "1. A cup is a cup: (a) always. 2. A bowl has none. 2a. A saucer is flat. 10. The last one."),
        ],
    );
}

#[test]
fn a_change_whose_words_are_not_there_is_refused() {
    let (dir, texts) = invented();
    for (amendments, reason) in [
        ("> No quotation.\n", "it has no such quotation"),
        ("> ‘7. A cup is a cup.’\n> ‘2a. Flat.’\n", "the new wording bears another number"),
        ("> ‘A cup is a cup.’\n> ‘2a. Flat.’\n", "the new wording is not one numbered item"),
    ] {
        fs::write(dir.path().join("amendments.md"), amendments).unwrap();
        let error = texts.passage(&cite("tea:2(2)"), "third").unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
        assert!(error.contains("the change of tea:2(1) cannot be taken from amendments.md"), "{error}");
    }
}

#[test]
fn where_indented_lines_continue_what_contains_the_point_they_do() {
    check("held", &[("milk:1(1)(a)", "(a) mostly."), ("milk:1(1)/2", "It is also cold.")]);
}

#[test]
fn what_cannot_be_one_passage_is_an_error_that_names_citation_and_file() {
    for (text, citation, reason) in [
        ("second", "tea:2(1)(a)", "tea:2(1)(a): in article-02.md it may mean tea:2(1)/1(a) or tea:2(1)/2(a)"),
        ("second", "tea:2(4)", "tea:2(4): it does not stand in article-02.md: tea:2 has (1) (2) (3) (10)"),
        ("second", "tea:2(2)(a)", "tea:2(2) has no parts"),
        ("second", "tea:annex-1(1)", "tea:annex-1 has .1 .2"),
        ("second", "tea:2(3)", "tea:2(3): it is deleted in the text `second` (article-02.md)"),
        ("second", "tea:9", "tea:9: the text `second` is not held; looked for article-09.md"),
        ("fourth", "tea:1", "the act has no text `fourth`; its texts are original, second, third"),
        ("second", "wine:1", "wine:1: texts.toml names no act with this prefix"),
    ] {
        let error = refused(text, citation);
        assert!(error.contains(reason), "{citation}: {error}");
    }
}

#[test]
fn a_missing_source_is_told_from_a_wrong_citation() {
    let (_dir, texts) = invented();
    assert!(texts.passage(&cite("tea:9"), "second").unwrap_err().is_not_held());
    assert!(texts.passage(&cite("wine:1"), "second").unwrap_err().is_not_held());
    assert!(!texts.passage(&cite("tea:2(4)"), "second").unwrap_err().is_not_held());
}

#[test]
fn the_digest_is_the_sha_256_of_the_passage() {
    let (_dir, texts) = invented();
    let digest = texts.digest(&cite("tea:1/1"), "second").unwrap();
    assert_eq!(digest, digest_of("Tea is hot."));
    assert_eq!(digest_of("abc"), "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn the_outline_lists_what_can_be_cited() {
    let (_dir, texts) = invented();
    let outline = |unit: &str| {
        let outline = texts.outline(&cite(unit), "second").unwrap();
        outline.iter().map(Citation::local).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(outline("tea:1"), "1 1/1 1/2 1/3 1(a) 1(b) 1(b)(i) 1(b)(ii)");
    assert_eq!(outline("tea:2"), "2 2(1) 2(1)/1 2(1)/1(a) 2(1)(b) 2(1)/2 2(1)/2(a) 2(1)(aa) 2(2) 2(3) 2(10)");
}

#[test]
fn a_folder_that_is_not_there_is_refused() {
    let error = OfficialTexts::open(Path::new("/nowhere/at/all"), &TEXTS.parse().unwrap()).unwrap_err();
    assert!(error.to_string().contains("/nowhere/at/all"), "{error}");
}

/// Whatever the outline of a file lists is found by its citation.
fn outline_is_found(source: &str) -> bool {
    let at = cite("x:1");
    [Continuation::Hanging, Continuation::Indented].into_iter().all(|continuation| {
        let Ok(unit) = Unit::read(source, &at.segments()[0], continuation) else { return true };
        unit.outline(&at).iter().all(|citation| !unit.find(&at, &citation.segments()[1..]).is_empty())
    })
}

#[test]
fn what_no_citation_can_name_is_not_in_the_outline() {
    assert!(outline_is_found("# Article 1 — X\n1. \n!\n!\n 1.2. \n1.2. \n(v) "));
}

proptest::proptest! {
    #[test]
    fn no_file_panics(lines in proptest::collection::vec("( {0,6})(|[#>▼|—]|[(]?[0-9aiv]{1,3}[).] |1[.]2[.] )\\PC{0,8}", 0..24)) {
        let source = format!("# Article 1 — X\n{}", lines.join("\n"));
        proptest::prop_assert!(outline_is_found(&source));
    }
}

// ---------------------------------------------------------------------------------------------
// The official texts, where they lie beside the checkout

fn held() -> Option<OfficialTexts> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let dir = root.join("../shared/law");
    if !dir.is_dir() {
        println!("skipped: no official texts at {}", dir.display());
        return None;
    }
    let texts = fs::read_to_string(root.join("law/texts.toml")).unwrap();
    Some(OfficialTexts::open(&dir, &texts.parse().unwrap()).unwrap())
}

/// Every citation an index names, with `deleted` where it says so. A paragraph that the index marks as
/// inserted later is left out.
fn cited_by_index(act: &str, index: &Value) -> Vec<(String, bool)> {
    let mut cited = Vec::new();
    for (name, entry) in index.as_object().unwrap() {
        let unit = match name.split_once(' ').unwrap() {
            ("Art.", number) => format!("{act}:{number}"),
            (_, number) => format!("{act}:annex-{number}").to_lowercase(),
        };
        cited.push((unit.clone(), false));
        for (name, part) in entry["parts"].as_object().into_iter().flatten() {
            let unit = format!("{unit}.{}", name.split_once(' ').unwrap().1).to_lowercase();
            cited.push((unit.clone(), false));
            cited_in(&unit, part, &mut cited);
        }
        cited_in(&unit, entry, &mut cited);
    }
    cited
}

fn cited_in(unit: &str, entry: &Value, cited: &mut Vec<(String, bool)>) {
    cited_below(unit, &entry["unnumbered"], cited);
    for (number, paragraph) in entry["paragraphs"].as_object().into_iter().flatten() {
        if paragraph["note"].is_string() {
            continue;
        }
        let paragraph_citation = format!("{unit}({})", number.trim_matches(['(', ')']));
        cited.push((paragraph_citation.clone(), paragraph["deleted"] == true));
        cited_below(&paragraph_citation, paragraph, cited);
    }
}

fn cited_below(whole: &str, entry: &Value, cited: &mut Vec<(String, bool)>) {
    let count = entry["subparagraphs"].as_u64().unwrap_or(0);
    cited.extend((1..=count).filter(|_| count > 1).map(|number| (format!("{whole}/{number}"), false)));
    if let Some(by_subparagraph) = entry["points_by_subparagraph"].as_object() {
        for (number, points) in by_subparagraph {
            for point in points.as_array().unwrap() {
                cited.push((format!("{whole}/{number}({})", point.as_str().unwrap()), false));
            }
        }
        return;
    }
    for (point, below) in entry["points"].as_object().into_iter().flatten() {
        cited.push((format!("{whole}({point})"), false));
        for below in below.as_array().unwrap() {
            let below = below.as_str().unwrap().replace('(', ")(");
            cited.push((format!("{whole}({point})({})", below.trim_end_matches(')')), false));
        }
    }
}

#[test]
fn every_citation_of_both_indexes_has_an_official_passage() {
    let Some(texts) = held() else { return };
    // The index counts these lines apart. The first goes on with the sentence of the third
    // subparagraph, below its points.
    let not_in_the_law = ["cra:16(2)/4"];
    let mut failures = Vec::new();
    let mut count = 0;
    for (act, text, index) in [("cra", "original", "cra"), ("aia", "omnibus", "ai-act")] {
        let path = texts.dir.join(index).join("citation-index.json");
        let index: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        for (citation, deleted) in cited_by_index(act, &index) {
            count += 1;
            match texts.passage(&cite(&citation), text) {
                Ok(passage) if passage.is_empty() => failures.push(format!("{citation}: empty")),
                Ok(_) if deleted => failures.push(format!("{citation}: should be deleted")),
                Err(error) if deleted && matches!(*error.why, NoPassage::Deleted { .. }) => {}
                Err(_) if not_in_the_law.contains(&citation.as_str()) => {}
                Err(error) => failures.push(error.to_string()),
                Ok(_) => {}
            }
        }
    }
    println!("{count} citations");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn nothing_is_found_in_the_official_texts_that_the_indexes_do_not_name() {
    let Some(texts) = held() else { return };
    // The index counts neither wording for other acts (102 to 110) nor what continues a point.
    // Of 43(1), which letters twice, it names each point with its subparagraph only.
    let besides: Provisions = Provisions(
        ["aia:102..110", "aia:annex-3(1)(a)", "aia:43(1)(c)..43(1)(d)"].map(|range| range.parse().unwrap()).into(),
    );
    let mut failures = Vec::new();
    for (act, text, index) in [("cra", "original", "cra"), ("aia", "omnibus", "ai-act")] {
        let path = texts.dir.join(index).join("citation-index.json");
        let index: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let cited = cited_by_index(act, &index);
        let cited: BTreeSet<Citation> = cited.iter().map(|(citation, _)| cite(citation)).collect();
        for unit in cited.iter().filter(|citation| citation.depth() == 1) {
            for found in texts.outline(unit, text).unwrap() {
                if !cited.contains(&found) && !besides.contains(&found) {
                    failures.push(found.to_string());
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Every article and annex that is held, in every text of every act.
fn all_units(texts: &OfficialTexts) -> Vec<(Citation, String)> {
    let mut units = Vec::new();
    for (prefix, act) in &texts.acts {
        let articles = (1..=120).flat_map(|number| ["", "a", "b", "c", "d"].map(|suffix| format!("{number}{suffix}")));
        let annexes = (1..=20).map(|number| format!("annex-{number}"));
        for unit in articles.chain(annexes) {
            let unit = cite(&format!("{prefix}:{unit}"));
            for text in &act.texts {
                match texts.passage(&unit, &text.name) {
                    Ok(_) => units.push((unit.clone(), text.name.clone())),
                    Err(error) if matches!(*error.why, NoPassage::NotHeld { .. } | NoPassage::NoUnit { .. }) => {}
                    Err(error) => panic!("{error}"),
                }
            }
        }
    }
    units
}

#[test]
fn whatever_can_be_cited_in_the_official_texts_has_one_passage_within_that_of_its_whole() {
    let Some(texts) = held() else { return };
    let mut count = 0;
    let mut deleted = BTreeSet::new();
    for (at, text) in all_units(&texts) {
        let (unit, _) = texts.unit(&at, &text).unwrap();
        let whole = texts.passage(&at, &text).unwrap();
        for citation in unit.outline(&at) {
            count += 1;
            let found = unit.find(&at, &citation.segments()[1..]);
            let [(_, found)] = found.as_slice() else { panic!("{citation} in {text} is {} passages", found.len()) };
            if found.is_deleted() {
                deleted.insert(citation.to_string());
                continue;
            }
            let passage = found.passage();
            assert!(!passage.is_empty(), "{citation} in {text}");
            assert!(whole.contains(&passage), "{citation} in {text}");
        }
    }
    println!("{count} citations");
    let expected = ["aia:10(5)", "aia:annex-1.1(1)", "aia:annex-8.2(7)", "aia:annex-8.2(9)"];
    assert_eq!(deleted, expected.map(str::to_owned).into());
}

#[test]
fn no_word_of_an_official_article_is_lost() {
    let Some(texts) = held() else { return };
    for (unit, text) in all_units(&texts) {
        let act = &texts.acts[unit.act()];
        let of_text = act.texts.iter().find(|known| known.name == text).unwrap();
        let alone = of_text.articles.iter().chain(&of_text.annexes).all(|place| {
            let (Place::File(file) | Place::Unamended { unamended: file }) = place;
            file.contains("{unit}.md")
        });
        if !alone || of_text.changes.iter().any(|change| change.provision.unit() == unit) {
            continue;
        }
        let (_, file) = texts.unit(&unit, &text).unwrap();
        let source = fs::read_to_string(texts.dir.join(&file)).unwrap();
        let body = source.split_once("\n---\n").map_or(source.as_str(), |(_, body)| body);
        let is_text = |line: &&str| {
            let line = line.trim();
            !(line.starts_with(['#', '>', '▼']) || line.starts_with("[^") || line.ends_with(" [deleted]"))
        };
        let words = body.lines().filter(is_text).collect::<Vec<_>>().join(" ").replace('|', " ");
        let words = words.split("[^").enumerate().map(|(at, piece)| match at {
            0 => piece,
            _ => piece.split_once(']').map_or("", |(_, after)| after),
        });
        let words: Vec<String> = words.collect::<String>().split_whitespace().map(str::to_owned).collect();
        assert_eq!(texts.passage(&unit, &text).unwrap(), words.join(" "), "{unit} in {text}");
    }
}
