//! Sealing a store into one file, and verifying such a file with nothing else at hand.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;

use evidence::bundle::Writer;
use evidence::{Digest, Expectation, Head, Signed};
use store::{Store, StoreError};

use super::{Place, Verified, last, not_empty, read, unwritable, verify};
use crate::Failure;
use crate::replace::replace;

/// Writes a bundle, whole or not at all; gives the head it ends with.
pub fn bundle(place: &Place, out: &Path) -> Result<Head, Failure> {
    let mut store = Store::open(&place.home)?;
    let log = store.log()?;
    let last = not_empty(last(&store, &log)?)?;
    let end = last.tail().map_err(unwritable)?;
    let faults = verify::whole(&store, &log, &Expectation { head: Some(end.head), key: None })?.faults;
    if !faults.is_empty() {
        return Err(Failure::refused(
            format!("sealing the store in {}", store.home().display()),
            format!("it is not as it was signed in {} places", faults.len()),
            "`marque evidence verify` lists them",
        ));
    }
    let blobs = read(&store, &log)?.blobs();
    let written = replace(out, |file| {
        write(&store, &log, &last, &blobs, file.as_file_mut())?;
        Ok(file.as_file().sync_all()?)
    });
    written.map_err(|error| match error {
        Refused::Store(error) => error.into(),
        Refused::Writing(error) => Failure::writing(out, &error),
    })?;
    Ok(end.head)
}

/// Why no bundle was made: of two that can fail, which did.
enum Refused {
    Store(StoreError),
    Writing(std::io::Error),
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Refused {
        Refused::Writing(error)
    }
}

fn write(
    store: &Store,
    log: &[u8],
    last: &Signed,
    blobs: &BTreeMap<Digest, u64>,
    out: &mut File,
) -> Result<(), Refused> {
    let mut writer = Writer::new(BufWriter::new(out), log, last)?;
    for (digest, length) in blobs {
        let bytes = store.bytes(digest).map_err(Refused::Store)?;
        writer.blob(digest, *length, bytes.as_slice())?;
    }
    writer.done()?;
    Ok(())
}

/// Verifies a bundle.
pub fn verify_bundle(path: &Path, expectation: &Expectation) -> Result<Verified, Failure> {
    let help = "give what `marque evidence bundle` wrote";
    let reading = |error: std::io::Error| Failure::reading(path, &error, help);
    let file = File::open(path).map_err(reading)?;
    evidence::bundle::verify(BufReader::new(file), expectation).map(Verified::new).map_err(reading)
}
