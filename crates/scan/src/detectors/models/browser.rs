//! Recognises models for the browser: `model.json` of TensorFlow.js, ml5, and the index of WebLLM.

use super::super::{Detector, Files, Want};
use super::bytes::{beginning, has};
use super::seen::Model;
use crate::file::SourceFile;
use crate::found::Found;
use crate::tree::json;

pub const DETECTOR: Detector = Detector { id: "browser", files: Files::EveryText, want: Want::Head, read };

fn read(file: &SourceFile, found: &mut Found) {
    let start = beginning(file.bytes, 2048);
    if !start.starts_with(b"{") || (!has(start, "\"modelTopology\"") && !has(start, "\"weightsManifest\"")) {
        return;
    }
    let text = file.text();
    let tree = json(&text).ok();
    let tree = tree.as_ref();
    // A file that is cut cannot be parsed; both keys in it are telling enough.
    if tree.is_some_and(|tree| tree.get("modelTopology").is_none() && tree.get("weightsManifest").is_none()) {
        return;
    }
    let class = tree.and_then(|tree| {
        let topology = tree.get("modelTopology")?;
        topology.text("class_name").or_else(|| topology.at(&["model_config", "class_name"])?.as_str())
    });
    let weights =
        tree.map(|tree| tree.list("weightsManifest").iter().map(|group| group.list("weights").len()).sum::<usize>());
    let name = file.name.path().rsplit('/').nth(1).filter(|_| file.name.lower_name() == "model.json");
    let is_common =
        |folder: &&str| ["public", "model", "models", "assets", "static", "tfjs", "web_model"].contains(folder);
    Model::new("TensorFlow.js")
        .named(name.filter(|folder| !is_common(folder)))
        .with("library", "TensorFlow.js")
        .with_some("variant", tree.and_then(|tree| tree.text("format")))
        .with_some("architecture", class)
        .with_some("producer", tree.and_then(|tree| tree.text("generatedBy")))
        .with_some("tensors", weights.filter(|count| *count > 0))
        .report_beside(file, found);
}

#[test]
fn a_model_for_the_browser_has_a_topology() {
    use crate::detectors::tests::check_assets;
    let text = r#"{"format": "layers-model", "generatedBy": "keras v2.4.0", "modelTopology": {"class_name": "Sequential"}, "weightsManifest": [{"paths": ["g.bin"], "weights": [{"name": "a"}]}]}"#;
    let expected = "model-file door format=TensorFlow.js variant=layers-model architecture=Sequential producer=keras v2.4.0 tensors=1";
    check_assets("web/door/model.json", text, &[expected]);
    check_assets("decoy/model.json", r#"{"title": "Car model", "wheels": 4}"#, &[]);
}
