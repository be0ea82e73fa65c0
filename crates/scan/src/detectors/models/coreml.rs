//! Recognises Core ML: the protocol buffer of `.mlmodel`, packages and compiled models.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::proto::{Value, bytes_of, fields, text_of};
use super::seen::Model;
use crate::file::SourceFile;
use crate::found::Found;
use crate::licence_text::of_hub;
use crate::tree::json;

pub const DETECTOR: Detector = Detector { id: "coreml", files: Files::Every, want: Want::Head, read };

/// The field that holds the model itself tells its type.
const TYPES: &[(u64, &str)] = &[
    (200, "pipeline classifier"),
    (201, "pipeline regressor"),
    (202, "pipeline"),
    (300, "generalised linear regressor"),
    (301, "support vector regressor"),
    (302, "tree ensemble regressor"),
    (303, "neural network regressor"),
    (304, "Bayesian probit regressor"),
    (400, "generalised linear classifier"),
    (401, "support vector classifier"),
    (402, "tree ensemble classifier"),
    (403, "neural network classifier"),
    (404, "k-nearest-neighbours classifier"),
    (500, "neural network"),
    (501, "item similarity recommender"),
    (502, "program"),
    (555, "custom"),
    (556, "linked"),
    (2000, "text classifier"),
    (2001, "word tagger"),
    (2002, "vision feature print"),
    (2003, "sound analysis"),
    (2004, "gazetteer"),
    (2005, "word embedding"),
    (2006, "audio feature print"),
    (3000, "serialised"),
];

fn read(file: &SourceFile, found: &mut Found) {
    match file.name.lower_name() {
        "manifest.json" => package(file, found),
        "coremldata.bin" if file.name.lower_folder().ends_with(".mlmodelc") && !file.bytes.is_empty() => {
            let name = folder(file).and_then(|folder| folder.strip_suffix(".mlmodelc"));
            Model::new("Core ML compiled").named(name).with("library", "Core ML").report(file, found);
        }
        _ if matches!(file.bytes, [0x08, 1..=32, 0x12, ..]) => message(file, found),
        _ => {}
    }
}

fn folder<'a>(file: &SourceFile<'a>) -> Option<&'a str> {
    file.name.path().rsplit('/').nth(1)
}

/// A package lists its parts and who made them.
fn package(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    if !text.contains("com.apple.CoreML") {
        return;
    }
    let Ok(tree) = json(&text) else { return };
    let is_model = tree.table("itemInfoEntries").any(|(_, item)| item.text("author") == Some("com.apple.CoreML"));
    if is_model && tree.get("rootModelIdentifier").is_some() {
        let name = folder(file).and_then(|folder| folder.strip_suffix(".mlpackage"));
        Model::new("Core ML package").named(name).with("library", "Core ML").report(file, found);
    }
}

fn message(file: &SourceFile, found: &mut Found) {
    let mut specification = 0;
    let mut description: &[u8] = b"";
    let mut kind = None;
    let mut outer = fields(file.bytes);
    for field in (&mut outer).take(16) {
        match (field.number, field.value) {
            (1, Value::Varint(version)) => specification = version,
            (2, Value::Bytes(bytes)) => description = bytes,
            (10, Value::Varint(_)) => {}
            (number, Value::Bytes(_)) => match TYPES.iter().find(|(known, _)| *known == number) {
                Some((_, name)) => kind = Some(*name),
                None if number >= 500 => {}
                None => return,
            },
            _ => return,
        }
    }
    let is_named = file.name.extension() == "mlmodel";
    // The first input has a name.
    let input = bytes_of(description, 1).or(bytes_of(description, 10)).and_then(|input| text_of(input, 1));
    if outer.broken || input.is_none() || (kind.is_none() && !is_named) {
        return;
    }
    let metadata = bytes_of(description, 100).unwrap_or_default();
    let model = Model::new("Core ML")
        .with("library", "Core ML")
        .with_some("architecture", kind)
        .with_some("licence", text_of(metadata, 4).map(of_hub))
        .with_some("author", text_of(metadata, 3))
        .with_some("model-version", text_of(metadata, 2))
        .with_some("description", text_of(metadata, 1))
        .with("specification", specification);
    model.sure(if kind.is_some() { Confidence::Certain } else { Confidence::Likely }).report(file, found);
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_assets;

    fn field(key: &[u8], content: &[u8]) -> Vec<u8> {
        [key, &[content.len() as u8], content].concat()
    }

    #[test]
    fn a_model_tells_its_type_and_licence() {
        let input = field(b"\x0a", &field(b"\x0a", b"image"));
        let metadata = field(b"\xa2\x06", &[field(b"\x22", b"MIT"), field(b"\x1a", b"Example")].concat());
        let description = field(b"\x12", &[input.clone(), metadata].concat());
        // Field 403, a classifier.
        let model = [b"\x08\x04".to_vec(), description, field(b"\x9a\x19", b"x")].concat();
        let expected = "model-file x format=Core ML architecture=neural network classifier licence=MIT author=Example specification=4";
        check_assets("a/x", &model, &[expected]);
        let short = [b"\x08\x05".to_vec(), field(b"\x12", &input)].concat();
        check_assets("a.mlmodel", &short, &["model-file a.mlmodel format=Core ML specification=5"]);
        check_assets("a.bin", &short, &[]);
    }

    #[test]
    fn a_package_and_a_compiled_model_are_named_by_their_folder() {
        let manifest = r#"{"fileFormatVersion": "1.0.0", "itemInfoEntries": {"A": {"author": "com.apple.CoreML", "path": "com.apple.CoreML/model.mlmodel"}}, "rootModelIdentifier": "A"}"#;
        check_assets("Door.mlpackage/Manifest.json", manifest, &["model-file Door format=Core ML package"]);
        check_assets("Door.mlmodelc/coremldata.bin", b"\x01\0", &["model-file Door format=Core ML compiled"]);
        check_assets("web/manifest.json", r#"{"name": "com.apple.CoreML"}"#, &[]);
    }
}
