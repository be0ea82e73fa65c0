//! Recognises TensorFlow's own formats by their structure: SavedModel, frozen graphs, checkpoints.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::bytes::{beginning, has};
use super::proto::{Value, fields, text};
use super::seen::{Model, joined};
use crate::file::SourceFile;
use crate::found::Found;

pub const DETECTOR: Detector = Detector { id: "tensorflow", files: Files::Every, want: Want::Head, read };

/// Operators that begin a graph or stand near its beginning.
const OPERATORS: &[&str] = &[
    "Placeholder",
    "PlaceholderWithDefault",
    "Const",
    "VarHandleOp",
    "VariableV2",
    "Variable",
    "NoOp",
    "Identity",
    "IdentityN",
    "Conv2D",
    "DepthwiseConv2dNative",
    "MatMul",
    "BatchMatMul",
    "BatchMatMulV2",
    "BiasAdd",
    "Add",
    "AddV2",
    "Sub",
    "Mul",
    "RealDiv",
    "Relu",
    "Relu6",
    "Softmax",
    "Sigmoid",
    "Tanh",
    "Mean",
    "Reshape",
    "Pad",
    "PadV2",
    "MaxPool",
    "AvgPool",
    "FusedBatchNorm",
    "FusedBatchNormV3",
    "Squeeze",
    "ExpandDims",
    "Shape",
    "StridedSlice",
    "Pack",
    "Cast",
    "Transpose",
    "Concat",
    "ConcatV2",
    "Rsqrt",
    "Fill",
    "DecodeJpeg",
    "ParseExample",
    "ParseSingleExample",
    "HashTableV2",
    "StringSplit",
    "Assign",
    "RandomUniform",
    "TruncatedNormal",
    "ReadVariableOp",
    "StatefulPartitionedCall",
    "PartitionedCall",
];

fn read(file: &SourceFile, found: &mut Found) {
    match file.bytes {
        [0x08, 1, 0x12, ..] if file.name.lower_name().ends_with("saved_model.pb") || is_saved_model(file.bytes) => {
            saved_model(file, found);
        }
        [0x0a, ..] => graph(file, found),
        [0, 0, _, 0x08, ..] if file.name.extension() == "index" => checkpoint(file, found),
        [b'n', b'o', b'd', b'e', b' ', b'{', ..] if has(beginning(file.bytes, 4096), "\n  op: \"") => {
            Model::new("TensorFlow graph").with("library", "TensorFlow").report(file, found);
        }
        _ => {}
    }
}

/// The version of the schema, then a graph that begins with its own description and a tag.
fn is_saved_model(bytes: &[u8]) -> bool {
    let is_known =
        fields(bytes).all(|field| matches!((field.number, field.value), (1, Value::Varint(1)) | (2, Value::Bytes(_))));
    is_known && (has(beginning(bytes, 65_536), "\x22\x05serve") || has(bytes, "saved_model_main_op"))
}

fn saved_model(file: &SourceFile, found: &mut Found) {
    let mut tags = Vec::new();
    let mut version = None;
    let graphs = fields(file.bytes).filter(|field| field.number == 2).filter_map(|field| match field.value {
        Value::Bytes(graph) => Some(graph),
        _ => None,
    });
    for description in graphs.filter_map(|graph| super::proto::bytes_of(graph, 1)) {
        for field in fields(description).take(4096) {
            match (field.number, field.value) {
                (4, Value::Bytes(tag)) => tags.extend(text(tag)),
                (5, Value::Bytes(written)) => version = text(written),
                _ => {}
            }
        }
    }
    // The file is always called the same; the folder is what people name.
    let folder = file.name.path().rsplit('/').nth(1);
    Model::new("TensorFlow SavedModel")
        .named(folder.filter(|folder| folder.parse::<u64>().is_err()))
        .with("library", "TensorFlow")
        .with_some("library-version", version)
        .with("tags", joined(tags))
        .report(file, found);
}

/// A frozen graph: nodes with a name and an operator, one after the other.
fn graph(file: &SourceFile, found: &mut Found) {
    let is_named = file.name.extension() == "pb";
    if is_named && first_operator(file.bytes).is_some_and(|operator| OPERATORS.contains(&operator)) {
        // One node is enough for what is called so.
        let model = Model::new("TensorFlow graph").with("library", "TensorFlow");
        return model.sure(Confidence::Likely).report(file, found);
    }
    let mut nodes = fields(file.bytes);
    let mut operators = 0;
    for field in (&mut nodes).take(64) {
        let is_node = match (field.number, field.value) {
            (1, Value::Bytes(node)) => operator(node).map(|known| operators += u32::from(known)).is_some(),
            // The library of functions and the version may follow.
            (2 | 4, Value::Bytes(_)) | (3, Value::Varint(_)) => true,
            _ => false,
        };
        if !is_node {
            return;
        }
    }
    // One or two nodes are little to go by.
    if !nodes.broken && operators >= 3 {
        Model::new("TensorFlow graph").with("library", "TensorFlow").report(file, found);
    }
}

/// The operator of the first node, whatever length the node claims.
fn first_operator(bytes: &[u8]) -> Option<&str> {
    let mut rest = bytes.get(1..)?;
    super::proto::varint(&mut rest)?;
    let mut node = fields(rest);
    let (name, operator) = (node.next()?, node.next()?);
    match (name.number, name.value, operator.number, operator.value) {
        (1, Value::Bytes(_), 2, Value::Bytes(operator)) => text(operator),
        _ => None,
    }
}

/// Whether a node has an operator that is known; none if it is no node.
fn operator(node: &[u8]) -> Option<bool> {
    let mut name = false;
    for field in fields(node) {
        match (field.number, field.value) {
            (1, Value::Bytes(written)) => name = text(written).is_some(),
            (2, Value::Bytes(operator)) => {
                let operator = text(operator)?;
                let is_word = operator.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'>');
                return (name && is_word).then(|| OPERATORS.contains(&operator));
            }
            _ => return None,
        }
    }
    // Cut before the operator.
    name.then_some(false)
}

/// The index of a checkpoint: a table whose first key is empty and whose first value counts the shards.
fn checkpoint(file: &SourceFile, found: &mut Found) {
    if has(file.bytes, "_CHECKPOINTABLE_OBJECT_GRAPH") || has(beginning(file.bytes, 64), "\x1a\x02\x08\x01") {
        let name = file.name.name().trim_end_matches(".index");
        Model::new("TensorFlow checkpoint").named(Some(name)).with("library", "TensorFlow").report(file, found);
    }
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_assets;

    fn field(number: u8, content: &[u8]) -> Vec<u8> {
        [&[number << 3 | 2, content.len() as u8], content].concat()
    }

    fn node(name: &str, operator: &str) -> Vec<u8> {
        field(1, &[field(1, name.as_bytes()), field(2, operator.as_bytes())].concat())
    }

    #[test]
    fn a_saved_model_tells_its_tags_and_version() {
        let description = [field(4, b"serve"), field(5, b"2.16.1")].concat();
        let model = [b"\x08\x01".to_vec(), field(2, &field(1, &description))].concat();
        let expected = "model-file door format=TensorFlow SavedModel library-version=2.16.1 tags=serve";
        check_assets("door/saved_model.pb", &model, &[expected]);
        check_assets("blob", &model, &["model-file blob format=TensorFlow SavedModel"]);
        check_assets("saved_model.pb", b"\x08\x01hello", &[]);
    }

    #[test]
    fn a_graph_is_nodes_with_operators() {
        let graph = [node("x", "Placeholder"), node("w", "Const"), node("y", "MatMul")].concat();
        check_assets("a.bin", &graph, &["model-file a.bin format=TensorFlow graph"]);
        check_assets("frozen.pb", node("x", "Placeholder"), &["model-file frozen.pb format=TensorFlow graph"]);
        // A description of messages begins with names, too.
        check_assets("descriptors.pb", node("door.proto", "Door"), &[]);
        check_assets("data.pb", b"\x0a\x03abc", &[]);
        check_assets(
            "graph.pbtxt",
            "node {\n  name: \"x\"\n  op: \"Const\"\n}\n",
            &["model-file graph.pbtxt format=TensorFlow"],
        );
    }

    #[test]
    fn a_checkpoint_is_known_by_its_index() {
        check_assets(
            "ckpt-1.index",
            b"\0\0\x06\x08\x01\x1a\x02\x08\x01\0",
            &["model-file ckpt-1 format=TensorFlow checkpoint"],
        );
        check_assets("words.index", b"\0\0\x06\x08door", &[]);
    }
}
