//! The log of a product: to be read if it was begun, to be continued by somebody who is named and holds the key.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc;

use evidence::register::Reader;
use evidence::{Act, Entry, PrivateKey, Register, Signed, Tail};
use store::{Keys, Store, StoreError};

use super::{Place, Settings, now, tail, unreadable, unwritable};
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
    Ok(register_and_last(store)?.0)
}

/// The same, and the last entry, which alone is read as it was signed. Lines are read while the next come from the
/// disk.
pub(super) fn register_and_last(store: &mut Store) -> Result<(Register, Option<Signed>), Failure> {
    let home = store.home().to_owned();
    std::thread::scope(|scope| {
        let (send, pages) = mpsc::sync_channel::<String>(PAGES);
        let reading = scope.spawn(move || pages_read(&home, pages));
        store.read(|page| match send.send(page) {
            Ok(()) => ControlFlow::Continue(()),
            // A line could not be read.
            Err(_) => ControlFlow::Break(()),
        })?;
        drop(send);
        reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// How many pages may wait to be read.
const PAGES: usize = 4;

fn pages_read(home: &Path, pages: impl IntoIterator<Item = String>) -> Result<(Register, Option<Signed>), Failure> {
    let (mut reader, mut number, mut last) = (Reader::default(), 0, None);
    for page in pages {
        for line in page.split('\n') {
            number += 1;
            reader.line(line).map_err(|error| unreadable(home, number, &error))?;
        }
        last = Some(page);
    }
    let last = last.as_deref().and_then(|page| page.rsplit('\n').next());
    let last = last.map(|line| Signed::read(line.as_bytes()).map_err(|error| unreadable(home, number, &error)));
    Ok((reader.done(), last.transpose()?))
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
