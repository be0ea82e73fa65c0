//! What device makers build with: CMake, Meson, Bazel, Zephyr, ESP-IDF, PlatformIO, Yocto, Buildroot.

use super::Detector;

mod cmake;

pub const DETECTORS: &[&Detector] = &[&cmake::DETECTOR];
