//! Where evidence is kept: the log in a database, the bytes as files named by their digest, private keys elsewhere.
//!
//! Blocking outside, asynchronous inside: what waits for a disk today waits for a network tomorrow.

mod blobs;
mod error;
pub mod keys;
mod log;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use evidence::{Digest, Seen, Signed};
use tokio::runtime::Runtime;

use blobs::Blobs;
pub use error::StoreError;
pub use keys::Keys;
use log::Log;

/// The store of one product: a folder.
pub struct Store {
    home: PathBuf,
    runtime: Runtime,
    log: Log,
    blobs: Blobs,
}

impl Store {
    /// Opens the store in a folder, and makes it first if there is none.
    pub fn create(home: &Path) -> Result<Store, StoreError> {
        std::fs::create_dir_all(home.join(blobs::FOLDER))
            .map_err(|error| StoreError::io("making the folder of the store", home, &error))?;
        Store::connect(home, log::Missing::Make)
    }

    /// Opens the store in a folder.
    pub fn open(home: &Path) -> Result<Store, StoreError> {
        if !home.join(log::FILE).is_file() {
            return Err(StoreError::Missing(home.to_owned()));
        }
        Store::connect(home, log::Missing::Refuse)
    }

    fn connect(home: &Path, missing: log::Missing) -> Result<Store, StoreError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| StoreError::io("starting to read the store", home, &error))?;
        let log = runtime.block_on(Log::open(home, missing))?;
        let blobs = Blobs::open(home)?;
        Ok(Store { home: home.to_owned(), runtime, log, blobs })
    }

    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The log, one entry a line.
    pub fn log(&mut self) -> Result<Vec<u8>, StoreError> {
        let mut log = Vec::new();
        self.read(|lines| {
            log.extend_from_slice(lines.as_bytes());
            log.push(b'\n');
            ControlFlow::Continue(())
        })?;
        Ok(log)
    }

    /// Hands over the lines of the log in their order, some at once and between them line ends, until no more are
    /// wanted.
    pub fn read(&mut self, each: impl FnMut(String) -> ControlFlow<()>) -> Result<(), StoreError> {
        self.runtime.block_on(self.log.read(each))
    }

    /// The last entry.
    pub fn last(&mut self) -> Result<Option<Signed>, StoreError> {
        self.runtime.block_on(self.log.last())
    }

    /// Adds what `make` signs after the last entry: all of it, or nothing. Nobody else adds meanwhile.
    pub fn append<E: From<StoreError>>(
        &mut self,
        make: impl FnOnce(Option<&Signed>) -> Result<Vec<Signed>, E>,
    ) -> Result<Vec<Signed>, E> {
        self.runtime.block_on(self.log.append(make))
    }

    /// Keeps bytes under their digest; once this returns they are on the disk.
    pub fn put(&self, bytes: Vec<u8>) -> Result<Digest, StoreError> {
        self.runtime.block_on(self.blobs.put(bytes))
    }

    /// What is kept under a digest, read through; nothing if there is none.
    pub fn seen(&self, digest: &Digest) -> Result<Option<Seen>, StoreError> {
        self.runtime.block_on(self.blobs.seen(digest))
    }

    /// The bytes kept under a digest, whatever they are.
    pub fn bytes(&self, digest: &Digest) -> Result<Vec<u8>, StoreError> {
        self.runtime.block_on(self.blobs.bytes(digest))
    }
}

#[cfg(test)]
mod tests;
