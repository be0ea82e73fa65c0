//! What one manifest, lockfile or package database says of components, before the files are put together.

use std::borrow::Cow;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use inventory::{Component, Evidence, Package, Place, Scope};

/// What sort of file a sheet was read from: it decides how far its word goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Origin {
    /// What the product asks for: `package.json`, `Cargo.toml`, `pom.xml`.
    #[default]
    Manifest,
    /// What was resolved: `Cargo.lock`, `go.mod`.
    Lock,
    /// What is there: a package database, an unpacked package, a jar.
    Installed,
    /// What another tool listed.
    BillOfMaterials,
}

/// A dependency asked for by name. A lockfile beside the manifest, or above it, may know its version.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Wish {
    /// Without a version, unless the manifest pins one.
    pub package: Package,
    /// As written: `^1.2`, `>=2`, `${spring.version}`; empty if none.
    pub requirement: String,
    pub scope: Scope,
    pub line: Option<u32>,
}

/// A component of a sheet, by its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct At(pub usize);

/// Everything one file says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Sheet {
    /// Relative to the root.
    pub path: PathBuf,
    pub detector: Cow<'static, str>,
    pub origin: Origin,
    pub place: Place,
    pub components: Vec<Component>,
    /// Who depends on whom.
    pub edges: Vec<(At, At)>,
    /// Whether a component without edges depends on nothing, or the file does not say.
    pub edges_complete: bool,
    pub wishes: Vec<Wish>,
    /// What other files of the family need to know: `parent`, a property and its value …
    pub settings: Vec<(String, String)>,
}

impl Sheet {
    pub fn new(path: PathBuf, detector: &'static str, place: Place) -> Sheet {
        Sheet {
            path,
            detector: Cow::Borrowed(detector),
            origin: Origin::default(),
            place,
            components: Vec::new(),
            edges: Vec::new(),
            edges_complete: false,
            wishes: Vec::new(),
            settings: Vec::new(),
        }
    }

    /// Adds a component, seen in this file in this line.
    pub fn add(&mut self, mut component: Component, line: Option<u32>) -> At {
        let detector = self.detector.to_string();
        // The path is put in when the sheets are put together.
        component.evidence.push(Evidence { path: String::new(), line, detector, snippet: String::new() });
        component.place = self.place;
        self.components.push(component);
        At(self.components.len() - 1)
    }

    pub fn is_empty(&self) -> bool {
        self.components.is_empty() && self.wishes.is_empty() && self.settings.is_empty()
    }

    /// The value of the first setting of that name.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }
}
