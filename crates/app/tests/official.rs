//! The law files against the official texts, where these lie beside the checkout.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use std::path::{Path, PathBuf};

use app::check::{Digests, check};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The official texts, or why there are none.
fn official() -> Option<PathBuf> {
    let official = root().join("../shared/law");
    if official.is_dir() {
        return Some(official);
    }
    println!("skipped: no folder of official texts lies beside the checkout");
    None
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn every_digest_matches_the_official_passage() {
    let Some(official) = official() else { return };
    let checked = check(&root().join("law"), Some(&official), Digests::Compare).unwrap();
    assert!(checked.failures.is_empty(), "{}", checked.failures[0]);
    let compared = checked.official.unwrap();
    assert_eq!(compared.matching + compared.not_compared.len(), checked.blocks);
}

#[test]
fn every_paragraph_of_both_acts_is_encoded_or_named_with_whom_it_is_for() {
    let checked = check(&root().join("law"), None, Digests::Compare).unwrap();
    assert!(checked.failures.is_empty(), "{}", checked.failures[0]);
    let coverage = app::coverage::coverage(&compiled_law::rulebook());
    let acts: Vec<&str> = coverage.acts.iter().map(|act| act.act.as_str()).collect();
    assert_eq!(acts, ["Cyber Resilience Act", "AI Act"]);
    for act in &coverage.acts {
        assert!(act.missing.is_empty(), "{:?}", act.missing);
        assert_eq!(act.encoded + act.addressed, act.paragraphs);
    }
}

#[test]
fn a_changed_word_of_an_official_text_is_told_by_name() {
    let Some(official) = official() else { return };
    let copied = tempfile::tempdir().unwrap();
    copy(&official, copied.path());
    let article = copied.path().join("cra/article-14.md");
    let text = std::fs::read_to_string(&article).unwrap();
    let (before, after) = text.split_once("6. Where necessary").unwrap();
    std::fs::write(&article, format!("{before}6. Whenever necessary{after}")).unwrap();
    let checked = check(&root().join("law"), Some(copied.path()), Digests::Compare).unwrap();
    let told: Vec<String> = checked.failures.iter().map(|failure| failure.message.clone()).collect();
    // The block that renders it, and the list of paragraphs in each text that has it.
    assert_eq!(
        told,
        [
            "cra:14(6): the official passage is not the one that was read",
            "cra:14(6): the official passage of the text `original` is not the one that was read",
            "cra:14(6): the official passage of the text `ehds` is not the one that was read",
        ]
    );
}
