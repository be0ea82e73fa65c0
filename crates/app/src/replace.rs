//! Writing a file in one step: the old one stays until the new one is complete.

use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::Failure;

/// Lets `write` fill a file beside `path`, readable by its owner alone, and puts it in its place. If `write` fails,
/// nothing is changed.
pub(crate) fn replace<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut NamedTempFile) -> Result<(), E>,
) -> Result<(), E> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder)?;
    write(&mut file)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Writes a file that others may read, too; one that is there keeps its permissions.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let written = replace(path, |file| {
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        if let Ok(metadata) = std::fs::metadata(path) {
            return file.as_file().set_permissions(metadata.permissions());
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))?;
        }
        Ok(())
    });
    written.map_err(|error| Failure::writing(path, &error))
}
