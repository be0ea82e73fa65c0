//! Smaller languages: Elm, Crystal, D, Zig, Nim, Lua, Perl, OCaml.

use super::Detector;

mod cpan_snapshot;
mod dub_selections;
mod elm_json;
mod nimble_lock;
mod opam_locked;
mod rockspec;
mod shard_lock;
mod zig_zon;

pub const DETECTORS: &[&Detector] = &[
    &elm_json::DETECTOR,
    &shard_lock::DETECTOR,
    &dub_selections::DETECTOR,
    &zig_zon::DETECTOR,
    &nimble_lock::DETECTOR,
    &rockspec::DETECTOR,
    &cpan_snapshot::DETECTOR,
    &opam_locked::DETECTOR,
];
