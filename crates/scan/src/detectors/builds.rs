//! CMake, Meson, Bazel, Flatpak.

use super::Detector;

mod bazel_lock;
mod bazel_module;
mod bazel_rules;
mod bazel_workspace;
mod call_reader;
mod call_texts;
mod call_tokens;
mod calls;
mod cmake;
mod cmake_commands;
mod cmake_sources;
mod cmake_variables;
mod flatpak;
mod flatpak_part;
mod flatpak_sources;
mod meson_build;
mod meson_wrap;

pub use cmake_variables::join;

pub const DETECTORS: &[&Detector] = &[
    &cmake::DETECTOR,
    &meson_build::DETECTOR,
    &meson_wrap::DETECTOR,
    &bazel_module::DETECTOR,
    &bazel_lock::DETECTOR,
    &bazel_workspace::DETECTOR,
    &flatpak::DETECTOR,
    &flatpak_part::DETECTOR,
];
