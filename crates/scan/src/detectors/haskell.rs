//! Stack and Cabal.

use super::Detector;

mod cabal_freeze;
mod stack_lock;

pub const DETECTORS: &[&Detector] = &[&stack_lock::DETECTOR, &cabal_freeze::DETECTOR];
