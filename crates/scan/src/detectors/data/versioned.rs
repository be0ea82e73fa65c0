//! Reads what says where data is kept and how it is used: pointers and stages of DVC, `data.yaml` of YOLO.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::has;
use crate::file::SourceFile;
use crate::found::{Found, Seen};
use crate::report::Kind;
use crate::tree::{Node, yaml};

pub const DETECTOR: Detector = Detector {
    id: "versioned",
    files: Files::Named(&["*.dvc", "dvc.lock", "*.yaml", "*.yml"]),
    want: Want::Head,
    read,
};

const MODELS: &[&str] = &[
    "pt",
    "pth",
    "ckpt",
    "onnx",
    "safetensors",
    "gguf",
    "h5",
    "keras",
    "pkl",
    "joblib",
    "tflite",
    "pb",
    "cbm",
    "model",
    "bin",
];

fn read(file: &SourceFile, found: &mut Found) {
    let name = file.name.lower_name();
    if file.name.extension() == "dvc" && has(file.bytes, "outs:") {
        parsed(file, found, pointer);
    } else if name == "dvc.lock" && has(file.bytes, "stages:") {
        parsed(file, found, stages);
    } else if file.name.extension() != "dvc"
        && has(file.bytes, "names:")
        && has(file.bytes, "train:")
        && has(file.bytes, "val:")
    {
        parsed(file, found, yolo);
    }
}

fn parsed(file: &SourceFile, found: &mut Found, read: fn(&SourceFile, &Node, &mut Found)) {
    let text = file.text();
    match yaml(&text) {
        Ok(tree) => read(file, &tree, found),
        Err(fault) if file.name.lower_name().contains("dvc") => found.malformed(fault),
        Err(_) => {}
    }
}

/// One output: a file or a folder that is kept elsewhere.
fn output(out: &Node, found: &mut Found) {
    let Some(path) = out.text("path") else { return };
    let extension =
        path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, extension)| extension);
    let is_model = MODELS.contains(&extension) || path.trim_end_matches('/').ends_with("model");
    let properties: Vec<(&str, &str)> = [
        ("pointer", Some("DVC")),
        ("path", Some(path)),
        ("md5", out.text("md5").map(|digest| digest.trim_end_matches(".dir"))),
        ("size", out.text("size")),
        ("files", out.text("nfiles")),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect();
    let kind = if is_model { Kind::ModelFile } else { Kind::Dataset };
    let (name, confidence) = (path.trim_end_matches('/'), Confidence::Likely);
    found.asset(Seen { kind, name, line: None, confidence, properties: &properties });
}

fn pointer(_: &SourceFile, tree: &Node, found: &mut Found) {
    tree.list("outs").iter().for_each(|out| output(out, found));
}

/// What the stages made. What they read is there, or was made by another.
fn stages(_: &SourceFile, tree: &Node, found: &mut Found) {
    for (_, stage) in tree.table("stages") {
        stage.list("outs").iter().for_each(|out| output(out, found));
    }
}

/// Where the pictures are, and the names of what is on them.
fn yolo(file: &SourceFile, tree: &Node, found: &mut Found) {
    let Some(names) = tree.get("names").filter(|_| tree.text("train").is_some() || !tree.list("train").is_empty())
    else {
        return;
    };
    let classes = names.entries().count().max(names.items().len());
    if classes == 0 || tree.get("val").is_none() {
        return;
    }
    let labels = names.entries().map(|(_, name)| name).chain(names.items()).filter_map(Node::as_str).take(12);
    let (labels, classes) = (labels.collect::<Vec<_>>().join(", "), classes.to_string());
    let stem = super::stem(file.name);
    let folder = file.name.path().rsplit('/').nth(1).filter(|_| stem == "data" || stem == "dataset");
    let properties = [("format", "YOLO"), ("task", "object detection"), ("classes", &*classes), ("labels", &*labels)];
    let (name, confidence) = (folder.unwrap_or(stem), Confidence::Certain);
    found.asset(Seen { kind: Kind::Dataset, name, line: None, confidence, properties: &properties });
}

#[test]
fn pointers_and_lists_of_classes_are_data() {
    use crate::detectors::tests::{check_assets, check_malformed};
    let digest = "a304afb96060aad90176268345e10355";
    let pointer = format!("outs:\n- md5: {digest}.dir\n  size: 9\n  nfiles: 3\n  path: images\n");
    check_assets(
        "data/images.dvc",
        &pointer,
        &[&format!("dataset images pointer=DVC path=images md5={digest} size=9 files=3")],
    );
    check_assets("m.onnx.dvc", "outs:\n- md5: a1\n  path: m.onnx\n", &["model-file m.onnx pointer=DVC"]);
    check_assets(
        "dvc.lock",
        "schema: '2.0'\nstages:\n  train:\n    outs:\n    - path: out/model.pkl\n",
        &["model-file out/model.pkl"],
    );
    let yolo = "path: ../doors\ntrain: images/train\nval: images/val\nnames:\n  0: door\n  1: key\n";
    check_assets(
        "doors/data.yaml",
        yolo,
        &["dataset doors format=YOLO task=object detection classes=2 labels=door, key"],
    );
    check_assets("a.yaml", "names: [a]\ntrain: 12:00\n", &[]);
    check_malformed("a.dvc", "outs: [");
}
