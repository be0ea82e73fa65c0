//! NuGet in its many files, and Unity.

use super::Detector;

mod deps_json;
mod dotnet_tools;
mod global_json;
mod library;
mod msbuild;
mod msbuild_project;
mod nuget_version;
mod nuspec;
mod packages_config;
mod packages_lock;
mod paket_lock;
mod project_assets;
mod projects;
mod solution;
mod unity_lock;

pub const DETECTORS: &[&Detector] = &[
    &deps_json::DETECTOR,
    &dotnet_tools::DETECTOR,
    &global_json::DETECTOR,
    &msbuild_project::DETECTOR,
    &nuspec::DETECTOR,
    &packages_config::DETECTOR,
    &packages_lock::DETECTOR,
    &paket_lock::DETECTOR,
    &project_assets::DETECTOR,
    &unity_lock::DETECTOR,
];

pub use projects::join;
