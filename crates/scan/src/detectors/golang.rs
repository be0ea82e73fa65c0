//! Go modules, and what came before them.

use super::Detector;

mod glide_lock;
mod go_mod;
mod go_mod_line;
mod go_sum;
mod go_work;
mod gopkg_lock;
mod modules;
mod modules_txt;

pub const DETECTORS: &[&Detector] = &[
    &glide_lock::DETECTOR,
    &go_mod::DETECTOR,
    &go_sum::DETECTOR,
    &go_work::DETECTOR,
    &gopkg_lock::DETECTOR,
    &modules_txt::DETECTOR,
];

pub use modules::join;
