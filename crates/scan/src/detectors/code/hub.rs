//! Models and datasets of the Hugging Face hub and of libraries that fetch them by name.

use inventory::Confidence;

use super::lexicon::{is_id, lexicon};
use super::resolve::Reference;
use crate::report::Kind;

/// Whether a text may name a thing of a library: no words, no code.
pub fn is_name(text: &str) -> bool {
    is_id(text) && !text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What follows `://` in a text; most texts hold no colon at all.
pub fn after_scheme(text: &str) -> Option<&str> {
    memchr::memchr_iter(b':', text.as_bytes()).find_map(|at| text.get(at..)?.strip_prefix("://"))
}

/// `https://huggingface.co/org/name/resolve/…`.
pub fn hub_address(text: &str) -> Option<Reference> {
    let after = after_scheme(text)?;
    // A page of TensorFlow Hub: maker, model, version.
    if let Some(path) = after.strip_prefix("tfhub.dev/") {
        let name: Vec<&str> =
            path.split(['?', '#']).next().unwrap_or_default().trim_matches('/').split('/').take(3).collect();
        let is_model = name.len() > 1 && name.iter().all(|part| !part.is_empty());
        return is_model.then(|| {
            Reference::new(Kind::ModelReference, &name.join("/"), Some("TensorFlow Hub"), Confidence::Certain)
        });
    }
    let path = after.strip_prefix("huggingface.co/").or_else(|| after.strip_prefix("hf.co/"))?;
    let (kind, path) = match path.strip_prefix("datasets/") {
        Some(path) => (Kind::Dataset, path),
        None => (Kind::ModelReference, path),
    };
    let mut parts = path.split(['/', '?', '#', ' ', '"', '\'', ')', ']', '>', ',']);
    let (org, name) = (parts.next()?, parts.next()?);
    const PAGES: [&str; 18] = [
        "docs",
        "spaces",
        "blog",
        "papers",
        "models",
        "datasets",
        "api",
        "settings",
        "organizations",
        "join",
        "login",
        "tasks",
        "learn",
        "collections",
        "pricing",
        "chat",
        "front",
        "posts",
    ];
    if PAGES.contains(&org) || !is_id(org) || !is_id(name) {
        return None;
    }
    let is_file = matches!(parts.next(), Some("resolve" | "raw" | "blob" | "tree"));
    let confidence = if is_file { Confidence::Certain } else { Confidence::Likely };
    Some(Reference::new(kind, &format!("{org}/{name}"), Some("Hugging Face"), confidence))
}

/// A dataset of the hub; those without an organisation are the old ones.
pub fn dataset(text: &str, confidence: Confidence) -> Option<Reference> {
    // `csv`, `json`: how a file is to be read.
    const FORMATS: [&str; 10] =
        ["csv", "json", "parquet", "text", "arrow", "imagefolder", "audiofolder", "webdataset", "pandas", "xml"];
    let is_dataset = is_name(text) && !FORMATS.contains(&text) && text.matches('/').count() < 2 && !text.contains(':');
    let provider = Some("Hugging Face").filter(|_| text.contains('/'));
    is_dataset.then(|| Reference::new(Kind::Dataset, text, provider, confidence))
}

/// A model of the hub, or a folder.
pub fn hub(text: &str) -> Option<Reference> {
    if let Some(known) = lexicon().find(text).filter(|known| !known.is_open && !known.is_loose) {
        return Some(Reference::new(Kind::HostedModel, text, known.provider, Confidence::Certain));
    }
    let is_path = text.starts_with(['.', '/', '~']) || text.contains('\\') || text.matches('/').count() > 1;
    if is_path {
        let name = text.trim_end_matches('/').rsplit(['/', '\\']).next().filter(|name| is_id(name))?;
        return Some(Reference::new(Kind::ModelReference, name, None, Confidence::Certain).with("path", text));
    }
    is_name(text).then(|| Reference::new(Kind::ModelReference, text, Some("Hugging Face"), Confidence::Certain))
}

/// Whisper's models are called by their size.
pub fn whisper(text: &str) -> Option<Reference> {
    let size = text.split(['-', '.', '_']).next().unwrap_or_default();
    let is_size = matches!(size, "tiny" | "base" | "small" | "medium" | "large" | "turbo");
    match (is_size, is_name(text)) {
        (true, _) => {
            Some(Reference::new(Kind::ModelReference, &format!("whisper-{text}"), Some("OpenAI"), Confidence::Certain))
        }
        (false, true) => hub(text),
        _ => None,
    }
}
