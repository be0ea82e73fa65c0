//! Evidence of a product: adding, listing, withdrawing, verifying, sealing.

mod add;
mod bundle;
mod list;
mod log;
mod points;
mod settings;
mod verify;

use std::path::Path;

use evidence::{Register, Signed, Tail};
use store::{Store, StoreError};

use crate::Failure;

pub(crate) use add::now;
pub use add::{About, Source, add, withdraw};
pub use bundle::{bundle, verify_bundle};
pub use list::{FORMAT, Filter, Found, Listed, Listing, head, list};
pub use log::recorded;
pub(crate) use log::{Writer, begun, register};
pub use points::points;
pub use settings::{Place, Settings};
pub use verify::{VERIFICATION_FORMAT, Verified, verify};

fn read(store: &Store, log: &[u8]) -> Result<Register, Failure> {
    Register::read(evidence::entry::lines(log)).map_err(|(number, error)| unreadable(store.home(), number, &error))
}

fn unreadable(home: &Path, number: u64, error: &dyn std::fmt::Display) -> Failure {
    Failure::refused(
        format!("reading entry {number} of the log in {}", home.display()),
        error.to_string(),
        "`marque evidence verify` says what was changed",
    )
}

/// The end of a log that has been begun.
pub(crate) fn tail(last: Option<&Signed>) -> Result<Tail, Failure> {
    not_empty(last)?.tail().map_err(unwritable)
}

/// The last entry of a log that was read whole.
fn last(store: &Store, log: &[u8]) -> Result<Option<Signed>, Failure> {
    let last = evidence::entry::lines(log).zip(1..).last();
    last.map(|(line, number)| Signed::read(line).map_err(|error| unreadable(store.home(), number, &error))).transpose()
}

/// What a log has that was begun.
fn not_empty<S>(last: Option<S>) -> Result<S, Failure> {
    last.ok_or_else(|| {
        Failure::refused("reading the log", "it has not been begun", "`marque key new` makes a key and begins it")
    })
}

pub(crate) fn unwritable(error: evidence::entry::Unwritable) -> Failure {
    Failure::refused("writing an entry of the log", error.to_string(), "this is a fault of marque; nothing was changed")
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        let help = match &error {
            StoreError::Missing(_) => "`marque key new` makes a key and begins a store",
            StoreError::Full => "make room and do it again; nothing was changed",
            StoreError::ReadOnly(_) => {
                "check who may write there, or move the store with MARQUE_HOME; nothing was changed"
            }
            StoreError::Busy => "do it again when the other one is done; nothing was changed",
            StoreError::Damaged { .. } => "leave it as it is and restore a copy; `marque verify` checks a bundle",
            StoreError::Newer => "use the newer version",
            StoreError::Other { .. } => "check the disk and who may write there",
        };
        Failure::refused("using the store of evidence", error.to_string(), help)
    }
}

#[cfg(test)]
mod tests;
