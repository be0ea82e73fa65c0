//! R and Julia.

use super::Detector;

mod julia_manifest;
mod julia_project;
mod r_description;
mod renv_lock;

pub const DETECTORS: &[&Detector] =
    &[&renv_lock::DETECTOR, &r_description::DETECTOR, &julia_manifest::DETECTOR, &julia_project::DETECTOR];
