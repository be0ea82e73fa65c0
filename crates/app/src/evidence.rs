//! Evidence of a product: adding, listing, withdrawing, verifying, sealing.

mod add;
mod bundle;
mod list;
mod points;
mod settings;
mod verify;

use evidence::{PrivateKey, Register, Tail};
use store::{Keys, Store, StoreError};

use crate::Failure;

pub(crate) use add::now;
pub use add::{About, Source, add, withdraw};
pub use bundle::{bundle, verify_bundle};
pub use list::{FORMAT, Filter, Listed, Listing, head, list};
pub use points::{point, points};
pub use settings::{Place, Settings};
pub use verify::{VERIFICATION_FORMAT, Verified, verify};

/// The evidence and keys of a log as they stand, believed.
pub(crate) fn register(store: &mut Store) -> Result<Register, Failure> {
    let log = store.log()?;
    read(store, &log)
}

fn read(store: &Store, log: &[u8]) -> Result<Register, Failure> {
    Register::read(evidence::entry::lines(log)).map_err(|(number, error)| unreadable(store, number, &error))
}

fn unreadable(store: &Store, number: u64, error: &dyn std::fmt::Display) -> Failure {
    Failure::refused(
        format!("reading entry {number} of the log in {}", store.home().display()),
        error.to_string(),
        "`marque evidence verify` says what was changed",
    )
}

/// The private part of the key that has to sign the next entry.
pub(crate) fn signer(keys: &Keys, tail: &Tail) -> Result<PrivateKey, Failure> {
    keys.load(&tail.key).map_err(|error| {
        Failure::refused(
            "signing the next entry of the log",
            error.to_string(),
            format!(
                "put {}.key back into {}, or name its folder in MARQUE_KEYS; without it nobody can continue this log",
                tail.key,
                keys.folder().display()
            ),
        )
    })
}

/// The end of a log that has been begun.
pub(crate) fn tail(last: Option<&evidence::Signed>) -> Result<Tail, Failure> {
    let last = last.ok_or_else(|| {
        Failure::refused("reading the log", "it has not been begun", "`marque key new` makes a key and begins it")
    })?;
    last.tail().map_err(unwritable)
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
