//! Recognises the formats of Caffe, Darknet, ncnn, PaddlePaddle, MNN, MXNet and others: structure first, and the name
//! where the format has no mark.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::bytes::{beginning, has, is_binary, u32_at};
use super::proto::{Value, bytes_of, fields, text, text_of};
use super::seen::Model;
use crate::file::SourceFile;
use crate::found::Found;

pub const DETECTOR: Detector = Detector { id: "edge", files: Files::Every, want: Want::Head, read };

fn read(file: &SourceFile, found: &mut Found) {
    let model = match file.bytes {
        [b'7', b'7', b'6', b'7', b'5', b'1', b'7', b'\n' | b'\r', ..] => Some(ncnn(file)),
        [b'[', b'n', b'e', b't', ..] => darknet_settings(file),
        [b'{', ..] => json_graph(file),
        [0x0a, ..] => caffe(file).or_else(|| paddle(file)).or_else(|| by_name(file)),
        [0, 0, 0, 0, ..] => paddle_weights(file).or_else(|| darknet(file)).or_else(|| by_name(file)),
        [b'"', b'1', b' ', ..] if has(beginning(file.bytes, 64), "42066247") => {
            Some(Model::new("TNN").with("library", "TNN"))
        }
        _ => by_name(file),
    };
    if let Some(model) = model {
        model.report(file, found);
    }
}

/// The number of layers and of what flows between them stands in the second line.
fn ncnn<'a>(file: &SourceFile) -> Model<'a> {
    let text = String::from_utf8_lossy(beginning(file.bytes, 256));
    let layers = text.lines().nth(1).and_then(|line| line.split_whitespace().next()?.parse::<u32>().ok());
    Model::new("ncnn").with("library", "ncnn").with_some("layers", layers)
}

fn darknet_settings<'a>(file: &SourceFile) -> Option<Model<'a>> {
    let start = beginning(file.bytes, 65_536);
    let is_network = start.starts_with(b"[net]") || start.starts_with(b"[network]");
    let has_layers = has(start, "\n[convolutional]") || has(start, "\n[connected]") || has(start, "\n[yolo]");
    (is_network && has_layers).then(|| Model::new("Darknet network").with("library", "Darknet"))
}

fn json_graph<'a>(file: &SourceFile) -> Option<Model<'a>> {
    let start = beginning(file.bytes, 4096);
    if has(start, "\"nodes\"") && has(start, "\"op\"") && has(start, "\"null\"") && has(file.bytes, "\"arg_nodes\"") {
        return Some(Model::new("MXNet symbol").with("library", "MXNet"));
    }
    // PaddlePaddle 3 writes its programs so.
    let is_paddle = has(beginning(file.bytes, 256), "\"base_code\"") && has(start, "\"pir\"");
    is_paddle.then(|| Model::new("PaddlePaddle").with("library", "PaddlePaddle"))
}

/// A network has a name, and layers with a name and a type: fields 2 and 100.
fn caffe<'a>(file: &SourceFile) -> Option<Model<'a>> {
    let is_named = file.name.extension() == "caffemodel";
    let mut outer = fields(file.bytes);
    let (mut name, mut layers) = (None, 0u64);
    for field in (&mut outer).take(4096) {
        match (field.number, field.value) {
            (1, Value::Bytes(written)) => name = Some(text(written)?.to_owned()),
            (100, Value::Bytes(layer)) if text_of(layer, 1).is_some() && text_of(layer, 2).is_some() => layers += 1,
            (2, Value::Bytes(layer)) if is_named && !layer.is_empty() => layers += 1,
            (3 | 6 | 8, Value::Bytes(_)) | (4 | 5 | 7, _) => {}
            _ => return None,
        }
    }
    if outer.broken || name.is_none() || (layers < 2 && !is_named) {
        return None;
    }
    let sure = if layers > 0 { Confidence::Certain } else { Confidence::Likely };
    let model = Model::new("Caffe").named(name.as_deref()).with("library", "Caffe").sure(sure);
    Some(if outer.cut || layers == 0 { model } else { model.with("layers", layers) })
}

/// A program is blocks, each with a number and the number of its parent.
fn paddle<'a>(file: &SourceFile) -> Option<Model<'a>> {
    let is_named = file.name.extension() == "pdmodel" || file.name.name() == "__model__";
    let block = bytes_of(file.bytes, 1)?;
    let is_block = matches!(fields(block).next().map(|field| (field.number, field.value)), Some((1, Value::Varint(0))));
    let is_program =
        is_block && (is_named || (has(file.bytes, "feed") && has(file.bytes, "fetch") && has(file.bytes, ".w_0")));
    let sure = if has(file.bytes, "feed") { Confidence::Certain } else { Confidence::Likely };
    is_program.then(|| Model::new("PaddlePaddle").with("library", "PaddlePaddle").sure(sure))
}

/// A tensor: a version, no levels, another version, the length of its description, its type.
fn paddle_weights<'a>(file: &SourceFile) -> Option<Model<'a>> {
    let is_tensor = beginning(file.bytes, 16).iter().all(|byte| *byte == 0)
        && u32_at(file.bytes, 16).is_some_and(|length| (2..=64).contains(&length))
        && matches!(file.bytes.get(20..23), Some([0x08, 0..=32, 0x10]));
    is_tensor.then(|| Model::new("PaddlePaddle weights").with("library", "PaddlePaddle"))
}

/// Major and minor version and revision, then how many pictures were seen.
fn darknet<'a>(file: &SourceFile) -> Option<Model<'a>> {
    let is_header = matches!(file.bytes, [0, 0, 0, 0, 1 | 2, 0, 0, 0, _, 0, 0, 0, ..]);
    (is_header && file.name.extension() == "weights")
        .then(|| Model::new("Darknet").with("library", "Darknet").sure(Confidence::Likely))
}

/// Formats without any mark.
fn by_name<'a>(file: &SourceFile) -> Option<Model<'a>> {
    let name = file.name.lower_name();
    let (format, holds) = match file.name.extension() {
        "mnn" => ("MNN", u32_at(file.bytes, 0).is_some_and(|root| root < 4096) && is_binary(file.bytes)),
        "caffemodel" => ("Caffe", is_binary(file.bytes)),
        "pdmodel" | "pdiparams" | "pdparams" => ("PaddlePaddle", is_binary(file.bytes)),
        "mindir" => ("MindSpore", is_binary(file.bytes)),
        "kmodel" => ("Kmodel", file.bytes.starts_with(b"\x03\0\0\0")),
        "tmfile" => ("Tengine", is_binary(file.bytes)),
        "prototxt" => ("Caffe network", is_caffe_text(file.bytes)),
        "bin" if name.ends_with(".ncnn.bin") => ("ncnn", is_binary(file.bytes)),
        // What marks quantised weights of ncnn.
        "bin" => ("ncnn", [b"\x47\x6b\x30\x01", b"\x38\x4b\x0d\x00"].iter().any(|mark| file.bytes.starts_with(*mark))),
        _ => return None,
    };
    holds.then(|| Model::new(format).sure(Confidence::Likely))
}

fn is_caffe_text(bytes: &[u8]) -> bool {
    let start = beginning(bytes, 65_536);
    (has(start, "layer {") || has(start, "layer{") || has(start, "layers {"))
        && has(start, "type:")
        && (has(start, "bottom:") || has(start, "top:"))
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_assets;

    #[test]
    fn structure_tells_and_a_name_helps() {
        let cases: &[(&str, &[u8], &str)] = &[
            ("a.param", b"7767517\n75 83\nInput data 0 1 data\n", "model-file a.param format=ncnn layers=75"),
            (
                "yolo.cfg",
                b"[net]\nbatch=1\n\n[convolutional]\nfilters=32\n",
                "model-file yolo.cfg format=Darknet network",
            ),
            ("a.weights", b"\0\0\0\0\x02\0\0\0\x05\0\0\0\x20\0", "model-file a.weights format=Darknet"),
            ("a.caffemodel", b"\x0a\x05lenet", "model-file lenet format=Caffe"),
            (
                "a",
                b"\x0a\x01d\xa2\x06\x06\x0a\x01a\x12\x01b\xa2\x06\x06\x0a\x01c\x12\x01b",
                "model-file d format=Caffe layers=2",
            ),
            (
                "deploy.prototxt",
                b"name: \"d\"\nlayer {\n type: \"Input\"\n top: \"x\"\n}\n",
                "model-file deploy.prototxt format=Caffe",
            ),
            ("a.pdmodel", b"\x0a\x02\x08\x00\x12\x08", "model-file a.pdmodel format=PaddlePaddle"),
            ("a.bin", b"\x0a\x14\x08\x00\x10\x00 feed fetch fc.w_0", "model-file a.bin format=PaddlePaddle"),
            (
                "a.x",
                b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x06\0\0\0\x08\x05\x10\x03",
                "model-file a.x format=PaddlePaddle weights",
            ),
            ("a.mnn", b"\x20\0\0\0\0\0\x1e\0", "model-file a.mnn format=MNN"),
            (
                "a-symbol.json",
                b"{\n \"nodes\": [{\"op\": \"null\", \"name\": \"data\"}], \"arg_nodes\": [0]}",
                "model-file a-symbol.json format=MXNet",
            ),
        ];
        for (path, bytes, expected) in cases {
            check_assets(path, bytes, &[expected]);
        }
    }

    #[test]
    fn the_right_name_with_the_wrong_content_is_none() {
        let cases: &[(&str, &[u8])] = &[
            ("body.weights", b"Anna 61\n"),
            ("proxy.cfg", b"[net]\nport = 80\n"),
            ("a.bin", b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
            ("a.caffemodel", b"see the wiki"),
            ("a.mnn", b"text"),
            ("msg.prototxt", b"name: \"door\"\nkey { type: 1 }\n"),
        ];
        for (path, bytes) in cases {
            check_assets(path, bytes, &[]);
        }
    }
}
