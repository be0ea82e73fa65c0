//! Recognises the formats that begin with a mark of their own: what runs on phones, accelerators and cameras.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::bytes::{has, is_at, u32_at};
use super::seen::Model;
use crate::file::SourceFile;
use crate::found::Found;

pub const DETECTOR: Detector = Detector { id: "marks", files: Files::EveryBinary, want: Want::Head, read };

/// The format, the library, where the mark stands, the mark.
const MARKS: &[(&str, &str, usize, &[u8])] = &[
    ("TensorFlow Lite", "TensorFlow Lite", 4, b"TFL3"),
    ("ONNX Runtime", "ONNX Runtime", 4, b"ORTM"),
    ("TensorRT engine", "TensorRT", 0, b"ftrt"),
    ("TensorRT engine", "TensorRT", 0, b"ptrt"),
    ("RKNN", "Rockchip NPU", 0, b"RKNN"),
    ("Hailo executable", "Hailo", 0, b"\x01HEF"),
    ("Kmodel", "nncase", 0, b"LDMK"),
    ("Kmodel", "nncase", 0, b"KMDL"),
    ("MindSpore Lite", "MindSpore", 4, b"MSL1"),
    ("MindSpore Lite", "MindSpore", 4, b"MSL2"),
    ("TNN", "TNN", 0, b"\x02\x00\xbc\xfa"),
    ("TNN", "TNN", 0, b"\x04\x00\xbc\xfa"),
    ("CatBoost", "CatBoost", 0, b"CBM1"),
    ("fastText", "fastText", 0, b"\xba\x16\x4f\x2f"),
    ("Kaldi", "Kaldi", 0, b"\x00B<TransitionModel>"),
    ("Kaldi", "Kaldi", 0, b"\x00B<Nnet"),
    ("MXNet parameters", "MXNet", 0, b"\x12\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
    ("ncnn", "ncnn", 0, b"\xdd\x85\x76\x00"),
    ("Weka", "Weka", 0, b"\xac\xed\x00\x05"),
];

fn read(file: &SourceFile, found: &mut Found) {
    let known = MARKS.iter().find(|(.., at, mark)| is_at(file.bytes, *at, mark));
    if let Some((format, library, ..)) = known {
        if let Some(model) = detailed(file, format) {
            model.with("library", library).report(file, found);
        }
    } else if is_at(file.bytes, 4, b"ET")
        && file.bytes.get(6..8).is_some_and(|version| version.iter().all(u8::is_ascii_digit))
    {
        Model::new("ExecuTorch").with("library", "ExecuTorch").report(file, found);
    } else if file.name.extension() == "eim" && file.bytes.starts_with(b"\x7fELF") {
        Model::new("Edge Impulse").with("library", "Edge Impulse").report(file, found);
    }
}

/// None if what follows the mark does not fit.
fn detailed(file: &SourceFile, format: &str) -> Option<Model<'static>> {
    let model = Model::new(format);
    Some(match format {
        "TensorFlow Lite" if has(file.bytes, "edgetpu-custom-op") => model.with("accelerator", "Edge TPU"),
        "TensorFlow Lite" if has(file.bytes, "ethos-u") => model.with("accelerator", "Ethos-U"),
        "fastText" => fast_text(file, model)?,
        "MXNet parameters" => is_at(file.bytes, 24, b"\xc9\xfa\x93\xf9").then_some(model)?,
        // Java writes anything with this mark; the class comes soon after.
        "Weka" => has(file.bytes.get(..4096).unwrap_or(file.bytes), "weka.classifiers").then_some(model)?,
        "TensorRT engine" | "RKNN" => model.sure(Confidence::Likely),
        _ => model,
    })
}

/// The settings of the training stand after the version.
fn fast_text<'a>(file: &SourceFile, model: Model<'a>) -> Option<Model<'a>> {
    let number = |at| u32_at(file.bytes, at);
    let Some(version) = number(4) else { return Some(model) };
    if version > 64 {
        return None;
    }
    let task = match number(8 + 8 * 4) {
        Some(1) => "word vectors (continuous bag of words)",
        Some(2) => "word vectors (skip-gram)",
        Some(3) => "text classification",
        _ => "",
    };
    Some(model.with("task", task).with_some("dimensions", number(8)))
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_assets;

    #[test]
    fn a_mark_tells_the_format_whatever_the_name() {
        let cases: &[(&str, &[u8], &str)] = &[
            ("m.tflite", b"\x1c\0\0\0TFL3", "model-file m.tflite format=TensorFlow Lite"),
            ("a/b", b"\x1c\0\0\0TFL3\0edgetpu-custom-op", "model-file b accelerator=Edge TPU"),
            ("m.ort", b"\x18\0\0\0ORTM\0", "model-file m.ort format=ONNX Runtime"),
            ("m.pte", b"\x10\0\0\0ET12\0", "model-file m.pte format=ExecuTorch"),
            ("m.plan", b"ptrt\0\0\0\0", "model-file m.plan format=TensorRT engine"),
            ("m.rknn", b"RKNN\0\0\0\0", "model-file m.rknn format=RKNN"),
            ("m.hef", b"\x01HEF\0\0\0\0", "model-file m.hef format=Hailo executable"),
            ("m.kmodel", b"LDMK\x07\0\0\0", "model-file m.kmodel format=Kmodel"),
            ("m.cbm", b"CBM1\0\0\0\0", "model-file m.cbm format=CatBoost"),
            ("m.ms", b"\x20\0\0\0MSL2", "model-file m.ms format=MindSpore Lite"),
            ("final.mdl", b"\0B<TransitionModel> ", "model-file final.mdl format=Kaldi"),
        ];
        for (path, bytes, expected) in cases {
            check_assets(path, bytes, &[expected]);
        }
        let numbers = [793_712_314u32, 12, 100, 5, 5, 1, 5, 1, 3, 1, 3].map(u32::to_le_bytes).concat();
        check_assets("m.bin", numbers, &["model-file m.bin format=fastText task=text classification dimensions=100"]);
    }

    #[test]
    fn other_binaries_are_none() {
        check_assets("firmware.bin", b"\x7fFW\0\x01", &[]);
        check_assets("a.ser", b"\xac\xed\0\x05sr\0\x11java.util.HashMap", &[]);
        check_assets("a.bin", b"\x12\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", &[]);
        check_assets("a.bin", b"\xba\x16\x4f\x2f\xff\xff\xff\xff", &[]);
    }
}
