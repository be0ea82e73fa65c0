//! npm, Yarn, pnpm, Bun, Deno.

use super::Detector;

mod package_json;

pub const DETECTORS: &[&Detector] = &[&package_json::DETECTOR];
