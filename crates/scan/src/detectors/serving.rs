//! Files that say which models a server runs.

use super::Detector;

mod chart_values;
mod cluster_models;
mod cog;
mod mlserver;
mod torchserve;
mod triton;
mod truss_config;

pub const DETECTORS: &[&Detector] = &[
    &chart_values::DETECTOR,
    &cluster_models::DETECTOR,
    &cog::DETECTOR,
    &mlserver::DETECTOR,
    &torchserve::DETECTOR,
    &triton::DETECTOR,
    &truss_config::DETECTOR,
];
