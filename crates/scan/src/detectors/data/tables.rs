//! Recognises tables of examples: a column to learn from, and a name or a folder that says so.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::{is_told, stem};
use crate::Place;
use crate::file::SourceFile;
use crate::found::{Found, Seen, lines};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "tables", files: Files::Named(&["*.csv", "*.tsv"]), want: Want::Head, read };

const LABELS: &[&str] = &[
    "label",
    "labels",
    "target",
    "targets",
    "class",
    "classes",
    "class_id",
    "sentiment",
    "category",
    "is_toxic",
    "toxic",
    "toxicity",
    "completion",
    "response",
    "answer",
    "output",
    "y",
    "species",
    "ground_truth",
    "expected",
    "score",
    "rating",
    "survived",
    "quality",
    "price",
    "median_house_value",
    "outcome",
    "diagnosis",
    "churn",
    "fraud",
    "is_fraud",
    "default",
    "intent",
];

/// With one of these beside it a column is certainly to be learned from.
const INPUTS: &[&str] = &[
    "text",
    "sentence",
    "sentence1",
    "prompt",
    "instruction",
    "question",
    "input",
    "review",
    "content",
    "comment",
    "tweet",
    "image",
    "image_path",
    "filename",
    "utterance",
    "premise",
    "context",
    "document",
    "features",
];

fn read(file: &SourceFile, found: &mut Found) {
    let is_told = is_told(file.name);
    if !is_told || found.place() >= Place::Tests {
        return;
    }
    let text = String::from_utf8_lossy(file.bytes.get(..16_384).unwrap_or(file.bytes));
    let Some(header) = lines(&text).next().filter(|header| header.text.len() < 8192) else { return };
    let separator = if file.name.extension() == "tsv" {
        '\t'
    } else if header.text.contains(';') {
        ';'
    } else {
        ','
    };
    let columns: Vec<String> = header
        .text
        .trim_start_matches('\u{feff}')
        .split(separator)
        .map(|column| column.trim().trim_matches('"').to_lowercase())
        .collect();
    let label = columns.iter().find(|column| LABELS.contains(&&***column));
    let input = columns.iter().any(|column| INPUTS.contains(&&**column));
    let Some(label) = label.filter(|_| columns.len() > 1) else { return };
    let size = file.size_bytes.to_string();
    let shown = columns.iter().take(20).map(String::as_str).collect::<Vec<_>>().join(", ");
    let properties = [("format", file.name.extension()), ("label", &**label), ("features", &*shown), ("size", &*size)];
    let confidence = if input { Confidence::Likely } else { Confidence::Possible };
    let name = stem(file.name);
    found.asset(Seen { kind: Kind::Dataset, name, line: Some(header), confidence, properties: &properties });
}

#[test]
fn a_label_and_a_telling_name_make_a_table_a_data_set() {
    use crate::detectors::tests::check_assets;
    check_assets(
        "data/train.csv",
        "text,label\nhello,1\n",
        &["dataset train format=csv label=label features=text, label"],
    );
    check_assets("datasets/iris.csv", "sepal_length,species\n1,a\n", &["dataset iris label=species"]);
    check_assets("decoy/cities.csv", "city,pop\nBerlin,3\n", &[]);
    check_assets("exports/orders.csv", "id,category,price\n1,a,2\n", &[]);
    check_assets("tests/data/train.csv", "text,label\nhello,1\n", &[]);
}
