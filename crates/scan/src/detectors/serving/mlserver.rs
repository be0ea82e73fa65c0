//! Reads `model-settings.json` of MLServer, which KServe and Seldon run.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Line, Seen};
use crate::report::Kind;
use crate::tree;

pub const DETECTOR: Detector =
    Detector { id: "mlserver", files: Files::Named(&["model-settings.json"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(settings) = found.parsed(tree::json(&text)) else { return };
    let Some(implementation) = settings.text("implementation") else { return };
    let line = |number| Line { number, text: text.lines().nth(number as usize - 1).unwrap_or_default() };
    let mut see = |kind, name: &str, number: u32, properties: &[(&str, &str)]| {
        found.asset(Seen { kind, name, line: Some(line(number.max(1))), confidence: Confidence::Certain, properties });
    };
    let at = settings.get("implementation").map_or(1, |node| node.line);
    see(Kind::InferenceServer, "MLServer", at, &[("runs", implementation)]);
    if let Some(name) = settings.get("name")
        && let Some(text) = name.as_str()
    {
        let address = settings.at(&["parameters", "uri"]).and_then(tree::Node::as_str);
        let properties: Vec<(&str, &str)> =
            [("runs", implementation)].into_iter().chain(address.map(|address| ("path", address))).collect();
        see(Kind::ModelReference, text, name.line, &properties);
    }
}

#[test]
fn a_model_is_known_by_its_settings() {
    use crate::detectors::tests::{check, check_malformed};
    check(
        "model-settings.json",
        "{\n \"name\": \"door\",\n \"implementation\": \"mlserver_sklearn.SKLearnModel\",\n \"parameters\": {\"uri\": \"./door.joblib\"}\n}",
        &["2 model-reference door product", "3 inference-server MLServer product"],
    );
    check("model-settings.json", "{\"name\": \"door\"}", &[]);
    check_malformed("model-settings.json", "{\"name\": ");
}
