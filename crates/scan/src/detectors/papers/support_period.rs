//! Reads papers for the time a product is supported: `supported until`, `end of life`, with a date or a duration.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use inventory::Confidence;

use super::super::{Detector, Files, Want};
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Seen, lines};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "support-period", files: Files::If(is_candidate), want: Want::Head, read };

fn is_candidate(name: &FileName) -> bool {
    let stem = name.lower_name().split('.').next().unwrap_or_default();
    matches!(name.extension(), "md" | "rst" | "txt" | "adoc" | "")
        && stem.split(['-', '_']).any(|word| {
            matches!(
                word,
                "readme"
                    | "support"
                    | "supported"
                    | "lifecycle"
                    | "eol"
                    | "lts"
                    | "maintenance"
                    | "versions"
                    | "security"
            )
        })
}

/// Words after which a day or a duration says how long the product is supported.
const PHRASES: [&str; 18] = [
    "supported until",
    "support until",
    "supported through",
    "support through",
    "support ends",
    "support end date",
    "end of support",
    "end-of-support",
    "end of life",
    "end-of-life",
    "security updates until",
    "security updates for",
    "security fixes until",
    "security support until",
    "maintained until",
    "support period",
    "supported for",
    "updates for at least",
];

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    // Most papers hold none of them.
    static ANY: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        let kind = Some(AhoCorasickKind::ContiguousNFA);
        AhoCorasick::builder().kind(kind).ascii_case_insensitive(true).build(PHRASES).ok()
    });
    if !ANY.as_ref().is_some_and(|phrases| phrases.is_match(&*text)) {
        return;
    }
    // A page called so is about nothing else; a README may speak of somebody else's product.
    let is_readme = file.name.lower_name().starts_with("readme");
    for line in lines(&text).take(5000) {
        let lower = line.text.to_ascii_lowercase();
        let Some((phrase, (before, rest))) =
            PHRASES.iter().find_map(|phrase| Some((*phrase, lower.split_once(phrase)?)))
        else {
            continue;
        };
        let (property, value) = if let Some(day) = date(rest) {
            ("until", day)
        } else if let Some(duration) = duration(rest) {
            ("duration", duration)
        } else {
            continue;
        };
        let name = format!("{phrase} {value}");
        let mut properties = vec![(property, &*value)];
        properties.extend(limit(before, rest).map(|word| ("speaks-of", word)));
        found.asset(Seen {
            kind: Kind::SupportPeriod,
            name: &name,
            line: Some(line),
            confidence: if is_readme { Confidence::Possible } else { Confidence::Likely },
            properties: &properties,
        });
        if is_readme {
            return;
        }
    }
}

/// Words of a sentence that is not about the whole support of the product, or gives only the most.
const LIMITS: [&str; 10] =
    ["version", "release", "branch", "lts", "extended", "paid", "contract", "up to", "at most", "maximum"];

/// Which of them stands in the sentence around a phrase.
fn limit(before: &str, rest: &str) -> Option<&'static str> {
    let sentence = [before.rsplit(". ").next().unwrap_or_default(), rest.split(". ").next().unwrap_or_default()];
    LIMITS.into_iter().find(|word| sentence.iter().any(|part| part.contains(word)))
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The first date: `2027-12-31`, `2027-12`, `31 December 2027`, `December 2027`, `2027`. As `2027-12-31`, as far as
/// it is known.
fn date(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).filter(|word| !word.is_empty()).collect();
    // Farther away it belongs to something else.
    for (at, word) in words.iter().take(8).enumerate() {
        let parts: Vec<&str> = word.split('-').collect();
        let is_year =
            |year: &str| year.len() == 4 && year.starts_with("20") && year.bytes().all(|byte| byte.is_ascii_digit());
        let is_two = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        match parts[..] {
            [year, month, day] if is_year(year) && is_two(month) && is_two(day) => return Some((*word).to_owned()),
            [year, month] if is_year(year) && is_two(month) => return Some((*word).to_owned()),
            [year] if is_year(year) => {
                let before = words.get(at.saturating_sub(2)..at).unwrap_or_default();
                let month = before.iter().find_map(|word| month(word));
                let day = before.iter().find_map(|word| {
                    let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u8>().ok()?;
                    (1..=31).contains(&number).then_some(number)
                });
                return Some(match (month, day) {
                    (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
                    (Some(month), None) => format!("{year}-{month:02}"),
                    _ => year.to_owned(),
                });
            }
            _ => {}
        }
    }
    None
}

fn month(word: &str) -> Option<usize> {
    let short = word.get(..3)?;
    let is_name = word.bytes().all(|byte| byte.is_ascii_alphabetic()) && word.len() <= 9;
    MONTHS.iter().position(|month| *month == short).filter(|_| is_name).map(|at| at + 1)
}

/// `at least five years`, `24 months`.
fn duration(text: &str) -> Option<String> {
    const NUMBERS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let words: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.windows(2).take(6).find_map(|pair| {
        let &[number, unit] = pair else { return None };
        let is_unit = matches!(unit, "year" | "years" | "month" | "months");
        let value =
            number.parse::<usize>().ok().or_else(|| NUMBERS.iter().position(|word| *word == number).map(|at| at + 1));
        value.filter(|value| is_unit && *value > 0).map(|value| format!("{value} {unit}"))
    })
}

#[test]
fn a_day_or_a_duration_is_found() {
    let check = crate::detectors::tests::check;
    let support = "# Support\n\nDoor 2 is supported until 31 December 2029.\nDoor 1: end of life: 2024-06.\nWe give security updates for at least five years.\nEnd of life is near.\nSupported for Linux.\n";
    check(
        "SUPPORT.md",
        support,
        &[
            "3 support-period supported until 2029-12-31 product",
            "4 support-period end of life 2024-06 product",
            "5 support-period security updates for 5 years product",
        ],
    );
    check("README.md", "Supported through May 2030.\n", &["1 support-period supported through 2030-05 product"]);
    check("door.md", "Supported until 2030.\n", &[]);
}

#[test]
fn a_sentence_about_something_less_than_the_product_says_so() {
    let said = |line: &str| {
        let report = crate::inspect(std::path::Path::new("SUPPORT.md"), line.as_bytes()).expect("sound");
        let properties: Vec<_> = report.findings.iter().flat_map(|finding| &finding.properties).collect();
        properties.iter().map(|one| format!("{}={}", one.name, one.value)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(said("Version 2 is out. We give security updates for 5 years. Old branches end."), "duration=5 years");
    assert_eq!(said("Each version gets security updates for 2 years."), "duration=2 years speaks-of=version");
    assert_eq!(said("Security updates for up to 7 years."), "duration=7 years speaks-of=up to");
    assert_eq!(said("Support period: 3 years, by contract."), "duration=3 years speaks-of=contract");
}
