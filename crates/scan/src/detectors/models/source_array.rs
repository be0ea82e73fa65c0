//! Recognises models compiled into a program: bytes in an array of C, files included by Rust.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::bytes::has;
use super::seen::Model;
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Line, Seen, lines};
use crate::report::Kind;

pub const DETECTOR: Detector = Detector { id: "source-array", files: Files::If(is_source), want: Want::Source, read };

fn is_source(name: &FileName) -> bool {
    matches!(
        name.extension(),
        "c" | "h" | "cc" | "cpp" | "cxx" | "hh" | "hpp" | "ino" | "inc" | "m" | "mm" | "s" | "rs" | "zig"
    )
}

/// The first bytes of a model, by the format and where in the array they stand.
const MARKS: &[(&str, usize, &[u8])] = &[
    ("TensorFlow Lite", 4, b"TFL3"),
    ("ONNX Runtime", 4, b"ORTM"),
    ("GGUF", 0, b"GGUF"),
    ("ncnn", 0, b"\xdd\x85\x76\x00"),
];

/// Files that are models by their extension alone.
const FILES: &[&str] = &["tflite", "onnx", "gguf", "safetensors", "ort", "rknn", "pte", "mlmodel", "pt", "pth", "mpk"];

fn read(file: &SourceFile, found: &mut Found) {
    if file.name.extension() == "rs" {
        return included(file, found);
    }
    if file.name.lower_name() == "model_metadata.h" && has(file.bytes, "EI_CLASSIFIER_PROJECT_NAME") {
        return edge_impulse(file, found);
    }
    if !has(file.bytes, "0x") && !has(file.bytes, "0X") {
        return;
    }
    let text = file.text();
    let mut name: Option<(Line, String)> = None;
    for line in lines(&text) {
        let code = line.text.split("//").next().unwrap_or_default();
        if let Some(array) = array_name(code) {
            name = Some((line, array.to_owned()));
        }
        let Some((declared, array)) = &name else { continue };
        // The values may begin in the line of the name or in one after it.
        let values =
            if declared.number == line.number { code.split_once('{').map_or("", |(_, values)| values) } else { code };
        if values.trim_matches(['{', ' ', '\t', '\r']).is_empty() {
            if line.number > declared.number + 4 {
                name = None;
            }
            continue;
        }
        let bytes = first_bytes(values);
        if let Some((format, ..)) = MARKS.iter().find(|(_, at, mark)| super::bytes::is_at(&bytes, *at, mark)) {
            let elements = text.get(..).map(|text| declared_size(text, array));
            Model::new(format)
                .named(Some(array))
                .line(line)
                .with("embedded", "array")
                .with_some("size", elements.flatten())
                .report_beside(file, found);
        }
        name = None;
    }
}

/// `const unsigned char g_model[] =`, with or without attributes and a size.
fn array_name(code: &str) -> Option<&str> {
    let (before, after) = code.split_once('[')?;
    let is_array = after.contains("= {")
        || after.contains("={")
        || after.trim_end().ends_with('=')
        || after.trim_end().ends_with(']');
    let is_bytes = ["char ", "uint8_t ", "u8 ", "int8_t ", "byte "].iter().any(|kind| before.contains(kind));
    let name = before.trim_end().rsplit([' ', '*']).next()?;
    (is_array && is_bytes && !name.is_empty()).then_some(name)
}

/// Up to eight bytes written as `0x1c, 28, …`.
fn first_bytes(values: &str) -> Vec<u8> {
    let byte = |written: &str| {
        let written = written.trim().trim_start_matches('{').trim();
        match written.strip_prefix("0x").or(written.strip_prefix("0X")) {
            Some(hexadecimal) => u8::from_str_radix(hexadecimal.trim_end_matches(['u', 'U']), 16).ok(),
            None => written.parse().ok(),
        }
    };
    values.split([',', '}']).take(8).map_while(byte).collect()
}

/// `xxd -i` writes the length behind the array.
fn declared_size<'t>(text: &'t str, array: &str) -> Option<&'t str> {
    let tail = text.get(text.len().saturating_sub(400)..)?;
    let (_, after) = tail.split_once(&format!("{array}_len"))?;
    let number = after.split_once('=')?.1.split(';').next()?.trim();
    number.parse::<u64>().is_ok().then_some(number)
}

/// What an export of Edge Impulse says of itself.
fn edge_impulse(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let value = |key: &str| {
        let line = lines(&text).find(|line| line.text.split_whitespace().nth(1) == Some(key))?;
        Some((line, line.text.split_once(key)?.1.trim().trim_matches('"')))
    };
    let Some((line, name)) = value("EI_CLASSIFIER_PROJECT_NAME") else { return };
    Model::new("Edge Impulse")
        .named(Some(name))
        .line(line)
        .with("library", "Edge Impulse")
        .with_some("project", value("EI_CLASSIFIER_PROJECT_ID").map(|(_, id)| id))
        .with_some("model-version", value("EI_CLASSIFIER_PROJECT_DEPLOY_VERSION").map(|(_, version)| version))
        .with_some("author", value("EI_CLASSIFIER_PROJECT_OWNER").map(|(_, owner)| owner))
        .report_beside(file, found);
}

/// `include_bytes!("../door.tflite")`.
fn included(file: &SourceFile, found: &mut Found) {
    if !has(file.bytes, "include_bytes!") {
        return;
    }
    let text = file.text();
    for line in lines(&text).filter(|line| !line.text.trim_start().starts_with("//")) {
        let Some((_, after)) = line.text.split_once("include_bytes!") else { continue };
        let Some(path) = after.split('"').nth(1) else { continue };
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        if FILES.contains(&extension) {
            let name = path.rsplit('/').next().unwrap_or(path);
            let properties = [("embedded", "include_bytes!"), ("path", path)];
            let confidence = Confidence::Certain;
            found.asset(Seen {
                kind: Kind::ModelReference,
                name,
                line: Some(line),
                confidence,
                properties: &properties,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_assets;

    #[test]
    fn an_array_that_begins_like_a_model_is_one() {
        let text = "alignas(16) const unsigned char g_door[] = {\n  0x1c, 0x00, 0x00, 0x00, 0x54, 0x46, 0x4c, 0x33, 0x14,\n};\nunsigned int g_door_len = 9;\n";
        check_assets("src/door.cc", text, &["model-file g_door format=TensorFlow Lite embedded=array size=9"]);
        let short = "const unsigned char g_model[] = {0x1c,0x00,0x00,0x00,0x54,0x46,0x4C,0x33};\n";
        check_assets("a.h", short, &["model-file g_model format=TensorFlow Lite"]);
        let attributes = "const uint8_t door[] DATA_ALIGN_ATTRIBUTE =\n{\n 28, 0, 0, 0, 84, 70, 76, 51 };\n";
        check_assets("a.c", attributes.replace("28,", "0x1c,"), &["model-file door format=TensorFlow Lite"]);
        check_assets(
            "a.c",
            "const unsigned char other[] = {\n 0x1c, 0x00, 0x00, 0x00, 0x54, 0x46, 0x4d, 0x33,\n};\n",
            &[],
        );
        check_assets("a.c", "// unsigned char g[] = {0x1c,0x00,0x00,0x00,0x54,0x46,0x4c,0x33};\n", &[]);
    }

    #[test]
    fn what_is_included_or_exported_is_seen() {
        let rust = "static DOOR: &[u8] = include_bytes!(\"../models/door.onnx\");\n// include_bytes!(\"a.onnx\")\nlet a = include_bytes!(\"a.png\");\n";
        check_assets(
            "src/lib.rs",
            rust,
            &["model-reference door.onnx embedded=include_bytes! path=../models/door.onnx"],
        );
        let export = "#define EI_CLASSIFIER_PROJECT_ID                 1\n#define EI_CLASSIFIER_PROJECT_NAME               \"door\"\n";
        check_assets("model-parameters/model_metadata.h", export, &["model-file door format=Edge Impulse project=1"]);
    }
}
