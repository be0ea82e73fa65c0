//! Files that say which models a server runs.

use super::Detector;

mod cog;
mod mlserver;
mod torchserve;
mod triton;
mod truss_config;

pub const DETECTORS: &[&Detector] =
    &[&cog::DETECTOR, &mlserver::DETECTOR, &torchserve::DETECTOR, &triton::DETECTOR, &truss_config::DETECTOR];
