//! Reads the header of a safetensors file: JSON that names every tensor, with its length before it.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::bytes::{beginning, has};
use super::seen::{Model, is_inside_a_model, joined};
use crate::file::SourceFile;
use crate::found::Found;
use crate::licence_text::of_hub;
use crate::report::Kind;
use crate::tree::{Node, json};

pub const DETECTOR: Detector = Detector { id: "safetensors", files: Files::Every, want: Want::Head, read };

/// The format's own limit.
const HEADER_BYTES_MAX: u64 = 100_000_000;

/// How long the header is with its length, if these bytes begin like one.
pub fn header_bytes(bytes: &[u8], size: u64) -> Option<u64> {
    let (length, header) = bytes.split_first_chunk::<8>()?;
    let length = u64::from_le_bytes(*length);
    let is_header = header.starts_with(b"{") && (2..=HEADER_BYTES_MAX.min(size.saturating_sub(8))).contains(&length);
    let start = beginning(header, 4096);
    // Added only now: what is no header may claim any length.
    (is_header && (has(start, "\"dtype\"") || has(start, "\"__metadata__\""))).then(|| length + 8)
}

fn read(file: &SourceFile, found: &mut Found) {
    let Some(length) = header_bytes(file.bytes, file.size_bytes) else { return };
    if is_inside_a_model(file) {
        return;
    }
    let whole = usize::try_from(length).ok().and_then(|end| file.bytes.get(8..end));
    let header = String::from_utf8_lossy(whole.or(file.bytes.get(8..)).unwrap_or_default());
    let mut model = Model::new("safetensors");
    match json(header.trim_end()) {
        Ok(tree) if whole.is_some() => {
            model = tensors(model, &tree, file);
            if let Some(metadata) = tree.get("__metadata__") {
                model = described(model, metadata);
            }
        }
        _ => {
            model = model.with("header", if whole.is_some() { "broken" } else { "incomplete" });
            model = model.sure(Confidence::Likely);
            if let Some(metadata) = metadata_of(&header).and_then(|text| json(text).ok()) {
                model = described(model, &metadata);
            }
            if header.contains(".lora_") {
                model = model.kind(Kind::Adapter);
            }
        }
    }
    model.report(file, found);
}

/// Counts tensors and parameters.
fn tensors<'a>(model: Model<'a>, tree: &Node, file: &SourceFile) -> Model<'a> {
    let (mut tensors, mut parameters, mut is_adapter) = (0u64, 0u64, file.name.lower_name().starts_with("adapter_"));
    let mut types = Vec::new();
    for (name, tensor) in tree.entries().filter(|(name, _)| name.text != "__metadata__") {
        let mut shape = tensor.list("shape").iter().map(|size| size.as_str()?.parse::<u64>().ok());
        let count = shape.try_fold(1u64, |count, size| count.checked_mul(size?));
        tensors += 1;
        parameters = parameters.saturating_add(count.unwrap_or(0));
        types.extend(tensor.text("dtype").filter(|name| types.len() < 100_000 && name.len() < 12));
        is_adapter |=
            [".lora_A", ".lora_B", "lora_up", "lora_down", ".hada_w1"].iter().any(|mark| name.text.contains(mark));
    }
    types.sort_unstable();
    types.dedup();
    let model = if is_adapter { model.kind(Kind::Adapter) } else { model };
    model.with("tensors", tensors).with("parameters", parameters).with("dtypes", joined(types))
}

/// What the maker wrote down: free keys, of which some are in common use (trainers of LoRA, modelspec).
fn described<'a>(model: Model<'a>, metadata: &Node) -> Model<'a> {
    let first = |keys: &[&str]| {
        keys.iter().find_map(|key| metadata.text(key)).filter(|value| !value.is_empty() && *value != "None")
    };
    let base = first(&["base_model", "ss_sd_model_name", "ss_base_model_version"]);
    let licence_written = first(&["license", "licence", "modelspec.license"]);
    let is_adapter = metadata.get("ss_network_module").is_some()
        || metadata.text("modelspec.architecture").is_some_and(|name| name.ends_with("/lora"));
    let model = if is_adapter { model.kind(Kind::Adapter) } else { model };
    model
        .named(first(&["modelspec.title", "ss_output_name", "model_name"]))
        .with_some("licence", licence_written.map(of_hub))
        .with_some("base-model", base)
        .with_some("architecture", first(&["modelspec.architecture", "architecture"]))
        .with_some("framework", first(&["format"]))
        .with_some("author", first(&["modelspec.author", "author"]))
        .with_some("adapter", first(&["ss_network_module"]))
}

/// The metadata of a header that is cut: they come first, as writers sort them, and hold only texts.
fn metadata_of(header: &str) -> Option<&str> {
    let at = header.get(..4096.min(header.len())).unwrap_or(header).find("\"__metadata__\"")?;
    let start = at + header.get(at..)?.find('{')?;
    let (mut in_text, mut is_escaped) = (false, false);
    for (at, byte) in header.bytes().enumerate().skip(start) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_text => is_escaped = true,
            b'"' => in_text = !in_text,
            b'}' if !in_text => return header.get(start..=at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_assets;

    fn file(header: &str) -> Vec<u8> {
        [&(header.len() as u64).to_le_bytes(), header.as_bytes(), &[0; 64]].concat()
    }

    #[test]
    fn a_header_tells_tensors_and_what_its_maker_wrote() {
        let header = r#"{"__metadata__":{"format":"pt","license":"apache-2.0"},"a.weight":{"dtype":"BF16","shape":[4,3],"data_offsets":[0,24]},"b":{"dtype":"F32","shape":[],"data_offsets":[24,28]}}   "#;
        let expected = "model-file x format=safetensors tensors=2 parameters=13 dtypes=BF16, F32 licence=Apache-2.0 framework=pt size=";
        check_assets("x", file(header), &[expected]);
        check_assets("net.pt!/x", file(header), &[]);
        check_assets("x.safetensors", b"not a header", &[]);
        // A length that is the largest number there is.
        check_assets("x.safetensors", [0xff; 9], &[]);
        check_assets(
            "x.safetensors",
            file("{\"dtype\":"),
            &["model-file x.safetensors format=safetensors header=broken"],
        );
    }

    #[test]
    fn an_adapter_is_one_by_its_tensors_or_its_trainer() {
        let header = r#"{"base.q_proj.lora_A.weight":{"dtype":"F32","shape":[8,64],"data_offsets":[0,2048]}}"#;
        check_assets(
            "m.safetensors",
            file(header),
            &["adapter m.safetensors format=safetensors tensors=1 parameters=512"],
        );
        let header = r#"{"__metadata__":{"ss_network_module":"networks.lora","ss_output_name":"door","ss_sd_model_name":"sd15.safetensors"},"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}"#;
        check_assets(
            "m.safetensors",
            file(header),
            &["adapter door format=safetensors tensors=1 parameters=1 dtypes=F16 base-model=sd15.safetensors"],
        );
    }

    #[test]
    fn of_a_header_that_is_cut_the_beginning_is_read() {
        let header = r#"{"__metadata__":{"modelspec.title":"Do}or"},"a":{"dtype":"F16","#;
        // Longer than what is read of any header.
        let length = 9_000_000;
        let bytes = [&(length as u64).to_le_bytes(), header.as_bytes(), &vec![b' '; length + 100][..]].concat();
        check_assets("m", &bytes, &["model-file Do}or format=safetensors header=incomplete size="]);
    }
}
