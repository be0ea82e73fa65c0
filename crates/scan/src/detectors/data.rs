//! Datasets and their cards, model cards.

use super::Detector;

pub const DETECTORS: &[&Detector] = &[];
