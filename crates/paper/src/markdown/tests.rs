use proptest::prelude::*;

use super::*;
use crate::fixture::{any_paper, paper, text as run};

fn rendered() -> String {
    render(&paper(), &Words::english())
}

#[test]
fn each_block_has_its_form() {
    let page = rendered();
    for wanted in [
        "# Declaration of &lt;conformity&gt;\n\nSmart Door 3\n\nDraft, 2026-11-23\n\n> This is a draft.",
        "\n## 1 Product\n\n*Asked for by: cra:annex-5(1)*\n",
        "\nThe product is **safe**, see [its page](<https://example.org/?a=1&amp;b=2>) and `a|b`.\n",
        "\n- **Manufacturer**: Door Ltd &amp; Sons[^1]\n- **Address**: **[missing: the address of the manufacturer (cra:annex-5(2))]**\n",
        "\n1) first\n2) \\- second\n\n1. other\n\n* third\n*\n",
        "\nComponents\n\n| Name | Count |\n| --- | --: |\n| open\\|ssl | 12 |\n| zlib |\n",
        "\n> Read this. **[missing: the address of the manufacturer (cra:annex-5(2))]**, for 5 years[^2]\n",
        "\nPicture: A square\n",
        "\n**Signed for Door Ltd**\\\nAnn Example\\\nDirector\n",
        "\n[^1]: Fact: product, manufacturer (marque.toml:3)\n[^2]: Risk: r-1\n",
    ] {
        assert!(page.contains(wanted), "{wanted}\n---\n{page}");
    }
}

#[test]
fn what_is_missing_stands_at_the_top_with_its_remedy() {
    let page = rendered();
    let list = "## What is missing\n\n1. **[missing: the address of the manufacturer (cra:annex-5(2))]**: Write \\`address\\` under \\[manufacturer\\].\n2. **[missing: the day]**: Say when.\n";
    assert!(page.contains(list), "{page}");
    assert!(page.find(list) < page.find("## 1 Product"));
}

#[test]
fn an_issued_paper_shows_no_banner_and_no_sources() {
    let issued = Paper { state: State::Issued, ..paper() };
    let page = render(&issued, &Words::english());
    assert!(page.contains("Issued, 2026-11-23"));
    assert!(!page.contains("This is a draft") && !page.contains("[^1]") && !page.contains("marque.toml"));
}

#[test]
fn a_row_of_many_cells_does_not_widen_the_others() {
    let wide = vec![run("x"); 2000];
    let rows = std::iter::once(wide).chain((0..2000).map(|_| vec![run("y")])).collect();
    let blocks = vec![Block::Table { caption: None, head: vec![], rows }];
    let page = render(&Paper { blocks, ..paper() }, &Words::english());
    assert!(page.len() < 60_000, "{}", page.len());
}

proptest! {
    #[test]
    fn no_text_opens_a_block_or_leaves_its_line(paper in any_paper()) {
        let page = render(&paper, &Words::english());
        for line in page.lines() {
            // Raw markup is only ours.
            let bare = line.replace("<strong>", "").replace("</strong>", "").replace("](<", "").replace(">)", "");
            let bare = bare.strip_prefix("> ").unwrap_or(&bare);
            let outside_code: String = bare.split('`').step_by(2).collect();
            prop_assert!(bare.contains('`') || !outside_code.contains(['<', '>']), "{line}");
            // Backticks later in the line make it a span of code, not a fence.
            let is_fence = line.starts_with("```") && !line.trim_start_matches('`').contains('`');
            prop_assert!(!is_fence && !line.starts_with("    ") && !line.starts_with("---"), "{line}");
            prop_assert!(!line.chars().any(char::is_control), "{line:?}");
        }
    }
}
