//! Cargo.

use super::Detector;

mod cargo_checksum;
mod cargo_lock;
mod cargo_toml;
mod inheritance;
mod needed_for;
mod workspace;

pub const DETECTORS: &[&Detector] = &[&cargo_checksum::DETECTOR, &cargo_lock::DETECTOR, &cargo_toml::DETECTOR];

pub use workspace::join;
