//! Cargo.

use super::Detector;

mod cargo_toml;

pub const DETECTORS: &[&Detector] = &[&cargo_toml::DETECTOR];
