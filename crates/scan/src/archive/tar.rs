//! Tar: source archives, crates, layers of container images.

use std::io::{self, Read};
use std::path::Path;

use super::{Unpack, inside, is_opaque};
use crate::report::Why;

/// The longest name that is read.
const NAME_BYTES_MAX: u64 = 64 << 10;

impl Unpack<'_> {
    pub(super) fn tar(&mut self, reader: impl Read, path: &Path, level: usize) -> io::Result<()> {
        let mut archive = ::tar::Archive::new(reader);
        // Raw: the crate would read names of any length into memory.
        let entries = archive.entries()?.raw(true);
        let mut long_name: Option<String> = None;
        for entry in entries {
            let mut entry = entry?;
            if !self.may_go_on(path) {
                return Ok(());
            }
            let size = entry.header().entry_size()?;
            self.bytes = self.bytes.saturating_add(size);
            let kind = entry.header().entry_type();
            if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
                let mut bytes = Vec::new();
                (&mut entry).take(NAME_BYTES_MAX).read_to_end(&mut bytes)?;
                let name = if kind.is_gnu_longname() { Some(bytes.as_slice()) } else { pax_path(&bytes) };
                long_name = name.map(|name| String::from_utf8_lossy(name).trim_end_matches('\0').to_owned());
                continue;
            }
            let name = long_name.take().unwrap_or_else(|| String::from_utf8_lossy(&entry.path_bytes()).into_owned());
            let file = name.rsplit('/').next().unwrap_or_default();
            if file.starts_with(".wh.") {
                self.report.whiteouts.push(inside(path, &name));
            } else if (kind.is_file() || kind.is_contiguous()) && !is_opaque(file) {
                self.stream(&mut entry, &inside(path, &name), Some(size), level)?;
            } else if kind.is_gnu_sparse() {
                let why = "it is stored with its holes left out, which is not read".to_owned();
                self.not_read(&inside(path, &name), Why::Unreadable(why));
            }
        }
        Ok(())
    }
}

/// The `path` of a pax header: records `LENGTH KEY=VALUE\n`.
fn pax_path(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes;
    while let Some(space) = memchr::memchr(b' ', rest) {
        let length: usize = std::str::from_utf8(&rest[..space]).ok()?.parse().ok()?;
        let record = rest.get(space + 1..length)?;
        if let Some(path) = record.strip_prefix(b"path=") {
            return Some(path.strip_suffix(b"\n").unwrap_or(path));
        }
        rest = rest.get(length..)?;
    }
    None
}
