//! Package databases of operating systems: dpkg, apk, rpm, opkg.

use super::Detector;

mod image_manifest;

pub const DETECTORS: &[&Detector] = &[&image_manifest::DETECTOR];
