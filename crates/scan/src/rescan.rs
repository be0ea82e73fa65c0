//! Scanning again since a snapshot.

use std::path::Path;
use std::sync::Arc;

use crate::report::Report;
use crate::snapshot::{Document, Snapshot};
use crate::walk::{Walked, walk};
use crate::{Options, ScanError, finished, release_tags};

/// A scan of which it is known what has changed, and not yet what everything else shows.
pub struct Rescan<'a> {
    options: &'a Options,
    since: &'a Snapshot,
    walked: Walked,
}

impl<'a> Rescan<'a> {
    /// Walks the tree and reads what has changed since the snapshot.
    pub fn new(root: &Path, options: &'a Options, since: &'a Snapshot) -> Result<Rescan<'a>, ScanError> {
        let mut walked = walk(root, options, Some(since))?;
        release_tags::read(root, &mut walked.rest);
        Ok(Rescan { options, since, walked })
    }

    /// The document kept with the snapshot, if the tree shows the same as then and the caller has the same besides.
    /// The snapshot keeps it for the next time.
    pub fn document(&mut self, of: &str) -> Option<Arc<Document>> {
        let document = self.since.document().filter(|document| document.of == of)?;
        if !self.walked.shows_what(self.since, self.options) {
            return None;
        }
        self.walked.snapshot.keep_besides(self.since);
        Some(Arc::clone(document))
    }

    /// The snapshot, where the document is all that was wanted.
    pub fn snapshot(self) -> Snapshot {
        self.walked.into_snapshot(self.since)
    }

    /// What the whole tree shows, and the snapshot.
    pub fn report(self) -> Result<(Report, Snapshot), ScanError> {
        finished(self.walked.complete(self.options, Some(self.since)))
    }
}

#[cfg(test)]
mod tests;
