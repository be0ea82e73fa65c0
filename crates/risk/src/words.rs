//! Words of a closed list, and points of the law, as files name them.

use std::ops::Range;

use domain::citation::Citation;
use rulebook::KnownProvisions;
use rulebook::mistake::did_you_mean;
use rulebook::tree::{Fields, Reading};

pub const STRIDE: [&str; 6] =
    ["spoofing", "tampering", "repudiation", "information-disclosure", "denial-of-service", "elevation-of-privilege"];

pub const HARMS: [&str; 6] =
    ["safety", "fundamental-rights", "confidentiality", "integrity", "availability", "privacy"];

/// The word of a list that a text is.
pub fn word(
    reading: &mut Reading,
    key: &str,
    known: &'static [&'static str],
    text: &str,
    span: Range<usize>,
) -> Option<&'static str> {
    let found = known.iter().find(|known| **known == text).copied();
    if found.is_none() {
        let help = did_you_mean(text, known.iter().copied()).or_else(|| Some(format!("known: {}", known.join(", "))));
        reading.mistake_with_help(span, format!("`{key}` knows no `{text}`"), help);
    }
    found
}

/// The words of a list under a key.
pub fn words(fields: &mut Fields<'_>, key: &'static str, known: &'static [&'static str]) -> Vec<&'static str> {
    let texts = fields.texts(key);
    texts.into_iter().filter_map(|(text, span)| word(fields.reading, key, known, &text, span)).collect()
}

/// Citations under a key, in their canonical spelling; each has to stand in the law.
pub fn points(fields: &mut Fields<'_>, key: &'static str, law: &KnownProvisions) -> Vec<String> {
    law.points(fields, key).iter().map(Citation::to_string).collect()
}

/// An id in small letters, digits and hyphens.
pub fn id(fields: &mut Fields<'_>, key: &'static str) -> Option<(String, Range<usize>)> {
    let (id, span) = fields.required_text(key)?;
    let is_kebab = id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !is_kebab {
        fields.reading.mistake(span.clone(), format!("`{id}` is not kebab-case")).help =
            Some("use lower-case letters, digits and hyphens, starting with a letter".into());
    }
    Some((id, span))
}
