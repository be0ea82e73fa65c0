//! An AI asset as a component of the format.

use std::borrow::Cow;
use std::collections::HashMap;

use super::cards::{card, first, hub_package, pedigree};
use super::model::{
    Component, ComponentEvidence, Data, ExternalReference, Hash, Identity, Method, Organisation, Property,
};
use super::names::{AI, CONFIDENCES, asset_type, word, written};
use super::occurrence;
use super::packages::{self, licence};
use super::references::References;
use crate::iri::{is_address, uri_reference};
use crate::{Asset, AssetKind, Confidence, HashAlgorithm, Inventory};

/// What the assets of one document have to know of each other.
pub(super) struct Assets<'a> {
    /// The reference of a dataset, by its name.
    datasets: HashMap<&'a str, Cow<'a, str>>,
    /// The names of the systems an asset is in, by its reference.
    systems: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Assets<'a> {
    pub(super) fn new(inventory: &'a Inventory, references: &References<'a>) -> Assets<'a> {
        let mut datasets = HashMap::new();
        for (asset, reference) in inventory.assets.iter().zip(&references.assets) {
            if asset.kind == AssetKind::Dataset {
                datasets.entry(&*asset.name).or_insert_with(|| reference.clone());
            }
        }
        let mut systems: HashMap<&str, Vec<&str>> = HashMap::new();
        for system in &inventory.systems {
            for asset in &system.assets {
                systems.entry(asset).or_default().push(&system.name);
            }
        }
        Assets { datasets, systems }
    }

    /// The component that says what is known of an asset.
    pub(super) fn component(&self, asset: &'a Asset, bom_ref: &Cow<'a, str>) -> Component<'a> {
        let model = asset_type(asset.kind) == "machine-learning-model";
        let purl = purl(asset);
        Component {
            kind: asset_type(asset.kind),
            supplier: asset.provider.as_deref().map(|name| Organisation { name }),
            publisher: asset.provider.as_deref().filter(|_| model),
            name: Cow::Borrowed(if asset.name.is_empty() { asset.kind.as_str() } else { &asset.name }),
            version: first(asset, &["version", "revision"]),
            description: first(asset, &["description"]),
            hashes: hashes(asset),
            licenses: first(asset, &["licence", "license"]).and_then(licence),
            pedigree: if model { pedigree(asset) } else { None },
            external_references: addresses(asset),
            evidence: evidence(asset, purl.is_some()),
            model_card: if model { card(asset, |name| self.datasets.get(name).cloned()) } else { None },
            data: data(asset),
            properties: self.properties(asset, bom_ref),
            purl: purl.map(Cow::Owned),
            bom_ref: Some(bom_ref.clone()),
            ..Component::default()
        }
    }

    fn properties(&self, asset: &'a Asset, bom_ref: &str) -> Vec<Property<'a>> {
        let mut properties = Vec::with_capacity(6 + asset.properties.len());
        match asset.kind {
            AssetKind::Tokenizer => properties.push(Property::new("cdx:ai-ml:model:tokenizer", "true")),
            AssetKind::Prompt => properties.push(Property::new("cdx:ai-ml:model:template:prompt", "true")),
            _ => {}
        }
        for property in asset.properties.iter().filter(|property| property.name == "modality") {
            properties.push(Property::new("cdx:ai-ml:model:modality", &property.value));
        }
        properties.push(Property::new("marque:ai:kind", asset.kind.as_str()));
        if let Some(provider) = &asset.provider {
            properties.push(Property::new("marque:ai:provider", provider));
        }
        // The name as the inventory has it, also where the document had to have another.
        if matches!(asset.kind, AssetKind::HostedModel | AssetKind::ModelReference) || asset.name.is_empty() {
            properties.push(Property::new("marque:ai:model", &asset.name));
        }
        properties.push(Property::new("marque:ai:confidence", word(&CONFIDENCES, asset.confidence)));
        properties.push(Property::new("marque:ai:place", asset.place.as_str()));
        if bom_ref != asset.reference {
            properties.push(Property::new("marque:ai:reference", &asset.reference));
        }
        if let Some(component) = &asset.component {
            properties.push(Property::new("marque:ai:component", component));
        }
        match self.systems.get(&*asset.reference) {
            Some(systems) => {
                properties.extend(systems.iter().map(|system| Property::new("marque:ai:system", *system)));
            }
            None => properties.push(Property::new("marque:ai:system", "unassigned")),
        }
        let own = asset.properties.iter();
        properties.extend(own.map(|property| Property::new(written(AI, &property.name), &property.value)));
        properties
    }
}

/// Only a model that the code asks a hub for has the hub's address; a file of that name may be anything.
fn purl(asset: &Asset) -> Option<String> {
    let hub = asset.provider.as_deref().is_none_or(|provider| {
        let letters = provider.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|c| c.to_ascii_lowercase()).eq("huggingface".chars())
    });
    if asset.kind != AssetKind::ModelReference || !hub {
        return None;
    }
    hub_package(&asset.name, asset.property("revision"))?.purl()
}

/// The digests among an asset's properties.
pub(crate) fn digests(asset: &Asset) -> impl Iterator<Item = crate::Hash> {
    asset.properties.iter().filter_map(|property| {
        let algorithm = match &*property.name {
            "md5" => HashAlgorithm::Md5,
            "sha1" => HashAlgorithm::Sha1,
            "sha256" => HashAlgorithm::Sha256,
            "sha384" => HashAlgorithm::Sha384,
            "sha512" => HashAlgorithm::Sha512,
            "blake3" => HashAlgorithm::Blake3,
            _ => return None,
        };
        crate::Hash::hex(algorithm, &property.value)
    })
}

fn hashes(asset: &Asset) -> Vec<Hash> {
    digests(asset).map(|hash| packages::hash(&hash)).collect()
}

fn addresses(asset: &Asset) -> Vec<ExternalReference<'_>> {
    let properties = asset.properties.iter().filter(|property| is_address(&property.value));
    properties
        .filter_map(|property| {
            let kind = match &*property.name {
                "url" | "endpoint" | "homepage" => "website",
                "model-card" | "card" => "model-card",
                "download" | "source" => "distribution",
                "repository" => "vcs",
                "paper" | "documentation" => "documentation",
                _ => return None,
            };
            Some(ExternalReference { url: uri_reference(&property.value), kind, hashes: Vec::new() })
        })
        .collect()
}

fn data(asset: &Asset) -> Vec<Data<'_>> {
    let kind = match asset.kind {
        AssetKind::Dataset => "dataset",
        AssetKind::AgentConfig | AssetKind::KeyName => "configuration",
        // A prompt is no setting of a program: it is what a model is told.
        AssetKind::Prompt => "other",
        _ => return Vec::new(),
    };
    vec![Data { kind, name: &asset.name }]
}

fn evidence(asset: &Asset, purl: bool) -> Option<ComponentEvidence<'_>> {
    if asset.evidence.is_empty() {
        return None;
    }
    let confidence = match asset.confidence {
        Confidence::Possible => 0.3,
        Confidence::Likely => 0.7,
        Confidence::Certain => 1.0,
    };
    let technique = match asset.kind {
        AssetKind::ModelFile | AssetKind::Adapter | AssetKind::Tokenizer | AssetKind::Dataset => "binary-analysis",
        AssetKind::AiLibrary => "manifest-analysis",
        _ => "source-code-analysis",
    };
    let methods = [Method { technique, confidence }];
    Some(ComponentEvidence {
        identity: vec![Identity { field: if purl { "purl" } else { "name" }, confidence, methods }],
        occurrences: asset.evidence.iter().map(occurrence::written).collect(),
    })
}
