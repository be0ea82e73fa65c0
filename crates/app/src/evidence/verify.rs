//! Verifying a store: every entry, every signature, every byte.

use std::cell::RefCell;

use evidence::{Expectation, Verification};
use schemars::JsonSchema;
use serde::Serialize;
use store::Store;

use super::Place;
use crate::Failure;

/// The version of the JSON form.
pub const VERIFICATION_FORMAT: &str = "marque-verification/1";

/// What `marque verify --format json` writes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Verified {
    pub format: &'static str,
    #[serde(flatten)]
    pub verification: Verification,
}

impl Verified {
    pub(super) fn new(verification: Verification) -> Verified {
        Verified { format: VERIFICATION_FORMAT, verification }
    }
}

/// Verifies a store.
pub fn verify(place: &Place, expectation: &Expectation) -> Result<Verified, Failure> {
    let mut store = Store::open(&place.home)?;
    let log = store.log()?;
    whole(&store, &log, expectation).map(Verified::new)
}

/// A file that cannot be read stops the verification: it is not known to be whole, nor to be changed.
pub(super) fn whole(store: &Store, log: &[u8], expectation: &Expectation) -> Result<Verification, Failure> {
    let unreadable = RefCell::new(None);
    let seen = |digest: &evidence::Digest| {
        store.seen(digest).unwrap_or_else(|error| {
            unreadable.borrow_mut().get_or_insert(error);
            None
        })
    };
    let verification = evidence::verify(log, seen, expectation);
    match unreadable.into_inner() {
        Some(error) => Err(error.into()),
        None => Ok(verification),
    }
}
