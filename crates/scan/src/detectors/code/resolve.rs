//! From a text and the place it stands in to a model: what it is called, who runs it, how sure that is.

use inventory::Confidence;

use super::calls::Means;
use super::context::Context;
use super::hub::{dataset, hub, hub_address, is_name, whisper};
use super::keys::Strength;
use super::lexicon::{Known, Provider, is_id, lexicon};
use super::model_paths::file;
use super::plausible::is_plausible;
use crate::report::Kind;

/// Where a text stands.
#[derive(Clone, Copy, Default)]
pub struct Position {
    /// What the name it is given to says.
    pub strength: Option<Strength>,
    /// What the call it is given to says.
    pub means: Option<Means>,
    /// The provider that the names around it speak of, where that is known already.
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
    pub fn new(kind: Kind, name: &str, provider: Option<&str>, confidence: Confidence) -> Reference {
        let (name, provider) = (name.to_owned(), provider.map(str::to_owned));
        Reference { kind, name, provider, confidence, details: Vec::new() }
    }

    pub fn of(kind: Kind, name: &str, confidence: Confidence) -> Reference {
        Reference::new(kind, name, None, confidence)
    }

    pub fn with(mut self, name: &'static str, value: &str) -> Reference {
        self.details.push((name, value.to_owned()));
        self
    }
}

/// `named` looks for the provider that the names around a text speak of: it is asked only where that matters.
pub fn resolve(
    context: &Context,
    text: &str,
    at: &Position,
    named: impl FnOnce() -> Option<&'static Provider>,
) -> Option<Reference> {
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
        Some(Means::Model) | None if is_id(text) => model(context, text, at, named),
        Some(Means::Model) | None => None,
    }
}

fn model(
    context: &Context,
    text: &str,
    at: &Position,
    named: impl FnOnce() -> Option<&'static Provider>,
) -> Option<Reference> {
    let known = lexicon().find(text);
    // Most texts are words that nothing speaks of as a model.
    let is_word = known.is_none() && at.means.is_none() && at.strength.is_none() && !text.contains([':', '/']);
    if is_word {
        return None;
    }
    let at = &Position { named: at.named.or_else(named), ..*at };
    if let Some(known) = known {
        return known_model(context, text, known, at);
    }
    if let Some((route, rest)) = routed(text)
        && let Some(reference) = routed_model(context, text, route, rest, at)
    {
        return Some(reference);
    }
    if let Some((first, _)) = text.split_once('/')
        && [".com", ".org", ".io", ".net", ".dev", ".ai"].iter().any(|end| first.ends_with(end))
    {
        // `github.com/…` is the path of a package.
        return None;
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
        // A token for the hub says only that something is fetched from it.
        let runner = runner.filter(|runner| runner.name != "Hugging Face" || at.named.is_some());
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
