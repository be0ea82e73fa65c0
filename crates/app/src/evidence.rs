//! Evidence of a product: adding, listing, withdrawing, verifying, sealing.

mod add;
mod bundle;
mod list;
mod points;
mod settings;
mod verify;

use evidence::{Act, Entry, PrivateKey, Register, Signed, Tail};
use store::{Keys, Store, StoreError};

use crate::Failure;

pub(crate) use add::now;
pub use add::{About, Source, add, withdraw};
pub use bundle::{bundle, verify_bundle};
pub use list::{FORMAT, Filter, Listed, Listing, head, list};
pub use points::points;
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
pub(crate) fn tail(last: Option<&Signed>) -> Result<Tail, Failure> {
    begun(last)?.tail().map_err(unwritable)
}

/// The last entry of a log that was read whole.
fn last(store: &Store, log: &[u8]) -> Result<Option<Signed>, Failure> {
    let last = evidence::entry::lines(log).zip(1..).last();
    last.map(|(line, number)| Signed::read(line).map_err(|error| unreadable(store, number, &error))).transpose()
}

/// What a log has that was begun.
fn begun<S>(last: Option<S>) -> Result<S, Failure> {
    last.ok_or_else(|| {
        Failure::refused("reading the log", "it has not been begun", "`marque key new` makes a key and begins it")
    })
}

/// Adds acts to the log, all or none, each signed with the key in use. The acts change no key but the last may.
pub(crate) fn append(store: &mut Store, keys: &Keys, who: &str, acts: Vec<Act>) -> Result<Vec<Signed>, Failure> {
    store.append(|last| {
        let mut end = tail(last)?;
        let key = signer(keys, &end)?;
        let mut made = Vec::with_capacity(acts.len());
        for act in acts {
            let signed = Entry::after(Some(&end), now(), who, act).sign(&key).map_err(unwritable)?;
            end = signed.tail().map_err(unwritable)?;
            made.push(signed);
        }
        Ok(made)
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
