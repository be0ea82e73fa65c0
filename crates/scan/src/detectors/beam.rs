//! Elixir, Erlang and Gleam.

use super::Detector;

mod gleam_manifest;
mod mix_exs;
mod mix_lock;
mod rebar_lock;
mod terms;

pub const DETECTORS: &[&Detector] =
    &[&mix_lock::DETECTOR, &mix_exs::DETECTOR, &rebar_lock::DETECTOR, &gleam_manifest::DETECTOR];
