//! Yocto and Buildroot.

use super::Detector;

mod buildroot_config;
mod buildroot_licence;
mod buildroot_licences;
mod buildroot_package;
mod chosen;
mod kas;
mod yocto_image;
mod yocto_licence;
mod yocto_licences;
mod yocto_recipe;

pub use chosen::join;

pub const DETECTORS: &[&Detector] = &[
    &yocto_licences::DETECTOR,
    &yocto_image::DETECTOR,
    &yocto_recipe::DETECTOR,
    &kas::DETECTOR,
    &buildroot_licences::DETECTOR,
    &buildroot_package::DETECTOR,
    &buildroot_config::DETECTOR,
];
