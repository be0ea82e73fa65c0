//! Why a command could not run: what was being done, to what, why not, and what to do.

use std::fmt;
use std::path::Path;

use rulebook::Mistake;

#[derive(Debug)]
pub enum Failure {
    /// Mistakes in files that people write, each with its place.
    Mistakes(Vec<Mistake>),
    Refused {
        doing: String,
        why: String,
        help: String,
    },
}

impl Failure {
    pub fn refused(doing: impl Into<String>, why: impl Into<String>, help: impl Into<String>) -> Failure {
        Failure::Refused { doing: doing.into(), why: why.into(), help: help.into() }
    }

    pub fn reading(path: &Path, error: &std::io::Error, help: impl Into<String>) -> Failure {
        Failure::refused(format!("reading {}", path.display()), error.to_string(), help)
    }

    pub fn writing(path: &Path, error: &std::io::Error) -> Failure {
        Failure::refused(
            format!("writing {}", path.display()),
            error.to_string(),
            "check that the folder exists and may be written; nothing was changed",
        )
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Mistakes(mistakes) => {
                for (at, mistake) in mistakes.iter().enumerate() {
                    if at > 0 {
                        write!(f, "\n\n")?;
                    }
                    write!(f, "{mistake}")?;
                }
                Ok(())
            }
            Failure::Refused { doing, why, help } => write!(f, "{doing}: {why}\n  help: {help}"),
        }
    }
}

impl std::error::Error for Failure {}
