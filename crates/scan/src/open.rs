//! Opening a file of an untrusted tree, and reading no more of it than allowed.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Component, Path};

/// How many bytes are enough to recognise a format by its beginning.
pub const HEAD_BYTES: u64 = 64 << 10;

pub struct Opened {
    file: File,
    pub size_bytes: u64,
}

/// Opens a regular file, or refuses with `InvalidInput`.
///
/// The walk has already looked at the type, but the tree may change between look and open: neither a
/// link nor a pipe put there meanwhile is followed or waited for.
pub fn open(path: &Path) -> io::Result<Opened> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK);
    }
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    Ok(Opened { file, size_bytes: metadata.len() })
}

/// Whether a path that a file names leads to something in the tree, and over no link.
pub fn is_inside(root: &Path, relative: &Path) -> bool {
    let mut path = root.to_path_buf();
    relative.components().all(|part| {
        let Component::Normal(part) = part else { return false };
        path.push(part);
        path.symlink_metadata().is_ok_and(|metadata| !metadata.is_symlink())
    })
}

impl Opened {
    /// The file itself, from its beginning.
    pub fn rewound(mut self) -> io::Result<File> {
        self.file.rewind()?;
        Ok(self.file)
    }

    /// Appends to `buffer` until it holds `bytes_max` or the file ends.
    ///
    /// The size a file claims is not trusted: files of `/proc` claim 0 and some never end.
    pub fn read_until(&mut self, bytes_max: u64, buffer: &mut Vec<u8>) -> io::Result<()> {
        let missing = bytes_max.saturating_sub(buffer.len() as u64);
        let expected = self.size_bytes.saturating_sub(buffer.len() as u64).min(missing);
        buffer.reserve(usize::try_from(expected).unwrap_or(0).saturating_add(1));
        (&mut self.file).take(missing).read_to_end(buffer)?;
        Ok(())
    }
}
