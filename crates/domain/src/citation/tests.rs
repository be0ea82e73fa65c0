use proptest::prelude::*;

use super::*;

fn cite(text: &str) -> Citation {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

fn range(text: &str) -> Range {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

fn refused(text: &str) -> String {
    match text.parse::<Citation>() {
        Ok(citation) => panic!("`{text}` was read as {citation}"),
        Err(error) => error.to_string(),
    }
}

/// Each list stands in the law's order.
fn ascending(act: &str, locals: &[&str]) {
    let citations: Vec<Citation> = locals.iter().map(|local| cite(&format!("{act}:{local}"))).collect();
    for (at, earlier) in citations.iter().enumerate() {
        for later in &citations[at + 1..] {
            assert!(earlier < later, "{earlier} should stand before {later}");
            assert!(later > earlier, "{later} should stand after {earlier}");
        }
    }
}

#[test]
fn canonical_citations_are_written_as_they_were_read() {
    for text in [
        "cra:14",
        "cra:14(2)(c)",
        "aia:4a(1)(b)",
        "aia:43(1)/2(a)",
        "aia:113/2",
        "aia:113(c)(i)",
        "aia:111(2)/1(i)",
        "cra:71(2)/1",
        "cra:annex-1",
        "cra:annex-1.2(1)",
        "aia:annex-3(1)(a)",
        "cra:annex-3.1(17)",
        "aia:annex-7(4.6)",
        "cra:annex-8.2(3.2)",
        "aia:5(1)(ba)",
        "aia:3(14a)",
        "aia:75(1d)",
        "aia:annex-7(3.2)/2",
        "ir-2025-2392:2(1)",
        "dr-2026-881:3(a)",
    ] {
        assert_eq!(cite(text).to_string(), text);
    }
}

#[test]
fn what_people_type_becomes_the_canonical_citation() {
    for (typed, canonical) in [
        ("cra:14.2.c", "cra:14(2)(c)"),
        ("cra:14.2(c)", "cra:14(2)(c)"),
        ("cra:annex-1.2.1", "cra:annex-1.2(1)"),
        ("CRA:Annex-I.II.1", "cra:annex-1.2(1)"),
        ("aia:annex-VIII.C(2)", "aia:annex-8.3(2)"),
        ("aia:annex-1.a", "aia:annex-1.1"),
        (" aia:5.1.BA ", "aia:5(1)(ba)"),
        ("aia:43.1/2.a", "aia:43(1)/2(a)"),
        ("cra:014", "cra:14"),
    ] {
        assert_eq!(cite(typed).to_string(), canonical);
    }
}

#[test]
fn a_heading_is_read_without_its_prefix() {
    assert_eq!(Citation::parse_in("cra", "14(2)(c)"), Ok(cite("cra:14(2)(c)")));
    assert_eq!(cite("cra:14(2)(c)").local(), "14(2)(c)");
}

#[test]
fn what_is_no_citation_is_refused_with_the_reason() {
    for (text, reason) in [
        ("14(2)", "names no act"),
        (":14", "names no act"),
        ("c ra:14", "no act prefix"),
        ("cra:", "must go on with an article"),
        ("cra:annex", "must go on with an article"),
        ("cra:annex-0", "must go on with an article"),
        ("cra:(2)", "must go on with an article"),
        ("cra:14(2", "cannot be read from `(2` on"),
        ("cra:14)2", "cannot be read from `)2` on"),
        ("cra:14(2)c", "cannot be read from `c` on"),
        ("cra:14()", "`` in `cra:14()` is no paragraph or point"),
        ("cra:14(2c2)", "`2c2` in"),
        ("cra:14(a.1)", "`a.1` in"),
        ("cra:14(0)", "`0` in"),
        ("cra:14(99999999999)", "no paragraph or point"),
        ("cra:14/0", "no paragraph or point"),
        ("cra:14/1/2", "subparagraphs of a subparagraph"),
        ("cra:annex-1.z", "no part of an annex"),
        ("cra:14#name", "has no `#`"),
        ("cra:14(é)", "no paragraph or point"),
        ("cra:14é", "must go on with an article"),
    ] {
        let error = refused(text);
        assert!(error.contains(reason), "{text}: {error}");
    }
}

#[test]
fn an_inserted_number_follows_the_one_it_was_inserted_after() {
    ascending("aia", &["4", "4a", "5", "10", "60", "60a", "75a", "75b", "76", "113"]);
    ascending("aia", &["75(1)", "75(1a)", "75(1d)", "75(2)", "75(10)"]);
}

#[test]
fn inserted_points_stand_between_letters() {
    ascending("aia", &["5(1)(b)", "5(1)(ba)", "5(1)(bb)", "5(1)(c)"]);
}

#[test]
fn letters_below_a_letter_are_roman_numbers() {
    ascending(
        "cra",
        &["1(1)(a)(i)", "1(1)(a)(ii)", "1(1)(a)(iia)", "1(1)(a)(iv)", "1(1)(a)(v)", "1(1)(a)(ix)", "1(1)(a)(x)"],
    );
    ascending("aia", &["113(c)(i)", "113(c)(v)", "113(c)(ix)"]);
}

#[test]
fn letters_below_a_number_are_an_alphabet() {
    ascending("cra", &["1(2)(h)", "1(2)(i)", "1(2)(j)", "1(2)(l)", "1(2)(v)", "1(2)(x)"]);
}

#[test]
fn the_whole_stands_before_its_parts_and_articles_before_annexes() {
    ascending(
        "cra",
        &[
            "2",
            "2/1",
            "2(1)",
            "2(1)/1",
            "2(1)(a)",
            "2(1)/2",
            "2(1)/2(a)",
            "2(2)",
            "71",
            "annex-1",
            "annex-1/1",
            "annex-1(1)",
            "annex-1.1",
            "annex-1.1(4)",
            "annex-1.1(4.1)",
            "annex-1.1(4.10)",
            "annex-1.1(5)",
            "annex-1.2",
            "annex-2",
        ],
    );
}

#[test]
fn a_provision_contains_itself_and_its_parts_and_nothing_else() {
    assert!(cite("cra:14").contains(&cite("cra:14")));
    assert!(cite("cra:14").contains(&cite("cra:14(2)/1(c)")));
    assert!(cite("cra:annex-1").contains(&cite("cra:annex-1.2(1)")));
    assert!(cite("aia:annex-7(4)").contains(&cite("aia:annex-7(4.6)")));
    assert!(!cite("cra:14(2)").contains(&cite("cra:14")));
    assert!(!cite("cra:14(2)").contains(&cite("cra:14(20)")));
    assert!(!cite("cra:14").contains(&cite("aia:14")));
}

#[test]
fn a_range_holds_both_its_ends_with_all_they_contain() {
    let articles = range("aia:6..27");
    for inside in ["aia:6", "aia:6(1)", "aia:26(11)", "aia:27", "aia:27(5)/2(a)"] {
        assert!(articles.contains(&cite(inside)), "{inside}");
    }
    for outside in ["aia:5(6)", "aia:28", "aia:annex-6", "cra:6"] {
        assert!(!articles.contains(&cite(outside)), "{outside}");
    }
    assert!(range("aia:4..5").contains(&cite("aia:4a(1)(b)")));
    let paragraphs = range("cra:13(1)..13(11)");
    assert!(paragraphs.contains(&cite("cra:13(2)")));
    assert!(paragraphs.contains(&cite("cra:13(11)(a)")));
    assert!(!paragraphs.contains(&cite("cra:13(12)")));
    assert!(!paragraphs.contains(&cite("cra:13")));
    assert!(range("aia:16(a)..16(l)").contains(&cite("aia:16(k)")));
    assert!(range("aia:annex-7(4.1)..annex-7(4.6)").contains(&cite("aia:annex-7(4.2)(a)")));
    assert!(!range("aia:annex-7(4.1)..annex-7(4.6)").contains(&cite("aia:annex-7(4.7)")));
}

#[test]
fn what_reaches_over_the_end_of_a_range_does_not_lie_in_it() {
    let across = range("cra:12(3)..14(2)");
    assert!(across.contains(&cite("cra:13")));
    assert!(across.contains(&cite("cra:14(2)(c)")));
    assert!(!across.contains(&cite("cra:12")));
    assert!(!across.contains(&cite("cra:14")));
}

#[test]
fn a_single_citation_is_a_range_of_all_its_parts() {
    let single = range("cra:14(2)");
    assert!(single.contains(&cite("cra:14(2)")));
    assert!(single.contains(&cite("cra:14(2)(c)")));
    assert!(!single.contains(&cite("cra:14(3)")));
    assert!(!single.contains(&cite("cra:14")));
}

#[test]
fn a_range_that_makes_no_sense_is_refused() {
    for (text, reason) in [
        ("aia:27..6", "ends before it begins"),
        ("aia:6..cra:27", "from one act into another"),
        ("aia:6..", "must go on with an article"),
        ("..aia:6", "names no act"),
    ] {
        let error = text.parse::<Range>().unwrap_err().to_string();
        assert!(error.contains(reason), "{text}: {error}");
    }
}

#[test]
fn a_range_is_written_with_one_prefix() {
    assert_eq!(range("aia:6..aia:27").to_string(), "aia:6..27");
    assert_eq!(range("aia:6..6").to_string(), "aia:6");
    assert_eq!(range("cra:13.1..13.11").to_string(), "cra:13(1)..13(11)");
}

#[test]
fn several_ranges_hold_what_any_of_them_holds() {
    let provisions = Provisions(vec![range("cra:annex-1"), range("cra:13..14")]);
    assert!(provisions.contains(&cite("cra:annex-1.1(2)(a)")));
    assert!(provisions.contains(&cite("cra:14(8)")));
    assert!(!provisions.contains(&cite("cra:15")));
}

#[test]
fn a_block_id_may_carry_a_name() {
    let id: BlockId = "cra:2(1)#connection".parse().unwrap();
    assert_eq!(id.citation(), &cite("cra:2(1)"));
    assert_eq!(id.name(), Some("connection"));
    assert_eq!(id.to_string(), "cra:2(1)#connection");
    assert_eq!("cra:2.1".parse::<BlockId>().unwrap().to_string(), "cra:2(1)");
    assert!("cra:2(1)#".parse::<BlockId>().is_err());
    assert!("cra:2(1)#A b".parse::<BlockId>().is_err());
    let (bare, named, next): (BlockId, BlockId, BlockId) =
        ("cra:2(1)".parse().unwrap(), id, "cra:2(1)(a)".parse().unwrap());
    assert!(bare < named && named < next);
}

#[test]
fn other_vocabularies_are_derived() {
    for (citation, akn, eli) in [
        ("cra:14(2)(a)", "art_14__para_2__point_a", "art_14/par_2/pnt_a"),
        ("cra:annex-1.2(1)", "annex_I__part_II__point_1", "anx_I/prt_II/pnt_1"),
        ("aia:43(1)/2(a)", "art_43__para_1__subpara_2__point_a", "art_43/par_1/sub_2/pnt_a"),
        ("aia:113/2", "art_113__subpara_2", "art_113/sub_2"),
        ("aia:3(49)(a)", "art_3__para_49__point_a", "art_3/par_49/pnt_a"),
        ("aia:4a(1)(b)", "art_4a__para_1__point_b", "art_4a/par_1/pnt_b"),
        ("aia:annex-7(4.6)", "annex_VII__point_4-6", "anx_VII/pnt_4-6"),
        ("aia:annex-14", "annex_XIV", "anx_XIV"),
    ] {
        assert_eq!(cite(citation).akn(), akn);
        assert_eq!(cite(citation).eli_path(), eli);
    }
}

#[test]
fn a_citation_knows_the_file_of_its_article_or_annex() {
    for (citation, stem) in [
        ("cra:3(1)", "article-03"),
        ("aia:4a", "article-04a"),
        ("aia:113/2", "article-113"),
        ("aia:annex-10(2)", "annex-10"),
    ] {
        assert_eq!(cite(citation).unit_stem(), stem);
    }
}

#[test]
fn the_parent_of_a_point_is_the_paragraph_and_an_article_has_none() {
    assert_eq!(cite("aia:annex-7(4.6)").parent(), Some(cite("aia:annex-7(4)")));
    assert_eq!(cite("cra:14(2)(c)").parent(), Some(cite("cra:14(2)")));
    assert_eq!(cite("cra:14").parent(), None);
}

#[test]
fn only_a_step_that_can_follow_leads_to_a_child() {
    let step = |label: &str| Segment::point(label).unwrap().remove(0);
    assert_eq!(cite("cra:14(2)").child(step("c")), Some(cite("cra:14(2)(c)")));
    assert_eq!(cite("cra:annex-1").child(Segment::Part(2)), Some(cite("cra:annex-1.2")));
    assert_eq!(cite("cra:14").child(Segment::Part(2)), None);
    assert_eq!(cite("cra:14/1").child(Segment::Subparagraph(2)), None);
    assert_eq!(cite("cra:14").child(Segment::Annex(1)), None);
}

fn any_number() -> impl Strategy<Value = Number> + Clone {
    let suffix = prop_oneof![3 => Just(String::new()), 1 => "[a-z]{1,2}"];
    (1u32..=COUNT_MAX, suffix).prop_map(|(number, suffix)| Number { number, suffix })
}

fn any_step() -> impl Strategy<Value = Vec<Segment>> {
    let numbered = any_number().prop_map(|number| Segment::Point(Label::Number(number)));
    let letters = prop_oneof!["[a-z]{1,3}", "[ivx]{1,4}"];
    let lettered = letters.prop_map(|letters| Segment::Point(Label::Letters(letters)));
    prop_oneof![
        3 => numbered.clone().prop_map(|point| vec![point]),
        3 => lettered.clone().prop_map(|point| vec![point]),
        1 => (numbered, any_number()).prop_map(|(point, under)| vec![point, Segment::Under(under)]),
        1 => (1u32..9, lettered).prop_map(|(count, point)| vec![Segment::Subparagraph(count), point]),
    ]
}

fn any_citation() -> impl Strategy<Value = Citation> {
    let annex = (1u32..20, proptest::option::of(1u32..9)).prop_map(|(annex, part)| {
        [Segment::Annex(annex)].into_iter().chain(part.map(Segment::Part)).collect::<Vec<_>>()
    });
    let unit = prop_oneof![any_number().prop_map(|number| vec![Segment::Article(number)]), annex];
    let act = prop_oneof![Just("cra"), Just("aia"), Just("ir-2025-2392")];
    let last = proptest::option::of((1u32..9).prop_map(Segment::Subparagraph));
    (act, unit, proptest::collection::vec(any_step(), 0..4), last).prop_map(|(act, unit, steps, last)| {
        let segments = unit.into_iter().chain(steps.into_iter().flatten()).chain(last).collect();
        Citation { act: act.to_owned(), segments }
    })
}

proptest! {
    #[test]
    fn every_citation_survives_writing_and_reading(citation in any_citation()) {
        prop_assert_eq!(cite(&citation.to_string()), citation);
    }

    #[test]
    fn the_order_is_one_order(a in any_citation(), b in any_citation(), c in any_citation()) {
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a.cmp(&b) == Ordering::Equal, a == b);
        let mut sorted = [&a, &b, &c];
        sorted.sort();
        prop_assert!(sorted[0] <= sorted[1] && sorted[1] <= sorted[2] && sorted[0] <= sorted[2]);
    }

    #[test]
    fn siblings_are_in_one_order(mut labels in proptest::collection::vec("[a-dhivxc]{1,3}", 3), roman in any::<bool>()) {
        let act = if roman { "cra:1(1)(a)" } else { "cra:1(1)" };
        let mut citations: Vec<Citation> = labels.drain(..).map(|label| cite(&format!("{act}({label})"))).collect();
        citations.sort();
        prop_assert!(citations[0] <= citations[2]);
    }

    #[test]
    fn parts_stand_directly_after_the_whole(whole in any_citation(), steps in any_step(), other in any_citation()) {
        let mut part = whole.clone();
        part.segments.extend(steps);
        prop_assert!(whole < part);
        prop_assert!(whole.contains(&part));
        prop_assert!(Range::from(whole.clone()).contains(&part));
        // Nothing foreign stands between them.
        if whole < other && other < part {
            prop_assert!(whole.contains(&other));
        }
    }

    #[test]
    fn a_range_agrees_with_the_order(a in any_citation(), b in any_citation(), c in any_citation()) {
        if let Ok(range) = Range::new(a.clone(), b.clone()) {
            prop_assert!(range.contains(&b) || b.contains(&a));
            if range.contains(&c) {
                prop_assert!(a <= c);
                prop_assert!(c <= b || b.contains(&c));
            }
        }
    }

    #[test]
    fn no_input_panics(text in "\\PC{0,24}") {
        let _ = text.parse::<Citation>();
        let _ = text.parse::<Range>();
        let _ = text.parse::<BlockId>();
    }

    #[test]
    fn nothing_that_looks_like_a_citation_panics(text in "[a-z]{1,3}:[0-9a-zé().,/#-]{0,16}") {
        if let Ok(citation) = text.parse::<Citation>() {
            prop_assert_eq!(cite(&citation.to_string()), citation);
        }
        let _ = text.parse::<Range>();
    }
}
