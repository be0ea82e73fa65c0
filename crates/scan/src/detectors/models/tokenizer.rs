//! Recognises tokenizers: those of Hugging Face, SentencePiece, and lists of merges.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::bytes::{beginning, has};
use super::proto::{Value, fields, text_of};
use super::seen::Model;
use crate::file::SourceFile;
use crate::found::Found;
use crate::report::Kind;

pub const DETECTOR: Detector = Detector {
    id: "tokenizer",
    files: Files::Named(&[
        "tokenizer.json",
        "tokenizer_config.json",
        "*.model",
        "vocab.bpe",
        "merges.txt",
        "bpe.codes",
        "*.tiktoken",
    ]),
    want: Want::Head,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let tokenizer = |format: &str| Model::of(Kind::Tokenizer, format);
    let is_first_line = |mark: &[u8]| file.bytes.starts_with(mark);
    let name = file.name.lower_name();
    let model = match name {
        "tokenizer.json" if has(file.bytes, "\"model\"") => {
            let kinds = ["BPE", "WordPiece", "Unigram", "WordLevel"];
            let kind = kinds.iter().find(|kind| {
                has(file.bytes, &format!("\"type\": \"{kind}\"")) || has(file.bytes, &format!("\"type\":\"{kind}\""))
            });
            let is_known = kind.is_some() || has(file.bytes, "\"added_tokens\"") || has(file.bytes, "\"vocab\"");
            is_known.then(|| tokenizer("Hugging Face tokenizer").with_some("algorithm", kind))
        }
        "tokenizer_config.json" if has(file.bytes, "\"tokenizer_class\"") || has(file.bytes, "_token\"") => {
            let class = value(file.bytes, "\"tokenizer_class\"");
            Some(tokenizer("Hugging Face tokenizer settings").with_some("architecture", class))
        }
        "vocab.bpe" | "merges.txt" if is_first_line(b"#version") => Some(tokenizer("merges")),
        _ if name.ends_with(".tiktoken") && is_tiktoken(file.bytes) => Some(tokenizer("tiktoken")),
        _ if file.name.extension() == "model" && is_sentencepiece(file.bytes) => Some(tokenizer("SentencePiece")),
        _ => None,
    };
    if let Some(model) = model {
        let is_sure = file.name.extension() == "model" || name == "tokenizer.json";
        model.sure(if is_sure { Confidence::Certain } else { Confidence::Likely }).report(file, found);
    }
}

fn value<'a>(bytes: &'a [u8], key: &str) -> Option<&'a str> {
    let at = memchr::memmem::find(bytes, key.as_bytes())? + key.len();
    let rest = std::str::from_utf8(bytes.get(at..(at + 100).min(bytes.len()))?).ok()?;
    rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?.split('"').next()
}

/// Pieces first, each with its text, its score and its type.
fn is_sentencepiece(bytes: &[u8]) -> bool {
    let pieces = fields(bytes).take(3).filter(|field| match (field.number, field.value) {
        (1, Value::Bytes(piece)) => {
            let has_score = fields(piece).any(|field| field.number == 2 && field.value == Value::Fixed);
            text_of(piece, 1).is_some() && has_score
        }
        _ => false,
    });
    pieces.count() == 3
}

/// Each line is a token in base64 and its rank.
fn is_tiktoken(bytes: &[u8]) -> bool {
    let line = beginning(bytes, 256).split(|byte| *byte == b'\n').next().unwrap_or_default();
    line.split(|byte| *byte == b' ').nth(1).is_some_and(|rank| !rank.is_empty() && rank.iter().all(u8::is_ascii_digit))
}

#[test]
fn tokenizers_are_known_by_what_they_hold() {
    use crate::detectors::tests::check_assets;
    let json = r#"{"version": "1.0", "model": {"type": "WordPiece", "vocab": {}}}"#;
    check_assets(
        "m/tokenizer.json",
        json,
        &["tokenizer tokenizer.json format=Hugging Face tokenizer algorithm=WordPiece"],
    );
    let settings = r#"{"tokenizer_class": "BertTokenizer"}"#;
    check_assets("m/tokenizer_config.json", settings, &["tokenizer tokenizer_config.json architecture=BertTokenizer"]);
    let piece = b"\x0a\x0e\x0a\x05<unk>\x15\0\0\0\0\x18\x02";
    check_assets("m/spiece.model", piece.repeat(3), &["tokenizer spiece.model format=SentencePiece"]);
    check_assets("m/vocab.bpe", "#version: 0.2\nd o\n", &["tokenizer vocab.bpe format=merges"]);
    check_assets("m/a.tiktoken", "IQ== 0\nIg== 1\n", &["tokenizer a.tiktoken format=tiktoken"]);
    check_assets("src/tokenizer.json", r#"{"rules": []}"#, &[]);
    check_assets("data/door.model", "a car\n", &[]);
    check_assets("merges.txt", "branch door\n", &[]);
}
