//! Package databases of operating systems: dpkg, apk, rpm, opkg.

use super::Detector;

pub const DETECTORS: &[&Detector] = &[];
