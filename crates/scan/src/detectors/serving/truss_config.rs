//! Reads `config.yaml` of a Truss: a model packed for Baseten.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Line, Seen};
use crate::report::Kind;
use crate::tree;

pub const DETECTOR: Detector =
    Detector { id: "truss-config", files: Files::Named(&["config.yaml", "config.yml"]), want: Want::Source, read };

fn read(file: &SourceFile, found: &mut Found) {
    // Many programs call their settings so.
    if memchr::memmem::find(file.bytes, b"model_name:").is_none() {
        return;
    }
    let text = file.text();
    let Ok(settings) = tree::yaml(&text) else { return };
    let is_truss = ["model_class_name", "model_module_dir", "trt_llm", "model_cache", "external_package_dirs"]
        .iter()
        .any(|key| settings.get(key).is_some());
    let Some(name) = settings.get("model_name").filter(|_| is_truss) else { return };
    let line = text.lines().nth((name.line as usize).saturating_sub(1)).unwrap_or_default();
    let line = Some(Line { number: name.line, text: line });
    let mut see = |kind, name| {
        found.asset(Seen { kind, name, line, confidence: Confidence::Certain, properties: &[("provider", "Baseten")] });
    };
    see(Kind::InferenceServer, "Truss");
    if let Some(name) = name.as_str() {
        see(Kind::ModelReference, name);
    }
}

#[test]
fn a_truss_is_told_from_other_settings() {
    use crate::detectors::tests::check;
    check(
        "config.yaml",
        "model_name: door\nmodel_class_name: Model\n",
        &["1 model-reference door product", "1 inference-server Truss product"],
    );
    check("config.yaml", "model_name: door\ncolour: red\n", &[]);
}
