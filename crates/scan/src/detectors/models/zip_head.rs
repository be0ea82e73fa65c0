//! The first entries of a zip archive, from the headers before their content: what its beginning shows.

use std::io::Read;

use super::bytes::{u16_at, u32_at};

/// An unpacked entry is not longer than this.
const UNPACKED_BYTES_MAX: u64 = 1 << 20;

/// One entry.
#[derive(Debug)]
pub struct Entry<'a> {
    pub name: &'a str,
    /// PyTorch pads its entries with a field of its own.
    pub is_padded_by_pytorch: bool,
    is_deflated: bool,
    /// As far as it was read.
    content: &'a [u8],
}

pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The entries whose headers are in these bytes.
pub fn entries(bytes: &[u8]) -> Vec<Entry<'_>> {
    let mut entries = Vec::new();
    let mut at = 0;
    while let Some((entry, end)) = entry(bytes, at) {
        entries.push(entry);
        at = end;
        if entries.len() >= 4096 {
            break;
        }
    }
    entries
}

fn entry(bytes: &[u8], at: usize) -> Option<(Entry<'_>, usize)> {
    let header = bytes.get(at..)?;
    if !is_zip(header) {
        return None;
    }
    let flags = u16_at(header, 6)?;
    let method = u16_at(header, 8)?;
    let packed = u32_at(header, 18)?;
    let name_len = u16_at(header, 26)?;
    let extra_len = u16_at(header, 28)?;
    let name = std::str::from_utf8(header.get(30..30 + name_len)?).unwrap_or_default();
    let extra = header.get(30 + name_len..30 + name_len + extra_len).unwrap_or_default();
    let start = at + 30 + name_len + extra_len;
    let rest = bytes.get(start..).unwrap_or_default();
    // With this flag the size stands behind the content.
    let size_follows = flags & 8 != 0 && packed == 0;
    let content = if size_follows {
        let end = memchr::memmem::find_iter(rest, b"PK").find(|at| {
            let mark = rest.get(*at + 2..*at + 4);
            mark == Some(b"\x07\x08") || mark == Some(b"\x03\x04") || mark == Some(b"\x01\x02")
        });
        rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
    } else {
        let packed = usize::try_from(packed).unwrap_or(usize::MAX).min(rest.len());
        rest.get(..packed).unwrap_or_default()
    };
    let mut end = start + content.len();
    if size_follows && bytes.get(end..end + 4) == Some(b"PK\x07\x08") {
        // The sizes there have four bytes each, or eight.
        end += [16, 24].into_iter().find(|len| bytes.get(end + len..end + len + 2) == Some(b"PK")).unwrap_or(16);
    }
    let entry = Entry { name, is_padded_by_pytorch: extra.starts_with(b"FB"), is_deflated: method == 8, content };
    Some((entry, end))
}

impl Entry<'_> {
    /// The content, unpacked, as far as it was read.
    pub fn unpacked(&self) -> Vec<u8> {
        if !self.is_deflated {
            return self.content.to_vec();
        }
        let mut unpacked = Vec::new();
        // What comes before a break is good.
        let _ = flate2::read::DeflateDecoder::new(self.content).take(UNPACKED_BYTES_MAX).read_to_end(&mut unpacked);
        unpacked
    }
}

#[test]
fn the_entries_of_a_cut_archive_are_known_by_their_headers() {
    let entry = |flags: u8, name: &str, content: &[u8], size: u32| {
        let mut bytes = b"PK\x03\x04\x14\0".to_vec();
        bytes.extend([flags, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        bytes.extend(size.to_le_bytes());
        bytes.extend(size.to_le_bytes());
        bytes.extend([name.len() as u8, 0, 0, 0]);
        bytes.extend(name.as_bytes());
        bytes.extend(content);
        bytes
    };
    let followed = [entry(8, "a", b"12", 0), b"PK\x07\x08____________".to_vec()].concat();
    let bytes = [followed, entry(0, "b", b"345", 3), entry(0, "c", b"6", 900)].concat();
    let found: Vec<_> = entries(&bytes).iter().map(|entry| (entry.name.to_owned(), entry.unpacked())).collect();
    let expected = [("a", "12"), ("b", "345"), ("c", "6")].map(|(name, text)| (name.to_owned(), text.into()));
    assert_eq!(found, expected);
    assert_eq!(entries(b"PK\x03\x04\xff").len(), 0);
}
