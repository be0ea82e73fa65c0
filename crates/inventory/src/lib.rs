//! What a product is made of: components, AI assets, AI systems and signals, and the bills of materials that
//! say so.
//!
//! Everything here is pure: a scan or a bill of materials comes in, an [`Inventory`] stands in the middle, a bill
//! of materials, a comparison or a list of what is missing goes out.

mod asset;
mod component;
pub mod cyclonedx;
mod diff;
mod digest;
mod indented;
mod iri;
mod json;
mod licence;
mod merge;
pub mod minimum;
mod package;
mod place;
mod read;
pub mod spdx;
mod time;

pub use asset::{Asset, AssetKind, Confidence, Property, System};
pub use component::{Component, ComponentKind, Relation, Scope};
pub use cyclonedx::{CycloneDxVersion, Tool, cyclonedx, write_cyclonedx};
pub use diff::{Change, Changes, Difference, diff};
pub use digest::{Hash, HashAlgorithm};
pub use iri::uri_reference;
pub use licence::is_free;
pub use merge::merge;
pub use minimum::{Judgement, Level, Minimum, Missing, State, check, judge};
pub use package::Package;
pub use place::Place;
pub use read::{LARGEST, ReadError, read_bom};
pub use spdx::{spdx2, spdx3, write_spdx2, write_spdx3};

use serde::{Deserialize, Serialize};

/// The maps of everything that is asked for every name in a tree. Their hash is quick, and has a seed that a hostile
/// tree does not know.
type HashMap<K, V> = std::collections::HashMap<K, V, foldhash::fast::RandomState>;
type HashSet<T> = std::collections::HashSet<T, foldhash::fast::RandomState>;

/// Where something was seen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Evidence {
    /// Relative to the scanned folder, with `/`; `a.jar!/b` is the entry `b` of the archive `a.jar`.
    pub path: String,
    /// Counted from 1; none if the file as a whole is the evidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The detector that saw it: stable, kebab-case.
    pub detector: String,
    /// SHA-256 of the line or stretch that shows it, in hexadecimal; empty if the file as a whole does.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub snippet: String,
}

/// Something about how a product is made or kept that the evidence checks ask for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Signal {
    /// `security-policy`, `security-txt`, `sbom`, `exposed-secret` …
    pub kind: String,
    /// What was found.
    pub name: String,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub properties: Vec<Property>,
    pub evidence: Evidence,
}

/// Something that was there and was not read, or not wholly.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NotRead {
    pub path: String,
    pub why: String,
}

/// Everything one scan or one bill of materials says.
#[derive(Clone, Debug, Default, PartialEq, Hash, Serialize, Deserialize)]
pub struct Inventory {
    /// What the inventory is of: the product, if the tree names it.
    pub subject: Option<Component>,
    /// Sorted by reference; each reference once.
    pub components: Vec<Component>,
    pub assets: Vec<Asset>,
    pub systems: Vec<System>,
    pub signals: Vec<Signal>,
    pub not_read: Vec<NotRead>,
    /// When the state it shows was made (RFC 3339, UTC), if the tree or the caller says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
}
