//! A file as detectors see it: its name, and as much of its content as they asked for.

use std::borrow::Cow;
use std::path::Path;

use crate::clean;

/// The path of a file relative to the root, as text. What is not UTF-8 in it is replaced: good enough
/// to recognise a file by, while findings keep the exact path.
#[derive(Debug)]
pub struct FileName {
    path: String,
    /// The same, in lower case: most names that matter are written in several ways.
    lower: String,
    name_start: usize,
    /// Where the extension begins: it is asked for more often than anything else.
    extension_start: usize,
}

impl FileName {
    pub fn new(path: impl AsRef<Path>) -> FileName {
        let path = path.as_ref().to_string_lossy().into_owned();
        let path = if cfg!(windows) { path.replace('\\', "/") } else { path };
        let lower = path.to_ascii_lowercase();
        let name_start = path.rfind('/').map_or(0, |slash| slash + 1);
        let dot = path[name_start..].rfind('.').filter(|dot| *dot > 0);
        let extension_start = dot.map_or(path.len(), |dot| name_start + dot + 1);
        FileName { path, lower, name_start, extension_start }
    }

    pub fn path(&self) -> &str {
        &self.path
    }

    pub fn name(&self) -> &str {
        &self.path[self.name_start..]
    }

    pub fn lower_path(&self) -> &str {
        &self.lower
    }

    pub fn lower_name(&self) -> &str {
        &self.lower[self.name_start..]
    }

    /// The name of the folder it stands in, in lower case.
    pub fn lower_folder(&self) -> &str {
        self.lower_folders().next_back().unwrap_or_default()
    }

    pub fn lower_folders(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.lower[..self.name_start.saturating_sub(1)].split('/')
    }

    /// What follows the last dot, in lower case; empty if there is none. `.env` has no extension.
    pub fn extension(&self) -> &str {
        &self.lower[self.extension_start..]
    }
}

/// An opened file.
#[derive(Debug)]
pub struct SourceFile<'a> {
    pub name: &'a FileName,
    /// The content, or the beginning of it.
    pub bytes: &'a [u8],
    /// How long the whole file is.
    pub size_bytes: u64,
}

impl<'a> SourceFile<'a> {
    /// Whether `bytes` is the whole file.
    pub fn is_complete(&self) -> bool {
        self.bytes.len() as u64 >= self.size_bytes
    }

    /// The content as text. UTF-16 with its mark is read too: Windows tools write manifests in it.
    pub fn text(&self) -> Cow<'a, str> {
        match self.bytes {
            [0xef, 0xbb, 0xbf, rest @ ..] => lossy(rest),
            [0xff, 0xfe, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)),
            [0xfe, 0xff, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)),
            bytes => lossy(bytes),
        }
    }
}

/// The library's own lossy reading takes longer where nothing is wrong, which is nearly always.
fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The beginning of a stretch, as far as it is text: mostly all of it, which is found out fastest so.
pub fn text_of(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_else(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        std::str::from_utf8(valid).unwrap_or_default()
    })
}

/// The line around a place in a text, and its number counted from 1.
pub fn line_at(bytes: &[u8], offset: usize) -> (u32, String) {
    let offset = offset.min(bytes.len());
    let start = memchr::memrchr(b'\n', &bytes[..offset]).map_or(0, |newline| newline + 1);
    let end = memchr::memchr(b'\n', &bytes[offset..]).map_or(bytes.len(), |len| offset + len);
    let number = memchr::memchr_iter(b'\n', &bytes[..offset]).count() + 1;
    // In a minified line the finding itself is shown, not what the line begins with.
    let start = if offset - start > 400 { offset - 40 } else { start };
    let end = end.min(start + 1000);
    let line = clean::excerpt(&String::from_utf8_lossy(&bytes[start..end]));
    (u32::try_from(number).unwrap_or(u32::MAX), line)
}

#[test]
fn the_line_around_a_place_is_found_at_both_ends_of_a_file() {
    let line = |offset| line_at(b"one\ntwo\nthree", offset);
    assert_eq!(line(0), (1, "one".into()));
    assert_eq!(line(3), (1, "one".into()));
    assert_eq!(line(4), (2, "two".into()));
    assert_eq!(line(99), (3, "three".into()));
}

#[test]
fn a_manifest_in_utf_16_is_text_too() {
    let name = FileName::new("requirements.txt");
    let bytes: Vec<u8> = [0xfeff].into_iter().chain("torch\n".encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let file = SourceFile { name: &name, bytes: &bytes, size_bytes: bytes.len() as u64 };
    assert_eq!(file.text(), "torch\n");
}

#[test]
fn a_dot_file_has_no_extension() {
    assert_eq!(FileName::new("a/.env").extension(), "");
    assert_eq!(FileName::new("a/Model.GGUF").extension(), "gguf");
    assert_eq!(FileName::new("a.b/c").extension(), "");
}
