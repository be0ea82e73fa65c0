//! Reads cards: the YAML before a README on the Hugging Face Hub (of a model or of a data set), cards and data sheets
//! by their names.

use inventory::Confidence;

use super::super::agents::front_matter::{fields, line};
use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Seen, line_where};
use crate::licence_text::of_hub;
use crate::report::Kind;
use crate::tree::Node;

pub const DETECTOR: Detector = Detector {
    id: "cards",
    files: Files::Named(&[
        "readme.md",
        "readme_*.md",
        "*model_card*.md",
        "*model-card*.md",
        "*modelcard*.md",
        "*dataset_card*.md",
        "*dataset-card*.md",
        "*datacard*.md",
        "*data_card*.md",
        "*data-card*.md",
        "*datasheet*.md",
        "data_statement*.md",
        "data-statement*.md",
    ]),
    want: Want::Head,
    read,
};

/// Keys that only the card of a data set has, and only that of a model.
const OF_DATA: &[&str] = &[
    "dataset_info",
    "task_categories",
    "size_categories",
    "annotations_creators",
    "task_ids",
    "pretty_name",
    "configs",
];
const OF_MODEL: &[&str] = &[
    "pipeline_tag",
    "library_name",
    "base_model",
    "model-index",
    "model_name",
    "inference",
    "widget",
    "model_creator",
];

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let name = file.name.lower_name();
    let fields = if text.starts_with("---") || text.starts_with('\u{feff}') { fields(&text) } else { None };
    let has_any =
        |keys: &[&str]| fields.as_ref().is_some_and(|fields| keys.iter().any(|key| fields.get(key).is_some()));
    let is_readme = name.starts_with("readme");
    let of_data = ["dataset", "datacard", "data_card", "data-card", "datasheet", "data_statement", "data-statement"]
        .iter()
        .any(|word| name.contains(word));
    let kind = if has_any(OF_MODEL) {
        Kind::ModelCard
    } else if has_any(OF_DATA) {
        Kind::Dataset
    } else if is_readme || text.trim().is_empty() || !speaks_of(&text, of_data) {
        return;
    } else if of_data {
        Kind::Dataset
    } else {
        Kind::ModelCard
    };
    let properties = fields.as_ref().map(|fields| details(fields, kind)).unwrap_or_default();
    let properties: Vec<(&str, &str)> = properties.iter().map(|(name, value)| (*name, &**value)).collect();
    let title = line_where(&text, |line| line.starts_with("# "));
    let heading = title.map(|line| line.text.trim_start_matches('#').trim().trim_start_matches("Model Card for "));
    let folder = file.name.path().rsplit('/').nth(1);
    let own = fields.as_ref().and_then(|fields| fields.text("pretty_name").or(fields.text("model_name")));
    let name = own.or(heading).or(folder).filter(|name| !name.is_empty()).unwrap_or(file.name.name());
    let key = fields.as_ref().and_then(|fields| fields.entries().next()).and_then(|(_, node)| line(&text, node));
    let confidence = if properties.is_empty() { Confidence::Likely } else { Confidence::Certain };
    found.asset(Seen { kind, name, line: key.or(title), confidence, properties: &properties });
}

/// A data sheet of a chip is called like one of a data set.
fn speaks_of(text: &str, of_data: bool) -> bool {
    let text = text.to_lowercase();
    let words: &[&str] = if of_data {
        &["dataset", "data set", "annotat", "collection process", "instances", "curation"]
    } else {
        &["intended use", "training", "evaluation", "limitations", "model details", "bias"]
    };
    words.iter().filter(|word| text.contains(**word)).count() >= 2
}

/// A value, or a list of them, as one text.
fn listed(node: &Node) -> String {
    match node.as_str() {
        Some(text) => text.to_owned(),
        None => node.items().iter().filter_map(Node::as_str).take(20).collect::<Vec<_>>().join(", "),
    }
}

fn details(fields: &Node, kind: Kind) -> Vec<(&'static str, String)> {
    let mut details = Vec::new();
    let mut add = |name: &'static str, value: String| {
        if !value.trim().is_empty() {
            details.push((name, value));
        }
    };
    let value = |key: &str| fields.get(key).map(listed).unwrap_or_default();
    let licence = match &*value("license") {
        "other" => value("license_name"),
        written => written.to_owned(),
    };
    add("licence", of_hub(&licence));
    add("base-model", value("base_model"));
    add("base-model-relation", value("base_model_relation"));
    add("task", if kind == Kind::Dataset { value("task_categories") } else { value("pipeline_tag") });
    add("library", value("library_name"));
    add("datasets", value("datasets"));
    add("language", value("language"));
    add("metrics", value("metrics"));
    add("tags", value("tags"));
    add("size", value("size_categories"));
    add("results", results(fields));
    let parts = fields
        .get("dataset_info")
        .map(|info| if info.items().is_empty() { std::slice::from_ref(info) } else { info.items() });
    let features = parts
        .unwrap_or_default()
        .iter()
        .flat_map(|info| info.list("features"))
        .filter_map(|feature| feature.text("name"));
    add("features", features.take(20).collect::<Vec<_>>().join(", "));
    details
}

/// `model-index`: what was measured, on what, with which result.
fn results(fields: &Node) -> String {
    let results = fields.list("model-index").iter().flat_map(|model| model.list("results"));
    let metrics = results.flat_map(|result| {
        let on = result.at(&["dataset", "name"]).and_then(Node::as_str).unwrap_or_default();
        result.list("metrics").iter().filter_map(move |metric| {
            let name = metric.text("name").or(metric.text("type"))?;
            Some(format!("{on} {name} {}", metric.text("value")?).trim().to_owned())
        })
    });
    metrics.take(6).collect::<Vec<_>>().join("; ")
}

#[test]
fn a_card_tells_what_its_front_matter_says() {
    use crate::detectors::tests::check_assets;
    let model = "---\nlicense: apache-2.0\nbase_model: bert-base-uncased\ndatasets:\n- imdb\npipeline_tag: text-classification\nlibrary_name: transformers\nmodel-index:\n- name: door\n  results:\n  - dataset:\n      name: imdb\n    metrics:\n    - type: accuracy\n      value: 0.91\n---\n# Door\n";
    let expected = "model-card Door licence=Apache-2.0 base-model=bert-base-uncased task=text-classification library=transformers datasets=imdb results=imdb accuracy 0.91";
    check_assets("models/door/README.md", model, &[expected]);
    let data = "---\nlicense: cc-by-4.0\ntask_categories:\n- text-classification\nlanguage: [de]\ndataset_info:\n  features:\n  - name: text\n    dtype: string\n---\n# Reviews\n";
    check_assets(
        "data/README.md",
        data,
        &["dataset Reviews licence=CC-BY-4.0 task=text-classification language=de features=text"],
    );
    let card = "# Door net\n## Intended use\nDoors.\n## Training data\n";
    check_assets("docs/MODEL_CARD.md", card, &["model-card Door net"]);
    check_assets("README.md", "# Door\nIntended use, training, limitations.\n", &[]);
    check_assets("README.md", "---\ntitle: Door\nlicense: mit\n---\n# Door\n", &[]);
    check_assets("hardware/datasheet.md", "# Relay\n12 V\n", &[]);
}
