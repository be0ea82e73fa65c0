//! "SBOM for AI - Minimum Elements", G7 and BSI, 12 May 2026, by its seven clusters.
//!
//! The paper numbers nothing: the names here are its clusters' and elements'.

use std::borrow::Cow;

use super::{Judgement, Level, State};
use crate::cyclonedx::assets::digests;
use crate::cyclonedx::cards::{datasets, metrics};
use crate::{Asset, AssetKind, Inventory, System};

const METADATA: &str = "G7/BSI SBOM for AI (May 2026), cluster Metadata";
const SYSTEM: &str = "G7/BSI SBOM for AI (May 2026), cluster System Level Properties";
const MODELS: &str = "G7/BSI SBOM for AI (May 2026), cluster Models";
const DATASETS: &str = "G7/BSI SBOM for AI (May 2026), cluster Dataset Properties";
const INFRASTRUCTURE: &str = "G7/BSI SBOM for AI (May 2026), cluster Infrastructure";
const SECURITY: &str = "G7/BSI SBOM for AI (May 2026), cluster Security Properties";
const KPI: &str = "G7/BSI SBOM for AI (May 2026), cluster Key Performance Indicators";

type Of<T> = (&'static str, fn(&T) -> bool);

/// What only the owner can say.
fn unknown<T>(_: &T) -> bool {
    false
}

/// What every document written here says of itself.
fn written<T>(_: &T) -> bool {
    true
}

const OF_METADATA: [Of<Inventory>; 8] = [
    ("metadata.author", unknown),
    ("metadata.version", written),
    ("metadata.data-format", written),
    // A document is signed when it is published, after it is written.
    ("metadata.signature", unknown),
    ("metadata.tool", written),
    ("metadata.generation-context", unknown),
    ("metadata.timestamp", |inventory| inventory.time.is_some()),
    ("metadata.dependency-relationship", |inventory| {
        inventory.components.iter().any(|component| component.depends_on.is_some()) || !inventory.systems.is_empty()
    }),
];

const OF_SYSTEM: [Of<System>; 8] = [
    ("system.name", |system| !system.name.is_empty()),
    ("system.producer", unknown),
    ("system.version", unknown),
    ("system.components", |system| !system.assets.is_empty()),
    ("system.timestamp", unknown),
    ("system.data-flow-and-use", unknown),
    ("system.input-output", unknown),
    ("system.application-area", unknown),
];

const OF_MODEL: [Of<Asset>; 11] = [
    ("model.name", |model| !model.name.is_empty()),
    ("model.identifier", |model| !model.reference.is_empty()),
    ("model.version", |model| said(model, &["version", "revision"])),
    ("model.producer", |model| model.provider.is_some() || said(model, &["author", "owner", "producer"])),
    ("model.description", |model| said(model, &["description"])),
    ("model.timestamp", |model| said(model, &["release-time", "released", "created"])),
    ("model.hash", |model| digests(model).next().is_some()),
    ("model.properties", |model| said(model, &["architecture", "task", "format", "parameters"])),
    ("model.training", |model| said(model, &["base-model", "tune-method"]) || datasets(model).next().is_some()),
    ("model.licence", |model| said(model, &["licence", "license"])),
    ("model.references", |model| said(model, &["url", "model-card", "card", "repository", "paper"])),
];

const OF_DATASET: [Of<Asset>; 9] = [
    ("dataset.name", |set| !set.name.is_empty()),
    ("dataset.identifier", |set| !set.reference.is_empty()),
    ("dataset.content", |set| said(set, &["description", "content", "columns"])),
    ("dataset.hash", |set| digests(set).next().is_some()),
    ("dataset.provenance", |set| said(set, &["source", "url", "repository", "provenance"])),
    ("dataset.statistical-properties", |set| said(set, &["rows", "size", "records", "examples"])),
    ("dataset.sensitivity", |set| said(set, &["sensitivity", "personal-data"])),
    ("dataset.dependencies", |set| said(set, &["derived-from", "depends-on"])),
    ("dataset.licence", |set| said(set, &["licence", "license"])),
];

const OF_INFRASTRUCTURE: [Of<Inventory>; 2] = [
    ("infrastructure.software", |inventory| {
        let software =
            [AssetKind::InferenceServer, AssetKind::Infrastructure, AssetKind::AiLibrary, AssetKind::VectorStore];
        inventory.assets.iter().any(|asset| software.contains(&asset.kind))
    }),
    ("infrastructure.hardware", unknown),
];

const OF_SECURITY: [Of<Inventory>; 4] = [
    ("security.controls", unknown),
    ("security.compliance", unknown),
    ("security.policy", |inventory| signal(inventory, &["security-policy", "security-txt"])),
    // Where vulnerabilities are published; a bill of materials itself carries none.
    ("security.vulnerability-references", |inventory| signal(inventory, &["advisories", "vex", "csaf"])),
];

const OF_KPI: [Of<Asset>; 2] =
    [("kpi.operational-performance", |model| metrics(model).next().is_some()), ("kpi.security-metrics", unknown)];

/// Takes an inventory; judges the document, and each system, model and dataset in it.
pub(super) fn judge(inventory: &Inventory) -> Vec<Judgement<'_>> {
    let mut judged = Vec::new();
    // Without AI there is nothing an SBOM for AI could be of.
    let any = !inventory.assets.is_empty() || !inventory.systems.is_empty();
    let document = any.then_some(inventory);
    cluster(&mut judged, METADATA, &OF_METADATA, document.map(|inventory| (inventory, "")));
    let systems = inventory.systems.iter().filter(|system| !system.development_tool);
    cluster(&mut judged, SYSTEM, &OF_SYSTEM, systems.map(|system| (system, &*system.name)));
    let models = inventory.assets.iter().filter(|asset| {
        use AssetKind::{Adapter, HostedModel, ModelFile, ModelReference};
        matches!(asset.kind, ModelFile | Adapter | HostedModel | ModelReference)
    });
    let models = models.map(|model| (model, &*model.reference));
    cluster(&mut judged, MODELS, &OF_MODEL, models.clone());
    let sets = inventory.assets.iter().filter(|asset| asset.kind == AssetKind::Dataset);
    cluster(&mut judged, DATASETS, &OF_DATASET, sets.map(|set| (set, &*set.reference)));
    cluster(&mut judged, INFRASTRUCTURE, &OF_INFRASTRUCTURE, document.map(|inventory| (inventory, "")));
    cluster(&mut judged, SECURITY, &OF_SECURITY, document.map(|inventory| (inventory, "")));
    cluster(&mut judged, KPI, &OF_KPI, models);
    judged
}

/// Judges each part by each element; with no part, every element is not applicable.
fn cluster<'a, T: 'a>(
    judged: &mut Vec<Judgement<'a>>,
    citation: &'static str,
    elements: &[Of<T>],
    parts: impl IntoIterator<Item = (&'a T, &'a str)>,
) {
    let mut parts = parts.into_iter().peekable();
    let none = parts.peek().is_none();
    let mut judge = |part, field, state| {
        judged.push(Judgement { part: Cow::Borrowed(part), field, level: Level::Required, state, citation });
    };
    if none {
        elements.iter().for_each(|(field, _)| judge("", *field, State::NotApplicable));
    }
    for (part, name) in parts {
        for (field, met) in elements {
            judge(name, *field, if met(part) { State::Met } else { State::Missing });
        }
    }
}

fn said(asset: &Asset, names: &[&str]) -> bool {
    crate::cyclonedx::cards::first(asset, names).is_some()
}

fn signal(inventory: &Inventory, kinds: &[&str]) -> bool {
    inventory.signals.iter().any(|signal| kinds.contains(&&*signal.kind))
}

#[cfg(test)]
mod tests {
    use super::super::{Minimum, check};
    use super::*;
    use crate::{Confidence, Place, Property};

    fn model(properties: Vec<Property>) -> Asset {
        Asset {
            reference: "m".to_owned(),
            kind: AssetKind::HostedModel,
            name: "gpt-4o".to_owned(),
            provider: Some("OpenAI".to_owned()),
            properties,
            confidence: Confidence::Certain,
            place: Place::Product,
            evidence: Vec::new(),
            component: None,
        }
    }

    #[test]
    fn without_ai_nothing_applies() {
        let nothing = Inventory::default();
        assert!(judge(&nothing).iter().all(|judged| judged.state == State::NotApplicable));
        assert_eq!(check(&nothing, Minimum::G7), []);
    }

    #[test]
    fn of_a_hosted_model_little_is_known() {
        let inventory = Inventory { assets: vec![model(vec![Property::new("task", "chat")])], ..Inventory::default() };
        let missing = check(&inventory, Minimum::G7);
        let of_model: Vec<_> = missing.iter().filter(|missing| missing.component == "m").map(|m| m.field).collect();
        let expected = [
            "model.version",
            "model.description",
            "model.timestamp",
            "model.hash",
            "model.training",
            "model.licence",
            "model.references",
            "kpi.operational-performance",
            "kpi.security-metrics",
        ];
        assert_eq!(of_model, expected);
        let datasets = judge(&inventory).into_iter().filter(|judged| judged.citation == DATASETS);
        assert!(datasets.into_iter().all(|judged| judged.state == State::NotApplicable));
    }
}
