//! Papers about a project: licences, policies, bills of materials, and other signals.

use super::Detector;

mod licence_file;
mod sbom;
mod security_policy;

pub const DETECTORS: &[&Detector] = &[&licence_file::DETECTOR, &sbom::DETECTOR, &security_policy::DETECTOR];
