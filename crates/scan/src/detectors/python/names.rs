//! The packages of a lockfile by name and version.

use std::collections::HashMap;

use super::requirement::normal;
use crate::sheet::At;

/// One name may stand for several versions, where platforms need different ones.
#[derive(Debug, Default)]
pub struct Names {
    by_version: HashMap<(String, String), At>,
    by_name: HashMap<String, Vec<At>>,
}

/// More versions of one package than any lockfile has for its platforms.
const VERSIONS_MAX: usize = 8;

impl Names {
    pub fn add(&mut self, name: &str, version: Option<&str>, at: At) {
        let name = normal(name);
        if let Some(version) = version {
            self.by_version.insert((name.clone(), version.to_owned()), at);
        }
        let all = self.by_name.entry(name).or_default();
        if all.len() < VERSIONS_MAX {
            all.push(at);
        }
    }

    /// The package of exactly that version, if it is known already.
    pub fn exact(&self, name: &str, version: Option<&str>) -> Option<At> {
        self.by_version.get(&(normal(name), version?.to_owned())).copied()
    }

    /// The package of that version; without one, all of that name.
    pub fn find(&self, name: &str, version: Option<&str>) -> Vec<At> {
        match self.exact(name, version) {
            Some(at) => vec![at],
            None => self.by_name.get(&normal(name)).cloned().unwrap_or_default(),
        }
    }
}
