//! What is known of a model, as a model card. What is not known is left out, never filled in.

use std::borrow::Cow;

use super::model::{
    Approach, Component, Considerations, Data, DatasetChoice, Metric, ModelCard, ModelParameters, Pedigree, Property,
    QuantitativeAnalysis,
};
use crate::{Asset, Package};

/// Names of properties of an asset, and the names the official taxonomy has for them.
const TAXONOMY: [(&str, &str); 22] = [
    ("parameters", "cdx:ai-ml:model:parameter:count"),
    ("parameter-count", "cdx:ai-ml:model:parameter:count"),
    ("tune-method", "cdx:ai-ml:model:parameter:tune_method"),
    ("adapter-type", "cdx:ai-ml:model:parameter:tune_method"),
    ("peft-type", "cdx:ai-ml:model:parameter:tune_method"),
    ("quantisation", "cdx:ai-ml:model:hyperparameter:quantization"),
    ("quantization", "cdx:ai-ml:model:hyperparameter:quantization"),
    ("context-length", "cdx:ai-ml:model:hyperparameter:context_length"),
    ("hidden-act", "cdx:ai-ml:model:hyperparameter:hidden_act"),
    ("hidden-size", "cdx:ai-ml:model:hyperparameter:hidden_size"),
    ("embedding-length", "cdx:ai-ml:model:hyperparameter:hidden_size"),
    ("layers", "cdx:ai-ml:model:hyperparameter:num_hidden_layers"),
    ("hidden-layers", "cdx:ai-ml:model:hyperparameter:num_hidden_layers"),
    ("block-count", "cdx:ai-ml:model:hyperparameter:num_hidden_layers"),
    ("intermediate-size", "cdx:ai-ml:model:hyperparameter:intermediate_size"),
    ("max-position-embeddings", "cdx:ai-ml:model:hyperparameter:max_position_embeddings"),
    ("attention-heads", "cdx:ai-ml:model:hyperparameter:num_attention_heads"),
    ("key-value-heads", "cdx:ai-ml:model:hyperparameter:num_key_value_heads"),
    ("tokenizer-class", "cdx:ai-ml:model:hyperparameter:tokenizer_class"),
    ("vocab-size", "cdx:ai-ml:model:hyperparameter:vocab_size"),
    ("vocabulary-size", "cdx:ai-ml:model:hyperparameter:vocab_size"),
    ("language", "cdx:ai-ml:model:language"),
];

const APPROACHES: [&str; 5] =
    ["supervised", "unsupervised", "reinforcement-learning", "semi-supervised", "self-supervised"];

/// Takes a model and how to find a dataset of the document by its name; gives its card, if anything is known of it.
pub(super) fn card<'a>(asset: &'a Asset, dataset: impl Fn(&str) -> Option<Cow<'a, str>>) -> Option<ModelCard<'a>> {
    let approach = asset.property("approach").and_then(|given| APPROACHES.iter().find(|known| **known == given));
    let parameters = ModelParameters {
        approach: approach.map(|kind| Approach { kind }),
        task: first(asset, &["task", "pipeline-tag", "pipeline"]),
        architecture_family: first(asset, &["architecture-family", "family", "model-type"]),
        model_architecture: first(asset, &["architecture", "model-architecture"]),
        datasets: datasets(asset)
            .map(|name| match dataset(name) {
                Some(reference) => DatasetChoice::Reference { reference },
                None => DatasetChoice::Data(Data { kind: "dataset", name }),
            })
            .collect(),
    };
    let known = parameters.approach.is_some()
        || parameters.task.is_some()
        || parameters.architecture_family.is_some()
        || parameters.model_architecture.is_some()
        || !parameters.datasets.is_empty();
    let metrics: Vec<_> = metrics(asset).map(|(kind, value)| Metric { kind, value }).collect();
    let considerations = Considerations {
        users: all(asset, &["intended-users", "users"]).collect(),
        use_cases: all(asset, &["use-case", "intended-use"]).collect(),
        technical_limitations: all(asset, &["limitation", "limitations"]).collect(),
    };
    let considered = !considerations.users.is_empty()
        || !considerations.use_cases.is_empty()
        || !considerations.technical_limitations.is_empty();
    let properties = taxonomy(asset);
    if !known && metrics.is_empty() && !considered && properties.is_empty() {
        return None;
    }
    Some(ModelCard {
        model_parameters: known.then_some(parameters),
        quantitative_analysis: (!metrics.is_empty()).then_some(QuantitativeAnalysis { performance_metrics: metrics }),
        considerations: considered.then_some(considerations),
        properties,
    })
}

/// The models this one was made of.
pub(super) fn pedigree(asset: &Asset) -> Option<Pedigree<'_>> {
    let ancestors: Vec<_> = all(asset, &["base-model"])
        .map(|name| Component {
            kind: "machine-learning-model",
            name: Cow::Borrowed(name),
            purl: hub_package(name, None).and_then(|package| package.purl()).map(Cow::Owned),
            ..Component::default()
        })
        .collect();
    (!ancestors.is_empty()).then_some(Pedigree { ancestors })
}

/// The package of a model or dataset on the Hugging Face hub, if the name is one of there: `owner/name`.
pub(crate) fn hub_package(name: &str, revision: Option<&str>) -> Option<Package> {
    let part = |part: &str| {
        !part.is_empty()
            && part.len() <= 96
            && part.starts_with(|c: char| c.is_ascii_alphanumeric())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    let (owner, model) = name.split_once('/')?;
    (part(owner) && part(model)).then(|| Package::new("huggingface", name, revision))
}

/// The datasets a model is said to be made with.
pub(crate) fn datasets(asset: &Asset) -> impl Iterator<Item = &str> {
    all(asset, &["dataset", "datasets", "training-data"])
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .filter(|name| !name.is_empty())
}

/// Results the model's own papers give: `metric:accuracy` and the like.
pub(crate) fn metrics(asset: &Asset) -> impl Iterator<Item = (&str, &str)> {
    let properties = asset.properties.iter();
    properties.filter_map(|property| Some((property.name.strip_prefix("metric:")?, &*property.value)))
}

/// The first property of these names.
pub(crate) fn first<'a>(asset: &'a Asset, names: &[&str]) -> Option<&'a str> {
    names.iter().find_map(|name| asset.property(name)).filter(|value| !value.is_empty())
}

/// Every property of these names.
pub(crate) fn all<'a>(asset: &'a Asset, names: &[&str]) -> impl Iterator<Item = &'a str> {
    let properties = asset.properties.iter().filter(move |property| names.contains(&&*property.name));
    properties.map(|property| &*property.value).filter(|value| !value.is_empty())
}

fn taxonomy(asset: &Asset) -> Vec<Property<'_>> {
    let mut properties = Vec::new();
    for (ours, official) in TAXONOMY {
        for value in all(asset, &[ours]) {
            // The taxonomy wants language codes; a card may name the language instead.
            let codes =
                value.split(',').all(|code| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase()));
            if official != "cdx:ai-ml:model:language" || codes {
                properties.push(Property::new(official, value));
            }
        }
    }
    properties
}

#[test]
fn a_hub_name_has_an_owner_and_a_name() {
    let purl = |name| hub_package(name, Some("abc")).and_then(|package| package.purl());
    assert_eq!(purl("mistralai/Mistral-7B-v0.1").as_deref(), Some("pkg:huggingface/mistralai/Mistral-7B-v0.1@abc"));
    for other in ["gpt-4o", "./models/x", "models/a/b", "a b/c", "/abs", "https://x/y", "{owner}/x"] {
        assert_eq!(hub_package(other, None), None, "{other}");
    }
}
