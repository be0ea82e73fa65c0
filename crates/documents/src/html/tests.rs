use sha2::{Digest, Sha256};

use super::*;
use crate::fixture;

/// What stands between a start and an end, each time.
fn between<'p>(page: &'p str, start: &str, end: &str) -> Vec<&'p str> {
    page.split(start).skip(1).map(|rest| rest.split(end).next().unwrap()).collect()
}

fn one() -> String {
    page(&[fixture::assessment()])
}

fn several() -> String {
    let mut second = fixture::assessment();
    second.verdict.subject = "Hall Lamp".into();
    page(&[fixture::assessment(), second])
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = (0..3).fold(0_u32, |bits, at| (bits << 8) | u32::from(*chunk.get(at).unwrap_or(&0)));
        for at in 0..4 {
            let index = (bits >> (18 - 6 * at)) & 63;
            text.push(if at <= chunk.len() { char::from(ALPHABET[index as usize]) } else { '=' });
        }
    }
    text
}

#[test]
fn the_policy_admits_the_style_and_nothing_else() {
    let digest = base64(&Sha256::digest(STYLE.as_bytes()));
    let page = one();
    let policy = format!("default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'");
    assert!(page.contains(&policy), "the digest of style.css is now sha256-{digest}; write it into page.html");
    assert_eq!(between(&page, "<style>", "</style>"), [STYLE]);
}

#[test]
fn the_page_loads_and_runs_nothing() {
    for page in [one(), several()] {
        for word in ["<script", "<link", "<img", "<iframe", "src=", "@import", "url(", "style=\"", "onload"] {
            assert!(!page.contains(word), "{word}");
        }
    }
}

#[test]
fn hostile_text_is_inert_wherever_it_comes_from() {
    const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=y>\u{202e}txt";
    // Every string of the assessment that is not a keyword of the form.
    fn poison(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::String(text)
                if !matches!(text.as_str(), "yes" | "no" | "unknown" | "applies" | "later" | "open" | "never") =>
            {
                text.push_str(HOSTILE);
            }
            serde_json::Value::Array(list) => list.iter_mut().for_each(poison),
            serde_json::Value::Object(map) => map.values_mut().for_each(poison),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(fixture::assessment()).unwrap();
    poison(&mut value);
    let hostile: Assessment = serde_json::from_value(value).unwrap();
    for page in [page(std::slice::from_ref(&hostile)), page(&[hostile.clone(), hostile])] {
        assert!(page.contains("&#60;script&#62;"));
        for word in ["<script", "<img", "\u{202e}"] {
            assert!(!page.contains(word), "{word:?}");
        }
        // Outside of quoted values a tag holds only what the template wrote.
        let mut written = between(&page, "<", ">").into_iter().flat_map(|tag| tag.split('"').step_by(2));
        assert!(!written.any(|part| part.contains("onerror")), "a name left its attribute");
    }
}

#[test]
fn headings_stand_in_order_under_one_title() {
    for page in [one(), several(), page(&[])] {
        let mut before = 0;
        let mut titles = 0;
        for tag in between(&page, "<h", ">") {
            let Some(level) = tag.chars().next().and_then(|c| c.to_digit(10)) else { continue };
            assert!(level <= before + 1, "h{level} after h{before}");
            titles += usize::from(level == 1);
            before = level;
        }
        assert_eq!(titles, 1);
    }
}

#[test]
fn every_id_is_unique_and_every_link_on_the_page_leads_somewhere() {
    for page in [one(), several()] {
        let mut ids = between(&page, " id=\"", "\"");
        ids.sort_unstable();
        let all = ids.len();
        ids.dedup();
        assert_eq!(all, ids.len());
        let links = between(&page, "href=\"#", "\"");
        assert!(links.len() > 1);
        for target in links.into_iter().chain(between(&page, "aria-labelledby=\"", "\"")) {
            assert!(ids.contains(&target), "{target}");
        }
    }
}

#[test]
fn every_head_of_a_table_says_what_it_heads() {
    let page = several();
    let heads = between(&page, "<th ", ">");
    assert!(heads.len() > 40);
    assert!(heads.iter().all(|head| head.contains("scope=")));
    assert!(!page.contains("<th>"));
}

#[test]
fn the_page_holds_what_a_compliance_lead_asks_for() {
    let page = one().replace('\u{a0}', " ");
    for part in [
        "<html lang=\"en\">",
        "<bdi>Door Eye</bdi></h1>",
        "On <time datetime=\"2026-11-22\">22 November 2026</time>",
        "Texts: CRA, original; AI Act, original.",
        "<b>Prohibited practice.</b>",
        "<b>Contradiction.</b>",
        "1 AI asset belongs to no declared AI system, such as PyTorch in src/match.py.",
        "Today, 22 Nov 2026",
        "11 December 2027</time> <span>1 duty</span> <span class=\"note\">CRA 1</span>",
        "marque: yes",
        "<bdi>Ada Weber</bdi>, 2 October 2026: no",
        "<span class=\"reply\">performs-profiling = no and the list of sector-acts is complete</span>",
        "http://data.europa.eu/eli/reg/2024/1689/oj",
        "Severe incident: 72 hours from became aware, to CSIRT coordinator and ENISA",
        "Final report, incident final report",
        "EUR 15 000 000 or 2.5 % of turnover, the higher",
        "If it binds, from 2 December 2027 or never",
        "<code>performs-profiling</code>",
        "Old: 174 days before",
        "src/secret.bin: permission denied",
        "<code>marque ask</code>",
        "<code>5feceb66</code>",
    ] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert_eq!(page.matches("Not legal advice").count(), 1);
}

#[test]
fn several_products_begin_with_a_list_of_them() {
    let page = several();
    assert!(page.contains("<a href=\"#p2-title\"><bdi>Hall Lamp</bdi></a>"));
    assert_eq!(page.matches("<article").count(), 2);
}

#[test]
fn no_product_is_said_and_not_shown_as_an_empty_page() {
    assert!(page(&[]).contains("No product was assessed</h1>"));
}
