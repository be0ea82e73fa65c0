//! The packages of a lockfile by name and version.

use std::borrow::Cow;

use super::requirement::normal;
use crate::HashMap;
use crate::sheet::At;

/// One name may stand for several versions, where platforms need different ones.
#[derive(Debug, Default)]
pub struct Names {
    by_name: HashMap<String, Versions>,
}

#[derive(Debug, Default)]
struct Versions {
    /// The first of them, whatever their versions.
    some: Vec<At>,
    by_version: HashMap<String, At>,
}

/// More versions of one package than any lockfile has for its platforms.
const VERSIONS_MAX: usize = 8;

/// What a name is known by. Lockfiles write nearly all names so.
fn key(name: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if name.bytes().all(is_plain) && !name.contains("--") { Cow::Borrowed(name) } else { Cow::Owned(normal(name)) }
}

impl Names {
    pub fn add(&mut self, name: &str, version: Option<&str>, at: At) {
        let known = self.by_name.entry(key(name).into_owned()).or_default();
        if let Some(version) = version {
            known.by_version.insert(version.to_owned(), at);
        }
        if known.some.len() < VERSIONS_MAX {
            known.some.push(at);
        }
    }

    /// The package of exactly that version, if it is known already.
    pub fn exact(&self, name: &str, version: Option<&str>) -> Option<At> {
        self.by_name.get(&*key(name))?.by_version.get(version?).copied()
    }

    /// The package of that version; without one, all of that name.
    pub fn find(&self, name: &str, version: Option<&str>) -> impl Iterator<Item = At> {
        let known = self.by_name.get(&*key(name));
        let exact = known.zip(version).and_then(|(known, version)| known.by_version.get(version));
        let found = match exact {
            Some(at) => std::slice::from_ref(at),
            None => known.map_or(&[][..], |known| &known.some),
        };
        found.iter().copied()
    }
}
