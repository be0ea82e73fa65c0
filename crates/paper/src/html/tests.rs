use base64::Engine as _;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::*;
use crate::fixture::{any_paper, paper, text};

fn rendered() -> String {
    render(&paper(), &Words::english())
}

#[test]
fn the_policy_admits_the_style_and_nothing_else() {
    let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    assert_eq!(STYLE_DIGEST, format!("sha256-{digest}"), "write the digest of style.css into html.rs");
    let policy =
        format!("default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'");
    assert!(rendered().contains(&policy));
}

#[test]
fn each_block_has_its_form() {
    let page = rendered();
    for wanted in [
        "<html lang=\"en\">",
        "<h1><bdi>Declaration of &lt;conformity&gt;</bdi></h1>",
        "<h2><span class=\"number\">1</span> Product</h2>\n<p class=\"cites\"> <span class=\"aside\">Asked for by: </span><span class=\"cite\">cra:annex-5(1)</span></p>",
        "<strong>safe</strong>, see <a href=\"https://example.org/?a=1&amp;b=2\">its page</a> and <code>a|b</code>.</p>",
        "<div><dt>Manufacturer</dt><dd><bdi>Door Ltd &amp; Sons</bdi><sup><a href=\"#source-1\">1</a></sup></dd></div>",
        "<ol>\n<li>first</li>\n<li>- second</li>\n</ol>",
        "<ul>\n<li>third</li>\n<li></li>\n</ul>",
        "<caption id=\"table-1\">Components</caption>\n<thead>\n<tr><th scope=\"col\">Name</th><th scope=\"col\" class=\"number\">Count</th></tr>",
        "<tr><td>zlib</td><td colspan=\"1\"></td></tr>",
        "<p class=\"note\">Read this. <mark class=\"gap\">",
        "<figure><img width=\"151\" alt=\"A square\" src=\"data:image/svg+xml;charset=utf-8,%3Csvg xmlns=%22http://",
        "<p class=\"label\">Signed for Door Ltd</p>\n<p>Ann Example</p>\n<p>Director</p>",
        "<li id=\"source-1\"><bdi>Fact: product, manufacturer (marque.toml:3)</bdi></li>",
    ] {
        assert!(page.contains(wanted), "{wanted}\n---\n{page}");
    }
}

#[test]
fn a_gap_is_linked_from_the_top_to_where_it_first_stands() {
    let page = rendered();
    assert!(page.contains("<li><a href=\"#gap-1\"><bdi>the address of the manufacturer</bdi></a>"));
    assert!(page.contains("<span class=\"remedy\"><bdi>Write `address` under [manufacturer].</bdi></span>"));
    assert_eq!(page.matches("id=\"gap-1\"").count(), 1);
    assert_eq!(page.matches("<mark class=\"gap\"").count(), 3);
}

#[test]
fn a_draft_says_so_on_the_page_and_on_every_sheet_and_an_issued_paper_does_not() {
    let draft = rendered();
    assert!(draft.contains("<p class=\"banner\"><b>Draft.</b> This is a draft."));
    assert!(draft.contains("<p class=\"watermark\" aria-hidden=\"true\">Draft</p>"));
    let issued = render(&Paper { state: State::Issued, ..paper() }, &Words::english());
    assert!(!issued.contains("class=\"banner\"") && !issued.contains("class=\"watermark\""));
    assert!(!issued.contains("source-1") && !issued.contains("marque.toml"));
}

#[test]
fn the_page_is_in_the_language_of_its_paper() {
    let words = Words { missing: "fehlt".into(), draft: "Entwurf".into(), ..Words::english() };
    let page = render(&Paper { language: "de-AT".into(), ..paper() }, &words);
    assert!(page.contains("<html lang=\"de-AT\">") && page.contains("<mark class=\"gap\" id=\"gap-1\">fehlt: "));
}

#[test]
fn a_script_in_a_picture_is_only_part_of_an_address() {
    let svg = "<svg onload=\"alert(1)\"><script>x</script></svg>\"><script>".to_owned();
    let blocks = vec![Block::Picture { svg, alt: "\"><b>".into(), width_mm: f64::NAN }];
    let page = render(&Paper { blocks, ..paper() }, &Words::english());
    assert!(!page.contains("<script") && !page.contains("<b>\"") && !page.contains("onload=\""));
    assert!(page.contains("alt=\"&quot;&gt;&lt;b&gt;\""));
}

#[test]
fn a_word_of_any_length_is_taken() {
    let blocks = vec![Block::Paragraph(text(&"a".repeat(100_000)))];
    assert!(render(&Paper { blocks, ..paper() }, &Words::english()).len() > 100_000);
}

/// Whether every tag is closed in order, and every one is ours.
fn check_tags(page: &str) -> Result<(), String> {
    const VOID: [&str; 2] = ["meta", "img"];
    let body = page.split_once("</style>").map(|(_, body)| body).ok_or("no body")?;
    let mut open = vec!["html", "head"];
    for rest in body.split('<').skip(1) {
        let (tag, _) = rest.split_once('>').ok_or_else(|| format!("open: {rest}"))?;
        let name = tag.split_whitespace().next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(closed) if open.pop() == Some(closed) => {}
            Some(closed) => return Err(format!("{closed} closed out of order")),
            None if VOID.contains(&name) => {}
            None => open.push(name),
        }
        // Quotes in values are escaped, so what stands outside them is names.
        let names: String = tag.split('"').step_by(2).collect();
        if ["script", "style", "iframe", "link", "svg"].contains(&name)
            || names.contains(" on")
            || names.contains(" style=")
        {
            return Err(format!("foreign: {tag}"));
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("left open: {open:?}")) }
}

proptest! {
    #[test]
    fn no_text_is_markup(paper in any_paper()) {
        let page = render(&paper, &Words::english());
        prop_assert_eq!(check_tags(&page), Ok(()));
        prop_assert!(!page.chars().any(|c| c.is_control() && c != '\n'));
    }
}
