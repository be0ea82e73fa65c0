//! Reads what lies beside weights from the Hugging Face Hub: `config.json`, `model_index.json` of diffusers, adapters of
//! PEFT, the index of weights in several files.

use super::super::{Detector, Files, Want};
use super::seen::{Model, joined};
use crate::file::SourceFile;
use crate::found::Found;
use crate::report::Kind;
use crate::tree::{Node, json};

pub const DETECTOR: Detector = Detector {
    id: "hugging-face",
    files: Files::Named(&[
        "config.json",
        "model_index.json",
        "adapter_config.json",
        "*.safetensors.index.json",
        "*.bin.index.json",
    ]),
    want: Want::Source,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let marks = [
        "\"model_type\"",
        "\"architectures\"",
        "\"_diffusers_version\"",
        "\"peft_type\"",
        "\"weight_map\"",
        "\"base_model_name_or_path\"",
    ];
    if !marks.iter().any(|mark| text.contains(mark)) {
        return;
    }
    // Other programs call their settings `config.json`, and may write them as they like.
    let Ok(tree) = json(&text) else { return };
    let name = file.name.lower_name();
    let model = if name == "adapter_config.json" {
        adapter(&tree)
    } else if name.ends_with(".index.json") {
        index(file, &tree)
    } else {
        configuration(file, &tree)
    };
    if let Some(model) = model {
        model.report_beside(file, found);
    }
}

/// The folder is what people name, unless it is called like every other.
fn folder<'a>(file: &SourceFile<'a>) -> Option<&'a str> {
    let folder = file.name.path().rsplit('/').nth(1)?.trim_end_matches('!');
    let is_common = matches!(
        &*folder.to_ascii_lowercase(),
        "model" | "models" | "checkpoint" | "src" | "config" | "data" | "onnx" | "resources"
    );
    (!is_common).then_some(folder)
}

fn configuration<'a>(file: &SourceFile, tree: &Node) -> Option<Model<'a>> {
    let architectures = tree.list("architectures").iter().filter_map(Node::as_str);
    let architectures = joined(architectures);
    if tree.get("_diffusers_version").is_some() {
        // Parts of a pipeline have settings, too; the pipeline speaks for them.
        let class = tree.text("_class_name")?;
        let format = if file.name.lower_name() == "model_index.json" { "diffusers pipeline" } else { "diffusers part" };
        return Some(
            Model::new(format)
                .named(folder(file))
                .with("library", "Diffusers")
                .with_some("source", tree.text("_name_or_path"))
                .with("architecture", class),
        );
    }
    let kind = tree.text("model_type")?;
    if architectures.is_empty() && tree.get("transformers_version").is_none() && tree.get("vocab_size").is_none() {
        return None;
    }
    let quantisation = tree.at(&["quantization_config", "quant_method"]).and_then(Node::as_str);
    Some(
        Model::new("Hugging Face model")
            .named(folder(file))
            .with("library", "Transformers")
            .with("architecture", architectures)
            .with("model-type", kind)
            .with_some("source", tree.text("_name_or_path"))
            .with_some("quantisation", quantisation)
            .with_some("dtypes", tree.text("torch_dtype").or(tree.text("dtype")))
            .with_some("context-length", tree.text("max_position_embeddings"))
            .with_some("task", tree.text("finetuning_task")),
    )
}

fn adapter<'a>(tree: &Node) -> Option<Model<'a>> {
    let kind = tree.text("peft_type");
    let base = tree.text("base_model_name_or_path");
    if kind.is_none() && base.is_none() {
        return None;
    }
    Some(
        Model::of(Kind::Adapter, "PEFT")
            .with("library", "PEFT")
            .with_some("adapter", kind)
            .with_some("base-model", base)
            .with_some("task", tree.text("task_type")),
    )
}

/// Which tensor is in which file.
fn index<'a>(file: &SourceFile, tree: &Node) -> Option<Model<'a>> {
    let map = tree.get("weight_map").filter(|map| map.is_table())?;
    let mut shards: Vec<&str> = map.entries().filter_map(|(_, node)| node.as_str()).collect();
    let tensors = shards.len();
    shards.sort_unstable();
    shards.dedup();
    let format = if file.name.lower_name().contains("safetensors") { "safetensors index" } else { "PyTorch index" };
    Some(
        Model::new(format)
            .named(folder(file))
            .with("tensors", tensors)
            .with("files", shards.len())
            .with_some("total-size", tree.at(&["metadata", "total_size"]).and_then(Node::as_str)),
    )
}

#[test]
fn settings_beside_weights_name_the_model() {
    use crate::detectors::tests::check_assets;
    let bert = r#"{"architectures": ["BertForSequenceClassification"], "model_type": "bert", "_name_or_path": "bert-base-uncased"}"#;
    let expected = "model-file door format=Hugging Face model architecture=BertForSequenceClassification model-type=bert source=bert-base-uncased";
    check_assets("models/door/config.json", bert, &[expected]);
    check_assets("config.json", bert, &["model-file config.json format=Hugging Face model"]);
    let adapter = r#"{"peft_type": "LORA", "base_model_name_or_path": "mistralai/Mistral-7B-v0.1", "r": 8}"#;
    let expected = "adapter adapter_config.json format=PEFT adapter=LORA base-model=mistralai/Mistral-7B-v0.1";
    let base = "model-reference mistralai/Mistral-7B-v0.1 provider=Hugging Face";
    check_assets("lora/adapter_config.json", adapter, &[expected, base]);
    let diffusers = r#"{"_class_name": "StableDiffusionPipeline", "_diffusers_version": "0.30.0"}"#;
    check_assets(
        "sd/model_index.json",
        diffusers,
        &["model-file sd format=diffusers pipeline architecture=StableDiffusionPipeline"],
    );
    let index = r#"{"metadata": {"total_size": 9}, "weight_map": {"a": "m-1.safetensors", "b": "m-1.safetensors", "c": "m-2.safetensors"}}"#;
    check_assets(
        "m/model.safetensors.index.json",
        index,
        &["model-file m format=safetensors index tensors=3 files=2 total-size=9"],
    );
    check_assets("config.json", r#"{"model_type": "T"}"#, &[]);
    check_assets("config.json", "{ // \"model_type\"\n}", &[]);
}
