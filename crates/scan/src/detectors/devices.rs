//! What device makers build with: Zephyr, ESP-IDF, PlatformIO, Arduino, Mbed, Mynewt, CMSIS, Android's repo.

use inventory::Package;

use super::Detector;

mod arduino_library;
mod arduino_sketch;
mod cmsis_pack;
mod cmsis_project;
mod esp_component;
mod esp_lock;
mod mbed_lib;
mod mynewt;
mod platformio;
mod platformio_library;
mod repo_manifest;
mod riot_package;
mod west;

pub const DETECTORS: &[&Detector] = &[
    &west::DETECTOR,
    &repo_manifest::DETECTOR,
    &esp_lock::DETECTOR,
    &esp_component::DETECTOR,
    &platformio::DETECTOR,
    &platformio_library::DETECTOR,
    &arduino_library::DETECTOR,
    &arduino_sketch::DETECTOR,
    &cmsis_project::DETECTOR,
    &cmsis_pack::DETECTOR,
    &mbed_lib::DETECTOR,
    &mynewt::DETECTOR,
    &riot_package::DETECTOR,
];

/// A package of a registry that package-urls do not know: `owner/name`.
fn generic(written: &str, version: Option<&str>) -> Package {
    let (owner, name) = written.split_once('/').unwrap_or(("", written));
    let package = Package::new("generic", name, version);
    Package { namespace: Some(owner.trim().to_owned()).filter(|owner| !owner.is_empty()), ..package }
}
