//! Recognises models for text and speech that have formats of their own: word vectors, Tesseract, spaCy, NeMo, Vosk.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::bytes::{beginning, is_binary, u32_at};
use super::seen::{Model, joined};
use crate::file::SourceFile;
use crate::found::Found;
use crate::licence_text::of_hub;
use crate::tree::{Node, json};

pub const DETECTOR: Detector = Detector { id: "language-models", files: Files::Every, want: Want::Head, read };

fn read(file: &SourceFile, found: &mut Found) {
    let model = match file.name.lower_name() {
        "meta.json" => spacy(file),
        "model_config.yaml" => nemo_settings(file),
        _ => None,
    };
    let extension = file.name.extension();
    let model = model.or_else(|| match file.bytes {
        [b'1'..=b'9', ..] if extension != "csv" => word_vectors(file),
        [5..=32, 0, 0, 0, ..] => tesseract(file),
        _ if extension == "nemo" && is_binary(file.bytes) => Some(Model::new("NeMo").with("library", "NVIDIA NeMo")),
        _ => None,
    });
    if let Some(model) = model {
        model.report(file, found);
    }
}

fn spacy<'a>(file: &SourceFile) -> Option<Model<'a>> {
    let text = file.text();
    if !text.contains("\"spacy_version\"") {
        return None;
    }
    let tree = json(&text).ok()?;
    let (language, name) = (tree.text("lang")?, tree.text("name").unwrap_or("pipeline"));
    let parts: Vec<&str> = tree.list("pipeline").iter().filter_map(Node::as_str).collect();
    let model = Model::new("spaCy")
        .named(Some(&format!("{language}_{name}")))
        .with("library", "spaCy")
        .with_some("model-version", tree.text("version"))
        .with_some("licence", tree.text("license").map(of_hub))
        .with_some("author", tree.text("author"))
        .with("task", joined(parts))
        .with("language", language);
    Some(model)
}

/// What lies in a `.nemo` archive beside the weights.
fn nemo_settings<'a>(file: &SourceFile) -> Option<Model<'a>> {
    let text = file.text();
    let target = text.lines().find_map(|line| line.strip_prefix("target:"))?.trim();
    let class = target.rsplit('.').next().filter(|_| target.starts_with("nemo."))?;
    // The archive itself is reported, too.
    let is_inside = file.name.path().contains(".nemo!/");
    (!is_inside).then(|| Model::new("NeMo").with("library", "NVIDIA NeMo").with("architecture", class))
}

/// The number of words and of dimensions, then each word and its vector: in binary (word2vec) or as text (`.vec`).
fn word_vectors<'a>(file: &SourceFile) -> Option<Model<'a>> {
    let end = memchr::memchr(b'\n', beginning(file.bytes, 32))?;
    let line = std::str::from_utf8(file.bytes.get(..end)?).ok()?;
    let (words, dimensions) = line.trim_end().split_once(' ')?;
    let (words, dimensions) = (words.parse::<u64>().ok()?, dimensions.parse::<u64>().ok()?);
    if words == 0 || !(2..=8192).contains(&dimensions) {
        return None;
    }
    let rest = file.bytes.get(end + 1..)?;
    let word = rest.get(..memchr::memchr(b' ', beginning(rest, 256))?)?;
    let word = std::str::from_utf8(word).ok()?.trim_start();
    let vector_bytes = words.checked_mul(dimensions)?.checked_mul(4)?;
    let is_word = !word.is_empty() && !word.chars().any(|c| c.is_control() || c.is_whitespace());
    let format = if !is_word {
        return None;
    } else if is_binary(rest)
        && file.size_bytes > vector_bytes
        && file.size_bytes / 2 < vector_bytes.saturating_add(words.saturating_mul(256))
    {
        "word2vec"
    } else if file.name.extension() == "vec" || is_vector(rest, dimensions) {
        "word vectors"
    } else {
        return None;
    };
    Some(Model::new(format).with("task", "word vectors").with("words", words).with("dimensions", dimensions))
}

/// A line of a word and as many numbers as were said.
fn is_vector(rest: &[u8], dimensions: u64) -> bool {
    let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let Ok(line) = std::str::from_utf8(line) else { return false };
    let mut numbers = line.trim().split(' ');
    let has_word = numbers.next().is_some_and(|word| word.parse::<f32>().is_err());
    let count = numbers.by_ref().take(10_000).take_while(|number| number.parse::<f32>().is_ok()).count() as u64;
    has_word && dimensions >= 8 && count == dimensions
}

/// A table of where each part begins: the first part follows the table.
fn tesseract<'a>(file: &SourceFile) -> Option<Model<'a>> {
    let count = u64::from(u32_at(file.bytes, 0)?);
    let table = 4 + 8 * count;
    let mut first = None;
    for at in 0..usize::try_from(count).ok()? {
        let offset = i64::from_le_bytes(file.bytes.get(4 + 8 * at..12 + 8 * at)?.try_into().ok()?);
        if offset == -1 {
            continue;
        }
        let offset = u64::try_from(offset).ok().filter(|offset| (table..=file.size_bytes).contains(offset))?;
        first = first.or(Some(offset));
    }
    let is_table = first == Some(table);
    let is_named = file.name.extension() == "traineddata";
    let sure = if is_named { Confidence::Certain } else { Confidence::Likely };
    (is_table && (is_named || count >= 17)).then(|| Model::new("Tesseract").with("library", "Tesseract").sure(sure))
}

#[cfg(test)]
mod tests {
    use crate::detectors::tests::check_assets;

    #[test]
    fn models_for_text_are_known_by_structure() {
        let vectors = [b"2 4\ndoor ".to_vec(), vec![0; 16], b"\nkey ".to_vec(), vec![1; 16]].concat();
        check_assets("a.bin", vectors, &["model-file a.bin format=word2vec words=2 dimensions=4"]);
        let text = "2 8\ndoor 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8\nkey 1 1 1 1 1 1 1 1\n";
        check_assets("a.txt", text, &["model-file a.txt format=word vectors words=2 dimensions=8"]);
        check_assets("a.txt", "3 4\n1 2 3\n", &[]);
        check_assets("a.txt", "10 20\nlines of a poem\n", &[]);
        let table = [3u32.to_le_bytes().to_vec(), [-1i64, 28, 40].map(i64::to_le_bytes).concat(), vec![7; 40]].concat();
        let table = [&[17, 0, 0, 0][..], &table[4..28], &(-1i64).to_le_bytes().repeat(14)].concat();
        check_assets("eng.traineddata", &table, &[]);
        let table =
            [&17u32.to_le_bytes()[..], &140i64.to_le_bytes(), &(-1i64).to_le_bytes().repeat(16), &[9; 9]].concat();
        check_assets("eng.traineddata", table, &["model-file eng.traineddata format=Tesseract"]);
    }

    #[test]
    fn settings_of_spacy_and_nemo_name_the_model() {
        let meta = r#"{"lang": "en", "name": "door", "version": "1.0", "spacy_version": ">=3.7", "license": "MIT", "pipeline": ["tok2vec", "ner"]}"#;
        check_assets(
            "m/meta.json",
            meta,
            &["model-file en_door format=spaCy model-version=1.0 licence=MIT task=tok2vec, ner language=en"],
        );
        check_assets("m/meta.json", "{\"lang\": \"en\"}", &[]);
        let nemo = "sample_rate: 16000\ntarget: nemo.collections.asr.models.EncDecCTCModel\n";
        check_assets(
            "m/model_config.yaml",
            nemo,
            &["model-file model_config.yaml format=NeMo architecture=EncDecCTCModel"],
        );
    }
}
