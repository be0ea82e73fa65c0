//! Maven, Gradle, sbt, Ivy, jars.

use super::Detector;
use crate::sheet::Sheet;

mod coordinates;
mod embedded_pom;
mod gradle;
mod gradle_artifacts;
mod gradle_builds;
mod gradle_catalogue;
mod gradle_folders;
mod gradle_lockfile;
mod gradle_properties;
mod gradle_script;
mod gradle_tokens;
mod gradle_values;
mod ivy_xml;
mod jars;
mod manifest_mf;
mod maven_install;
mod model;
mod pom;
mod pom_properties;
mod pom_xml;
mod poms;
mod reactor;
mod sbt;

pub const DETECTORS: &[&Detector] = &[
    &embedded_pom::DETECTOR,
    &gradle::DETECTOR,
    &gradle_catalogue::DETECTOR,
    &gradle_lockfile::DETECTOR,
    &gradle_properties::DETECTOR,
    &ivy_xml::DETECTOR,
    &manifest_mf::DETECTOR,
    &maven_install::DETECTOR,
    &pom_properties::DETECTOR,
    &pom_xml::DETECTOR,
    &sbt::DETECTOR,
];

pub fn join(sheets: &mut [Sheet]) {
    poms::join(sheets);
    gradle_builds::join(sheets);
    jars::join(sheets);
}
