//! Reads `config.pbtxt`: one model of an NVIDIA Triton Inference Server.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Line, Seen, lines};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "triton", files: Files::Named(&["config.pbtxt", "*.config.pbtxt"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let field = |name: &str| lines(&text).find_map(|line| Some((value(line.text, name)?, line)));
    let (name, platform, backend) = (field("name"), field("platform"), field("backend"));
    let batch = field("max_batch_size");
    // Other programs write settings in this form, too.
    let Some((what, line)) = platform.or(backend).or(batch) else { return };
    // A model without a name is called like its folder.
    let name = name.map_or((file.name.lower_folder(), line), |(name, line)| (name, line));
    let mut properties: Vec<(&str, &str)> = Vec::new();
    properties.extend(platform.map(|(platform, _)| ("platform", platform)));
    properties.extend(backend.map(|(backend, _)| ("backend", backend)));
    properties.extend(batch.map(|(batch, _)| ("batch", batch)));
    let server: &[(&str, &str)] = if platform.is_some() || backend.is_some() { &[("runs", what)] } else { &[] };
    see(found, Kind::InferenceServer, "Triton Inference Server", line, server);
    if !name.0.is_empty() {
        see(found, Kind::ModelReference, name.0, name.1, &properties);
    }
}

fn see(found: &mut Found, kind: Kind, name: &str, line: Line, properties: &[(&str, &str)]) {
    found.asset(Seen { kind, name, line: Some(line), confidence: Confidence::Certain, properties });
}

/// The value of a field at the outermost level: `name: "x"`.
fn value<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(name)?.trim_start().strip_prefix(':')?.trim();
    let rest = rest.split('#').next().unwrap_or_default().trim();
    let value = rest.trim_matches(['"', '\'', ',']);
    (!value.is_empty()).then_some(value)
}

#[test]
fn a_model_is_known_by_its_name_and_what_runs_it() {
    use crate::detectors::tests::check;
    let text =
        "# door\nname: \"door\"\nplatform: \"onnxruntime_onnx\"\nmax_batch_size: 8\ninput [\n  { name: \"x\" }\n]\n";
    check(
        "models/door/config.pbtxt",
        text,
        &["2 model-reference door product", "3 inference-server Triton Inference Server product"],
    );
    check(
        "models/door/config.pbtxt",
        "backend: \"python\"\n",
        &["1 model-reference door product", "1 inference-server Triton Inference Server product"],
    );
    check("config.pbtxt", "colour: \"red\"\nname: \"door\"\n", &[]);
}
