//! What a walk came to, and how it becomes a report.

use std::fs;
use std::path::{Path, PathBuf};

use super::Worker;
use super::queue::Queue;
use crate::Options;
use crate::open::{self, Buffer};
use crate::report::{NotRead, Report, Why};
use crate::snapshot::{Besides, Snapshot, Stamp};
use crate::tracked::Tracked;

/// What a walk came to, before anything is looked at that has not changed since a snapshot.
pub struct Walked {
    pub(super) root: PathBuf,
    /// What no file says: what could not be listed, links that lead out. Without a snapshot everything.
    pub rest: Report,
    /// What the files say that were read.
    pub(super) read: Report,
    /// Files that have not changed, and of which the snapshot knows more than that they are there.
    pub(super) kept: Vec<(PathBuf, Stamp)>,
    /// Those of which it knows no more.
    pub(super) quiet: Vec<Stamp>,
    /// What is known of the files that were read.
    pub snapshot: Snapshot,
}

impl Walked {
    pub(super) fn new(root: &Path) -> Walked {
        Walked {
            root: root.to_path_buf(),
            rest: Report::default(),
            read: Report::default(),
            kept: Vec::new(),
            quiet: Vec::new(),
            snapshot: Snapshot::default(),
        }
    }

    pub(super) fn absorb(&mut self, other: Walked) {
        self.rest.absorb(other.rest);
        self.read.absorb(other.read);
        self.kept.extend(other.kept);
        self.quiet.extend(other.quiet);
        self.snapshot.absorb(other.snapshot);
    }

    pub(super) fn failed(&mut self) {
        self.rest.not_read.push(NotRead { path: PathBuf::from("."), why: Why::DetectorFailed("walk".into()) });
    }

    /// Whether the tree shows what it showed when the snapshot was made.
    pub fn shows_what(&mut self, since: &Snapshot, options: &Options) -> bool {
        let Walked { root, rest, kept, snapshot, .. } = self;
        let is_so = |known: &Besides| known.is_rest(rest) && known.is_asked(|path| state(root, path, options));
        since.besides.as_ref().is_some_and(is_so) && snapshot.shows_what(since, kept.len())
    }

    /// What is known of all files, for the next time.
    pub fn into_snapshot(self, since: &Snapshot) -> Snapshot {
        settled(self.snapshot, since, &self.kept, self.quiet)
    }

    /// Everything the files say: with what the snapshot knows of those that have not changed, and with the files that
    /// others ask for.
    pub fn complete(self, options: &Options, since: Option<&Snapshot>) -> (Report, Snapshot) {
        let Walked { root, mut rest, read, kept, quiet, mut snapshot } = self;
        let mut besides = since.and_then(|_| Besides::of(&mut rest));
        rest.absorb(read);
        let (tracked, queue) = (Tracked::above(&root), Queue::default());
        let mut worker = Worker {
            root: &root,
            gitignore: false,
            tracked: &tracked,
            options,
            queue: &queue,
            since: None,
            walked: Walked { rest, ..Walked::new(&root) },
            buffer: Buffer::default(),
        };
        if let Some(since) = since {
            worker.recall(since, &kept);
            snapshot = settled(snapshot, since, &kept, quiet);
        }
        let asked = worker.included();
        if let Some(besides) = &mut besides {
            besides.asked = asked.into_iter().map(|path| (state(&root, &path, options), path)).collect();
        }
        snapshot.besides = besides;
        (worker.walked.rest, snapshot)
    }
}

/// With what an earlier snapshot knows of the files that have not changed.
fn settled(mut snapshot: Snapshot, since: &Snapshot, kept: &[(PathBuf, Stamp)], quiet: Vec<Stamp>) -> Snapshot {
    for stamp in kept.iter().map(|(_, stamp)| *stamp).chain(quiet) {
        snapshot.keep(stamp, since);
    }
    snapshot.settle();
    snapshot
}

/// The state of a file that another one asks for; the same as long as it is none, or would lead out of the tree.
fn state(root: &Path, relative: &Path, options: &Options) -> u64 {
    let metadata = || fs::symlink_metadata(root.join(relative)).ok().filter(fs::Metadata::is_file);
    let metadata = open::is_inside(root, relative).then(metadata).flatten();
    metadata.map_or(0, |metadata| Stamp::of(relative, &metadata, options).state())
}
