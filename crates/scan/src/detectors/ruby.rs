//! Bundler and RubyGems.

use super::Detector;

mod gemfile;
mod gemfile_lock;
mod gemspec;
mod ruby_code;

pub const DETECTORS: &[&Detector] = &[&gemfile::DETECTOR, &gemfile_lock::DETECTOR, &gemspec::DETECTOR];
