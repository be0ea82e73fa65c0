//! The released versions that a git repository remembers: its tags.
//!
//! Reads the two places where git keeps tags, as text. Only the repository of the scanned folder itself:
//! a `.git` that is a file points elsewhere and is not followed.

use std::fs;
use std::path::{Path, PathBuf};

use crate::open;
use crate::place::Place;
use inventory::Confidence;

use crate::report::{Finding, Kind, Report};

/// Repositories with many branches pack megabytes of references; more than this is no repository.
const PACKED_BYTES_MAX: u64 = 64 << 20;

/// Adds the highest version among the tags, and how many there are.
pub fn read(root: &Path, report: &mut Report) {
    let git = root.join(".git");
    let is_folder = fs::symlink_metadata(&git).is_ok_and(|metadata| metadata.is_dir());
    if !is_folder {
        return;
    }
    let mut tags = Vec::new();
    let packed = git.join("packed-refs");
    if let Ok(opened) = open::open(&packed) {
        match opened.read(PACKED_BYTES_MAX) {
            Ok(bytes) => tags.extend(packed_tags(&String::from_utf8_lossy(&bytes))),
            Err(error) => report.unreadable(Path::new(".git/packed-refs"), &error),
        }
    }
    if let Ok(entries) = fs::read_dir(git.join("refs/tags")) {
        tags.extend(entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()));
    }
    report.findings.extend(finding(tags));
}

fn packed_tags(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter_map(|line| {
        let (_, reference) = line.split_once(' ')?;
        reference.strip_prefix("refs/tags/").map(str::to_owned)
    })
}

fn finding(mut tags: Vec<String>) -> Option<Finding> {
    tags.retain(|tag| !version(tag).is_empty());
    tags.sort_unstable();
    tags.dedup();
    let highest = tags.iter().max_by_key(|tag| (version(tag), !tag.contains('-')))?;
    Some(Finding {
        path: PathBuf::from(".git"),
        line: None,
        detector: "release-tags".into(),
        kind: Kind::ReleaseTag,
        name: crate::clean::name(highest),
        excerpt: format!("the highest of {} tags that name a version", tags.len()),
        place: Place::Product,
        confidence: Confidence::Certain,
        properties: Vec::new(),
    })
}

/// The numbers of a tag like `v1.2.3` or `cli-1.2.3-rc1`; empty if it names no version.
fn version(tag: &str) -> Vec<u64> {
    let start = tag.find(|c: char| c.is_ascii_digit()).unwrap_or(tag.len());
    let numbers = tag[start..].split(['-', '+']).next().unwrap_or_default();
    let parts: Vec<u64> = numbers.split('.').map_while(|part| part.parse().ok()).collect();
    if parts.len() < 2 { Vec::new() } else { parts }
}

#[test]
fn the_highest_version_counts_and_not_the_last_in_the_alphabet() {
    let tags = ["v1.9.0", "v1.10.0-rc1", "v1.10.0", "nightly", "2024"];
    let found = finding(tags.map(String::from).to_vec()).expect("three tags name a version");
    assert_eq!(found.name, "v1.10.0");
    assert_eq!(found.excerpt, "the highest of 3 tags that name a version");
    assert_eq!(finding(vec!["nightly".into()]), None);
}

#[test]
fn packed_references_give_their_tags() {
    let text = "# pack-refs with: peeled\nabc refs/heads/main\nabc refs/tags/v1.0.0\n^def\n";
    assert_eq!(packed_tags(text).collect::<Vec<_>>(), ["v1.0.0"]);
}
