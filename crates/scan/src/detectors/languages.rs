//! The other language package managers: Composer, Bundler, SwiftPM, CocoaPods, pub, Hex, Stack, renv, Julia, Conan, vcpkg.

use super::Detector;

mod composer_json;
mod gemfile;
mod pubspec;
mod swift_package;

pub const DETECTORS: &[&Detector] =
    &[&composer_json::DETECTOR, &gemfile::DETECTOR, &swift_package::DETECTOR, &pubspec::DETECTOR];
