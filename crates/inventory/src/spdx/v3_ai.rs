//! The AI assets and systems of an inventory, in the AI and Dataset profiles of SPDX 3.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::model3::{Entry, Package};
use super::v3::{Writer, hash};
use super::{asset_purpose, seen};
use crate::cyclonedx::assets::digests;
use crate::cyclonedx::cards::{all, datasets, first, hub_package, metrics};
use crate::iri::{is_address, uri_reference};
use crate::time::is_time;
use crate::{Asset, AssetKind, Inventory, NotRead, System};

/// What the profiles ask for and the packages lack. A profile is only claimed where nothing is lacking.
#[derive(Default)]
pub(super) struct Profiles {
    ai: Asked,
    dataset: Asked,
}

#[derive(Default)]
struct Asked {
    packages: usize,
    lacking: HashSet<&'static str>,
}

impl Profiles {
    /// The profiles the document conforms to.
    pub(super) fn met(&self) -> impl Iterator<Item = &'static str> {
        let profiles = [("ai", &self.ai), ("dataset", &self.dataset)];
        let met = profiles.into_iter().filter(|(_, asked)| asked.packages > 0 && asked.lacking.is_empty());
        met.map(|(name, _)| name)
    }

    /// What the document says about the profiles it does not conform to, and about what was not read.
    pub(super) fn unmet(&self, not_read: &[NotRead]) -> Option<String> {
        let mut text = String::new();
        for (name, asked) in [("AI", &self.ai), ("Dataset", &self.dataset)] {
            let mut lacking: Vec<_> = asked.lacking.iter().copied().collect();
            lacking.sort_unstable();
            if !lacking.is_empty() {
                let lacking = lacking.join(", ");
                text += &format!(
                    "The {name} profile is used but not claimed: a scan does not know {lacking}. Ask the owner.\n"
                );
            }
        }
        for left in not_read {
            text += &format!("Not read: {}: {}\n", left.path, left.why);
        }
        (!text.is_empty()).then(|| text.trim_end().to_owned())
    }

    fn ask(asked: &mut Asked, package: &Package) {
        asked.packages += 1;
        let known = [
            ("releaseTime", package.release_time.is_some()),
            ("suppliedBy", package.supplied_by.is_some()),
            ("downloadLocation", package.download_location.is_some()),
            ("packageVersion", package.version.is_some()),
        ];
        asked.lacking.extend(known.into_iter().filter(|(_, known)| !known).map(|(name, _)| name));
    }

    /// The Dataset profile asks for more, of which a scan never knows anything.
    fn ask_dataset(&mut self, package: &Package) {
        Profiles::ask(&mut self.dataset, package);
        self.dataset.lacking.remove("suppliedBy");
        self.dataset.lacking.remove("packageVersion");
        self.dataset.lacking.extend(["builtTime", "originatedBy"]);
    }
}

/// Writes every asset and system; gives the identifiers of what no system contains, for the product to contain.
pub(super) fn assets<'a>(writer: &mut Writer<'a>, inventory: &'a Inventory) -> Vec<String> {
    let ids: Vec<String> = inventory.assets.iter().map(|asset| writer.id("asset/", &asset.reference)).collect();
    let named = inventory.assets.iter().zip(&ids);
    let by_reference: HashMap<&str, &String> = named.clone().map(|(asset, id)| (&*asset.reference, id)).collect();
    let by_name = |dataset: bool| -> HashMap<&str, &String> {
        let wanted = named.clone().filter(|(asset, _)| {
            if dataset { asset.kind == AssetKind::Dataset } else { asset_purpose(asset.kind).0 == "model" }
        });
        wanted.map(|(asset, id)| (&*asset.name, id)).collect()
    };
    let (sets, models) = (by_name(true), by_name(false));
    for (asset, id) in named.clone() {
        let package = package(writer, asset);
        match package.kind {
            "ai_AIPackage" => Profiles::ask(&mut writer.profiles.ai, &package),
            "dataset_DatasetPackage" => writer.profiles.ask_dataset(&package),
            _ => {}
        }
        writer.add(package, id.clone(), first(asset, &["licence", "license"]));
        if asset_purpose(asset.kind).0 == "model" {
            relate(writer, id, "trainedOn", datasets(asset).filter_map(|name| sets.get(name)));
            let tested = all(asset, &["evaluation-data", "eval-dataset", "test-data"]);
            relate(writer, id, "testedOn", tested.filter_map(|name| sets.get(name)));
            let bases = all(asset, &["base-model"]).filter_map(|name| models.get(name));
            relate(writer, id, "descendantOf", bases.filter(|base| **base != id));
        }
    }
    let mut contained: HashSet<&str> = HashSet::new();
    let mut outer = Vec::new();
    for system in &inventory.systems {
        let parts = system.assets.iter().filter_map(|asset| by_reference.get(&**asset));
        let parts: Vec<String> = parts.map(|id| (*id).clone()).collect();
        contained.extend(system.assets.iter().map(String::as_str));
        let id = writer.id("system/", &system.name);
        writer.add(of_system(system), id.clone(), None);
        writer.contain(&id, parts);
        outer.push(id);
    }
    let alone = named.filter(|(asset, _)| !contained.contains(&*asset.reference));
    outer.extend(alone.map(|(_, id)| id.clone()));
    outer
}

fn relate<'b>(writer: &mut Writer, from: &str, kind: &'static str, to: impl Iterator<Item = &'b &'b String>) {
    let mut to: Vec<Cow<str>> = to.map(|id| Cow::Owned((*id).clone())).collect();
    to.sort();
    to.dedup();
    if !to.is_empty() {
        writer.relation("Relationship", from, kind, to, Some("noAssertion"), None);
    }
}

fn package<'a>(writer: &mut Writer<'a>, asset: &'a Asset) -> Package<'a> {
    const UNKNOWN: Option<&str> = Some("noAssertion");
    let purpose = asset_purpose(asset.kind).0;
    let hub = hub_package(&asset.name, asset.property("revision"));
    let hub = hub.filter(|_| asset.kind == AssetKind::ModelReference && asset.provider.is_none());
    let common = Package {
        kind: "software_Package",
        name: Cow::Borrowed(if asset.name.is_empty() { asset.kind.as_str() } else { &asset.name }),
        description: first(asset, &["description"]),
        comment: Some(comment(asset)),
        verified_using: digests(asset).filter_map(|digest| hash(&digest)).collect(),
        supplied_by: asset.provider.as_deref().map(|name| writer.organisation(name)),
        release_time: first(asset, &["release-time", "released"]).filter(|time| is_time(time)),
        purpose,
        version: first(asset, &["version", "revision"]),
        package_url: hub.and_then(|package| package.purl()),
        download_location: first(asset, &["download", "source"]).filter(|url| is_address(url)).map(uri_reference),
        source_info: seen(&asset.evidence),
        ..Package::default()
    };
    match asset.kind {
        AssetKind::Dataset => Package {
            kind: "dataset_DatasetPackage",
            dataset_types: vec!["noAssertion"],
            has_personal: UNKNOWN,
            ..common
        },
        _ if purpose == "model" => Package {
            kind: "ai_AIPackage",
            autonomy: UNKNOWN,
            uses_personal: UNKNOWN,
            domain: all(asset, &["task", "pipeline-tag", "domain"]).collect(),
            type_of_model: all(asset, &["architecture", "architecture-family", "model-type"]).collect(),
            hyperparameters: hyperparameters(asset),
            metrics: metrics(asset).map(|(key, value)| Entry::new(key, value)).collect(),
            training: training(asset),
            limitation: first(asset, &["limitation", "limitations"]).map(str::to_owned),
            ..common
        },
        _ => common,
    }
}

fn hyperparameters(asset: &Asset) -> Vec<Entry<'_>> {
    const NAMES: [&str; 10] = [
        "parameters",
        "quantisation",
        "context-length",
        "hidden-size",
        "layers",
        "attention-heads",
        "vocab-size",
        "temperature",
        "top-p",
        "max-tokens",
    ];
    let known = asset.properties.iter().filter(|property| NAMES.contains(&&*property.name));
    known.map(|property| Entry::new(&property.name, &property.value)).collect()
}

fn training(asset: &Asset) -> Option<String> {
    let mut said: Vec<String> = all(asset, &["base-model"]).map(|base| format!("made from {base}")).collect();
    said.extend(datasets(asset).map(|name| format!("said to be trained on {name}")));
    (!said.is_empty()).then(|| said.join("; "))
}

fn comment(asset: &Asset) -> String {
    let mut text = format!("AI asset: {}", asset.kind.as_str());
    for property in &asset.properties {
        text += &format!("\n{}: {}", property.name, property.value);
    }
    text
}

fn of_system(system: &System) -> Package<'_> {
    let mut comment = format!("AI system: {}", system.why);
    if system.development_tool {
        comment += "\nUsed to develop the product, not part of it.";
    }
    Package {
        kind: "software_Package",
        name: Cow::Borrowed(&system.name),
        comment: Some(comment),
        purpose: "application",
        source_info: system.entry.as_ref().map(|entry| format!("entry point: {entry}")),
        ..Package::default()
    }
}
