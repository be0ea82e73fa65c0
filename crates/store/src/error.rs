//! Why the store could not do something, told so that people know what to do. Whatever it is, nothing is half written.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("there is no store in {}", .0.display())]
    Missing(PathBuf),
    #[error("the disk is full")]
    Full,
    #[error("{} may not be written", .0.display())]
    ReadOnly(PathBuf),
    #[error("another program is writing to it")]
    Busy,
    #[error("{} is damaged: {why}", path.display())]
    Damaged { path: PathBuf, why: String },
    #[error("it was written by a newer version of marque")]
    Newer,
    #[error("{doing} {}: {why}", path.display())]
    Other { doing: &'static str, path: PathBuf, why: String },
}

impl StoreError {
    pub(crate) fn io(doing: &'static str, path: &Path, error: &io::Error) -> StoreError {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                StoreError::ReadOnly(path.to_owned())
            }
            _ => StoreError::Other { doing, path: path.to_owned(), why: error.to_string() },
        }
    }

    pub(crate) fn sql(path: &Path, error: &sqlx::Error) -> StoreError {
        let primary =
            error.as_database_error().and_then(|error| error.code()).and_then(|code| code.parse::<u32>().ok());
        let damaged = || StoreError::Damaged { path: path.to_owned(), why: plainly(error) };
        // The result codes of SQLite; the low byte of an extended code is the primary one.
        match primary.map(|code| code & 0xff) {
            Some(5 | 6) => StoreError::Busy,
            Some(8) => StoreError::ReadOnly(path.to_owned()),
            Some(13) => StoreError::Full,
            Some(11 | 26) => damaged(),
            Some(_) => StoreError::Other { doing: "reading or writing", path: path.to_owned(), why: plainly(error) },
            None => match error {
                sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) | sqlx::Error::ColumnNotFound(_) => damaged(),
                sqlx::Error::Io(error) => StoreError::io("reading or writing", path, error),
                _ => StoreError::Other { doing: "reading or writing", path: path.to_owned(), why: error.to_string() },
            },
        }
    }

    pub(crate) fn migrate(path: &Path, error: &sqlx::migrate::MigrateError) -> StoreError {
        use sqlx::migrate::MigrateError;
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => StoreError::sql(path, error),
            MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => StoreError::Newer,
            _ => StoreError::Damaged { path: path.to_owned(), why: error.to_string() },
        }
    }

    pub(crate) fn object(path: &Path, error: &object_store::Error) -> StoreError {
        let mut source: Option<&(dyn Error + 'static)> = Some(error);
        while let Some(cause) = source {
            if let Some(error) = cause.downcast_ref::<io::Error>() {
                return StoreError::io("reading or writing", path, error);
            }
            source = cause.source();
        }
        StoreError::Other { doing: "reading or writing", path: path.to_owned(), why: error.to_string() }
    }
}

/// What the database says, without the words around it.
fn plainly(error: &sqlx::Error) -> String {
    error.as_database_error().map_or_else(|| error.to_string(), |error| error.message().to_owned())
}
