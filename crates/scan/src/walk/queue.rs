//! What a walk has still to do, shared by its threads.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::excluded::Excluded;
use crate::snapshot::Stamp;

pub enum Task {
    Folder {
        path: PathBuf,
        excluded: Excluded,
        /// Named by `.gitignore`: only what is tracked is read.
        is_ignored: bool,
    },
    /// Each with its state, where there is a snapshot to compare it with.
    Files(Vec<(PathBuf, Option<Stamp>)>),
}

/// What is still to be done. Empty for good once no task is waiting and none is running.
#[derive(Default)]
pub struct Queue {
    state: Mutex<QueueState>,
    changed: Condvar,
}

#[derive(Default)]
struct QueueState {
    waiting: VecDeque<Task>,
    running: usize,
}

impl Queue {
    pub fn new(first: Task) -> Queue {
        let state = QueueState { waiting: VecDeque::from([first]), running: 0 };
        Queue { state: Mutex::new(state), changed: Condvar::new() }
    }

    pub fn push(&self, tasks: Vec<Task>) {
        if !tasks.is_empty() {
            self.lock().waiting.extend(tasks);
            self.changed.notify_all();
        }
    }

    pub fn next(&self) -> Option<Task> {
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
pub struct Running<'a>(pub &'a Queue);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.running -= 1;
        if state.running == 0 && state.waiting.is_empty() {
            self.0.changed.notify_all();
        }
    }
}
