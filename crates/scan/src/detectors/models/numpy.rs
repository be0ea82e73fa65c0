//! Recognises weights in NumPy's formats. An array is a model only if its name or its folder says so.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::bytes::u16_at;
use super::seen::{Model, is_inside_a_model, joined};
use super::zip_head::{entries, is_zip};
use crate::file::SourceFile;
use crate::found::Found;

pub const DETECTOR: Detector =
    Detector { id: "numpy", files: Files::Named(&["*.npz", "*.npy"]), want: Want::Head, read };

fn read(file: &SourceFile, found: &mut Found) {
    let tells = ["weight", "model", "checkpoint", "ckpt", "param", "embedding"];
    let is_told = |name: &str| tells.iter().any(|word| name.contains(word));
    let folder = file.name.lower_folder();
    let is_by_place = is_told(file.name.lower_name()) || is_told(folder);
    if is_inside_a_model(file) {
    } else if is_zip(file.bytes) {
        let entries = entries(file.bytes);
        let arrays: Vec<&str> = entries.iter().filter_map(|entry| entry.name.strip_suffix(".npy")).collect();
        // Layers are called `conv1/kernel`, `params/dense/bias`, `layer_0.weight`.
        let layers = arrays.iter().filter(|name| {
            let name = name.to_ascii_lowercase();
            ["kernel", "weight", "bias", "gamma", "beta", "layer"].iter().any(|word| name.contains(word))
        });
        if !arrays.is_empty() && (is_by_place || layers.count() >= 2) {
            let model = Model::new("NumPy").with("library", "NumPy").with("arrays", joined(arrays));
            model.sure(Confidence::Likely).report(file, found);
        }
    } else if file.bytes.starts_with(b"\x93NUMPY") && is_by_place {
        let model = Model::new("NumPy").with("library", "NumPy").with_some("shape", shape(file.bytes));
        model.sure(Confidence::Possible).report(file, found);
    }
}

/// From the header, a Python literal: `{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }`.
fn shape(bytes: &[u8]) -> Option<&str> {
    let length = u16_at(bytes, 8)?;
    let header = std::str::from_utf8(bytes.get(10..10 + length)?).ok()?;
    let shape = header.split_once("'shape': (")?.1;
    Some(shape.split_once(')')?.0.trim_end_matches(','))
}

#[test]
fn arrays_are_weights_where_a_name_says_so() {
    use crate::detectors::models::tests::zip;
    use crate::detectors::tests::check_assets;
    let array = b"\x93NUMPY\x01\0\x3b\0{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }\n\0";
    let one = zip(&[("w.npy", array)]);
    check_assets("models/a.npz", &one, &["model-file a.npz format=NumPy arrays=w"]);
    check_assets("data/a.npz", &one, &[]);
    let layers = zip(&[("conv/kernel.npy", array), ("conv/bias.npy", array)]);
    check_assets("a.npz", layers, &["model-file a.npz format=NumPy arrays=conv/kernel, conv/bias"]);
    check_assets("weights/a.npy", array, &["model-file a.npy format=NumPy shape=3, 4"]);
    check_assets("data/a.npy", array, &[]);
}
