//! Reads the header of GGUF, versions 1 to 3 and either byte order: keys and values, then the list of tensors.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::bytes::Bytes;
use super::seen::Model;
use crate::file::SourceFile;
use crate::found::Found;
use crate::licence_text::of_hub;
use crate::report::Kind;

pub const DETECTOR: Detector = Detector { id: "gguf", files: Files::Every, want: Want::Head, read };

/// More keys or tensors than any model has.
const COUNT_MAX: u64 = 1 << 20;

/// The names of `llama_ftype`, by number; gaps are types that were taken back.
const FILE_TYPES: [&str; 39] = [
    "F32",
    "F16",
    "Q4_0",
    "Q4_1",
    "Q4_1",
    "",
    "",
    "Q8_0",
    "Q5_0",
    "Q5_1",
    "Q2_K",
    "Q3_K_S",
    "Q3_K_M",
    "Q3_K_L",
    "Q4_K_S",
    "Q4_K_M",
    "Q5_K_S",
    "Q5_K_M",
    "Q6_K",
    "IQ2_XXS",
    "IQ2_XS",
    "Q2_K_S",
    "IQ3_XS",
    "IQ3_XXS",
    "IQ1_S",
    "IQ4_NL",
    "IQ3_S",
    "IQ3_M",
    "IQ2_S",
    "IQ2_M",
    "IQ4_XS",
    "IQ1_M",
    "BF16",
    "Q4_0_4_4",
    "Q4_0_4_8",
    "Q4_0_8_8",
    "TQ1_0",
    "TQ2_0",
    "MXFP4_MOE",
];

/// What a header says, as far as it was read.
#[derive(Debug, Default)]
struct Header {
    version: u32,
    tensors: Option<u64>,
    values: Vec<(String, String)>,
    parameters: Option<u64>,
}

impl Header {
    fn value(&self, key: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| known == key).map(|(_, value)| &**value)
    }
}

fn read(file: &SourceFile, found: &mut Found) {
    if !file.bytes.starts_with(b"GGUF") {
        return;
    }
    let Some(header) = header(file.bytes) else { return };
    let value = |key: &str| header.value(key);
    let file_type = value("general.file_type").and_then(|number| number.parse::<usize>().ok());
    let quantisation = file_type.and_then(|number| FILE_TYPES.get(number)).filter(|name| !name.is_empty());
    let architecture = value("general.architecture");
    let base = match (value("general.base_model.0.organization"), value("general.base_model.0.name")) {
        (Some(organisation), Some(name)) => Some(format!("{organisation}/{name}")),
        (None, Some(name)) => Some(name.to_owned()),
        _ => value("general.base_model.0.repo_url").map(str::to_owned),
    };
    let source =
        ["general.source.huggingface.repository", "general.source.repo_url", "general.repo_url", "general.source.url"];
    let is_adapter = value("general.type") == Some("adapter") || value("adapter.type").is_some();
    let mut model = Model::of(if is_adapter { Kind::Adapter } else { Kind::ModelFile }, "GGUF")
        .named(value("general.name").or(value("general.basename")))
        .with_some("architecture", architecture)
        .with_some("licence", value("general.license").map(of_hub))
        .with_some("quantisation", quantisation)
        .with_some("base-model", base)
        .with_some("quantised-by", value("general.quantized_by"))
        .with_some("author", value("general.author"))
        .with_some("organisation", value("general.organization"))
        .with_some("size-label", value("general.size_label"))
        .with_some("context-length", architecture.and_then(|name| value(&format!("{name}.context_length"))))
        .with_some("tensors", header.tensors)
        .with_some("parameters", header.parameters)
        .with_some("source", source.iter().find_map(|key| value(key)));
    if header.tensors.is_none() || header.parameters.is_none() {
        model = model.with("header", "incomplete");
    }
    if header.tensors.is_none() {
        model = model.sure(Confidence::Likely);
    }
    model.with("version", header.version).report(file, found);
}

/// None if what follows the mark cannot be a header.
fn header(bytes: &[u8]) -> Option<Header> {
    let Some(version) = bytes.get(4..8).and_then(|bytes| Some(u32::from_le_bytes(bytes.try_into().ok()?))) else {
        return Some(Header::default());
    };
    let big_endian = version > 0xffff;
    let version = if big_endian { version.swap_bytes() } else { version };
    if version > 16 {
        return None;
    }
    let mut header = Header { version, ..Header::default() };
    if version == 0 {
        return Some(header);
    }
    // A break in the file leaves what came before it.
    let _ = fill(&mut header, Bytes::new(bytes.get(8..)?, big_endian));
    Some(header)
}

fn fill(header: &mut Header, mut bytes: Bytes) -> Option<()> {
    let is_short = header.version == 1;
    let count = |bytes: &mut Bytes| if is_short { bytes.u32().map(u64::from) } else { bytes.u64() };
    let tensors = count(&mut bytes)?;
    let keys = count(&mut bytes).filter(|count| *count <= COUNT_MAX && tensors <= COUNT_MAX)?;
    header.tensors = Some(tensors);
    for _ in 0..keys {
        let length = count(&mut bytes)?;
        let key = String::from_utf8_lossy(bytes.take(length)?).into_owned();
        let kind = bytes.u32()?;
        let value = value(&mut bytes, kind, is_short, 0)?;
        if let Some(value) = value.filter(|_| header.values.len() < 4096) {
            header.values.push((key, value));
        }
    }
    let mut parameters = 0u64;
    for _ in 0..tensors {
        let length = count(&mut bytes)?;
        bytes.take(length)?;
        let mut of_tensor = 1u64;
        for _ in 0..bytes.u32().filter(|dimensions| *dimensions <= 8)? {
            of_tensor = of_tensor.saturating_mul(count(&mut bytes)?);
        }
        bytes.take(12)?;
        parameters = parameters.saturating_add(of_tensor);
    }
    header.parameters = Some(parameters);
    Some(())
}

/// Passes over a value. Texts, numbers and booleans are given; of lists only their end is of interest.
fn value(bytes: &mut Bytes, kind: u32, is_short: bool, level: u32) -> Option<Option<String>> {
    Some(match kind {
        0 | 1 | 7 => Some(bytes.take(1)?.first()?.to_string()),
        2 | 3 => {
            bytes.take(2)?;
            None
        }
        4 | 5 => Some(bytes.u32()?.to_string()),
        6 => {
            bytes.take(4)?;
            None
        }
        8 => {
            let length = if is_short { u64::from(bytes.u32()?) } else { bytes.u64()? };
            let text = String::from_utf8_lossy(bytes.take(length)?).into_owned();
            Some(text).filter(|text| text.len() <= 1024)
        }
        9 if level < 4 => {
            let of = bytes.u32()?;
            let length = if is_short { u64::from(bytes.u32()?) } else { bytes.u64()? };
            let size = match of {
                0 | 1 | 7 => 1,
                2 | 3 => 2,
                4..=6 => 4,
                10..=12 => 8,
                _ => 0,
            };
            if size > 0 {
                bytes.take(length.checked_mul(size)?)?;
            } else {
                // Every item takes bytes, so that the end of the header ends this.
                for _ in 0..length {
                    value(bytes, of, is_short, level + 1)?;
                }
            }
            None
        }
        10 | 11 => Some(bytes.u64()?.to_string()),
        12 => {
            bytes.take(8)?;
            None
        }
        _ => return None,
    })
}

/// Whether the header is longer than these bytes.
pub fn is_cut(bytes: &[u8]) -> bool {
    bytes.starts_with(b"GGUF") && header(bytes).is_some_and(|header| header.version > 0 && header.parameters.is_none())
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_assets;

    fn text(text: &str) -> Vec<u8> {
        [&(text.len() as u64).to_le_bytes(), text.as_bytes()].concat()
    }

    fn pair(key: &str, kind: u32, value: &[u8]) -> Vec<u8> {
        [&text(key), &kind.to_le_bytes()[..], value].concat()
    }

    fn file(tensors: u64, pairs: &[Vec<u8>], rest: &[u8]) -> Vec<u8> {
        let counts = [tensors.to_le_bytes(), (pairs.len() as u64).to_le_bytes()].concat();
        [b"GGUF\x03\0\0\0", &counts[..], &pairs.concat(), rest].concat()
    }

    #[test]
    fn keys_and_tensors_are_read() {
        let words = [&8u32.to_le_bytes()[..], &2u64.to_le_bytes(), &text("<s>"), &text("a")].concat();
        let pairs = [
            pair("general.architecture", 8, &text("llama")),
            pair("general.name", 8, &text("Door 1B")),
            pair("tokenizer.ggml.tokens", 9, &words),
            pair("general.file_type", 4, &15u32.to_le_bytes()),
            pair("general.license", 8, &text("mit")),
            pair("general.base_model.0.name", 8, &text("Door")),
            pair("general.base_model.0.organization", 8, &text("Example")),
            pair("llama.context_length", 4, &8192u32.to_le_bytes()),
        ];
        let tensor =
            [text("w"), 2u32.to_le_bytes().to_vec(), [5u64, 7].map(u64::to_le_bytes).concat(), vec![0; 12]].concat();
        let expected = "model-file Door 1B format=GGUF architecture=llama licence=MIT quantisation=Q4_K_M \
                        base-model=Example/Door context-length=8192 tensors=1 parameters=35 version=3";
        check_assets("blobs/sha256-0", file(1, &pairs, &tensor), &[expected]);
        let cut = "model-file Door 1B format=GGUF architecture=llama tensors=1 header=incomplete";
        check_assets("m.gguf", &file(1, &pairs, &tensor)[..120], &[cut]);
        check_assets("m.gguf", b"GGUF\x03", &["model-file m.gguf format=GGUF header=incomplete"]);
        check_assets("m.gguf", b"GGUF is a format of files", &[]);
        check_assets("m.gguf", b"", &[]);
    }

    #[test]
    fn the_other_byte_order_and_the_first_version_are_read() {
        let big = [
            b"GGUF\0\0\0\x03".to_vec(),
            [0u64, 1].map(u64::to_be_bytes).concat(),
            [&20u64.to_be_bytes()[..], b"general.architecture", &8u32.to_be_bytes(), &3u64.to_be_bytes(), b"gpt"]
                .concat(),
        ]
        .concat();
        check_assets("m", &big, &["model-file m format=GGUF architecture=gpt tensors=0 parameters=0 version=3"]);
        let first = [
            b"GGUF\x01\0\0\0\0\0\0\0\x01\0\0\0".to_vec(),
            [&12u32.to_le_bytes()[..], b"adapter.type", &8u32.to_le_bytes(), &4u32.to_le_bytes(), b"lora"].concat(),
        ]
        .concat();
        check_assets("m", &first, &["adapter m format=GGUF tensors=0 parameters=0 version=1"]);
    }

    #[test]
    fn a_header_made_to_keep_a_reader_busy_ends() {
        let nested = pair("a", 9, &[&9u32.to_le_bytes()[..], &u64::MAX.to_le_bytes(), &[0; 64]].concat());
        check_assets("m", file(u64::MAX, &[nested], b""), &["model-file m format=GGUF header=incomplete"]);
    }
}
