//! Recognises ONNX by the structure of its protocol buffer: the mark the format does not have.
//!
//! Every field of the outer message must be one of ONNX's, with its type, and the graph must hold a node with an
//! operator. That is strict enough for files of any name.

use super::super::{Detector, Files, Want};
use super::proto::{self, Fields, Value, bytes_of, fields, text, text_of};
use super::seen::{Model, joined};
use crate::file::SourceFile;
use crate::found::Found;
use crate::licence_text::of_hub;

pub const DETECTOR: Detector = Detector { id: "onnx", files: Files::Every, want: Want::Head, read };

#[derive(Debug, Default)]
struct Header<'a> {
    ir_version: u64,
    producer: Option<&'a str>,
    producer_version: Option<&'a str>,
    domain: Option<&'a str>,
    graph: Option<&'a [u8]>,
    opsets: Vec<String>,
    metadata: Vec<(&'a str, &'a str)>,
    is_cut: bool,
}

#[derive(Debug, Default)]
struct Graph<'a> {
    name: Option<&'a str>,
    nodes: u64,
    tensors: u64,
    parameters: u64,
    is_cut: bool,
}

fn read(file: &SourceFile, found: &mut Found) {
    let Some(header) = header(file.bytes) else { return };
    let Some(graph) = header.graph.and_then(graph) else { return };
    let producer = [header.producer, header.producer_version].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let value = |key: &str| header.metadata.iter().find(|(known, _)| *known == key).map(|(_, value)| *value);
    let mut model = Model::new("ONNX")
        .with_some("graph", graph.name)
        .with_some("licence", value("license").or(value("licence")).map(of_hub))
        .with_some("task", value("task"))
        .with_some("author", value("author"))
        .with_some("description", value("description"))
        .with("producer", producer)
        .with_some("domain", header.domain)
        .with("opset", joined(header.opsets.iter().map(String::as_str)))
        .with("ir-version", header.ir_version);
    if header.is_cut || graph.is_cut {
        model = model.with("header", "incomplete");
    } else {
        model = model.with("nodes", graph.nodes).with("tensors", graph.tensors).with("parameters", graph.parameters);
    }
    model.report(file, found);
}

/// Whether it is a model, and longer than these bytes.
pub fn is_cut(bytes: &[u8]) -> bool {
    header(bytes).is_some_and(|header| header.is_cut && header.graph.and_then(graph).is_some())
}

fn header(bytes: &[u8]) -> Option<Header<'_>> {
    // Writers begin with the version of the format, or the producer.
    if !matches!(bytes.first(), Some(0x08 | 0x12)) {
        return None;
    }
    let mut header = Header::default();
    let mut outer = fields(bytes);
    for field in &mut outer {
        match (field.number, field.value) {
            (1, Value::Varint(version @ 1..=64)) => header.ir_version = version,
            (2, Value::Bytes(name)) => header.producer = text_or_empty(name)?,
            (3, Value::Bytes(version)) => header.producer_version = text_or_empty(version)?,
            (4, Value::Bytes(domain)) => header.domain = text_or_empty(domain)?,
            (5, Value::Varint(_)) => {}
            (6, Value::Bytes(description)) => {
                text_or_empty(description)?;
            }
            (7, Value::Bytes(graph)) => header.graph = Some(graph),
            (8, Value::Bytes(opset)) => header.opsets.push(opset_import(opset)?),
            (14, Value::Bytes(pair)) => header.metadata.extend(text_of(pair, 1).zip(text_of(pair, 2))),
            (20 | 25 | 26, Value::Bytes(_)) => {}
            _ => return None,
        }
        if header.opsets.len() + header.metadata.len() > 4096 {
            return None;
        }
    }
    header.is_cut = outer.cut;
    (!outer.broken && header.ir_version > 0).then_some(header)
}

/// An empty text is one; what is no text at all ends it.
fn text_or_empty(bytes: &[u8]) -> Option<Option<&str>> {
    if bytes.is_empty() { Some(None) } else { text(bytes).map(Some) }
}

fn opset_import(bytes: &[u8]) -> Option<String> {
    let mut opset = fields(bytes);
    let (mut domain, mut version) = ("ai.onnx", None);
    for field in &mut opset {
        match (field.number, field.value) {
            (1, Value::Bytes(name)) => domain = text_or_empty(name)?.unwrap_or(domain),
            (2, Value::Varint(number)) => version = Some(number),
            _ => return None,
        }
    }
    (!opset.broken).then(|| version.map_or(domain.to_owned(), |version| format!("{domain} {version}")))
}

/// None if it holds no node with an operator.
fn graph(bytes: &[u8]) -> Option<Graph<'_>> {
    let mut graph = Graph::default();
    let mut has_operator = false;
    let mut of_graph: Fields = fields(bytes);
    for field in &mut of_graph {
        match (field.number, field.value) {
            (1, Value::Bytes(node)) => {
                graph.nodes += 1;
                has_operator = has_operator || is_node(node);
            }
            (2, Value::Bytes(name)) => graph.name = text_or_empty(name)?,
            (5, Value::Bytes(tensor)) => {
                graph.tensors += 1;
                graph.parameters = graph.parameters.saturating_add(elements(tensor));
            }
            (10..=16, Value::Bytes(_)) => {}
            _ => return None,
        }
    }
    graph.is_cut = of_graph.cut;
    (has_operator && !of_graph.broken).then_some(graph)
}

fn is_node(node: &[u8]) -> bool {
    let is_known = fields(node).all(|field| (1..=10).contains(&field.number) && matches!(field.value, Value::Bytes(_)));
    let operator = bytes_of(node, 4).unwrap_or_default();
    is_known
        && !operator.is_empty()
        && operator.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_.:-".contains(byte))
}

/// The product of a tensor's dimensions, packed or one by one; 1 for a scalar.
fn elements(tensor: &[u8]) -> u64 {
    let mut count = 1u64;
    for field in fields(tensor).take_while(|field| field.number == 1) {
        match field.value {
            Value::Varint(size) => count = count.saturating_mul(size),
            Value::Bytes(mut packed) => {
                while let Some(size) = proto::varint(&mut packed) {
                    count = count.saturating_mul(size);
                }
            }
            Value::Fixed => {}
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_assets;

    fn field(number: u8, content: &[u8]) -> Vec<u8> {
        [&[number << 3 | 2, content.len() as u8], content].concat()
    }

    fn model() -> Vec<u8> {
        let node = [field(1, b"x"), field(2, b"y"), field(4, b"MatMul")].concat();
        let tensor = [b"\x08\x03\x08\x04\x10\x01".to_vec(), field(8, b"w")].concat();
        let graph = [field(1, &node), field(2, b"main_graph"), field(5, &tensor)].concat();
        let opset = [field(1, b""), b"\x10\x11".to_vec()].concat();
        let pair = [field(1, b"task"), field(2, b"detect")].concat();
        [
            b"\x08\x08".to_vec(),
            field(2, b"pytorch"),
            field(3, b"2.4"),
            field(7, &graph),
            field(8, &opset),
            field(14, &pair),
        ]
        .concat()
    }

    #[test]
    fn a_model_is_known_by_its_structure_whatever_it_is_called() {
        let expected = "model-file m.dat format=ONNX graph=main_graph task=detect producer=pytorch 2.4 opset=ai.onnx 17 \
                        ir-version=8 nodes=1 tensors=1 parameters=12";
        check_assets("m.dat", model(), &[expected]);
        let mut cut = model();
        cut.truncate(40);
        check_assets("m.onnx", cut, &["model-file m.onnx format=ONNX producer=pytorch header=incomplete"]);
    }

    #[test]
    fn other_messages_are_no_models() {
        check_assets("data.pb", b"\x0a\x03abc", &[]);
        check_assets("m.onnx", b"see the wiki", &[]);
        check_assets("m.onnx", b"\x08\x07\x12\x07pytorch", &[]);
        let other = [b"\x08\x08".to_vec(), field(2, b"pytorch"), field(7, &field(1, &field(1, b"x")))].concat();
        check_assets("m.onnx", other, &[]);
        check_assets("a.txt", b"\x08\x08 a line", &[]);
    }
}
