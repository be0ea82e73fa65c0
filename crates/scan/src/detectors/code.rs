//! Hosted models and model references in source code and settings.

use super::Detector;

mod addresses;
mod beginnings;
mod calls;
mod collected;
mod commands;
mod context;
mod embedded;
mod hub;
mod keys;
mod lexicon;
mod model_calls;
mod model_paths;
mod model_settings;
mod notebook;
mod plausible;
mod prompts;
mod reading;
mod resolve;
mod settings;
mod sql;
mod tokens;
mod uses;
mod worth;

pub const DETECTORS: &[&Detector] = &[&model_calls::DETECTOR, &model_settings::DETECTOR];
