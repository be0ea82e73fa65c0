//! Hosted models and model references in source code and settings.

use super::Detector;

pub const DETECTORS: &[&Detector] = &[];
