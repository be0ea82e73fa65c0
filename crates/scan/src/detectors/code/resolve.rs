//! From a text and the place it stands in to a model: what it is called, who runs it, how sure that is.

use inventory::Confidence;

use super::calls::Means;
use super::context::Context;
use super::keys::Strength;
use super::lexicon::{Known, Provider, is_id, lexicon};
use crate::report::Kind;

/// Where a text stands.
#[derive(Clone, Copy, Default)]
pub struct Position {
    /// What the name it is given to says.
    pub strength: Option<Strength>,
    /// What the call it is given to says.
    pub means: Option<Means>,
    /// The provider that the names around it speak of.
    pub named: Option<&'static Provider>,
    /// It is compared or listed, not used.
    pub is_mentioned: bool,
}

/// A model, a file with one, or a dataset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    pub kind: Kind,
    pub name: String,
    pub provider: Option<String>,
    pub confidence: Confidence,
    pub details: Vec<(&'static str, String)>,
}

impl Reference {
    fn new(kind: Kind, name: &str, provider: Option<&str>, confidence: Confidence) -> Reference {
        let (name, provider) = (name.to_owned(), provider.map(str::to_owned));
        Reference { kind, name, provider, confidence, details: Vec::new() }
    }

    pub fn of(kind: Kind, name: &str, confidence: Confidence) -> Reference {
        Reference::new(kind, name, None, confidence)
    }

    fn with(mut self, name: &'static str, value: &str) -> Reference {
        self.details.push((name, value.to_owned()));
        self
    }
}

/// The endings of files that hold a model and nothing else.
const MODEL_FILES: [&str; 26] = [
    "onnx",
    "gguf",
    "ggml",
    "safetensors",
    "tflite",
    "lite",
    "pt",
    "pth",
    "ckpt",
    "mlmodel",
    "mlmodelc",
    "mlpackage",
    "engine",
    "keras",
    "caffemodel",
    "ort",
    "pte",
    "pdmodel",
    "hef",
    "rknn",
    "cbm",
    "nemo",
    "llamafile",
    "task",
    "litertlm",
    "torchscript",
];

/// The endings of files that a call may load a model from.
const LOADED_FILES: [&str; 16] = [
    "bin", "pb", "h5", "hdf5", "pkl", "pickle", "joblib", "json", "xml", "zip", "dat", "txt", "model", "weights",
    "ubj", "param",
];

pub fn resolve(context: &Context, text: &str, at: &Position) -> Option<Reference> {
    let text = text.trim();
    if let Some(reference) = hub_address(text) {
        return Some(reference);
    }
    if let Some(reference) = file(context, text, at) {
        return Some(reference);
    }
    let text = text.strip_prefix("models/").unwrap_or(text);
    match at.means {
        Some(Means::Dataset) => dataset(text, Confidence::Certain),
        Some(Means::Hub) => hub(text),
        Some(Means::Whisper) => whisper(text),
        Some(Means::Library) => {
            is_name(text).then(|| Reference::new(Kind::ModelReference, text, None, Confidence::Certain))
        }
        Some(Means::File | Means::Agent | Means::Server | Means::Client | Means::Tool) => None,
        Some(Means::Model) | None => model(context, text, at),
    }
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

/// Whether a text may name a thing of a library: no words, no code.
fn is_name(text: &str) -> bool {
    is_id(text) && !text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `https://huggingface.co/org/name/resolve/…`.
pub fn hub_address(text: &str) -> Option<Reference> {
    let (_, after) = text.split_once("://")?;
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

/// A path of a file with a model.
fn file(context: &Context, text: &str, at: &Position) -> Option<Reference> {
    let name = text.rsplit(['/', '\\']).next()?;
    let (stem, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    // `{name}.onnx` and `_int8.onnx` are parts of names.
    let is_path = |text: &str| {
        text.len() <= 200 && !text.contains(['*', '<', '>', '|', '"', '\n', '?', '=', ';', ',', '{', '}', '$', '%'])
    };
    if !stem.starts_with(|c: char| c.is_alphanumeric()) || !is_path(text) || text.matches(' ').count() > 3 {
        return None;
    }
    let is_loaded = matches!(at.means, Some(Means::File | Means::Hub | Means::Library | Means::Whisper));
    let is_model = MODEL_FILES.contains(&&*extension) && (context.has_ai || is_loaded);
    if !(is_model || is_loaded && LOADED_FILES.contains(&&*extension)) {
        return None;
    }
    // `bge-large-zh-v1.5.pt`; but `v1.5` and `file.task` outside of calls end like files and are none.
    if matches!(&*extension, "task" | "lite" | "engine" | "pt" | "ckpt" | "ort")
        && !is_loaded
        && !text.contains(['/', '_', '-', '\\'])
    {
        return None;
    }
    let confidence = if is_loaded { Confidence::Certain } else { Confidence::Likely };
    let reference = Reference::new(Kind::ModelReference, name, None, confidence);
    Some(reference.with("path", text))
}

/// A model of the hub, or a folder.
fn hub(text: &str) -> Option<Reference> {
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
fn whisper(text: &str) -> Option<Reference> {
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

fn model(context: &Context, text: &str, at: &Position) -> Option<Reference> {
    if !is_id(text) {
        return None;
    }
    if let Some(known) = lexicon().find(text) {
        return known_model(context, text, known, at);
    }
    if let Some((route, rest)) = routed(text)
        && let Some(reference) = routed_model(context, text, route, rest, at)
    {
        return Some(reference);
    }
    if let Some((_, name)) = text.rsplit_once('/') {
        let known = lexicon().find(name).filter(|known| !known.is_loose);
        let is_told = at.means.is_some() || at.strength.is_some();
        let is_listed = context.has_ai && known.is_some_and(|known| known.is_open);
        if !(is_listed || (is_told && (context.has_ai || known.is_some()))) {
            return None;
        }
        if known.is_none() && at.strength != Some(Strength::Strict) && at.means.is_none() && !context.has_hub {
            return None;
        }
        return unlisted(context, text, at);
    }
    let is_told = at.means.is_some() || at.strength == Some(Strength::Strict);
    if !context.has_ai || !is_told || at.is_mentioned || !is_plausible(text) {
        return None;
    }
    unlisted(context, text, at)
}

/// `provider/id` and `provider:id`.
fn routed(text: &str) -> Option<(&'static Provider, &str)> {
    let (route, rest) = text.split_once(['/', ':'])?;
    Some((lexicon().route(route)?, rest))
}

fn routed_model(context: &Context, text: &str, route: &Provider, rest: &str, at: &Position) -> Option<Reference> {
    let known = lexicon().find(rest.rsplit('/').next().unwrap_or(rest));
    let is_told = at.means.is_some() || at.strength.is_some();
    let is_precise = known.is_some_and(|known| !known.is_loose);
    // Outside of AI the name must say model and the id must be one.
    if !(context.has_ai && (is_told || is_precise)) && !(is_told && is_precise) {
        return None;
    }
    if !is_id(rest) || (known.is_none() && !is_plausible(rest)) {
        return None;
    }
    let confidence = confidence(at);
    if route.local {
        return Some(Reference::new(Kind::ModelReference, rest, Some(&route.name), confidence));
    }
    let is_closed = known.is_some_and(|known| !known.is_open);
    // `mistralai/Mixtral-8x7B` at Together is an id of theirs.
    if !is_closed && !route.cloud && at.named.is_some_and(|named| named.cloud) {
        return None;
    }
    let is_organisation = !route.cloud && !text.contains(':') && !context.has_routes;
    if is_organisation && !is_closed {
        // `openai/whisper-large-v3`, `mistralai/Mistral-7B`: organisations of the hub.
        return None;
    }
    let reference = Reference::new(Kind::HostedModel, rest, Some(&route.name), confidence);
    Some(if route.name == "Azure OpenAI" { reference.with("deployment", rest) } else { reference })
}

fn known_model(context: &Context, id: &str, known: Known, at: &Position) -> Option<Reference> {
    let is_told = at.means.is_some() || at.strength.is_some();
    let counts = match (context.has_ai, known.is_loose) {
        (true, true) => at.means.is_some() || at.strength == Some(Strength::Strict),
        (true, false) => true,
        (false, loose) => is_told && !loose,
    };
    if !counts {
        return None;
    }
    let confidence = confidence(at);
    let runner = at.named.or(context.provider);
    if known.is_open {
        return Some(open_model(context, id, known, runner, confidence));
    }
    let maker = known.provider;
    let provider = runner.filter(|runner| runs_closed(&runner.name, maker)).map(|runner| &*runner.name).or(maker);
    let reference = Reference::new(Kind::HostedModel, id, provider, confidence);
    Some(if provider == Some("Azure OpenAI") { reference.with("deployment", id) } else { reference })
}

/// Clouds that also run models whose weights are not public.
fn runs_closed(runner: &str, maker: Option<&str>) -> bool {
    match runner {
        "Azure OpenAI" => matches!(maker, Some("OpenAI" | "Mistral AI" | "Cohere" | "xAI" | "DeepSeek")),
        "Google Vertex AI" => matches!(maker, Some("Google" | "Anthropic" | "Mistral AI" | "AI21 Labs")),
        "GitHub Models" | "OpenRouter" | "Databricks" | "Snowflake" | "CometAPI" | "APIpie" | "Replicate" => true,
        _ => false,
    }
}

fn open_model(
    context: &Context,
    id: &str,
    known: Known,
    runner: Option<&Provider>,
    confidence: Confidence,
) -> Reference {
    match runner {
        Some(runner) if runner.local => Reference::new(Kind::ModelReference, id, Some(&runner.name), confidence),
        Some(runner) if runner.cloud || known.provider == Some(&*runner.name) => {
            Reference::new(Kind::HostedModel, id, Some(&runner.name), confidence)
        }
        _ => {
            let provider = (context.has_hub && id.contains('/')).then_some("Hugging Face");
            Reference::new(Kind::ModelReference, id, provider, confidence)
        }
    }
}

/// An id that the lexicon does not know, where one is expected.
fn unlisted(context: &Context, id: &str, at: &Position) -> Option<Reference> {
    let confidence = if at.means.is_some() || at.strength == Some(Strength::Strict) {
        Confidence::Likely
    } else {
        Confidence::Possible
    };
    let is_hub = id.matches('/').count() == 1;
    // Docker's own name for models on its hub.
    let is_docker = id.starts_with("ai/") && at.named.is_none();
    if is_docker {
        return Some(Reference::new(Kind::ModelReference, id, Some("Docker Model Runner"), confidence));
    }
    let runner = at.named.or(context.provider).filter(|_| !id.starts_with('@'));
    // A token for the hub says only that something is fetched from it.
    let runner = runner.filter(|runner| runner.name != "Hugging Face" || !is_hub || at.named.is_some());
    match runner {
        Some(runner) if runner.name == "Azure OpenAI" => {
            Some(Reference::new(Kind::HostedModel, id, Some(&runner.name), confidence).with("deployment", id))
        }
        Some(runner) if runner.local => Some(Reference::new(Kind::ModelReference, id, Some(&runner.name), confidence)),
        Some(runner) if runner.cloud => Some(Reference::new(Kind::HostedModel, id, Some(&runner.name), confidence)),
        _ if id.starts_with("@cf/") || id.starts_with("@hf/") => {
            Some(Reference::new(Kind::HostedModel, id, Some("Cloudflare"), confidence))
        }
        _ if is_hub => Some(Reference::new(Kind::ModelReference, id, Some("Hugging Face"), confidence)),
        Some(runner) => Some(Reference::new(Kind::HostedModel, id, Some(&runner.name), confidence)),
        // A name of somebody's own for a model that runs somewhere: without a number it says nothing.
        None => id
            .contains(|c: char| c.is_ascii_digit())
            .then(|| Reference::new(Kind::ModelReference, id, None, Confidence::Possible)),
    }
}

fn confidence(at: &Position) -> Confidence {
    if at.is_mentioned {
        Confidence::Possible
    } else if at.means.is_some() || at.strength == Some(Strength::Strict) {
        Confidence::Certain
    } else if at.strength.is_some() {
        Confidence::Likely
    } else {
        Confidence::Possible
    }
}

/// Whether an id that nobody knows could be one.
fn is_plausible(id: &str) -> bool {
    const WORDS: [&str; 30] = [
        "auto",
        "default",
        "none",
        "null",
        "string",
        "custom",
        "user",
        "model",
        "name",
        "text",
        "gpt",
        "openai",
        "anthropic",
        "azure",
        "local",
        "remote",
        "true",
        "false",
        "test",
        "unknown",
        "other",
        "chat",
        "embedding",
        "assistant",
        "system",
        "id",
        "dummy",
        "mock",
        "foo",
        "bar",
    ];
    let lower = id.to_ascii_lowercase();
    let has_digit = lower.bytes().any(|byte| byte.is_ascii_digit());
    let has_letter = lower.bytes().any(|byte| byte.is_ascii_alphabetic());
    let is_version =
        lower.trim_start_matches('v').bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    // `application/json`, `user-agent`, `gpt-*`.
    let is_media = ["application/", "text/", "image/", "audio/", "video/", "multipart/"]
        .iter()
        .any(|start| lower.starts_with(start));
    let is_placeholder = [
        "your",
        "my-model",
        "example",
        "placeholder",
        "some-",
        "changeme",
        "test-model",
        "custom-",
        "api-key",
        "apikey",
        "mock-",
        "fake-",
        "dummy-",
        "default-model",
        "-webui",
    ]
    .iter()
    .any(|part| lower.contains(part));
    // `docker-model-runner`, `openai-compatible`: who runs it, not what.
    let is_provider = !has_digit && !lower.contains('/') && lexicon().named(std::iter::once(id)).is_some();
    let is_file = lower.rsplit_once('.').is_some_and(|(_, end)| {
        matches!(
            end,
            "py" | "js"
                | "ts"
                | "json"
                | "yaml"
                | "yml"
                | "md"
                | "txt"
                | "png"
                | "jpg"
                | "html"
                | "csv"
                | "com"
                | "io"
                | "ai"
                | "org"
                | "net"
        )
    });
    lower.len() >= 3
        && has_letter
        && (has_digit || lower.contains(['-', '/', ':']))
        && !is_version
        && !is_media
        && !is_placeholder
        && !(lower.starts_with("model-") && lower.len() < 9)
        && !is_provider
        && !is_file
        && !WORDS.contains(&&*lower)
}
