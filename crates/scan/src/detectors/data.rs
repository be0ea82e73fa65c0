//! Datasets and their cards, model cards.
//!
//! A table is data for training only if its columns and its name say so: most tables are something else.

use super::Detector;
use crate::file::FileName;

mod cards;
mod columnar;
mod described;
mod rows;
mod tables;
mod versioned;

pub const DETECTORS: &[&Detector] = &[
    &cards::DETECTOR,
    &columnar::DETECTOR,
    &described::DETECTOR,
    &rows::DETECTOR,
    &tables::DETECTOR,
    &versioned::DETECTOR,
];

/// Words in the name of a file that say what it is for.
const WORDS: &[&str] = &[
    "train",
    "training",
    "trainset",
    "val",
    "valid",
    "validation",
    "dev",
    "test",
    "testset",
    "eval",
    "evaluation",
    "evals",
    "dataset",
    "datasets",
    "finetune",
    "finetuning",
    "sft",
    "dpo",
    "golden",
    "benchmark",
    "labels",
    "labelled",
    "labeled",
    "annotations",
    "corpus",
    "alpaca",
    "sharegpt",
    "instruct",
    "instructions",
    "batch",
];

/// Folders for such files.
const FOLDERS: &[&str] = &[
    "train",
    "training",
    "training_data",
    "training-data",
    "val",
    "valid",
    "validation",
    "dataset",
    "datasets",
    "labels",
    "annotations",
    "eval",
    "evals",
    "evaluation",
    "finetune",
    "finetuning",
    "fine-tuning",
    "fine_tuning",
    "corpus",
    "corpora",
    "sft",
];

/// Whether the name of a file, or the folder it stands in, says that it is for training or evaluation. A folder called
/// `data` holds anything, so that it does not count.
fn is_told(name: &FileName) -> bool {
    let stem = name.lower_name().split('.').next().unwrap_or_default();
    stem.split(['_', '-', ' ']).any(|word| WORDS.contains(&word)) || FOLDERS.contains(&name.lower_folder())
}

/// The name of a file without what follows the first dot.
fn stem(name: &FileName) -> &str {
    let file = name.name();
    file.split_once('.').map_or(file, |(stem, _)| stem)
}

fn has(bytes: &[u8], text: &str) -> bool {
    memchr::memmem::find(bytes, text.as_bytes()).is_some()
}
