//! The form of `detectors/*.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::language::Language;
use crate::report::Kind;

/// One detector as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    pub id: String,
    pub name: String,
    /// Who runs or makes what is found.
    pub provider: Option<String>,
    /// Where it differs from that of the file.
    pub kind: Option<Kind>,
    #[serde(default)]
    pub paths: Vec<String>,
    #[serde(default)]
    pub packages: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub imports: BTreeMap<Language, Vec<String>>,
    #[serde(default)]
    pub text: Vec<String>,
    /// The same, in settings only.
    #[serde(default)]
    pub settings: Vec<String>,
    #[serde(default)]
    pub hosts: Vec<String>,
    #[serde(default)]
    pub keys: Vec<String>,
    #[serde(default)]
    pub images: Vec<String>,
    #[serde(default)]
    pub actions: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenFile {
    pub kind: Kind,
    /// One finding for each place of the tree is enough.
    #[serde(default)]
    pub once: bool,
    pub detector: Vec<Written>,
}
