//! Sealing a store into one file, and verifying such a file with nothing else at hand.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;

use evidence::bundle::Writer;
use evidence::{Expectation, Head};
use store::Store;

use super::{Place, Verified, register, tail, verify};
use crate::Failure;

/// Writes a bundle, whole or not at all; gives the head it ends with.
pub fn bundle(place: &Place, out: &Path) -> Result<Head, Failure> {
    let mut store = Store::open(&place.home)?;
    let end = tail(store.last()?.as_ref())?;
    let faults = verify::whole(&mut store, &Expectation { head: Some(end.head), key: None })?.faults;
    if !faults.is_empty() {
        return Err(Failure::refused(
            format!("sealing the store in {}", store.home().display()),
            format!("it is not as it was signed in {} places", faults.len()),
            "`marque evidence verify` lists them",
        ));
    }
    let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| Failure::writing(out, &error))?;
    write(&mut store, file.as_file_mut()).map_err(|error| match error {
        Refused::Store(failure) => failure,
        Refused::Writing(error) => Failure::writing(out, &error),
    })?;
    let persisted = file.as_file().sync_all().and_then(|()| file.persist(out).map_err(|error| error.error));
    persisted.map_err(|error| Failure::writing(out, &error))?;
    Ok(end.head)
}

enum Refused {
    Store(Failure),
    Writing(std::io::Error),
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Refused {
        Refused::Writing(error)
    }
}

fn write(store: &mut Store, out: &mut File) -> Result<(), Refused> {
    let kept = |error: Failure| Refused::Store(error);
    let log = store.log().map_err(|error| kept(error.into()))?;
    let last = store.last().map_err(|error| kept(error.into()))?;
    let Some(last) = last else { return Ok(()) };
    let pieces = register(store).map_err(kept)?.evidence;
    let blobs: BTreeMap<_, _> =
        pieces.iter().map(|piece| (piece.evidence.blob.digest, piece.evidence.blob.length)).collect();
    let mut writer = Writer::new(BufWriter::new(out), &log, &last)?;
    for (digest, length) in blobs {
        let bytes = store.bytes(&digest).map_err(|error| kept(error.into()))?;
        writer.blob(&digest, length, bytes.as_slice())?;
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
