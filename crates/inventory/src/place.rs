//! Where in a repository something stands: in the product, or beside it.
//!
//! It is a hint for the reader; nothing is left out for it.

use serde::{Deserialize, Serialize};

/// The part of a repository a finding stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    #[default]
    Product,
    /// Builds, checks and editors: needed to make the product, not part of it.
    Development,
    Examples,
    Tests,
    /// Somebody else's code kept in the repository; it may well ship.
    Vendored,
}

impl Place {
    pub fn as_str(self) -> &'static str {
        match self {
            Place::Product => "product",
            Place::Development => "development",
            Place::Examples => "examples",
            Place::Tests => "tests",
            Place::Vendored => "vendored",
        }
    }
}
