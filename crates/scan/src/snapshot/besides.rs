//! What was made of the whole of a snapshot: where nothing that counts has changed, it is not made again.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Part, Snapshot};
use crate::report::Report;

/// What is known besides what each file shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Besides {
    /// What no file shows: what could not be listed, the tags of a repository.
    pub rest: Vec<u8>,
    /// Files that others asked for, each with its state.
    pub asked: Vec<(u64, PathBuf)>,
}

/// A document that was made of a snapshot and of what the caller had besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What the caller had besides.
    pub of: String,
    pub text: Vec<u8>,
    /// Whether all that was there was read.
    pub is_whole: bool,
}

impl Besides {
    /// Takes what no file shows. None if it cannot be kept.
    pub fn of(rest: &mut Report) -> Option<Besides> {
        Some(Besides { rest: written(rest)?, asked: Vec::new() })
    }

    pub fn is_rest(&self, rest: &mut Report) -> bool {
        written(rest).is_some_and(|rest| rest == self.rest)
    }

    /// Whether every file that was asked for is as it was.
    pub fn is_asked(&self, state: impl Fn(&Path) -> u64) -> bool {
        self.asked.iter().all(|(known, path)| state(path) == *known)
    }
}

impl Snapshot {
    /// Keeps a document that was made of what the snapshot holds.
    pub fn keep_document(&mut self, document: Arc<Document>) {
        self.document = Some(document);
    }

    pub(crate) fn document(&self) -> Option<&Arc<Document>> {
        self.document.as_ref()
    }

    /// Keeps what belongs to another one that shows the same.
    pub(crate) fn keep_besides(&mut self, from: &Snapshot) {
        self.besides.clone_from(&from.besides);
        self.document.clone_from(&from.document);
    }
}

/// In one order, whichever thread saw what.
fn written(rest: &mut Report) -> Option<Vec<u8>> {
    rest.not_read.sort_unstable();
    let mut bytes = Vec::new();
    Part::of(rest, &mut bytes)?;
    Some(bytes)
}
