//! The log of a product: to be read if it was begun, to be continued by somebody who is named and holds the key.

use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError, mpsc};

use evidence::register::{Line, Reader};
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

/// The same, and the last entry, which alone is read as it was signed. Two threads read lines while the next come from
/// the disk.
pub(super) fn register_and_last(store: &mut Store) -> Result<(Register, Option<Signed>), Failure> {
    let (send, pages) = mpsc::sync_channel::<String>(PAGES_WAITING);
    let (pages, mut last) = (Mutex::new(pages.into_iter().enumerate()), None);
    let mut read = std::thread::scope(|scope| {
        let readers = [(); 2].map(|()| scope.spawn(|| pages_read(&pages)));
        let sent = store.read(|page| {
            last = page.rsplit('\n').next().map(str::to_owned);
            // Readers stop before the last page only where they panic.
            if send.send(page).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        drop(send);
        let read = readers.map(|reader| reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        sent.map(|()| read.into_iter().flatten().collect::<Vec<_>>())
    })?;
    read.sort_unstable_by_key(|(place, _)| *place);
    let (mut reader, mut number) = (Reader::default(), 0);
    for line in read.into_iter().flat_map(|(_, lines)| lines) {
        number += 1;
        reader.add(line.map_err(|error| unreadable(store.home(), number, &error))?);
    }
    let last = last.map(|line| Signed::read(line.as_bytes()));
    let last = last.transpose().map_err(|error| unreadable(store.home(), number, &error))?;
    Ok((reader.done(), last))
}

/// How many pages may wait to be read.
const PAGES_WAITING: usize = 8;

type Lines = Vec<Result<Line, serde_json::Error>>;

/// Pages as long as there are more, each with its place among them.
fn pages_read(pages: &Mutex<impl Iterator<Item = (usize, String)>>) -> Vec<(usize, Lines)> {
    // Whoever waits for the next page holds the lock; the other one is reading meanwhile.
    let next = || pages.lock().unwrap_or_else(PoisonError::into_inner).next();
    let read = |(place, page): (usize, String)| (place, page.split('\n').map(Line::read).collect());
    std::iter::from_fn(next).map(read).collect()
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
