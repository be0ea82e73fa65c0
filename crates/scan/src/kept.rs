//! The form in which a snapshot keeps what a file shows: the fields one behind the other, without their names.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use inventory::{
    Component, ComponentKind, Confidence, Evidence, Hash, HashAlgorithm, Package, Place, Property, Relation, Scope,
};

use crate::report::{Finding, Kind, NotRead, Why};
use crate::sheet::{At, Origin, Sheet, Wish};
use crate::snapshot::{Besides, Document};

/// What can be kept.
pub trait Kept: Sized {
    /// None if it cannot be written: a path may not be text.
    fn write(&self, to: &mut Vec<u8>) -> Option<()>;
    /// None if the bytes are none that were written so.
    fn read(from: &mut &[u8]) -> Option<Self>;
}

/// Room is made for no more at once: the number may be a lie.
const ROOM_MAX: usize = 1 << 12;

fn bytes<'b>(from: &mut &'b [u8], len: usize) -> Option<&'b [u8]> {
    let (bytes, rest) = from.split_at_checked(len)?;
    *from = rest;
    Some(bytes)
}

fn text<'b>(from: &mut &'b [u8]) -> Option<&'b str> {
    let len = usize::read(from)?;
    std::str::from_utf8(bytes(from, len)?).ok()
}

fn write_bytes(bytes: &[u8], to: &mut Vec<u8>) -> Option<()> {
    bytes.len().write(to)?;
    to.extend_from_slice(bytes);
    Some(())
}

/// Seven bits a byte, the lowest first; the last byte is below 128.
impl Kept for usize {
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        let mut left = *self;
        while left >= 128 {
            to.push((left & 127) as u8 | 128);
            left >>= 7;
        }
        to.push(left as u8);
        Some(())
    }

    fn read(from: &mut &[u8]) -> Option<usize> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let (byte, rest) = from.split_first()?;
            *from = rest;
            number |= usize::from(byte & 127) << shift;
            if *byte < 128 {
                return Some(number);
            }
        }
        None
    }
}

impl Kept for u32 {
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        usize::try_from(*self).ok()?.write(to)
    }

    fn read(from: &mut &[u8]) -> Option<u32> {
        u32::try_from(usize::read(from)?).ok()
    }
}

impl Kept for u64 {
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        to.extend_from_slice(&self.to_le_bytes());
        Some(())
    }

    fn read(from: &mut &[u8]) -> Option<u64> {
        let (number, rest) = from.split_first_chunk()?;
        *from = rest;
        Some(u64::from_le_bytes(*number))
    }
}

impl Kept for u8 {
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        to.push(*self);
        Some(())
    }

    fn read(from: &mut &[u8]) -> Option<u8> {
        bytes(from, 1)?.first().copied()
    }
}

impl Kept for bool {
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        to.push(u8::from(*self));
        Some(())
    }

    fn read(from: &mut &[u8]) -> Option<bool> {
        Some(bytes(from, 1)? == [1])
    }
}

impl Kept for String {
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        write_bytes(self.as_bytes(), to)
    }

    fn read(from: &mut &[u8]) -> Option<String> {
        text(from).map(str::to_owned)
    }
}

impl Kept for PathBuf {
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        write_bytes(self.to_str()?.as_bytes(), to)
    }

    fn read(from: &mut &[u8]) -> Option<PathBuf> {
        text(from).map(PathBuf::from)
    }
}

/// The id of a detector, or the name of an ecosystem.
impl Kept for Cow<'static, str> {
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        write_bytes(self.as_bytes(), to)
    }

    fn read(from: &mut &[u8]) -> Option<Cow<'static, str>> {
        const COMMON: [&str; 8] = ["npm", "pypi", "cargo", "golang", "maven", "nuget", "composer", "gem"];
        let text = text(from)?;
        let known = COMMON.into_iter().find(|known| *known == text);
        Some(known.map_or_else(|| Cow::Owned(text.to_owned()), Cow::Borrowed))
    }
}

impl<T: Kept> Kept for Option<T> {
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        self.is_some().write(to)?;
        self.as_ref().map_or(Some(()), |held| held.write(to))
    }

    fn read(from: &mut &[u8]) -> Option<Option<T>> {
        if bool::read(from)? { T::read(from).map(Some) } else { Some(None) }
    }
}

impl<T: Kept> Kept for Vec<T> {
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        self.len().write(to)?;
        self.iter().try_for_each(|one| one.write(to))
    }

    fn read(from: &mut &[u8]) -> Option<Vec<T>> {
        let len = usize::read(from)?;
        let mut all = Vec::with_capacity(len.min(ROOM_MAX));
        for _ in 0..len {
            all.push(T::read(from)?);
        }
        Some(all)
    }
}

impl<T: Kept> Kept for Arc<T> {
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        T::write(self, to)
    }

    fn read(from: &mut &[u8]) -> Option<Arc<T>> {
        T::read(from).map(Arc::new)
    }
}

impl<A: Kept, B: Kept> Kept for (A, B) {
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        self.0.write(to)?;
        self.1.write(to)
    }

    fn read(from: &mut &[u8]) -> Option<(A, B)> {
        Some((A::read(from)?, B::read(from)?))
    }
}

impl Kept for Hash {
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        self.algorithm().write(to)?;
        write_bytes(self.bytes(), to)
    }

    fn read(from: &mut &[u8]) -> Option<Hash> {
        let algorithm = HashAlgorithm::read(from)?;
        let len = usize::read(from)?;
        Hash::new(algorithm, bytes(from, len)?)
    }
}

impl Kept for At {
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        self.0.write(to)
    }

    fn read(from: &mut &[u8]) -> Option<At> {
        usize::read(from).map(At)
    }
}

/// What one of several is: their number.
macro_rules! numbered {
    ($($kind:ty),*) => {$(
        impl Kept for $kind {
            fn write(&self, to: &mut Vec<u8>) -> Option<()> {
                to.extend_from_slice(postcard::to_slice(self, &mut [0; 8]).ok()?);
                Some(())
            }

            fn read(from: &mut &[u8]) -> Option<$kind> {
                let (read, rest) = postcard::take_from_bytes(from).ok()?;
                *from = rest;
                Some(read)
            }
        }
    )*};
}

numbered!(ComponentKind, Confidence, HashAlgorithm, Kind, Origin, Place, Relation, Scope);

impl Kept for Why {
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        to.extend_from_slice(&postcard::to_stdvec(self).ok()?);
        Some(())
    }

    fn read(from: &mut &[u8]) -> Option<Why> {
        let (read, rest) = postcard::take_from_bytes(from).ok()?;
        *from = rest;
        Some(read)
    }
}

/// What is made of parts: each in turn.
macro_rules! parts {
    ($($kind:ident { $($part:ident),* })*) => {$(
        impl Kept for $kind {
            fn write(&self, to: &mut Vec<u8>) -> Option<()> {
                $(self.$part.write(to)?;)*
                Some(())
            }

            fn read(from: &mut &[u8]) -> Option<$kind> {
                Some($kind { $($part: Kept::read(from)?),* })
            }
        }
    )*};
}

/// Its text lies apart: it is long, and read without being copied.
impl Kept for Document {
    fn write(&self, to: &mut Vec<u8>) -> Option<()> {
        self.of.write(to)?;
        self.is_whole.write(to)
    }

    fn read(from: &mut &[u8]) -> Option<Document> {
        Some(Document { of: Kept::read(from)?, text: Vec::new(), is_whole: Kept::read(from)? })
    }
}

parts! {
    Package { ecosystem, namespace, name, version, qualifiers }
    Property { name, value }
    Evidence { path, line, detector, snippet }
    Component {
        package, kind, own, scope, relation, licence, hashes, source, supplier, description, requirement, place,
        properties, evidence, depends_on
    }
    Wish { package, requirement, scope, line }
    Sheet { path, detector, origin, place, components, edges, edges_complete, wishes, settings }
    Finding { path, line, detector, kind, name, excerpt, place, confidence, properties }
    NotRead { path, why }
    Besides { rest, asked }
}

#[cfg(test)]
mod tests;
