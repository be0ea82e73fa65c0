//! Dart and Flutter.

use super::Detector;

mod pubspec;
mod pubspec_lock;

pub const DETECTORS: &[&Detector] = &[&pubspec::DETECTOR, &pubspec_lock::DETECTOR];
