//! A release as one file, so that it can be compared when its tree is gone.

use domain::citation::Citation;
use domain::{Day, Kind};
use inventory::{Inventory, Signal};
use serde::{Deserialize, Serialize};

/// The version of the file.
pub const FORMAT: &str = "marque-release/1";

/// A longer file is no release.
const BYTES_MAX: usize = 256 << 20;

/// A longer text was not written by people.
const TEXT_MAX: usize = 1 << 20;

/// Everything about a release that a comparison looks at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Saved {
    /// [`FORMAT`].
    pub format: String,
    /// The day it was saved.
    pub day: String,
    /// The digest of the law files then in use.
    pub law: String,
    /// marque.toml as it was written.
    pub text: String,
    /// What the scan showed of facts.
    pub detected: Vec<Detected>,
    pub inventory: Inventory,
    /// Where it speaks to others.
    pub interfaces: Vec<Signal>,
    /// What its log of evidence held; none if there was none.
    pub evidence: Option<Vec<Piece>>,
}

/// A fact that a scan showed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Detected {
    pub kind: Kind,
    pub thing: String,
    pub fact: String,
    pub value: serde_json::Value,
    pub seen: String,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Piece {
    pub id: String,
    pub entry: u64,
    pub title: String,
    pub points: Vec<Citation>,
    pub release: Option<String>,
    pub withdrawn: bool,
    /// Its last fresh day was over.
    pub stale: bool,
}

#[derive(Deserialize)]
struct Head {
    format: Option<String>,
}

impl Saved {
    pub fn new(day: Day, law: &str, text: String, inventory: Inventory) -> Saved {
        Saved {
            format: FORMAT.to_owned(),
            day: day.to_string(),
            law: law.to_owned(),
            text,
            detected: Vec::new(),
            inventory,
            interfaces: Vec::new(),
            evidence: None,
        }
    }

    /// Reads a file; the error says what is wrong with it.
    pub fn read(bytes: &[u8]) -> Result<Saved, String> {
        if bytes.len() > BYTES_MAX {
            return Err(format!("{} bytes are too many for a release: {BYTES_MAX} at most", bytes.len()));
        }
        let head: Head = serde_json::from_slice(bytes).map_err(|error| format!("it is no release: {error}"))?;
        match head.format.as_deref() {
            Some(FORMAT) => {}
            Some(other) => return Err(format!("its format is {other}, not {FORMAT}")),
            None => return Err(format!("it names no format; a release says {FORMAT}")),
        }
        let saved: Saved = serde_json::from_slice(bytes).map_err(|error| format!("it is no release: {error}"))?;
        if saved.text.len() > TEXT_MAX {
            return Err(format!("its marque.toml is longer than {TEXT_MAX} bytes"));
        }
        match saved.day.parse::<Day>() {
            Ok(_) => Ok(saved),
            Err(error) => Err(format!("the day it was saved: {error}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_reads_back_and_others_are_refused() {
        let saved = Saved::new(Day(0), "law", "[product]\n".into(), Inventory::default());
        let bytes = serde_json::to_vec(&saved).unwrap();
        assert_eq!(Saved::read(&bytes), Ok(saved));
        let text = String::from_utf8(bytes).unwrap();
        for (from, to, says) in [
            ("marque-release/1", "marque-release/2", "its format is marque-release/2, not marque-release/1"),
            ("\"format\":", "\"form\":", "it names no format"),
            ("\"law\":", "\"lore\":\"\",\"law\":", "unknown field `lore`"),
            ("1970-01-01", "1970-13-01", "is not a day"),
            ("{", "", "it is no release"),
        ] {
            let error = Saved::read(text.replacen(from, to, 1).as_bytes()).unwrap_err();
            assert!(error.contains(says), "{error}");
        }
    }
}
