//! The bytes of evidence, each under its digest. They are written once, whole, and never again.

use std::path::{Path, PathBuf};

use evidence::digest::Digester;
use evidence::{Digest, Seen};
use futures_util::TryStreamExt;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Place;
use object_store::{ObjectStoreExt, PutPayload};

use crate::StoreError;

/// The name of their folder in the folder of the store.
pub const FOLDER: &str = "blobs";

pub struct Blobs {
    folder: PathBuf,
    objects: LocalFileSystem,
}

impl Blobs {
    pub fn open(home: &Path) -> Result<Blobs, StoreError> {
        let folder = home.join(FOLDER);
        let objects = LocalFileSystem::new_with_prefix(&folder).map_err(|error| StoreError::object(&folder, &error))?;
        // An entry names these bytes as soon as they are written: they have to survive a power cut.
        Ok(Blobs { folder, objects: objects.with_fsync(true) })
    }

    pub async fn put(&self, bytes: Vec<u8>) -> Result<Digest, StoreError> {
        let digest = Digest::of(&bytes);
        match self.seen(&digest).await? {
            Some(seen) if seen.digest == digest => return Ok(digest),
            Some(_) => {
                let why =
                    format!("the bytes kept as {digest} are others; `marque evidence verify` says which evidence");
                return Err(StoreError::Damaged { path: self.folder.clone(), why });
            }
            None => {}
        }
        let put = self.objects.put(&place(&digest), PutPayload::from(bytes)).await;
        put.map(|_| digest).map_err(|error| StoreError::object(&self.folder, &error))
    }

    pub async fn seen(&self, digest: &Digest) -> Result<Option<Seen>, StoreError> {
        let found = match self.objects.get(&place(digest)).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(StoreError::object(&self.folder, &error)),
        };
        let mut digester = Digester::default();
        let mut parts = found.into_stream();
        while let Some(part) = parts.try_next().await.map_err(|error| StoreError::object(&self.folder, &error))? {
            digester.add(&part);
        }
        let (digest, length) = digester.done();
        Ok(Some(Seen { digest, length }))
    }

    pub async fn bytes(&self, digest: &Digest) -> Result<Vec<u8>, StoreError> {
        let error = |error| StoreError::object(&self.folder, &error);
        let found = self.objects.get(&place(digest)).await.map_err(error)?;
        found.bytes().await.map(Vec::from).map_err(error)
    }
}

fn place(digest: &Digest) -> Place {
    Place::from(format!("sha256/{}", digest.hex()))
}
