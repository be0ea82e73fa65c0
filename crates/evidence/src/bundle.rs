//! A sealed bundle: log, signed head and blobs in one tar file. The same evidence gives the same bytes, and each
//! byte is checked when it is read.

mod read;

use std::io::{self, Read, Write};

use tar::Header;

use crate::head::Envelope;
use crate::{Digest, Signed};

pub use read::{Bundle, read, verify};

/// One block of a tar file.
const BLOCK: usize = 512;
const LOG: &str = "log.jsonl";
const HEAD: &str = "head.json";
const BLOBS: &str = "blobs/sha256/";

/// Writes a bundle: the log, its head, then the blobs. They have to come in the order of their digests.
pub struct Writer<W: Write> {
    out: W,
}

impl<W: Write> Writer<W> {
    /// Begins a bundle with a log that ends in this entry.
    pub fn new(mut out: W, log: &[u8], last: &Signed) -> io::Result<Writer<W>> {
        let head = head_file(last).map_err(io::Error::other)?;
        member(&mut out, LOG, log.len() as u64, log)?;
        member(&mut out, HEAD, head.len() as u64, head.as_slice())?;
        Ok(Writer { out })
    }

    pub fn blob(&mut self, digest: &Digest, length: u64, bytes: impl Read) -> io::Result<()> {
        member(&mut self.out, &blob_path(digest), length, bytes)
    }

    pub fn done(mut self) -> io::Result<W> {
        self.out.write_all(&[0; 2 * BLOCK])?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// The head of the log and its signature, as a DSSE envelope.
pub fn envelope(last: &Signed) -> Result<Envelope, crate::entry::Unwritable> {
    Ok(last.entry.head()?.envelope(last.key, &last.signature))
}

fn head_file(last: &Signed) -> Result<Vec<u8>, crate::entry::Unwritable> {
    let mut text = serde_jcs::to_vec(&envelope(last)?)?;
    text.push(b'\n');
    Ok(text)
}

fn blob_path(digest: &Digest) -> String {
    format!("{BLOBS}{}", digest.hex())
}

/// The only header that a member of a bundle may have.
fn header(path: &str, length: u64) -> io::Result<Header> {
    let mut header = Header::new_ustar();
    header.set_path(path)?;
    header.set_size(length);
    header.set_mode(0o644);
    header.set_mtime(0);
    header.set_uid(0);
    header.set_gid(0);
    header.set_cksum();
    Ok(header)
}

fn member(out: &mut impl Write, path: &str, length: u64, bytes: impl Read) -> io::Result<()> {
    out.write_all(header(path, length)?.as_bytes())?;
    let written = io::copy(&mut bytes.take(length), out)?;
    if written < length {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, format!("{path} is shorter than the log says")));
    }
    out.write_all(&vec![0; padding(length)])
}

/// How many bytes fill the last block.
fn padding(length: u64) -> usize {
    let over = length % BLOCK as u64;
    if over == 0 { 0 } else { BLOCK - over as usize }
}

#[cfg(test)]
mod tests;
