//! The walk: the only part that lists folders and decides which files are opened.
//!
//! Links are never followed. A link inside the tree points at something the walk meets anyway; one that
//! leads out of it is reported.

use std::collections::{HashSet, VecDeque};
use std::fs::{self, DirEntry};
use std::io;
use std::num::NonZero;
use std::path::{Component, Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::excluded::Excluded;
use crate::file::{FileName, SourceFile};
use crate::inspect::Plan;
use crate::open::{self, HEAD_BYTES, Opened};
use crate::patterns::Patterns;
use crate::report::{NotRead, Report, Why};
use crate::snapshot::{Snapshot, Stamp};
use crate::tracked::Tracked;
use crate::{Options, ScanError, archive};

/// Files of one folder are handed out in portions, so that one large folder keeps all threads busy.
const FILES_PER_TASK: usize = 64;

/// More threads than this wait for the file system rather than for work.
const THREADS_MAX: usize = 16;

/// Walks the tree. What `since` knows of a file that has not changed is not looked for again.
pub fn walk(
    root: &Path,
    options: &Options,
    patterns: &Patterns,
    since: Option<&Snapshot>,
) -> Result<(Report, Snapshot), ScanError> {
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
    let threads = options
        .threads
        .or_else(|| thread::available_parallelism().ok().map(NonZero::get))
        .unwrap_or(1)
        .clamp(1, THREADS_MAX);

    let worker = |since, report, snapshot| Worker {
        root: &real_root,
        gitignore,
        tracked: &tracked,
        options,
        patterns,
        queue: &queue,
        since,
        report,
        snapshot,
        buffer: Vec::new(),
    };
    let work = || {
        let mut worker = worker(since, Report::default(), Snapshot::default());
        while let Some(task) = queue.next() {
            let _running = Running(&queue);
            worker.run(task);
        }
        (worker.report, worker.snapshot)
    };
    let (report, snapshot) = thread::scope(|scope| {
        // If a thread cannot be had, the others do its work.
        let helpers: Vec<_> =
            (1..threads).filter_map(|_| thread::Builder::new().spawn_scoped(scope, work).ok()).collect();
        let (mut report, mut snapshot) = work();
        for helper in helpers {
            match helper.join() {
                Ok((part, seen)) => {
                    report.absorb(part);
                    snapshot.absorb(seen);
                }
                // Its findings are lost, and that must not look like "nothing found".
                Err(_) => {
                    report.not_read.push(NotRead { path: PathBuf::from("."), why: Why::DetectorFailed("walk".into()) })
                }
            }
        }
        (report, snapshot)
    });
    let mut worker = worker(None, report, snapshot);
    worker.included();
    worker.snapshot.settle();
    Ok((worker.report, worker.snapshot))
}

enum Task {
    Folder {
        path: PathBuf,
        excluded: Excluded,
        /// Named by `.gitignore`: only what is tracked is read.
        is_ignored: bool,
    },
    Files(Vec<PathBuf>),
}

/// What is still to be done. Empty for good once no task is waiting and none is running.
struct Queue {
    state: Mutex<QueueState>,
    changed: Condvar,
}

struct QueueState {
    waiting: VecDeque<Task>,
    running: usize,
}

impl Queue {
    fn new(first: Task) -> Queue {
        let state = QueueState { waiting: VecDeque::from([first]), running: 0 };
        Queue { state: Mutex::new(state), changed: Condvar::new() }
    }

    fn push(&self, tasks: Vec<Task>) {
        if !tasks.is_empty() {
            self.lock().waiting.extend(tasks);
            self.changed.notify_all();
        }
    }

    fn next(&self) -> Option<Task> {
        let mut state = self.lock();
        loop {
            // The last one first: that keeps the queue short in a deep tree.
            if let Some(task) = state.waiting.pop_back() {
                state.running += 1;
                return Some(task);
            }
            if state.running == 0 {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, QueueState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A task under way. Even a thread that dies in one must not leave the others waiting for it.
struct Running<'a>(&'a Queue);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.running -= 1;
        if state.running == 0 && state.waiting.is_empty() {
            self.0.changed.notify_all();
        }
    }
}

struct Worker<'a> {
    root: &'a Path,
    gitignore: bool,
    tracked: &'a Tracked<'a>,
    options: &'a Options,
    patterns: &'a Patterns,
    queue: &'a Queue,
    since: Option<&'a Snapshot>,
    report: Report,
    snapshot: Snapshot,
    /// Used for one file after the other.
    buffer: Vec<u8>,
}

impl Worker<'_> {
    fn run(&mut self, task: Task) {
        match task {
            Task::Folder { path, excluded, is_ignored } => self.folder(&path, excluded, is_ignored),
            Task::Files(paths) => paths.iter().for_each(|path| self.file(path)),
        }
    }

    fn folder(&mut self, folder: &Path, outer: Excluded, is_ignored: bool) {
        let entries: Vec<DirEntry> = match fs::read_dir(folder) {
            // A single unreadable entry costs itself.
            Ok(entries) => entries
                .filter_map(|entry| match entry {
                    Ok(entry) => Some(entry),
                    Err(error) => {
                        self.unreadable(folder, &error);
                        None
                    }
                })
                .collect(),
            Err(error) => return self.unreadable(folder, &error),
        };
        let has_rules = entries.iter().any(|entry| entry.file_name() == ".gitignore");
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
        for entry in entries {
            let path = entry.path();
            let file_type = match entry.file_type() {
                Ok(file_type) => file_type,
                Err(error) => {
                    self.unreadable(&path, &error);
                    continue;
                }
            };
            if is_repository_data(&entry) {
                continue;
            }
            let is_ignored = is_ignored || excluded.leaves_out(&path, file_type.is_dir());
            let relative = path.strip_prefix(self.root).unwrap_or(&path);
            if is_ignored && !self.tracked.holds(relative, file_type.is_dir()) {
                self.report.ignored += 1;
            } else if file_type.is_dir() {
                tasks.push(Task::Folder { path, excluded: excluded.clone(), is_ignored });
            } else if file_type.is_file() {
                files.push(path);
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

    /// Files that other files asked for, whatever they are called, and what these ask for in turn.
    fn included(&mut self) {
        if self.report.includes.is_empty() {
            return;
        }
        let mut done: HashSet<(PathBuf, &'static str)> = self
            .report
            .sheets
            .iter()
            .filter_map(|sheet| Some((sheet.path.clone(), crate::inspect::detector(&sheet.detector)?)))
            .collect();
        while let Some((relative, detector)) = self.report.includes.pop() {
            let path = self.root.join(&relative);
            // One that is not there, or a link, is the including file's affair.
            let is_new = done.insert((relative.clone(), detector));
            if is_new && open::is_inside(self.root, &relative) && open::open(&path).is_ok() {
                let name = FileName::new(&relative);
                self.planned(&path, &relative, &name, &Plan::only(&name, self.patterns, detector));
            }
        }
    }

    fn file(&mut self, path: &Path) {
        let relative = path.strip_prefix(self.root).unwrap_or(path);
        let known = self.since.and_then(|since| {
            let metadata = fs::symlink_metadata(path).ok()?;
            Some((since, Stamp::of(relative, &metadata, self.options)))
        });
        if let Some((since, stamp)) = known
            && let Some(part) = since.unchanged(stamp)
        {
            self.options.count_file(0);
            self.report.absorb(part);
            self.snapshot.keep(stamp, since);
            return;
        }
        let name = FileName::new(relative);
        let before = known.map(|_| std::mem::take(&mut self.report));
        self.planned(path, relative, &name, &Plan::new(&name, self.patterns));
        if let (Some((_, stamp)), Some(before)) = (known, before) {
            let part = std::mem::replace(&mut self.report, before);
            self.snapshot.add(stamp, &part);
            self.report.absorb(part);
        }
    }

    fn planned(&mut self, path: &Path, relative: &Path, name: &FileName, plan: &Plan) {
        self.buffer.clear();
        let opened = match self.read(path, plan) {
            Ok(opened) => Some(opened),
            Err(error) => {
                self.unreadable(path, &error);
                // The name alone may still say something.
                self.buffer.clear();
                None
            }
        };
        let size_bytes = opened.as_ref().map_or(0, |opened| opened.size_bytes);
        self.options.count_file(self.buffer.len() as u64);
        let file = SourceFile { name, bytes: &self.buffer, size_bytes };
        let part = plan.run(relative, &file);
        self.report.absorb(part);
        let container = archive::container(&self.buffer).filter(|kind| archive::is_wanted(name, *kind, size_bytes));
        if let (Some(container), Some(opened)) = (container, opened) {
            match opened.rewound() {
                Ok(file) => {
                    self.report.absorb(archive::read(file, relative, container, self.options, self.patterns));
                }
                Err(error) => self.unreadable(path, &error),
            }
        }
    }

    /// Fills the buffer with as much as the plan wants.
    fn read(&mut self, path: &Path, plan: &Plan) -> io::Result<Opened> {
        let mut opened = open::open(path)?;
        opened.read_until(HEAD_BYTES, &mut self.buffer)?;
        let limit = plan.wanted(&self.buffer, opened.size_bytes, self.options);
        self.buffer.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        opened.read_until(limit, &mut self.buffer)?;
        let read_bytes = self.buffer.len() as u64;
        if read_bytes >= limit && opened.size_bytes > limit && plan.is_source(&self.buffer) {
            let why = Why::TooLarge { size_bytes: opened.size_bytes, read_bytes };
            self.not_read(path, why);
        }
        Ok(opened)
    }

    fn unreadable(&mut self, path: &Path, error: &io::Error) {
        let relative = path.strip_prefix(self.root).unwrap_or(path);
        self.report.unreadable(relative, error);
    }

    fn not_read(&mut self, path: &Path, why: Why) {
        let path = path.strip_prefix(self.root).unwrap_or(path).to_path_buf();
        self.report.not_read.push(NotRead { path, why });
    }
}

/// The version control's own store, and marque's. Its tags are read elsewhere, by name.
fn is_repository_data(entry: &DirEntry) -> bool {
    let name = entry.file_name();
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
