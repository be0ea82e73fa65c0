//! Reading a bundle, block by block: blobs are digested as they pass, and nothing that was not written is let through.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

use tar::Header;

use super::{BLOBS, BLOCK, HEAD, LOG, head_file, header, padding};
use crate::digest::Digester;
use crate::entry::lines;
use crate::verify::{Expectation, Fault, Seen, Verification};
use crate::{Digest, Signed};

/// No log is longer; what claims to be is not read.
const LOG_MAX: u64 = 1 << 30;
/// No signed head is longer.
const HEAD_MAX: u64 = 1 << 16;

/// What a bundle holds.
#[derive(Debug, Default)]
pub struct Bundle {
    pub log: Vec<u8>,
    pub blobs: BTreeMap<Digest, Seen>,
    head: Vec<u8>,
    /// What is wrong with the container.
    faults: Vec<Fault>,
}

/// Reads and verifies a bundle. An error is one of the reader; whatever is wrong with the bytes is a fault.
pub fn verify(bundle: impl Read, expectation: &Expectation) -> io::Result<Verification> {
    let bundle = read(bundle)?;
    let mut verification = crate::verify(&bundle.log, |digest| bundle.blobs.get(digest).copied(), expectation);
    verification.faults.extend(bundle.faults);
    let last = lines(&bundle.log).last().and_then(|line| Signed::read(line).ok());
    let head = last.and_then(|last| head_file(&last).ok());
    if head.is_some_and(|head| head != bundle.head) {
        let says = format!("{HEAD} is not the signed head of the last entry of {LOG}");
        verification.faults.push(Fault::bundle(says));
    }
    let named = named(&bundle.log);
    for digest in bundle.blobs.keys().filter(|digest| !named.contains(digest)) {
        let says = "no entry names these bytes".to_owned();
        verification.faults.push(Fault::blob(crate::verify::FaultKind::Bundle, None, *digest, says));
    }
    Ok(verification)
}

fn named(log: &[u8]) -> BTreeSet<Digest> {
    let signed = lines(log).filter_map(|line| serde_json::from_slice::<Signed>(line).ok());
    signed.flat_map(|signed| signed.entry.act.blobs().iter().map(|(blob, _)| blob.digest).collect::<Vec<_>>()).collect()
}

/// Reads a bundle.
pub fn read(mut from: impl Read) -> io::Result<Bundle> {
    let mut bundle = Bundle::default();
    if let Err(stop) = members(&mut from, &mut bundle) {
        match stop {
            Stop::Io(error) => return Err(error),
            Stop::Fault(says) => bundle.faults.push(Fault::bundle(says)),
        }
    }
    Ok(bundle)
}

/// Why reading goes no further.
enum Stop {
    Io(io::Error),
    Fault(String),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Stop::Fault("the bundle ends too early: it was cut off".to_owned()),
            _ => Stop::Io(error),
        }
    }
}

fn members(from: &mut impl Read, bundle: &mut Bundle) -> Result<(), Stop> {
    bundle.log = whole(from, LOG, LOG_MAX)?;
    bundle.head = whole(from, HEAD, HEAD_MAX)?;
    let mut before: Option<Digest> = None;
    while let Some((path, length)) = next(from)? {
        let digest = path.strip_prefix(BLOBS).and_then(Digest::from_hex);
        let Some(digest) = digest.filter(|digest| before.is_none_or(|before| before < *digest)) else {
            return Err(Stop::Fault(format!("`{path}` does not belong in a bundle, or not at its place")));
        };
        before = Some(digest);
        let mut digester = Digester::default();
        let mut left = from.take(length);
        let mut buffer = [0; 1 << 16];
        loop {
            let read = left.read(&mut buffer)?;
            let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
            digester.add(bytes);
        }
        let (seen, read) = digester.done();
        bundle.blobs.insert(digest, Seen { digest: seen, length: read });
        if read < length {
            return Err(Stop::from(io::Error::from(io::ErrorKind::UnexpectedEof)));
        }
        filling(from, length, &path)?;
    }
    let mut rest = [0; BLOCK];
    from.read_exact(&mut rest)?;
    if rest != [0; BLOCK] || from.read(&mut rest)? > 0 {
        return Err(Stop::Fault("something stands behind the end of the bundle".to_owned()));
    }
    Ok(())
}

/// A member that is kept in memory.
fn whole(from: &mut impl Read, wanted: &str, longest: u64) -> Result<Vec<u8>, Stop> {
    let Some((path, length)) = next(from)?.filter(|(path, length)| path == wanted && *length <= longest) else {
        return Err(Stop::Fault(format!("this is no bundle of marque: {wanted} is not at its place")));
    };
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Err(Stop::from(io::Error::from(io::ErrorKind::UnexpectedEof)));
    }
    filling(from, length, &path)?;
    Ok(bytes)
}

/// The path and length of the next member; nothing at the end.
fn next(from: &mut impl Read) -> Result<Option<(String, u64)>, Stop> {
    let mut block = [0; BLOCK];
    from.read_exact(&mut block)?;
    if block == [0; BLOCK] {
        return Ok(None);
    }
    let told = Header::from_byte_slice(&block);
    let path = String::from_utf8_lossy(&told.path_bytes()).into_owned();
    let length = told.size().unwrap_or_default();
    let is_ours = header(&path, length).is_ok_and(|header| header.as_bytes() == &block);
    if !is_ours {
        return Err(Stop::Fault(format!("the head of the member `{}` was changed", path.escape_debug())));
    }
    Ok(Some((path, length)))
}

fn filling(from: &mut impl Read, length: u64, path: &str) -> Result<(), Stop> {
    let mut filling = vec![0; padding(length)];
    from.read_exact(&mut filling)?;
    if filling.iter().any(|byte| *byte != 0) {
        return Err(Stop::Fault(format!("the bytes that fill the last block of `{path}` were changed")));
    }
    Ok(())
}
