//! Reads pointers of Git LFS that are called like a model or a data set: the repository holds name, hash and size.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::seen::Model;
use crate::file::{FileName, SourceFile};
use crate::found::Found;
use crate::report::Kind;

pub const DETECTOR: Detector = Detector { id: "pointer", files: Files::EveryText, want: Want::Head, read };

/// Names that mean a model and nothing else.
const MODELS: &[(&str, &[&str])] = &[
    ("safetensors", &["safetensors"]),
    ("GGUF", &["gguf"]),
    ("GGML", &["ggml"]),
    ("ONNX", &["onnx"]),
    ("PyTorch", &["pt", "pth", "ckpt", "pt2", "ptl", "torchscript"]),
    ("TensorFlow Lite", &["tflite"]),
    ("ONNX Runtime", &["ort"]),
    ("ExecuTorch", &["pte"]),
    ("TorchServe archive", &["mar"]),
    ("Keras", &["keras"]),
    ("TensorRT engine", &["engine", "trt"]),
    ("RKNN", &["rknn"]),
    ("Hailo executable", &["hef"]),
    ("CatBoost", &["cbm"]),
    ("fastText", &["ftz"]),
    ("Core ML", &["mlmodel"]),
    ("Caffe", &["caffemodel"]),
    ("PaddlePaddle", &["pdmodel", "pdiparams", "pdparams"]),
    ("MNN", &["mnn"]),
    ("NeMo", &["nemo"]),
    ("llamafile", &["llamafile"]),
    ("Tesseract", &["traineddata"]),
    ("joblib", &["joblib"]),
    ("Flax", &["msgpack"]),
];

/// Names that are common beside models; the stem has to tell.
const PERHAPS: &[&str] = &["bin", "h5", "hdf5", "pb", "pkl", "npz", "weights", "plan", "model"];

const DATA: &[(&str, &[&str])] =
    &[("Parquet", &["parquet"]), ("Arrow", &["arrow", "feather"]), ("TFRecord", &["tfrecord", "tfrecords"])];

fn read(file: &SourceFile, found: &mut Found) {
    if !file.bytes.starts_with(b"version https://git-lfs.github.com/spec/") || file.bytes.len() > 1024 {
        return;
    }
    let text = file.text();
    let value = |key: &str| text.lines().find_map(|line| line.strip_prefix(key));
    let Some(digest) = value("oid sha256:") else { return };
    let known = |table: &[(&'static str, &[&str])]| {
        let row = table.iter().find(|(_, extensions)| extensions.contains(&file.name.extension()));
        row.map(|(format, _)| *format)
    };
    let (kind, format) = match (known(MODELS), known(DATA)) {
        (Some(format), _) => (Kind::ModelFile, format),
        (_, Some(format)) => (Kind::Dataset, format),
        _ if is_told_by_its_stem(file.name) => (Kind::ModelFile, "weights"),
        _ => return,
    };
    let is_adapter = file.name.lower_name().starts_with("adapter_model");
    Model::of(if is_adapter { Kind::Adapter } else { kind }, format)
        .sure(Confidence::Likely)
        .with("pointer", "Git LFS")
        .with("sha256", digest.trim())
        .with_some("size", value("size "))
        .report_beside(file, found);
}

fn is_told_by_its_stem(name: &FileName) -> bool {
    let stem = name.lower_name().rsplit_once('.').map_or("", |(stem, _)| stem);
    PERHAPS.contains(&name.extension())
        && ["model", "weight", "checkpoint", "ckpt", "ggml", "saved_model", "spiece"]
            .iter()
            .any(|word| stem.contains(word))
}

#[test]
fn a_pointer_to_a_model_counts_as_the_model() {
    use crate::detectors::tests::check_assets;
    let digest = "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393";
    let pointer = format!("version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 5368709120\n");
    let expected =
        format!("model-file m.safetensors format=safetensors pointer=Git LFS sha256={digest} size=5368709120");
    check_assets("m.safetensors", &pointer, &[&expected]);
    check_assets("pytorch_model.bin", &pointer, &["model-file pytorch_model.bin format=weights"]);
    check_assets("a/train-0.parquet", &pointer, &["dataset train-0.parquet format=Parquet"]);
    check_assets("clip.mp4", &pointer, &[]);
    check_assets("firmware.bin", &pointer, &[]);
}
