//! How far a scan has come, for whoever watches it from another thread.

use std::sync::atomic::{AtomicU64, Ordering};

/// What has been looked at since the scan began. Nothing depends on it.
#[derive(Debug, Default)]
pub struct Counters {
    files: AtomicU64,
    bytes: AtomicU64,
}

impl Counters {
    /// Files seen, those in archives too, and bytes read of them.
    pub fn files_and_bytes(&self) -> (u64, u64) {
        (self.files.load(Ordering::Relaxed), self.bytes.load(Ordering::Relaxed))
    }

    pub(crate) fn add_file(&self, bytes: u64) {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }
}
