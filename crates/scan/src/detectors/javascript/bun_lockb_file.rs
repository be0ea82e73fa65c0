//! The layout of `bun.lockb`: a table of packages column by column, then arrays one after the other, the last of
//! which holds the texts. Numbers are little-endian. Versions 2 and 3 differ in the width of version numbers.

use std::borrow::Cow;

const MAGIC: &[u8] = b"#!/usr/bin/env bun\nbun-lockfile-format-v0\n";
/// The table begins behind the version, a digest and the length of the file.
const TABLE_AT: usize = MAGIC.len() + 4 + 32 + 8;
const NAME_BYTES: usize = 8;
const NAME_HASH_BYTES: usize = 8;
const SPAN_BYTES: usize = 8;
const META_BYTES: usize = 88;
/// Where the digest stands in what is known about a package: one byte for its kind, then the digest.
const DIGEST_AT: usize = 20;
const DEPENDENCY_BYTES: usize = 26;
const PACKAGE_NUMBER_BYTES: usize = 4;
/// Trees, what was hoisted, resolutions, dependencies, texts of the registry, texts.
const ARRAYS: usize = 6;

/// Where a package came from, in the words of Bun.
#[derive(Debug, PartialEq)]
pub enum Resolution<'a> {
    Root,
    Npm {
        version: String,
        url: Cow<'a, str>,
    },
    /// A folder, or a link to one.
    Folder,
    Workspace,
    /// An archive: a path or an address.
    Archive(Cow<'a, str>),
    /// A repository with its revision, as `bun.lock` writes it.
    Repository(String),
    Unknown,
}

/// One dependency of a package.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Need {
    /// The package that was chosen for it.
    pub package: usize,
    /// Bits: 2 and 4 say optional, 8 for development, 16 peer.
    pub behaviour: u8,
}

pub struct BunFile<'a> {
    bytes: &'a [u8],
    version: u32,
    pub packages: usize,
    columns_at: usize,
    resolutions: &'a [u8],
    dependencies: &'a [u8],
    texts: &'a [u8],
    /// Dependencies of packages do not overlap: together they are no more than the file holds.
    needs_left: usize,
    /// A text may be used by several packages, but each has an address of its own that is longer than the rest.
    text_bytes_left: usize,
}

impl<'a> BunFile<'a> {
    pub fn parse(bytes: &'a [u8]) -> Result<BunFile<'a>, &'static str> {
        if !bytes.starts_with(MAGIC) {
            return Err("it does not begin as a lockfile of Bun does");
        }
        let version = u32_at(bytes, MAGIC.len()).ok_or("it is cut short")?;
        if !matches!(version, 2 | 3) {
            return Err("this version of the format is not known");
        }
        Self::of_version(bytes, version).ok_or("it is cut short, or its places do not fit")
    }

    fn of_version(bytes: &'a [u8], version: u32) -> Option<BunFile<'a>> {
        let number = |index: usize| usize_at(bytes, TABLE_AT + 8 * index);
        // Count, alignment, number of columns, begin, end.
        let (packages, columns_at, columns_end) = (number(0)?, number(3)?, number(4)?);
        let mut arrays = [(0, 0); ARRAYS];
        let mut next = columns_end;
        for array in &mut arrays {
            let (start, end) = (usize_at(bytes, next)?, usize_at(bytes, next.checked_add(8)?)?);
            *array = (start, end);
            next = end;
        }
        let array = |index: usize| bytes.get(arrays.get(index)?.0..arrays.get(index)?.1);
        let (resolutions, dependencies, texts) = (array(2)?, array(3)?, array(5)?);
        let needs_left = dependencies.len() / DEPENDENCY_BYTES;
        let text_bytes_left = texts.len().saturating_mul(4);
        let file = BunFile {
            bytes,
            version,
            packages,
            columns_at,
            resolutions,
            dependencies,
            texts,
            needs_left,
            text_bytes_left,
        };
        // The columns that are read lie inside the table.
        let read_bytes = packages.checked_mul(file.row_bytes())?;
        (columns_at.checked_add(read_bytes)? <= columns_end && columns_end <= bytes.len()).then_some(file)
    }

    fn resolution_bytes(&self) -> usize {
        if self.version == 2 { 64 } else { 72 }
    }

    /// Further columns follow; they are not read.
    fn row_bytes(&self) -> usize {
        NAME_BYTES + NAME_HASH_BYTES + self.resolution_bytes() + 2 * SPAN_BYTES + META_BYTES
    }

    /// One field of a package: the bytes of the columns before it, and its own.
    fn field(&self, package: usize, before: usize, own: usize) -> Option<&'a [u8]> {
        let at = self.columns_at.checked_add(before.checked_mul(self.packages)?)?.checked_add(own * package)?;
        self.bytes.get(at..at.checked_add(own)?)
    }

    pub fn name(&mut self, package: usize) -> Option<Cow<'a, str>> {
        self.text(self.field(package, 0, NAME_BYTES)?, 0)
    }

    pub fn resolution(&mut self, package: usize) -> Option<Resolution<'a>> {
        let field = self.field(package, NAME_BYTES + NAME_HASH_BYTES, self.resolution_bytes())?;
        let mut text = |index: usize| self.text(field, 8 * index);
        Some(match field.first()? {
            1 => Resolution::Root,
            2 => Resolution::Npm { url: text(1)?, version: self.npm_version(field)? },
            4 | 64 => Resolution::Folder,
            8 | 80 => Resolution::Archive(text(1)?),
            16 => Resolution::Repository(format!("github:{}/{}{}", text(1)?, text(2)?, revision(&text(3)?, &text(4)?))),
            32 => {
                let url = text(2)?;
                let scheme = if url.contains("://") && !url.starts_with("git") { "git+" } else { "" };
                Resolution::Repository(format!("{scheme}{url}{}", revision(&text(3)?, &text(4)?)))
            }
            72 => Resolution::Workspace,
            _ => Resolution::Unknown,
        })
    }

    fn npm_version(&mut self, field: &'a [u8]) -> Option<String> {
        let (numbers, rest) = match self.version {
            2 => ([16, 20, 24].map(|at| u32_at(field, at).map(u64::from)), 32),
            _ => ([16, 24, 32].map(|at| u64_at(field, at)), 40),
        };
        let [major, minor, patch] = numbers;
        let mut version = format!("{}.{}.{}", major?, minor?, patch?);
        for (mark, at) in [('-', rest), ('+', rest + 16)] {
            let part = self.text(field, at)?;
            if !part.is_empty() {
                version.push(mark);
                version.push_str(&part);
            }
        }
        Some(version)
    }

    /// The kind of digest a package has, and its bytes; their number follows from the kind.
    pub fn digest(&self, package: usize) -> Option<(u8, &'a [u8])> {
        let before = NAME_BYTES + NAME_HASH_BYTES + self.resolution_bytes() + 2 * SPAN_BYTES;
        let meta = self.field(package, before, META_BYTES)?;
        Some((*meta.get(DIGEST_AT)?, meta.get(DIGEST_AT + 1..DIGEST_AT + 65)?))
    }

    /// What a package depends on.
    pub fn needs(&mut self, package: usize) -> Option<Vec<Need>> {
        let before = NAME_BYTES + NAME_HASH_BYTES + self.resolution_bytes();
        let (first, count) = span(self.field(package, before, SPAN_BYTES)?)?;
        let (first_resolved, _) = span(self.field(package, before + SPAN_BYTES, SPAN_BYTES)?)?;
        self.needs_left = self.needs_left.checked_sub(count)?;
        let mut needs = Vec::with_capacity(count);
        for index in 0..count {
            let dependency = DEPENDENCY_BYTES.checked_mul(first.checked_add(index)?)?;
            let behaviour = *self.dependencies.get(dependency.checked_add(16)?)?;
            let at = PACKAGE_NUMBER_BYTES.checked_mul(first_resolved.checked_add(index)?)?;
            needs.push(Need { package: usize::try_from(u32_at(self.resolutions, at)?).ok()?, behaviour });
        }
        Some(needs)
    }

    /// Eight bytes hold a short text, or where a longer one stands: then the highest bit is set.
    fn text(&mut self, bytes: &'a [u8], at: usize) -> Option<Cow<'a, str>> {
        let field = bytes.get(at..at.checked_add(8)?)?;
        let text = if field.last()? & 0x80 == 0 {
            let len = field.iter().position(|byte| *byte == 0).unwrap_or(field.len());
            field.get(..len)?
        } else {
            let start = usize::try_from(u32_at(field, 0)?).ok()?;
            let len = usize::try_from(u32_at(field, 4)? & 0x7fff_ffff).ok()?;
            self.text_bytes_left = self.text_bytes_left.checked_sub(len)?;
            self.texts.get(start..start.checked_add(len)?)?
        };
        Some(String::from_utf8_lossy(text))
    }
}

/// What was asked for, and what that was resolved to: a commit, for GitHub behind `owner-name-`.
fn revision(committish: &str, resolved: &str) -> String {
    match (resolved.rsplit('-').next().unwrap_or(resolved), committish) {
        ("", "") => String::new(),
        ("", asked) => format!("#{asked}"),
        (commit, _) => format!("#{commit}"),
    }
}

/// Where something begins in an array, and how many there are.
fn span(field: &[u8]) -> Option<(usize, usize)> {
    Some((usize::try_from(u32_at(field, 0)?).ok()?, usize::try_from(u32_at(field, 4)?).ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at.checked_add(8)?)?.try_into().ok().map(u64::from_le_bytes)
}

fn usize_at(bytes: &[u8], at: usize) -> Option<usize> {
    u64_at(bytes, at).and_then(|number| usize::try_from(number).ok())
}

#[cfg(test)]
pub mod tests;
