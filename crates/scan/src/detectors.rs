//! The coded detectors: those for which a pattern does not suffice.
//!
//! One file each. A detector says by name which files it wants and reads what it is given; it never
//! opens anything, so that limits, links and failures are the walk's business alone.

use crate::file::{FileName, SourceFile};
use crate::found::Found;
use crate::sheet::Sheet;

mod agents;
mod apple;
mod beam;
mod builds;
mod code;
mod cpp;
mod dart;
mod data;
mod devices;
mod dotnet;
mod embedded_linux;
mod golang;
mod haskell;
mod infrastructure;
mod javascript;
mod jvm;
mod languages;
pub mod models;
mod papers;
mod php;
mod python;
mod ruby;
mod rust;
mod science;
mod serving;
mod systems;

/// Every coded detector, by family. A test holds each list against its folder.
pub const FAMILIES: &[(&str, &[&Detector])] = &[
    ("agents", agents::DETECTORS),
    ("apple", apple::DETECTORS),
    ("beam", beam::DETECTORS),
    ("builds", builds::DETECTORS),
    ("code", code::DETECTORS),
    ("cpp", cpp::DETECTORS),
    ("dart", dart::DETECTORS),
    ("data", data::DETECTORS),
    ("devices", devices::DETECTORS),
    ("dotnet", dotnet::DETECTORS),
    ("embedded_linux", embedded_linux::DETECTORS),
    ("golang", golang::DETECTORS),
    ("haskell", haskell::DETECTORS),
    ("infrastructure", infrastructure::DETECTORS),
    ("javascript", javascript::DETECTORS),
    ("jvm", jvm::DETECTORS),
    ("languages", languages::DETECTORS),
    ("models", models::DETECTORS),
    ("papers", papers::DETECTORS),
    ("php", php::DETECTORS),
    ("python", python::DETECTORS),
    ("ruby", ruby::DETECTORS),
    ("rust", rust::DETECTORS),
    ("science", science::DETECTORS),
    ("serving", serving::DETECTORS),
    ("systems", systems::DETECTORS),
];

pub use papers::{CYCLONEDX_XML, CYCLONEDX_XML_NAMESPACE};

/// What puts the files of one family together, once all are read: properties of a parent, central versions.
/// Each gets every sheet of the tree and changes those of its family.
pub const JOINS: &[fn(&mut [Sheet])] = &[
    builds::join,
    dotnet::join,
    embedded_linux::join,
    golang::join,
    javascript::join,
    jvm::join,
    python::join,
    rust::join,
    systems::join,
];

/// One coded detector.
pub struct Detector {
    /// Kebab-case; the name of its file.
    pub id: &'static str,
    pub files: Files,
    /// How much of a file it wants.
    pub want: Want,
    pub read: fn(&SourceFile, &mut Found),
}

/// Which files a detector looks at.
#[derive(Clone, Copy)]
pub enum Files {
    /// Those whose path one of these patterns matches (`crate::paths`): `cargo.lock`, `*.csproj`,
    /// `*.dist-info/metadata`. In lower case.
    Named(&'static [&'static str]),
    /// Those the function holds for, judged by the name. It is asked for every file of the tree.
    If(fn(&FileName) -> bool),
    /// Those named so and for which the function holds.
    NamedIf(&'static [&'static str], fn(&FileName) -> bool),
    /// Every file that is text and no longer than what is searched of a source file.
    EveryText,
    /// Every file that is not text: it gets the beginning.
    EveryBinary,
    /// Every file, text or not: small binary formats may hold no zero byte.
    Every,
    /// Every file of source code or settings in which the pattern detectors saw something that has to do with AI:
    /// `Found::clues` says what.
    WithClues,
}

/// How much of a file is wanted, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Want {
    Nothing,
    /// The beginning: where formats are recognised.
    Head,
    /// All of a source file, or as much of it as is searched.
    Source,
    /// All of it or nothing: a parser cannot work on half a file.
    Whole,
    /// The same of what may be longer than any manifest: the package database of a system.
    Database,
}

#[cfg(test)]
pub(crate) mod tests;
