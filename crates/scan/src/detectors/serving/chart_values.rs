//! Reads the models that values of Helm charts choose: of the charts of Ollama, alone or below another, and of the
//! production stack of vLLM.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Seen, line_in};
use crate::report::Kind;
use crate::tree::{Node, yaml};

pub const DETECTOR: Detector = Detector {
    id: "chart-values",
    files: Files::NamedIf(&["*.yaml", "*.yml"], |name: &FileName| name.lower_name().contains("values")),
    want: Want::Source,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let has = |word: &str| memchr::memmem::find(file.bytes, word.as_bytes()).is_some();
    if !file.is_complete() || !(has("ollama:") || has("modelURL:")) {
        return;
    }
    let text = file.text();
    // Values that are made by a template are no YAML yet.
    let Ok(values) = yaml(&text) else { return };
    // Under the name of the chart where another chart asks for it.
    let ollama = values.get("ollama");
    let models = [ollama, ollama.and_then(|chart| chart.get("ollama"))];
    let models: Vec<&Node> = models.into_iter().flatten().filter_map(|chart| chart.get("models")).collect();
    let names = models.iter().flat_map(|models| {
        // Old charts have the list itself.
        let lists = ["pull", "run", "create"].into_iter().flat_map(|key| models.list(key));
        models.items().iter().chain(lists)
    });
    let lines: Vec<&str> = text.lines().collect();
    let mut is_first = true;
    for model in names {
        // What is created has a name and a template.
        let Some(model) = model.get("name").or(Some(model)).filter(|model| model.as_str().is_some()) else { continue };
        if std::mem::take(&mut is_first) {
            see(found, Kind::InferenceServer, "Ollama", "Ollama", model, &lines);
        }
        see(found, Kind::ModelReference, model.as_str().unwrap_or_default(), "Ollama", model, &lines);
    }
    let engines = values.at(&["servingEngineSpec", "modelSpec"]).map_or(&[][..], Node::items);
    for model in engines.iter().filter_map(|engine| engine.get("modelURL")) {
        see(found, Kind::ModelReference, model.as_str().unwrap_or_default(), "vLLM", model, &lines);
    }
}

fn see(found: &mut Found, kind: Kind, name: &str, provider: &str, at: &Node, lines: &[&str]) {
    // `{{ .Values.x }}` and the like name nothing.
    if name.contains(['{', '$', ' ']) {
        return;
    }
    let line = line_in(lines, at.line);
    let properties = [("provider", provider)];
    found.asset(Seen { kind, name, line, confidence: Confidence::Certain, properties: &properties });
}

#[test]
fn values_name_the_models_that_a_chart_fetches() {
    use crate::detectors::tests::check_assets;
    let chart = "ollama:\n  gpu: {enabled: true}\n  models:\n    pull:\n      - door:3b\n    create:\n      - name: own\n        template: FROM door\n";
    check_assets(
        "chart/values.yaml",
        chart,
        &[
            "model-reference door:3b provider=Ollama",
            "inference-server Ollama provider=Ollama",
            "model-reference own provider=Ollama",
        ],
    );
    let below = "ollama:\n  enabled: true\n  ollama:\n    models: [door]\n";
    check_assets(
        "values-prod.yaml",
        below,
        &["model-reference door provider=Ollama", "inference-server Ollama provider=Ollama"],
    );
    let stack = "servingEngineSpec:\n  modelSpec:\n  - name: d\n    modelURL: example/door-7b\n";
    check_assets("values.yaml", stack, &["model-reference example/door-7b provider=vLLM"]);
    check_assets("values.yaml", "ollama:\n  models: []\nmodels:\n  pull: [x]\n", &[]);
}
