//! Reads resources of Kubernetes that are a model: of KubeAI, the operator of Ollama, KServe and KAITO.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Seen, line_in};
use crate::report::Kind;
use crate::tree::{Node, yaml_documents};

pub const DETECTOR: Detector =
    Detector { id: "cluster-models", files: Files::Named(&["*.yml", "*.yaml"]), want: Want::Source, read };

/// How the version of a resource begins, its kind, who serves the model, and where it is named.
const RESOURCES: &[(&str, &str, &str, &[&str])] = &[
    ("kubeai.org/", "Model", "KubeAI", &["spec", "url"]),
    ("ollama.ayaka.io/", "Model", "Ollama", &["spec", "image"]),
    ("serving.kserve.io/", "LLMInferenceService", "KServe", &["spec", "model", "uri"]),
    ("kaito.sh/", "Workspace", "KAITO", &["inference", "preset", "name"]),
];

fn read(file: &SourceFile, found: &mut Found) {
    let has = |word: &str| memchr::memmem::find(file.bytes, word.as_bytes()).is_some();
    if !file.is_complete() || !RESOURCES.iter().any(|(version, kind, ..)| has(version) && has(kind)) {
        return;
    }
    let text = file.text();
    // A template of Helm is no YAML before Helm has filled it in; other faults are told where images are read.
    let Ok(documents) = yaml_documents(&text) else { return };
    let lines: Vec<&str> = text.lines().collect();
    for document in &documents {
        let version = document.text("apiVersion").unwrap_or_default();
        let kind = document.text("kind").unwrap_or_default();
        let of_kind = |(begin, known, ..): &&(&str, &str, &str, &[&str])| version.starts_with(begin) && kind == *known;
        let Some((_, _, server, keys)) = RESOURCES.iter().find(of_kind) else { continue };
        if let Some(model) = document.at(keys) {
            report(document, model, server, &lines, found);
        }
    }
}

fn report(document: &Node, model: &Node, server: &str, lines: &[&str], found: &mut Found) {
    let written = model.as_str().unwrap_or_default();
    // `hf://org/name`, `ollama://name:tag`; a bucket or a volume holds files.
    let (store, name) = written.split_once("://").unwrap_or(("", written));
    let name = name.split('?').next().unwrap_or_default();
    let name = if matches!(store, "" | "hf" | "ollama") { name } else { written };
    let provider = match store {
        "hf" => Some("Hugging Face"),
        "ollama" => Some("Ollama"),
        _ => (server == "Ollama").then_some(server),
    };
    let line = line_in(lines, model.line);
    let mut properties: Vec<(&str, &str)> = provider.into_iter().map(|provider| ("provider", provider)).collect();
    properties.extend(document.at(&["spec", "engine"]).and_then(Node::as_str).map(|engine| ("engine", engine)));
    properties.extend((!store.is_empty()).then_some(("address", written)));
    let confidence = Confidence::Certain;
    // The others are seen wherever their settings stand.
    if matches!(server, "KubeAI" | "Ollama") {
        found.asset(Seen { kind: Kind::InferenceServer, name: server, line, confidence, properties: &[] });
    }
    found.asset(Seen { kind: Kind::ModelReference, name, line, confidence, properties: &properties });
}

#[test]
fn a_resource_says_which_model_a_cluster_serves() {
    use crate::detectors::tests::check_assets;
    check_assets(
        "k8s/model.yaml",
        "apiVersion: kubeai.org/v1\nkind: Model\nmetadata: {name: door}\nspec:\n  url: ollama://door:2b\n  engine: OLlama\n",
        &["model-reference door:2b provider=Ollama engine=OLlama address=ollama://door:2b", "inference-server KubeAI"],
    );
    check_assets(
        "a.yaml",
        "apiVersion: v1\nkind: Namespace\n---\napiVersion: serving.kserve.io/v1alpha1\nkind: LLMInferenceService\nspec:\n  model:\n    uri: hf://example/door-7b\n",
        &["inference-server KServe", "model-reference example/door-7b provider=Hugging Face"],
    );
    check_assets(
        "a.yaml",
        "apiVersion: ollama.ayaka.io/v1\nkind: Model\nspec:\n  image: door\n",
        &["model-reference door provider=Ollama", "inference-server Ollama"],
    );
    check_assets("a.yaml", "apiVersion: example.org/v1\nkind: Model\nspec:\n  url: ollama://door\n", &[]);
}
