//! NuGet in its many files.

use super::Detector;

mod nuget;

pub const DETECTORS: &[&Detector] = &[&nuget::DETECTOR];
