//! Go modules.

use super::Detector;

mod go_mod;

pub const DETECTORS: &[&Detector] = &[&go_mod::DETECTOR];
