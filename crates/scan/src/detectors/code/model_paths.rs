//! Files that hold a model, by the path that code gives.

use inventory::Confidence;

use super::calls::Means;
use super::context::Context;
use super::resolve::{Position, Reference};
use crate::report::Kind;

/// The endings of files that hold a model and nothing else.
const MODEL_FILES: [&str; 26] = [
    "onnx",
    "gguf",
    "ggml",
    "safetensors",
    "tflite",
    "lite",
    "pt",
    "pth",
    "ckpt",
    "mlmodel",
    "mlmodelc",
    "mlpackage",
    "engine",
    "keras",
    "caffemodel",
    "ort",
    "pte",
    "pdmodel",
    "hef",
    "rknn",
    "cbm",
    "nemo",
    "llamafile",
    "task",
    "litertlm",
    "torchscript",
];

/// The endings of files that a call may load a model from.
const LOADED_FILES: [&str; 16] = [
    "bin", "pb", "h5", "hdf5", "pkl", "pickle", "joblib", "json", "xml", "zip", "dat", "txt", "model", "weights",
    "ubj", "param",
];

/// A path of a file with a model.
pub fn file(context: &Context, text: &str, at: &Position) -> Option<Reference> {
    let name = text.rsplit(['/', '\\']).next()?;
    let (stem, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    // `{name}.onnx` and `_int8.onnx` are parts of names.
    let is_path = |text: &str| {
        text.len() <= 200 && !text.contains(['*', '<', '>', '|', '"', '\n', '?', '=', ';', ',', '{', '}', '$', '%'])
    };
    if !stem.starts_with(|c: char| c.is_alphanumeric()) || !is_path(text) || text.matches(' ').count() > 3 {
        return None;
    }
    let is_loaded = matches!(at.means, Some(Means::File | Means::Hub | Means::Library | Means::Whisper));
    let is_model = MODEL_FILES.contains(&&*extension) && (context.has_ai || is_loaded);
    let is_file = is_model || (is_loaded && LOADED_FILES.contains(&&*extension));
    if !is_file {
        return None;
    }
    // `bge-large-zh-v1.5.pt`; but `v1.5` and `file.task` outside of calls end like files and are none.
    if matches!(&*extension, "task" | "lite" | "engine" | "pt" | "ckpt" | "ort")
        && !is_loaded
        && !text.contains(['/', '_', '-', '\\'])
    {
        return None;
    }
    let confidence = if is_loaded { Confidence::Certain } else { Confidence::Likely };
    let reference = Reference::new(Kind::ModelReference, name, None, confidence);
    Some(reference.with("path", text))
}
