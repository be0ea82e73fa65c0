//! Recognises models: by what a file begins with, and by its name only where the format has no mark.
//!
//! A file with the right name and the wrong beginning is none: `.pt` may be Portuguese, `.h5` a series of
//! measurements, `.pb` any message.

use memchr::memmem;

use super::super::{Detector, Files, Want};
use crate::file::{FileName, SourceFile};
use crate::found::Found;
use crate::report::Kind;

pub const DETECTOR: Detector = Detector { id: "model-file", files: Files::If(is_candidate), want: Want::Head, read };

type Test = fn(&SourceFile) -> bool;

/// A format known by how its files begin, whatever they are called.
const BY_BEGINNING: &[(&str, Test)] = &[
    ("GGUF", |file| file.bytes.starts_with(b"GGUF")),
    ("GGML", |file| [b"lmgg", b"fmgg", b"tjgg", b"algg"].iter().any(|m| file.bytes.starts_with(*m))),
    ("safetensors", is_safetensors),
    ("TensorFlow Lite", |file| at(file, 4, b"TFL3")),
    ("ONNX Runtime", |file| at(file, 4, b"ORTM")),
    ("ExecuTorch", |file| at(file, 4, b"ET") && file.bytes.get(6..8).is_some_and(|v| v.iter().all(u8::is_ascii_digit))),
    ("PyTorch", |file| is_zip(file) && has(file, b"/data.pkl")),
    // A number that PyTorch wrote first of all, before it used archives.
    ("PyTorch", |file| at(file, 2, b"\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19")),
    ("TorchServe archive", |file| is_zip(file) && has(file, b"MAR-INF/")),
    ("Keras", |file| {
        file.bytes.starts_with(b"\x89HDF\r\n\x1a\n")
            && (has(file, b"keras_version") || has(file, b"model_weights") || has(file, b"layer_names"))
    }),
    ("TensorRT", |file| file.bytes.starts_with(b"ftrt") || file.bytes.starts_with(b"ptrt")),
    ("RKNN", |file| file.bytes.starts_with(b"RKNN")),
    ("Hailo", |file| file.bytes.starts_with(b"\x01HEF")),
    ("CatBoost", |file| file.bytes.starts_with(b"CBM1")),
    ("fastText", |file| file.bytes.starts_with(&0x2f4f_16ba_u32.to_le_bytes())),
];

/// A format known by its name together with something inside. `*.` stands for any stem.
const BY_NAME: &[(&str, &[&str], Test)] = &[
    ("ONNX", &["*.onnx"], is_binary),
    ("PyTorch", &["*.pt", "*.pth", "*.ckpt"], is_pickle),
    ("Keras", &["*.keras"], |file| is_zip(file) && has(file, b"metadata.json")),
    ("TensorFlow SavedModel", &["saved_model.pb"], is_binary),
    ("TensorFlow", &["*.pb"], |file| {
        const OPERATIONS: [&[u8]; 5] = [b"Placeholder", b"Const", b"Conv2D", b"MatMul", b"Identity"];
        file.bytes.starts_with(b"\x0a") && OPERATIONS.iter().any(|name| has(file, name))
    }),
    ("TensorFlow.js", &["model.json"], |file| has(file, b"\"modelTopology\"")),
    ("Core ML", &["*.mlmodel", "coremldata.bin"], is_binary),
    ("Core ML", &["manifest.json"], |file| has(file, b"com.apple.CoreML")),
    ("OpenVINO", &["*.xml"], |file| has(file, b"<net ") && has(file, b"<layers>")),
    ("ncnn", &["*.param"], |file| file.bytes.starts_with(b"7767517")),
    ("PaddlePaddle", &["*.pdmodel", "*.pdiparams"], is_binary),
    ("Caffe", &["*.caffemodel"], is_binary),
    ("MNN", &["*.mnn"], is_binary),
    ("Tesseract", &["*.traineddata"], is_binary),
    ("llamafile", &["*.llamafile"], is_binary),
    ("Darknet", &["*.weights"], |file| {
        // Major and minor version, as 32-bit numbers.
        matches!(file.bytes, [0, 0, 0, 0, 1 | 2, 0, 0, 0, _, 0, 0, 0, ..])
    }),
    ("XGBoost", &["*.ubj"], |file| has(file, b"learner")),
    ("XGBoost", &["*model*.json", "*xgb*.json"], |file| {
        has(file, b"\"learner\"") && has(file, b"\"gradient_booster\"")
    }),
    ("LightGBM", &["*model*.txt", "*lgb*.txt", "*lightgbm*.txt"], |file| {
        file.bytes.starts_with(b"tree\n") || file.bytes.starts_with(b"tree\r\n")
    }),
    ("PMML", &["*.pmml"], |file| has(file, b"<PMML")),
    ("scikit-learn", &["*.pkl", "*.pickle", "*.joblib"], |file| is_pickle(file) && has(file, b"sklearn")),
    ("XGBoost", &["*.pkl", "*.pickle", "*.joblib"], |file| is_pickle(file) && has(file, b"xgboost")),
    ("LightGBM", &["*.pkl", "*.pickle", "*.joblib"], |file| is_pickle(file) && has(file, b"lightgbm")),
    ("MLflow model", &["mlmodel"], |file| has(file, b"flavors:")),
    ("PEFT adapter", &["adapter_config.json"], |file| has(file, b"\"peft_type\"")),
    ("Hugging Face model", &["config.json"], |file| {
        has(file, b"\"model_type\"") && (has(file, b"\"architectures\"") || has(file, b"\"transformers_version\""))
    }),
    ("Ollama model", &["modelfile", "*.modelfile"], |file| {
        file.bytes.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"FROM "))
    }),
];

/// Names under which anything may be kept, models too.
const ANONYMOUS: &[&str] = &["", "bin", "dat", "data", "blob", "model", "weights", "params"];

/// The names of formats that `BY_BEGINNING` knows; a Git LFS pointer has nothing but its name.
const NAMED: &[(&str, &[&str])] = &[
    ("GGUF", &["gguf"]),
    ("GGML", &["ggml"]),
    ("safetensors", &["safetensors"]),
    ("TensorFlow Lite", &["tflite", "lite"]),
    ("ONNX Runtime", &["ort"]),
    ("ExecuTorch", &["pte"]),
    ("TorchServe archive", &["mar"]),
    ("Keras", &["h5", "hdf5"]),
    ("TensorRT", &["engine", "plan", "trt"]),
    ("RKNN", &["rknn"]),
    ("Hailo", &["hef"]),
    ("CatBoost", &["cbm"]),
    ("fastText", &["ftz"]),
];

fn is_candidate(name: &FileName) -> bool {
    let extension = name.extension();
    ANONYMOUS.contains(&extension)
        || NAMED.iter().any(|(_, extensions)| extensions.contains(&extension))
        || BY_NAME.iter().any(|(_, patterns, _)| is_named(name, patterns))
}

fn is_named(name: &FileName, patterns: &[&str]) -> bool {
    patterns.iter().any(|pattern| match pattern.strip_prefix("*.") {
        Some(extension) => name.extension() == extension,
        None => crate::paths::part_matches(pattern, name.lower_name()),
    })
}

fn read(file: &SourceFile, found: &mut Found) {
    if file.bytes.starts_with(b"version https://git-lfs.github.com/spec/") {
        return read_pointer(file, found);
    }
    let by_beginning = BY_BEGINNING.iter().find(|(_, begins)| begins(file)).map(|(format, _)| *format);
    let by_name = || {
        BY_NAME
            .iter()
            .find(|(_, patterns, holds)| is_named(file.name, patterns) && holds(file))
            .map(|(format, ..)| *format)
    };
    if let Some(format) = by_beginning.or_else(by_name) {
        found.add_file(Kind::ModelFile, format, &format!("{} bytes", file.size_bytes));
    }
}

/// The model is somewhere else; the repository holds its name, hash and size.
fn read_pointer(file: &SourceFile, found: &mut Found) {
    let named =
        NAMED.iter().find(|(_, extensions)| extensions.contains(&file.name.extension())).map(|(format, _)| *format);
    let format = named.or_else(|| {
        let known = BY_NAME.iter().find(|(format, patterns, _)| {
            // Only names that mean nothing else.
            matches!(*format, "ONNX" | "PyTorch" | "Keras" | "Core ML" | "Caffe" | "MNN" | "PaddlePaddle")
                && is_named(file.name, patterns)
        });
        known.map(|(format, ..)| *format)
    });
    let text = file.text();
    let size = text.lines().find_map(|line| line.strip_prefix("size ")).unwrap_or("an unknown number of");
    if let Some(format) = format {
        found.add_file(Kind::ModelFile, format, &format!("a Git LFS pointer to {size} bytes"));
    }
}

fn at(file: &SourceFile, offset: usize, mark: &[u8]) -> bool {
    file.bytes.get(offset..).is_some_and(|rest| rest.starts_with(mark))
}

fn has(file: &SourceFile, mark: &[u8]) -> bool {
    memmem::find(file.bytes, mark).is_some()
}

fn is_zip(file: &SourceFile) -> bool {
    file.bytes.starts_with(b"PK\x03\x04")
}

fn is_pickle(file: &SourceFile) -> bool {
    matches!(file.bytes, [0x80, 2..=5, ..])
}

/// Not a text that happens to have the same extension.
fn is_binary(file: &SourceFile) -> bool {
    let head = &file.bytes[..file.bytes.len().min(512)];
    head.iter().any(|byte| *byte < b'\t' || (0x0e..0x20).contains(byte))
}

/// A header of JSON, and before it its length.
fn is_safetensors(file: &SourceFile) -> bool {
    let Some((length, header)) = file.bytes.split_first_chunk::<8>() else { return false };
    let length = u64::from_le_bytes(*length);
    header.starts_with(b"{")
        && (2..file.size_bytes).contains(&length)
        && (has(file, b"\"dtype\"") || has(file, b"\"__metadata__\""))
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_bytes;

    fn safetensors() -> Vec<u8> {
        let header = br#"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#;
        [&(header.len() as u64).to_le_bytes(), &header[..], &[0; 4]].concat()
    }

    #[test]
    fn a_model_is_known_by_how_it_begins() {
        let cases: &[(&str, &[u8], &str)] = &[
            ("m.gguf", b"GGUF\x03", "- model-file GGUF product"),
            ("blobs/sha256-abc", b"GGUF\x03", "- model-file GGUF product"),
            ("m.tflite", b"\x1c\0\0\0TFL3", "- model-file TensorFlow Lite product"),
            ("m.pt", b"PK\x03\x04\0\0archive/data.pkl", "- model-file PyTorch product"),
            ("m.bin", b"PK\x03\x04\0\0archive/data.pkl", "- model-file PyTorch product"),
            ("m.h5", b"\x89HDF\r\n\x1a\n\0keras_version", "- model-file Keras product"),
            ("tests/m.onnx", b"\x08\x07\x12\x07pytorch", "- model-file ONNX tests"),
            ("m.pkl", b"\x80\x04\x95sklearn.linear_model", "- model-file scikit-learn product"),
            ("Modelfile", b"# x\nFROM llama3.2:3b\n", "- model-file Ollama model product"),
        ];
        for (path, bytes, expected) in cases {
            check_bytes(path, bytes, &[expected]);
        }
        check_bytes("m.safetensors", &safetensors(), &["- model-file safetensors product"]);
        check_bytes("blobs/a1b2", &safetensors(), &["- model-file safetensors product"]);
    }

    #[test]
    fn the_right_name_with_the_wrong_beginning_is_no_model() {
        let cases: &[(&str, &[u8])] = &[
            ("pt.pt", b"ola = oi\n"),
            ("measure.h5", b"\x89HDF\r\n\x1a\n\0temperature"),
            ("data.pb", b"\x0a\x03abc"),
            ("cache.pkl", b"\x80\x04}\x94."),
            ("firmware.bin", b"\x7fFW\0\x01"),
            ("model.json", b"{\"title\": \"Car model\"}"),
            ("config.json", b"{\"model_type\": \"T\"}"),
            ("pom.xml", b"<project/>"),
            ("m.onnx", b"see the wiki"),
            ("m.safetensors", b"not a header"),
            ("m.gguf", b""),
        ];
        for (path, bytes) in cases {
            check_bytes(path, bytes, &[]);
        }
    }

    #[test]
    fn a_pointer_to_a_model_counts_as_the_model() {
        let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 5368709120\n";
        check_bytes("m.safetensors", pointer, &["- model-file safetensors product"]);
        check_bytes("m.onnx", pointer, &["- model-file ONNX product"]);
        check_bytes("clip.mp4", pointer, &[]);
    }
}
