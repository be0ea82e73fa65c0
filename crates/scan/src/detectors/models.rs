//! Model files, known by content.

use super::Detector;

mod model_file;

pub const DETECTORS: &[&Detector] = &[&model_file::DETECTOR];
