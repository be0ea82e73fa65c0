//! The walk: the only part that lists folders and decides which files are opened.
//!
//! Links are never followed. A link inside the tree points at something the walk meets anyway; one that
//! leads out of it is reported.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, DirEntry};
use std::io;
use std::num::NonZero;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::excluded::Excluded;
use crate::file::{FileName, SourceFile};
use crate::inspect::Plan;
use crate::open::{self, Buffer, HEAD_BYTES, Opened};
use crate::report::{NotRead, Report, Why};
use crate::snapshot::{Snapshot, Stamp};
use crate::tracked::Tracked;
use crate::{Options, ScanError, archive, patterns};

mod queue;
mod walked;

pub use walked::Walked;

use queue::{Queue, Running, Task};

/// Files of one folder are handed out in portions, so that one large folder keeps all threads busy.
const FILES_PER_TASK: usize = 64;

/// More threads than this wait for the file system rather than for work.
const THREADS_MAX: usize = 16;

/// Walks the tree. A file that has not changed since a snapshot is not opened.
pub fn walk(root: &Path, options: &Options, since: Option<&Snapshot>) -> Result<Walked, ScanError> {
    let root_error = |source| ScanError::Root { path: root.to_path_buf(), source };
    let real_root = root.canonicalize().map_err(root_error)?;
    if !real_root.is_dir() {
        return Err(ScanError::NotAFolder { path: root.to_path_buf() });
    }
    // A root that cannot be listed is no empty report.
    fs::read_dir(&real_root).map_err(root_error)?;

    let tracked = Tracked::above(&real_root);
    // Without a repository `.gitignore` has no power: what was unpacked from an archive was put there on purpose.
    let gitignore = options.gitignore && tracked.is_repository();
    let excluded = if gitignore { Excluded::above(&real_root) } else { Excluded::default() };
    let first = Task::Folder { path: real_root.clone(), excluded, is_ignored: false };
    let queue = Queue::new(first);
    let work = || {
        let mut worker = Worker {
            root: &real_root,
            gitignore,
            tracked: &tracked,
            options,
            queue: &queue,
            since,
            walked: Walked::new(&real_root),
            buffer: Buffer::default(),
        };
        while let Some(task) = queue.next() {
            let _running = Running(&queue);
            worker.run(task);
        }
        worker.walked
    };
    Ok(thread::scope(|scope| {
        // If a thread cannot be had, the others do its work.
        let helpers: Vec<_> =
            (1..threads(options)).filter_map(|_| thread::Builder::new().spawn_scoped(scope, work).ok()).collect();
        let mut walked = work();
        for helper in helpers {
            match helper.join() {
                Ok(part) => walked.absorb(part),
                // Its findings are lost, and that must not look like "nothing found".
                Err(_) => walked.failed(),
            }
        }
        walked
    }))
}

fn threads(options: &Options) -> usize {
    let threads = options.threads.or_else(|| thread::available_parallelism().ok().map(NonZero::get));
    threads.unwrap_or(1).clamp(1, THREADS_MAX)
}

struct Worker<'a> {
    root: &'a Path,
    gitignore: bool,
    tracked: &'a Tracked<'a>,
    options: &'a Options,
    queue: &'a Queue,
    since: Option<&'a Snapshot>,
    walked: Walked,
    /// Used for one file after the other.
    buffer: Buffer,
}

impl Worker<'_> {
    fn run(&mut self, task: Task) {
        match task {
            Task::Folder { path, excluded, is_ignored } => self.folder(&path, excluded, is_ignored),
            Task::Files(files) => files.into_iter().for_each(|(path, stamp)| self.file(&path, stamp)),
        }
    }

    fn folder(&mut self, folder: &Path, outer: Excluded, is_ignored: bool) {
        let entries: Vec<(DirEntry, OsString)> = match fs::read_dir(folder) {
            // A single unreadable entry costs itself.
            Ok(entries) => entries
                .filter_map(|entry| match entry {
                    Ok(entry) => {
                        let name = entry.file_name();
                        Some((entry, name))
                    }
                    Err(error) => {
                        self.unreadable(folder, &error);
                        None
                    }
                })
                .collect(),
            Err(error) => return self.unreadable(folder, &error),
        };
        let has_rules = entries.iter().any(|(_, name)| name == ".gitignore");
        let excluded = if self.gitignore && has_rules {
            outer.inside(folder).unwrap_or_else(|error| {
                self.unreadable(&folder.join(".gitignore"), &error);
                outer
            })
        } else {
            outer
        };

        let mut tasks = Vec::new();
        let mut files = Vec::new();
        for (entry, name) in entries {
            let path = folder.join(&name);
            let file_type = match entry.file_type() {
                Ok(file_type) => file_type,
                Err(error) => {
                    self.unreadable(&path, &error);
                    continue;
                }
            };
            if is_repository_data(&name) {
                continue;
            }
            let is_ignored = is_ignored || excluded.leaves_out(&path, file_type.is_dir());
            if is_ignored && !self.tracked.holds(self.relative(&path), file_type.is_dir()) {
                self.walked.rest.ignored += 1;
            } else if file_type.is_dir() {
                tasks.push(Task::Folder { path, excluded: excluded.clone(), is_ignored });
            } else if file_type.is_file() {
                let stamp = self.since.and_then(|since| {
                    Some((since, Stamp::of(self.relative(&path), &entry.metadata().ok()?, self.options)))
                });
                if stamp.is_some_and(|(since, stamp)| self.recalls(since, &path, stamp)) {
                    continue;
                }
                files.push((path, stamp.map(|(_, stamp)| stamp)));
                if files.len() == FILES_PER_TASK {
                    tasks.push(Task::Files(std::mem::take(&mut files)));
                }
            } else if !file_type.is_symlink() {
                self.not_read(&path, Why::NotARegularFile);
            } else if leads_out(self.root, &path) {
                self.not_read(&path, Why::LinkLeavesTheFolder);
            }
        }
        self.queue.push(tasks);
        self.run(Task::Files(files));
    }

    /// Takes what the snapshot knows of files that have not changed.
    fn recall(&mut self, since: &Snapshot, kept: &[(PathBuf, Stamp)]) {
        let next = AtomicUsize::new(0);
        let work = || {
            let (mut report, mut unknown) = (Report::default(), Vec::new());
            while let Some((path, stamp)) = kept.get(next.fetch_add(1, Ordering::Relaxed)) {
                match since.unchanged(*stamp) {
                    Some(part) => report.absorb(part),
                    None => unknown.push(path),
                }
            }
            (report, unknown)
        };
        let parts: Vec<_> = thread::scope(|scope| {
            let spawn = |_| thread::Builder::new().spawn_scoped(scope, work).ok();
            let helpers: Vec<_> = (1..threads(self.options).min(kept.len())).filter_map(spawn).collect();
            let mine = work();
            let theirs = helpers.into_iter().map(|helper| helper.join().map_err(|_| self.walked.failed()).ok());
            [Some(mine)].into_iter().chain(theirs).flatten().collect()
        });
        for (report, unknown) in parts {
            self.walked.rest.absorb(report);
            // A snapshot that was written by somebody else may know nothing after all.
            unknown.into_iter().for_each(|path| self.read_file(path));
        }
    }

    /// Files that other files asked for, whatever they are called, and what these ask for in turn; says which.
    fn included(&mut self) -> Vec<PathBuf> {
        let mut asked = Vec::new();
        if self.walked.rest.includes.is_empty() {
            return asked;
        }
        let mut done: HashSet<(PathBuf, &'static str)> = self
            .walked
            .rest
            .sheets
            .iter()
            .filter_map(|sheet| Some((sheet.path.clone(), crate::inspect::detector(&sheet.detector)?)))
            .collect();
        while let Some((relative, detector)) = self.walked.rest.includes.pop() {
            let path = self.root.join(&relative);
            // One that is not there, or a link, is the including file's affair.
            let is_new = done.insert((relative.clone(), detector));
            if is_new && open::is_inside(self.root, &relative) && open::open(&path).is_ok() {
                let name = FileName::new(&relative);
                self.planned(&path, &relative, &name, &Plan::only(&name, patterns::at_hand(), detector));
            }
            asked.push(relative);
        }
        asked.sort_unstable();
        asked.dedup();
        asked
    }

    /// Whether the snapshot knows a file as it is now: then it need not be read.
    fn recalls(&mut self, since: &Snapshot, path: &Path, stamp: Stamp) -> bool {
        let Some(knows_more) = since.keeps(stamp) else { return false };
        self.options.count_file(0);
        if knows_more {
            self.walked.kept.push((path.to_path_buf(), stamp));
        } else {
            self.walked.rest.files += 1;
            self.walked.quiet.push(stamp);
        }
        true
    }

    fn file(&mut self, path: &Path, stamp: Option<Stamp>) {
        let Some(stamp) = stamp else { return self.read_file(path) };
        let before = std::mem::take(&mut self.walked.rest);
        self.read_file(path);
        let part = std::mem::replace(&mut self.walked.rest, before);
        self.walked.snapshot.add(stamp, &part);
        self.walked.read.absorb(part);
    }

    fn relative<'p>(&self, path: &'p Path) -> &'p Path {
        relative(self.root, path)
    }

    fn read_file(&mut self, path: &Path) {
        let relative = self.relative(path);
        let name = FileName::new(relative);
        self.planned(path, relative, &name, &Plan::new(&name, patterns::at_hand()));
    }

    fn planned(&mut self, path: &Path, relative: &Path, name: &FileName, plan: &Plan) {
        self.buffer.truncate(0);
        let opened = match self.read(path, plan) {
            Ok(opened) => Some(opened),
            Err(error) => {
                self.unreadable(path, &error);
                // The name alone may still say something.
                self.buffer.truncate(0);
                None
            }
        };
        let size_bytes = opened.as_ref().map_or(0, |opened| opened.size_bytes);
        self.options.count_file(self.buffer.bytes().len() as u64);
        let file = SourceFile { name, bytes: self.buffer.bytes(), size_bytes };
        let part = plan.run(relative, &file);
        self.walked.rest.absorb(part);
        let container =
            archive::container(self.buffer.bytes()).filter(|kind| archive::is_wanted(name, *kind, size_bytes));
        if let (Some(container), Some(opened)) = (container, opened) {
            match opened.rewound() {
                Ok(file) => {
                    let part = archive::read(file, relative, container, self.options, patterns::at_hand());
                    self.walked.rest.absorb(part);
                }
                Err(error) => self.unreadable(path, &error),
            }
        }
    }

    /// Fills the buffer with as much as the plan wants.
    fn read(&mut self, path: &Path, plan: &Plan) -> io::Result<Opened> {
        let mut opened = open::open(path)?;
        opened.read_until(HEAD_BYTES, &mut self.buffer)?;
        let limit = plan.wanted(self.buffer.bytes(), opened.size_bytes, self.options);
        self.buffer.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        opened.read_until(limit, &mut self.buffer)?;
        let read_bytes = self.buffer.bytes().len() as u64;
        if read_bytes >= limit && opened.size_bytes > limit && plan.is_source(self.buffer.bytes()) {
            let why = Why::TooLarge { size_bytes: opened.size_bytes, read_bytes };
            self.not_read(path, why);
        }
        Ok(opened)
    }

    fn unreadable(&mut self, path: &Path, error: &io::Error) {
        self.walked.rest.unreadable(self.relative(path), error);
    }

    fn not_read(&mut self, path: &Path, why: Why) {
        let path = self.relative(path).to_path_buf();
        self.walked.rest.not_read.push(NotRead { path, why });
    }
}

/// A path below the root as it is called there. Every path of the walk is the root with names behind it, so that its
/// parts need not be compared one by one.
#[cfg(unix)]
fn relative<'p>(root: &Path, path: &'p Path) -> &'p Path {
    use std::os::unix::ffi::OsStrExt;
    let bytes = path.as_os_str().as_bytes().strip_prefix(root.as_os_str().as_bytes());
    match bytes.and_then(|bytes| bytes.strip_prefix(b"/")) {
        Some(bytes) => Path::new(OsStr::from_bytes(bytes)),
        None => path.strip_prefix(root).unwrap_or(path),
    }
}

#[cfg(not(unix))]
fn relative<'p>(root: &Path, path: &'p Path) -> &'p Path {
    path.strip_prefix(root).unwrap_or(path)
}

/// The version control's own store, and marque's. Its tags are read elsewhere, by name.
fn is_repository_data(name: &OsStr) -> bool {
    name == ".git" || name == ".hg" || name == ".svn" || name == ".jj" || name == ".marque"
}

/// Whether a link leads out of the root. One that leads nowhere is judged by what it says.
fn leads_out(root: &Path, link: &Path) -> bool {
    if let Ok(target) = fs::read_link(link)
        && let Ok(inside) = target.strip_prefix("/")
        && root.join(inside).symlink_metadata().is_ok()
    {
        // In the root of another system an absolute link begins at that root.
        return false;
    }
    if let Ok(target) = link.canonicalize() {
        return !target.starts_with(root);
    }
    let Ok(target) = fs::read_link(link) else { return false };
    let folder = link.parent().unwrap_or(root);
    let mut resolved = PathBuf::new();
    for part in folder.join(target).components() {
        match part {
            Component::ParentDir => {
                resolved.pop();
            }
            Component::CurDir => {}
            part => resolved.push(part),
        }
    }
    !resolved.starts_with(root)
}
