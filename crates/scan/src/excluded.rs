//! What `.gitignore` leaves out.
//!
//! The matching is the `ignore` crate's; finding and reading the files is ours. That crate's own walker
//! opens whatever is called `.gitignore`, so that a named pipe stops it for ever and a link to
//! `/dev/zero` fills the memory. Git itself does not follow a link there either.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::open;

/// A `.gitignore` beyond these limits is not honoured but reported: patterns become automata, and a
/// hostile file of them could cost more than the rest of the scan.
const BYTES_MAX: u64 = 256 << 10;
const LINES_MAX: usize = 10_000;

/// The rules in force in one folder: its own, then those of the folders around it.
#[derive(Clone, Default)]
pub struct Excluded(Option<Arc<Rules>>);

struct Rules {
    own: Gitignore,
    outer: Excluded,
}

impl Excluded {
    /// The rules of the folders above `root`, up to the repository it belongs to, if any.
    ///
    /// All paths here are absolute and without links: that is how patterns with a `/` are matched.
    pub fn above(root: &Path) -> Excluded {
        let Some(repository) = root.ancestors().position(|folder| folder.join(".git").exists()) else {
            return Excluded::default();
        };
        let mut above: Vec<PathBuf> = root.ancestors().skip(1).take(repository).map(Path::to_path_buf).collect();
        above.reverse();
        let mut excluded = Excluded::default();
        for folder in above {
            // An unreadable rule of a folder outside the scan costs only itself.
            if let Ok(inner) = excluded.inside(&folder) {
                excluded = inner;
            }
        }
        excluded
    }

    /// The rules inside `folder`: these, and those of its own `.gitignore` if it has one.
    pub fn inside(&self, folder: &Path) -> io::Result<Excluded> {
        let opened = match open::open(&folder.join(".gitignore")) {
            Ok(opened) => opened,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(self.clone()),
            Err(error) => return Err(error),
        };
        let bytes = opened.read(BYTES_MAX + 1)?;
        let text = String::from_utf8_lossy(&bytes);
        if bytes.len() as u64 > BYTES_MAX || text.lines().nth(LINES_MAX).is_some() {
            return Err(io::Error::other("too long to be honoured; nothing was left out for it"));
        }
        let mut builder = GitignoreBuilder::new(folder);
        for line in text.trim_start_matches('\u{feff}').lines() {
            // Git, too, goes on after a line it cannot use.
            let _ = builder.add_line(None, line);
        }
        let own = builder
            .build()
            .map_err(|error| io::Error::other(format!("cannot be honoured; nothing was left out for it ({error})")))?;
        Ok(Excluded(Some(Arc::new(Rules { own, outer: self.clone() }))))
    }

    /// Whether an entry is left out. The innermost folder that says anything decides.
    pub fn leaves_out(&self, path: &Path, is_folder: bool) -> bool {
        let mut excluded = self;
        while let Some(rules) = &excluded.0 {
            match rules.own.matched(path, is_folder) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => excluded = &rules.outer,
            }
        }
        false
    }
}
