//! SwiftPM, CocoaPods, Carthage.

use super::Detector;

mod cartfile;
mod package_resolved;
mod podfile;
mod podfile_lock;
mod swift_package;

pub const DETECTORS: &[&Detector] = &[
    &swift_package::DETECTOR,
    &package_resolved::DETECTOR,
    &podfile::DETECTOR,
    &podfile_lock::DETECTOR,
    &cartfile::DETECTOR,
];
