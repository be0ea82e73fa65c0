//! pip, uv, Poetry, PDM, Pipenv, conda, pixi, installed packages.

use super::Detector;

mod pyproject;
mod requirements;
mod setup_py;

pub const DETECTORS: &[&Detector] = &[&pyproject::DETECTOR, &requirements::DETECTOR, &setup_py::DETECTOR];
