//! Terraform, GitHub Actions, container files, Helm, Nix, Git submodules, and infrastructure that runs models.

use super::Detector;

pub const DETECTORS: &[&Detector] = &[];
