//! The coded detectors: those for which a pattern does not suffice.
//!
//! One file each. A detector says by name which files it wants and reads what it is given; it never
//! opens anything, so that limits, links and failures are the walk's business alone.

use crate::file::{FileName, SourceFile};
use crate::found::Found;

mod cargo_toml;
mod cmake;
mod composer_json;
mod gemfile;
mod go_mod;
mod gradle;
mod licence_file;
mod model_file;
mod nuget;
mod package_json;
mod pom_xml;
mod pubspec;
mod pyproject;
mod requirements;
mod sbom;
mod security_policy;
mod setup_py;
mod swift_package;

/// Every coded detector. A test holds this list against the folder.
pub const DETECTORS: &[&Detector] = &[
    &cargo_toml::DETECTOR,
    &cmake::DETECTOR,
    &composer_json::DETECTOR,
    &gemfile::DETECTOR,
    &go_mod::DETECTOR,
    &gradle::DETECTOR,
    &licence_file::DETECTOR,
    &model_file::DETECTOR,
    &nuget::DETECTOR,
    &package_json::DETECTOR,
    &pom_xml::DETECTOR,
    &pubspec::DETECTOR,
    &pyproject::DETECTOR,
    &requirements::DETECTOR,
    &sbom::DETECTOR,
    &security_policy::DETECTOR,
    &setup_py::DETECTOR,
    &swift_package::DETECTOR,
];

/// One coded detector.
pub struct Detector {
    /// Kebab-case; the name of its file.
    pub id: &'static str,
    /// How much of a file it wants, judged by the name.
    pub wants: fn(&FileName) -> Want,
    pub read: fn(&SourceFile, &mut Found),
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
}

impl Want {
    fn whole_if(wanted: bool) -> Want {
        if wanted { Want::Whole } else { Want::Nothing }
    }

    fn head_if(wanted: bool) -> Want {
        if wanted { Want::Head } else { Want::Nothing }
    }
}

#[cfg(test)]
pub(crate) mod tests;
