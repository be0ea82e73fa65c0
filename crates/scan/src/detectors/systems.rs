//! Package databases of operating systems: dpkg, opkg, apk, pacman, rpm, Homebrew; and which system it is.

use super::Detector;
use crate::licence_text;

mod apk_installed;
mod berkeley;
mod brewfile;
mod distribution;
mod dpkg_copyright;
mod dpkg_status;
mod homebrew_receipt;
mod image_manifest;
mod ndb;
mod opkg_status;
mod os_release;
mod pacman_desc;
mod paragraphs;
mod rpm_database;
mod rpm_header;
mod rpm_manifest;
mod snapcraft;
mod sqlite;

pub use distribution::join;

pub const DETECTORS: &[&Detector] = &[
    &apk_installed::DETECTOR,
    &brewfile::DETECTOR,
    &dpkg_copyright::DETECTOR,
    &dpkg_status::DETECTOR,
    &homebrew_receipt::DETECTOR,
    &image_manifest::DETECTOR,
    &opkg_status::DETECTOR,
    &os_release::DETECTOR,
    &pacman_desc::DETECTOR,
    &rpm_database::DETECTOR,
    &rpm_manifest::DETECTOR,
    &snapcraft::DETECTOR,
];

/// An SPDX expression if it can be read as one, else as written.
fn licence(written: &str) -> Option<String> {
    let written = written.trim();
    (!written.is_empty()).then(|| licence_text::spdx(written).unwrap_or_else(|| written.to_owned()))
}
