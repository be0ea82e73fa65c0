//! The package managers of C and C++: Conan and vcpkg.

use super::Detector;

mod conan_lock;
mod conan_reference;
mod conanfile_py;
mod conanfile_txt;
mod vcpkg_json;
mod vcpkg_status;

pub const DETECTORS: &[&Detector] = &[
    &conan_lock::DETECTOR,
    &conanfile_txt::DETECTOR,
    &conanfile_py::DETECTOR,
    &vcpkg_json::DETECTOR,
    &vcpkg_status::DETECTOR,
];
