//! Composer.

use super::Detector;

mod composer_installed;
mod composer_json;
mod composer_lock;
mod composer_package;

pub const DETECTORS: &[&Detector] =
    &[&composer_json::DETECTOR, &composer_lock::DETECTOR, &composer_installed::DETECTOR];
