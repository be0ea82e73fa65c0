//! Reads the manifests under which registries keep models: Ollama's, those of Docker Model Runner, CNCF ModelPack and
//! KitOps. They are known by the media types of their layers, for their files are called `latest`, or by a digest.

use super::super::{Detector, Files, Want};
use super::bytes::{beginning, has};
use super::seen::Model;
use crate::file::SourceFile;
use crate::found::Found;
use crate::tree::{Node, json};

pub const DETECTOR: Detector = Detector { id: "stored-manifest", files: Files::EveryText, want: Want::Head, read };

/// How the media type of a layer with weights begins, and whose it is.
const LAYERS: &[(&str, &str)] = &[
    ("application/vnd.ollama.image.model", "Ollama"),
    ("application/vnd.docker.ai.gguf", "Docker Model Runner"),
    ("application/vnd.docker.ai.safetensors", "Docker Model Runner"),
    ("application/vnd.cncf.model.weight.", "CNCF ModelPack"),
    ("application/vnd.cnai.model.weight.", "CNCF ModelPack"),
    ("application/vnd.kitops.modelkit.model.", "KitOps"),
];

fn read(file: &SourceFile, found: &mut Found) {
    let start = beginning(file.bytes, 2048);
    if !start.starts_with(b"{") || !has(start, "\"schemaVersion\"") || !has(start, "application/vnd.") {
        return;
    }
    let text = file.text();
    let Ok(tree) = json(&text) else { return };
    let layers = tree.list("layers").iter().filter_map(|layer| {
        let media = layer.text("mediaType")?;
        let (_, library) = LAYERS.iter().find(|(begin, _)| media.starts_with(begin))?;
        Some((layer, *library))
    });
    let weights: Vec<(&Node, &str)> = layers.collect();
    let Some((layer, library)) = weights.first() else { return };
    let size = weights.iter().filter_map(|(layer, _)| layer.text("size")?.parse().ok()).fold(0u64, u64::saturating_add);
    let annotation = |key: &str| tree.at(&["annotations", key]).and_then(Node::as_str);
    let stored = stored_name(file.name.path());
    Model::new("model manifest")
        .named(stored.as_deref().or(annotation("org.opencontainers.image.title")))
        .with("library", library)
        .with_some("licence", annotation("org.opencontainers.image.licenses"))
        .with_some("model-version", annotation("org.opencontainers.image.version"))
        .with_some("digest", layer.text("digest"))
        .with("size", size)
        .report_beside(file, found);
}

/// Ollama keeps `library/llama3.2` with the tag `3b` as `manifests/HOST/library/llama3.2/3b`.
fn stored_name(path: &str) -> Option<String> {
    let (_, stored) = path.rsplit_once("manifests/")?;
    let (name, tag) = stored.split_once('/')?.1.rsplit_once('/')?;
    Some(format!("{}:{tag}", name.strip_prefix("library/").unwrap_or(name)))
}

#[test]
fn a_model_in_a_registry_is_known_by_its_layers() {
    use crate::detectors::tests::check_assets;
    let manifest = |media: &str| {
        format!(
            "{{\"schemaVersion\": 2, \"config\": {{\"mediaType\": \"application/vnd.docker.container.image.v1+json\"}}, \"layers\": [{{\"mediaType\": \"{media}\", \"digest\": \"sha256:00\", \"size\": 12}}]}}"
        )
    };
    let ollama = manifest("application/vnd.ollama.image.model");
    check_assets(
        "models/manifests/example.org/library/door/3b",
        &ollama,
        &["model-file door:3b format=model manifest library=Ollama digest=sha256:00 size=12"],
    );
    check_assets("oci/manifest.json", &ollama, &["model-file manifest.json library=Ollama"]);
    let docker = manifest("application/vnd.docker.ai.gguf.v3");
    check_assets("blobs/sha256/00", docker, &["model-file 00 library=Docker Model Runner"]);
    let pack = manifest("application/vnd.cncf.model.weight.v1.tar");
    check_assets("a.json", pack, &["model-file a.json library=CNCF ModelPack"]);
    check_assets("image/manifest.json", manifest("application/vnd.oci.image.layer.v1.tar+gzip"), &[]);
}
