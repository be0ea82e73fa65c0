//! Which files git tracks: what `.gitignore` names and git tracks all the same is not left out.

use std::io;
use std::path::Path;
use std::sync::OnceLock;

use crate::open;

/// An index beyond this is not read; then nothing tracked is known.
const INDEX_BYTES_MAX: u64 = 128 << 20;

/// The tracked files of the repository a scan is in. Read when first asked.
pub struct Tracked<'a> {
    /// The folder with `.git`, and the scanned folder relative to it.
    repository: Option<(&'a Path, String)>,
    paths: OnceLock<Vec<String>>,
}

impl<'a> Tracked<'a> {
    /// `root` without links.
    pub fn above(root: &'a Path) -> Tracked<'a> {
        let repository = root.ancestors().find(|folder| folder.join(".git").exists()).map(|folder| {
            let below = root.strip_prefix(folder).unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/");
            (folder, if below.is_empty() { below } else { below + "/" })
        });
        Tracked { repository, paths: OnceLock::new() }
    }

    pub fn is_repository(&self) -> bool {
        self.repository.is_some()
    }

    /// Whether a file is tracked, or a file below a folder. The path is relative to the scanned folder.
    pub fn holds(&self, relative: &Path, is_folder: bool) -> bool {
        let Some((repository, below)) = &self.repository else { return false };
        let paths = self.paths.get_or_init(|| read(&repository.join(".git/index")).unwrap_or_default());
        let mut path = format!("{below}{}", relative.to_string_lossy());
        if is_folder {
            path.push('/');
        }
        let at = paths.partition_point(|known| *known < path);
        paths.get(at).is_some_and(|known| if is_folder { known.starts_with(&path) } else { *known == path })
    }
}

fn read(index: &Path) -> io::Result<Vec<String>> {
    let mut paths = parse(&open::open(index)?.read(INDEX_BYTES_MAX)?);
    paths.sort_unstable();
    Ok(paths)
}

/// The paths of an index of version 2, 3 or 4 (gitformat-index); as far as it can be read.
fn parse(bytes: &[u8]) -> Vec<String> {
    let mut paths = Vec::new();
    let Some(header) = bytes.get(..12).filter(|header| header.starts_with(b"DIRC")) else { return paths };
    let version = u32::from_be_bytes([header[4], header[5], header[6], header[7]]);
    let mut at = 12;
    let mut last: Vec<u8> = Vec::new();
    while let Some(flags) = bytes.get(at + 60..at + 62) {
        // An extension follows the last entry; its name cannot pass for a time.
        if bytes[at..].len() < 72 || bytes[at..at + 4].iter().all(u8::is_ascii_uppercase) {
            break;
        }
        let mut name_at = at + 62 + if version >= 3 && flags[0] & 0x40 != 0 { 2 } else { 0 };
        if version >= 4 {
            let Some((strip, after)) = offset_number(bytes, name_at) else { break };
            name_at = after;
            last.truncate(last.len().saturating_sub(strip));
        } else {
            last.clear();
        }
        let Some(length) = bytes.get(name_at..).and_then(|rest| memchr::memchr(0, rest)) else { break };
        last.extend(&bytes[name_at..name_at + length]);
        paths.push(String::from_utf8_lossy(&last).into_owned());
        let end = name_at + length;
        at = if version >= 4 { end + 1 } else { at + ((end - at) / 8 + 1) * 8 };
    }
    paths
}

/// A number in the form of pack offsets, and where it ends.
fn offset_number(bytes: &[u8], mut at: usize) -> Option<(usize, usize)> {
    let mut byte = *bytes.get(at)?;
    let mut number = usize::from(byte & 0x7f);
    while byte & 0x80 != 0 {
        at += 1;
        byte = *bytes.get(at)?;
        number = number.checked_add(1)?.checked_mul(128)?.checked_add(usize::from(byte & 0x7f))?;
    }
    Some((number, at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &[u8], extended: bool) -> Vec<u8> {
        let mut entry = vec![0; 60];
        entry.extend([if extended { 0x40 } else { 0 }, u8::try_from(name.len()).expect("short")]);
        if extended {
            entry.extend([0, 0]);
        }
        entry.extend(name);
        entry
    }

    #[test]
    fn paths_are_read_in_each_version() {
        let mut two = [b"DIRC".as_slice(), &[0, 0, 0, 3, 0, 0, 0, 2]].concat();
        for (name, extended) in [(b"a/b.rs".as_slice(), false), (b"a/longer name.rs", true)] {
            let entry = entry(name, extended);
            let padded = (entry.len() / 8 + 1) * 8;
            two.extend(&entry);
            two.resize(two.len() + padded - entry.len(), 0);
        }
        two.extend([0; 20]);
        assert_eq!(parse(&two), ["a/b.rs", "a/longer name.rs"]);

        let mut four = [b"DIRC".as_slice(), &[0, 0, 0, 4, 0, 0, 0, 2]].concat();
        four.extend(entry(b"\0a/b.rs\0", false));
        four.extend(entry(b"\x04c.rs\0", false));
        four.extend([0; 20]);
        assert_eq!(parse(&four), ["a/b.rs", "a/c.rs"]);
        for len in 0..four.len() {
            assert!(parse(&four[..len]).len() <= 2);
        }
    }
}
