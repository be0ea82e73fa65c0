//! Opening a file of an untrusted tree, and reading no more of it than allowed.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Component, Path};

/// How many bytes are enough to recognise a format by its beginning.
pub const HEAD_BYTES: u64 = 64 << 10;

/// What is read at once of a file that is longer than it says.
const STEP_BYTES: usize = 64 << 10;

pub struct Opened {
    file: File,
    pub size_bytes: u64,
    is_at_end: bool,
}

/// The content of one file after the other. Its memory is cleared when it is got, and not for each file.
#[derive(Default)]
pub struct Buffer {
    held: Vec<u8>,
    len: usize,
}

impl Buffer {
    pub fn bytes(&self) -> &[u8] {
        self.held.get(..self.len).unwrap_or_default()
    }

    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    /// The room behind what is held, up to `end`.
    fn room(&mut self, end: usize) -> &mut [u8] {
        if self.held.len() < end {
            // Fresh memory is zero already; what a longer vector gets would have to be cleared.
            let mut larger = vec![0; end.max(STEP_BYTES).max(self.held.len().saturating_mul(2))];
            larger.get_mut(..self.len).into_iter().for_each(|begin| begin.copy_from_slice(self.bytes()));
            self.held = larger;
        }
        self.held.get_mut(self.len..end).unwrap_or_default()
    }
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
    Ok(Opened { file, size_bytes: metadata.len(), is_at_end: false })
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
    /// The size a file claims is not trusted: files of `/proc` claim 0 and some never end. But one that has as many
    /// bytes as it claims, and no more where there is room for more, is not asked again.
    pub fn read_until(&mut self, bytes_max: u64, buffer: &mut Buffer) -> io::Result<()> {
        let bytes_max = usize::try_from(bytes_max).unwrap_or(usize::MAX);
        let size = usize::try_from(self.size_bytes).unwrap_or(usize::MAX);
        while !self.is_at_end && buffer.len < bytes_max {
            let more = if buffer.len <= size { size.saturating_add(1) } else { buffer.len.saturating_add(STEP_BYTES) };
            let end = more.min(bytes_max);
            match self.file.read(buffer.room(end)) {
                Ok(read) => {
                    buffer.len += read;
                    self.is_at_end = read == 0 || (size > 0 && buffer.len == size && size < end);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The beginning of the file, or all of it.
    pub fn read(mut self, bytes_max: u64) -> io::Result<Vec<u8>> {
        let mut buffer = Buffer::default();
        self.read_until(bytes_max, &mut buffer)?;
        buffer.held.truncate(buffer.len);
        Ok(buffer.held)
    }
}

#[test]
fn a_file_is_read_as_far_as_asked_whatever_size_it_claims() {
    use std::io::Write;
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    let content: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
    file.write_all(&content).expect("written");
    let read = |claimed: Option<u64>, parts: &[u64]| {
        let mut opened = open(file.path()).expect("opened");
        opened.size_bytes = claimed.unwrap_or(opened.size_bytes);
        // What the file before has left.
        let mut buffer = Buffer { held: vec![7; 300], len: 0 };
        for part in parts {
            opened.read_until(*part, &mut buffer).expect("read");
        }
        buffer.bytes() == &content[..content.len().min(parts[parts.len() - 1] as usize)]
    };
    for claimed in [None, Some(0), Some(1), Some(70_000), Some(10_000_000)] {
        for parts in
            [&[1][..], &[100], &[65_536, 65_536], &[65_536, 100_000], &[65_536, 800_000], &[800_001], &[9_000_000]]
        {
            assert!(read(claimed, parts), "{claimed:?} {parts:?}");
        }
    }
}
