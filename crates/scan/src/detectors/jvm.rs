//! Maven, Gradle, jars.

use super::Detector;

mod gradle;
mod pom_xml;

pub const DETECTORS: &[&Detector] = &[&gradle::DETECTOR, &pom_xml::DETECTOR];
