//! A piece of evidence: what it is, which bytes it is, for which release, what it carries and how long.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use domain::Day;
use domain::citation::Citation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Digest, Period};

/// A piece of evidence. Who added it and when stands in the entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Evidence {
    /// Text, such as a UUID: what people withdraw it by.
    pub id: String,
    pub kind: Kind,
    pub title: String,
    pub blob: Blob,
    /// The name of the file, or the address of the link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// The points of the law it carries, in the law's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<String>")]
    pub points: Vec<Citation>,
    /// Without one it is fresh until the release changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub fresh_for: Option<Period>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Summary>,
}

/// The bytes of a piece of evidence: a file as it is, a link or a statement as its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Blob {
    #[schemars(with = "String")]
    pub digest: Digest,
    pub length: u64,
    pub media_type: String,
}

/// What sort of evidence it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    File,
    Link,
    /// A statement somebody makes.
    Attestation,
    /// A bill of materials: CycloneDX or SPDX.
    ScanResult,
    /// JUnit, SARIF, CycloneDX attestations.
    TestReport,
    Signature,
}

/// What a recognised file says in short.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Summary {
    /// Such as `JUnit` or `CycloneDX 1.6`.
    pub format: String,
    /// Such as `tests` and `failures`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<String, u64>,
}

impl Evidence {
    /// The last day on which it is fresh, if it has one.
    pub fn fresh_until(&self, added: Day) -> Option<Day> {
        self.fresh_for.map(|period| period.last_day(added))
    }
}

impl Blob {
    pub fn of(bytes: &[u8], media_type: &str) -> Blob {
        Blob { digest: Digest::of(bytes), length: bytes.len() as u64, media_type: media_type.to_owned() }
    }
}

impl Kind {
    pub const ALL: [Kind; 6] =
        [Kind::File, Kind::Link, Kind::Attestation, Kind::ScanResult, Kind::TestReport, Kind::Signature];

    pub fn as_str(self) -> &'static str {
        match self {
            Kind::File => "file",
            Kind::Link => "link",
            Kind::Attestation => "attestation",
            Kind::ScanResult => "scan-result",
            Kind::TestReport => "test-report",
            Kind::Signature => "signature",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = String;
    fn from_str(text: &str) -> Result<Kind, String> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| {
            let kinds = Kind::ALL.map(Kind::as_str).join(", ");
            format!("`{text}` is no kind of evidence; kinds: {kinds}")
        })
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.format)?;
        for (at, (name, count)) in self.counts.iter().enumerate() {
            write!(f, "{} {name} {count}", if at == 0 { ":" } else { "," })?;
        }
        Ok(())
    }
}

/// The points the law does not know, each once.
pub fn unknown_points(points: &[Citation], is_known: impl Fn(&Citation) -> bool) -> Vec<Citation> {
    let mut unknown: Vec<Citation> = points.iter().filter(|point| !is_known(point)).cloned().collect();
    unknown.sort();
    unknown.dedup();
    unknown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_reads_as_a_sentence() {
        let counts = [("tests".to_owned(), 12), ("failures".to_owned(), 1)];
        let summary = Summary { format: "JUnit".into(), counts: counts.into() };
        assert_eq!(summary.to_string(), "JUnit: failures 1, tests 12");
        assert_eq!(Summary { format: "DSSE".into(), ..Summary::default() }.to_string(), "DSSE");
    }

    #[test]
    fn kinds_read_back_and_others_are_told_apart() {
        for kind in Kind::ALL {
            assert_eq!(kind.to_string().parse(), Ok(kind));
        }
        assert!("report".parse::<Kind>().unwrap_err().contains("test-report"));
    }
}
