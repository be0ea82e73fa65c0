//! Model files, known by content.
//!
//! A name is evidence only where a format has no mark and no structure of its own. A file with the right name and the
//! wrong content is no model: `.pt` may be Portuguese, `.h5` a series of measurements, `.pb` any message.

use super::Detector;

mod archives;
mod boosted_trees;
mod browser;
mod bytes;
mod coreml;
mod edge;
mod ggml;
mod gguf;
mod hugging_face;
mod imports_of_pickles;
mod keras;
mod language_models;
mod marks;
mod mlflow;
mod modelfile;
mod numpy;
mod onnx;
mod pickle;
mod pickle_ops;
mod pointer;
mod proto;
mod safetensors;
mod seen;
mod source_array;
mod stored_manifest;
mod tensorflow;
#[cfg(test)]
mod tests;
mod tokenizer;
mod torch;
mod xml_models;
mod zip_head;

pub const DETECTORS: &[&Detector] = &[
    &archives::DETECTOR,
    &boosted_trees::DETECTOR,
    &browser::DETECTOR,
    &coreml::DETECTOR,
    &edge::DETECTOR,
    &ggml::DETECTOR,
    &gguf::DETECTOR,
    &hugging_face::DETECTOR,
    &keras::DETECTOR,
    &language_models::DETECTOR,
    &marks::DETECTOR,
    &mlflow::DETECTOR,
    &modelfile::DETECTOR,
    &numpy::DETECTOR,
    &onnx::DETECTOR,
    &pickle::DETECTOR,
    &pointer::DETECTOR,
    &safetensors::DETECTOR,
    &source_array::DETECTOR,
    &stored_manifest::DETECTOR,
    &tensorflow::DETECTOR,
    &tokenizer::DETECTOR,
    &torch::DETECTOR,
    &xml_models::DETECTOR,
];

/// Longer headers are read no further than this.
const HEADER_BYTES_MAX: u64 = 8 << 20;

/// Where the attributes of an HDF5 file stand: after what came before them.
const HDF5_BYTES: u64 = 1 << 20;

/// How many bytes of a file's beginning tell all a header can tell; 0 if what was read is enough.
pub fn header_bytes(head: &[u8], size: u64) -> u64 {
    let wanted = if let Some(length) = safetensors::header_bytes(head, size) {
        length
    } else if gguf::is_cut(head) || onnx::is_cut(head) {
        HEADER_BYTES_MAX
    } else if head.starts_with(keras::HDF5) {
        HDF5_BYTES
    } else {
        return 0;
    };
    wanted.min(HEADER_BYTES_MAX).min(size)
}
