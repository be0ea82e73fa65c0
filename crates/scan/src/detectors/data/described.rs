//! Reads descriptions in JSON: Croissant, the model card toolkit, the data sets library, annotations of COCO.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::has;
use crate::file::SourceFile;
use crate::found::{Found, Seen, line_of_key};
use crate::licence_text::of_hub;
use crate::report::Kind;
use crate::tree::{Node, json};

pub const DETECTOR: Detector =
    Detector { id: "described", files: Files::Named(&["*.json", "*.jsonld"]), want: Want::Head, read };

fn read(file: &SourceFile, found: &mut Found) {
    let start = file.bytes.get(..8192).unwrap_or(file.bytes);
    let name = file.name.lower_name();
    if has(start, "mlcommons.org/croissant") {
        parsed(file, found, croissant);
    } else if has(start, "\"model_details\"") {
        parsed(file, found, model_card);
    } else if matches!(name, "dataset_infos.json" | "dataset_info.json" | "dataset_dict.json") {
        parsed(file, found, library);
    } else if has(start, "\"categories\"")
        || has(start, "\"annotations\"")
        || (has(start, "\"images\"") && has(start, "\"info\""))
    {
        coco(file, found);
    }
}

fn parsed(file: &SourceFile, found: &mut Found, read: fn(&SourceFile, &str, &Node, &mut Found)) {
    let text = file.text();
    match json(&text) {
        Ok(tree) => read(file, &text, &tree, found),
        Err(_) if !file.is_complete() => {}
        Err(fault) => found.malformed(fault),
    }
}

type Details<'a> = &'a [(&'a str, Option<String>)];

fn report(kind: Kind, name: &str, text: &str, key: &str, details: Details, found: &mut Found) {
    let details =
        details.iter().filter_map(|(name, value)| Some((*name, value.as_deref().filter(|value| !value.is_empty())?)));
    let properties: Vec<(&str, &str)> = details.collect();
    let (line, confidence) = (line_of_key(text, key), Confidence::Certain);
    found.asset(Seen { kind, name, line, confidence, properties: &properties });
}

fn licence(node: Option<&Node>) -> Option<String> {
    let node = node?;
    let written = node.as_str().or(node.text("name")).or(node.items().first().and_then(Node::as_str))?;
    Some(of_hub(written.trim_start_matches("https://spdx.org/licenses/")))
}

/// JSON-LD of MLCommons. Prefixes of keys may or may not be written.
fn croissant(file: &SourceFile, text: &str, tree: &Node, found: &mut Found) {
    let value = |key: &str| tree.get(key).or(tree.get(&format!("sc:{key}")));
    let is_dataset = tree.text("@type").is_some_and(|kind| kind.ends_with("Dataset"));
    let names = |key: &str| {
        let items = value(key).or(tree.get(&format!("cr:{key}"))).map_or(&[][..], Node::items);
        items.iter().filter_map(|item| item.text("name").or(item.text("@id"))).take(12).collect::<Vec<_>>().join(", ")
    };
    if !is_dataset {
        return;
    }
    let text_of = |key: &str| value(key).and_then(Node::as_str).map(str::to_owned);
    let details = [
        ("format", Some("Croissant".to_owned())),
        ("licence", licence(value("license"))),
        ("version", text_of("version")),
        ("url", text_of("url")),
        ("files", Some(names("distribution"))),
        ("records", Some(names("recordSet"))),
        ("description", text_of("description")),
    ];
    let name = value("name").and_then(Node::as_str).unwrap_or(file.name.name());
    report(Kind::Dataset, name, text, "name", &details, found);
}

/// Google's model card toolkit.
fn model_card(file: &SourceFile, text: &str, tree: &Node, found: &mut Found) {
    let parts = ["model_parameters", "quantitative_analysis", "considerations"];
    if !parts.iter().any(|part| tree.get(part).is_some()) {
        return;
    }
    let detail = |key: &str| tree.at(&["model_details", key]);
    let datasets = tree.at(&["model_parameters", "data"]).map_or(&[][..], Node::items);
    let datasets = datasets.iter().filter_map(|data| data.text("name")).collect::<Vec<_>>().join(", ");
    let details = [
        ("format", Some("model card toolkit".to_owned())),
        ("licence", detail("licenses").and_then(|all| licence(all.items().first()?.get("identifier")))),
        ("version", tree.at(&["model_details", "version", "name"]).and_then(Node::as_str).map(str::to_owned)),
        (
            "architecture",
            tree.at(&["model_parameters", "model_architecture"]).and_then(Node::as_str).map(str::to_owned),
        ),
        ("datasets", Some(datasets)),
    ];
    let name = detail("name").and_then(Node::as_str).unwrap_or(file.name.name());
    report(Kind::ModelCard, name, text, "model_details", &details, found);
}

/// What the `datasets` library saves beside its files.
fn library(file: &SourceFile, text: &str, tree: &Node, found: &mut Found) {
    let first = tree.entries().next().map(|(_, info)| info);
    let info = if tree.get("features").is_some() || tree.get("splits").is_some() { Some(tree) } else { first };
    let Some(info) = info.filter(|info| {
        ["features", "splits", "dataset_name", "builder_name"].iter().any(|key| info.get(key).is_some())
    }) else {
        return;
    };
    let folder = file.name.path().rsplit('/').nth(1);
    let keys = |key: &str| {
        let of_list = info.list(key).iter().filter_map(|item| item.as_str().or(item.text("name")));
        info.table(key).map(|(name, _)| &*name.text).chain(of_list).take(20).collect::<Vec<_>>().join(", ")
    };
    let details = [
        ("format", Some("Hugging Face datasets".to_owned())),
        ("licence", licence(info.get("license"))),
        ("features", Some(keys("features"))),
        ("splits", Some(keys("splits"))),
    ];
    let name = info.text("dataset_name").or(info.text("builder_name")).or(folder).unwrap_or(file.name.name());
    report(Kind::Dataset, name, text, "features", &details, found);
}

/// Annotations of pictures: lists of images, of annotations and of categories. The file may be cut.
fn coco(file: &SourceFile, found: &mut Found) {
    let keys = ["\"images\"", "\"annotations\"", "\"categories\""];
    let details =
        ["\"bbox\"", "\"image_id\"", "\"category_id\"", "\"supercategory\"", "\"segmentation\"", "\"file_name\""];
    let count = |marks: &[&str]| marks.iter().filter(|mark| has(file.bytes, mark)).count();
    let is_whole = file.is_complete();
    if count(&keys) < if is_whole { 3 } else { 2 } || count(&details) < if is_whole { 3 } else { 2 } {
        return;
    }
    let properties = [("format", "COCO"), ("task", "object detection")];
    let (name, confidence) = (file.name.name(), Confidence::Certain);
    found.asset(Seen { kind: Kind::Dataset, name, line: None, confidence, properties: &properties });
}

#[test]
fn descriptions_name_their_data_set() {
    use crate::detectors::tests::check_assets;
    let croissant = r#"{"@context": {"cr": "http://mlcommons.org/croissant/"}, "@type": "sc:Dataset", "name": "doors", "license": "https://spdx.org/licenses/MIT", "distribution": [{"@id": "a.csv"}]}"#;
    check_assets("croissant.json", croissant, &["dataset doors format=Croissant licence=MIT files=a.csv"]);
    let card = r#"{"schema_version": "0.0.2", "model_details": {"name": "door-net", "version": {"name": "2"}}, "model_parameters": {"data": [{"name": "doors"}]}}"#;
    check_assets("card.json", card, &["model-card door-net format=model card toolkit version=2 datasets=doors"]);
    let info = r#"{"default": {"features": {"text": {}, "label": {}}, "splits": {"train": {}}, "license": "mit"}}"#;
    check_assets("doors/dataset_infos.json", info, &["dataset doors licence=MIT features=text, label splits=train"]);
    let coco = r#"{"images": [{"id": 1, "file_name": "a.jpg"}], "annotations": [{"image_id": 1, "category_id": 2, "bbox": [0, 0, 1, 1]}], "categories": [{"id": 2, "name": "door", "supercategory": "x"}]}"#;
    check_assets("instances.json", coco, &["dataset instances.json format=COCO task=object detection"]);
    check_assets("shop.json", r#"{"images": [], "categories": [], "annotations": []}"#, &[]);
    check_assets("a.json", r#"{"model_details": "a car"}"#, &[]);
}
