//! Reads `config.properties` of TorchServe: the models it loads.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Seen, lines};
use crate::report::Kind;

pub const DETECTOR: Detector = Detector {
    id: "torchserve",
    files: Files::Named(&["config.properties", "*.config.properties"]),
    want: Want::Whole,
    read,
};

/// Settings that only TorchServe has.
const TELLING: [&str; 6] = [
    "model_store",
    "load_models",
    "inference_address",
    "management_address",
    "default_workers_per_model",
    "install_py_dep_per_model",
];

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let mut settings = lines(&text).filter_map(|line| {
        let (name, value) = line.text.trim().split_once('=')?;
        TELLING.contains(&name.trim()).then_some((name.trim(), value.trim(), line))
    });
    let Some(first) = settings.next() else { return };
    found.asset(Seen {
        kind: Kind::InferenceServer,
        name: "TorchServe",
        line: Some(first.2),
        confidence: Confidence::Certain,
        properties: &[],
    });
    for (name, value, line) in std::iter::once(first).chain(settings) {
        if name != "load_models" {
            continue;
        }
        // `door=door.mar,left.mar`; `all` are those of the store.
        for model in value.split(',').map(str::trim).filter(|model| !model.is_empty() && *model != "all") {
            let (name, path) = model.split_once('=').unwrap_or((model.trim_end_matches(".mar"), model));
            found.asset(Seen {
                kind: Kind::ModelReference,
                name,
                line: Some(line),
                confidence: Confidence::Certain,
                properties: &[("path", path)],
            });
        }
    }
}

#[test]
fn models_are_read_from_the_settings_of_the_server() {
    use crate::detectors::tests::check;
    check(
        "config.properties",
        "inference_address=http://0.0.0.0:8080\nload_models=door=door.mar,left.mar\n",
        &["1 inference-server TorchServe product", "2 model-reference door product", "2 model-reference left product"],
    );
    check("config.properties", "colour=red\n", &[]);
}
