//! The log of a product: to be read if it was begun, to be continued by somebody who is named and holds the key.

use evidence::{Act, Entry, PrivateKey, Register, Signed, Tail};
use store::{Keys, Store, StoreError};

use super::{Place, Settings, now, read, tail, unwritable};
use crate::Failure;

/// The store of a product; none if it was not begun.
pub(crate) fn begun(place: Option<&Place>) -> Result<Option<Store>, Failure> {
    let Some(place) = place else { return Ok(None) };
    match Store::open(&place.home) {
        Ok(store) => Ok(Some(store)),
        Err(StoreError::Missing(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The evidence and keys of a log as they stand, believed; none if it was not begun.
pub fn recorded(place: Option<&Place>) -> Result<Option<Register>, Failure> {
    begun(place)?.as_mut().map(register).transpose()
}

/// The evidence and keys of a log as they stand, believed.
pub(crate) fn register(store: &mut Store) -> Result<Register, Failure> {
    let log = store.log()?;
    read(store, &log)
}

/// A log that can be continued.
pub(crate) struct Writer {
    pub store: Store,
    pub keys: Keys,
    who: String,
}

impl Writer {
    /// Before anything is written it is known who writes, and that the next entry can be signed.
    pub fn new(settings: &Settings, place: &Place) -> Result<Writer, Failure> {
        let mut store = Store::open(&place.home)?;
        let (keys, who) = (settings.keys()?, settings.who(place)?);
        signer(&keys, &tail(store.last()?.as_ref())?)?;
        Ok(Writer { store, keys, who })
    }

    /// Adds acts to the log, all or none, each signed with the key in use. The acts change no key but the last may.
    pub fn append(&mut self, acts: Vec<Act>) -> Result<Vec<Signed>, Failure> {
        let (keys, who) = (&self.keys, &self.who);
        self.store.append(|last| {
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
}

/// The private part of the key that has to sign the next entry.
fn signer(keys: &Keys, tail: &Tail) -> Result<PrivateKey, Failure> {
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
