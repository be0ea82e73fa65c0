//! An inventory as a CycloneDX document.

use std::borrow::Cow;
use std::hash::Hash;
use std::io;

use serde::Serialize;

use super::assets::Assets;
use super::model::{
    Bom, Component, Composition, Dependency, ExternalReference, Metadata, OneByOne, Property, Service, Tools,
};
use super::number::Number;
use super::packages::component;
use super::references::References;
use super::{CycloneDxVersion, Tool, systems};
use crate::indented::write_indented;
use crate::iri::{is_address, uri_reference};
use crate::time::is_time;
use crate::{Component as Part, HashSet, Inventory, Relation, Signal};

/// Takes an inventory and the program that made it; gives the document.
pub fn cyclonedx(
    inventory: &Inventory,
    version: CycloneDxVersion,
    tool: &Tool,
) -> serde_json::Result<serde_json::Value> {
    let keys: Vec<String> = inventory.components.iter().map(Part::reference).collect();
    let names = Names::new(inventory, &keys);
    serde_json::to_value(document(inventory, &names, version, tool))
}

/// Takes what [`cyclonedx`] takes; writes the document, indented, with a line end behind it.
pub fn write_cyclonedx(
    inventory: &Inventory,
    version: CycloneDxVersion,
    tool: &Tool,
    to: impl io::Write,
) -> io::Result<()> {
    let keys: Vec<String> = inventory.components.iter().map(Part::reference).collect();
    let names = Names::new(inventory, &keys);
    write_indented(&document(inventory, &names, version, tool), to)
}

/// The number of the document, made of all that goes into it: the same inventory gives the same document.
fn serial_number(inventory: &Inventory, version: CycloneDxVersion, tool: &Tool) -> String {
    let mut number = Number::new();
    (version.as_str(), tool.name, tool.version, inventory).hash(&mut number);
    format!("urn:uuid:{}", uuid(&number.halves().map(u64::to_be_bytes).concat()))
}

/// What the parts of a document call each other, and the services among them.
struct Names<'a> {
    keys: &'a [String],
    references: References<'a>,
    services: Vec<Service<'a>>,
}

impl<'a> Names<'a> {
    fn new(inventory: &'a Inventory, keys: &'a [String]) -> Names<'a> {
        let mut references = References::new(inventory, keys);
        let services = services(inventory, &mut references);
        Names { keys, references, services }
    }
}

/// Its components and dependencies are made one by one while they are written: together they would be as large as the
/// inventory once more.
fn document<'n>(
    inventory: &'n Inventory,
    names: &'n Names<'n>,
    version: CycloneDxVersion,
    tool: &Tool<'n>,
) -> Bom<'n, impl Serialize, impl Serialize> {
    let references = &names.references;
    Bom {
        schema: version.schema(),
        bom_format: "CycloneDX",
        spec_version: version.as_str(),
        serial_number: serial_number(inventory, version, tool),
        version: 1,
        metadata: metadata(inventory, references, tool),
        components: OneByOne(move || components(inventory, names)),
        services: &names.services,
        dependencies: OneByOne(move || dependencies(inventory, references)),
        compositions: vec![composition(inventory, references)],
    }
}

fn components<'n>(inventory: &'n Inventory, names: &'n Names<'n>) -> impl Iterator<Item = Component<'n>> {
    let references = &names.references;
    let assets = Assets::new(inventory, references);
    let parts = inventory.components.iter().zip(names.keys).zip(&references.components);
    let parts = parts.map(|((part, key), bom_ref)| {
        let mut written = component(part, Cow::Borrowed(key), bom_ref.clone());
        // What the inventory does not hold cannot be referred to in the document.
        let unknown = part.depends_on.iter().flatten().filter(|key| references.component(key).is_none());
        written.properties.extend(unknown.map(|key| Property::new("marque:depends-on", key)));
        written
    });
    let used = inventory.assets.iter().zip(&references.assets);
    let systems = inventory.systems.iter().zip(&references.systems);
    parts
        .chain(used.map(move |(asset, bom_ref)| assets.component(asset, bom_ref)))
        .chain(systems.map(|(system, bom_ref)| systems::component(system, bom_ref, references)))
}

fn metadata<'a>(inventory: &'a Inventory, references: &References<'a>, tool: &Tool<'a>) -> Metadata<'a> {
    let tool = Component {
        kind: "application",
        name: Cow::Borrowed(tool.name),
        version: Some(tool.version),
        ..Component::default()
    };
    let subject = inventory.subject.as_ref().zip(references.subject.clone()).map(|(subject, bom_ref)| {
        let mut written = component(subject, Cow::Owned(subject.reference()), bom_ref);
        written.external_references.extend(inventory.signals.iter().filter_map(signal));
        written
    });
    let time = inventory.time.as_deref();
    let mut properties: Vec<_> =
        time.filter(|time| !is_time(time)).map(|time| Property::new("marque:time", time)).into_iter().collect();
    let not_read = inventory.not_read.iter();
    properties.extend(not_read.map(|left| Property::new("marque:not-read", format!("{}: {}", left.path, left.why))));
    Metadata {
        timestamp: time.filter(|time| is_time(time)),
        tools: Tools { components: vec![tool] },
        component: subject,
        properties,
    }
}

/// What the product says of itself that the format has a place for.
fn signal(signal: &Signal) -> Option<ExternalReference<'_>> {
    let kind = match &*signal.kind {
        "security-policy" | "vulnerability-policy" => "security-contact",
        "security-txt" => "rfc-9116",
        "sbom" => "bom",
        "changelog" => "release-notes",
        "licence" | "license" => "license",
        "support-policy" | "support" => "support",
        "threat-model" => "threat-model",
        "risk-assessment" => "risk-assessment",
        _ => return None,
    };
    let address = signal.properties.iter().find(|property| property.name == "url" && is_address(&property.value));
    let url = address.map_or(&signal.evidence.path, |property| &property.value);
    Some(ExternalReference { url: uri_reference(url), kind, hashes: Vec::new() })
}

/// Who runs the models the product asks over the network, each once.
fn services<'a>(inventory: &'a Inventory, references: &mut References<'a>) -> Vec<Service<'a>> {
    let hosted = inventory
        .assets
        .iter()
        .filter(|asset| matches!(asset.kind, crate::AssetKind::HostedModel | crate::AssetKind::HostedModelClient));
    let mut names: Vec<&str> = hosted.filter_map(|asset| asset.provider.as_deref()).collect();
    names.sort_unstable();
    names.dedup();
    let service = |name| Service { bom_ref: references.claim(Cow::Owned(format!("service:{name}"))), name };
    names.into_iter().map(service).collect()
}

fn dependencies<'n>(inventory: &'n Inventory, references: &'n References<'n>) -> impl Iterator<Item = Dependency<'n>> {
    let subject = inventory.subject.as_ref().zip(references.subject.as_ref()).map(|(subject, bom_ref)| {
        let known = subject.depends_on.iter().flatten().filter_map(|key| references.component(key).cloned());
        let mut depends_on: Vec<_> = known.collect();
        for (part, reference) in inventory.components.iter().zip(&references.components) {
            if part.own || part.relation == Some(Relation::Direct) {
                depends_on.push(reference.clone());
            }
        }
        depends_on.extend(references.systems.iter().cloned());
        unique(&mut depends_on);
        Dependency { reference: bom_ref.clone(), depends_on }
    });
    let parts = inventory.components.iter().zip(&references.components).filter_map(|(part, reference)| {
        let keys = part.depends_on.as_ref()?;
        let mut depends_on: Vec<_> = keys.iter().filter_map(|key| references.component(key)).map(Cow::clone).collect();
        unique(&mut depends_on);
        Some(Dependency { reference: reference.clone(), depends_on })
    });
    let systems = inventory.systems.iter().zip(&references.systems);
    let systems = systems.map(|(system, bom_ref)| systems::dependency(system, bom_ref, references));
    subject.into_iter().chain(parts).chain(systems)
}

/// A scan never knows that it saw everything; it may know that it did not.
fn composition<'a>(inventory: &Inventory, references: &References<'a>) -> Composition<'a> {
    let subject: Vec<_> = references.subject.iter().cloned().collect();
    Composition {
        aggregate: if inventory.not_read.is_empty() { "unknown" } else { "incomplete" },
        assemblies: subject.clone(),
        dependencies: subject,
    }
}

/// Leaves out what stands in the list already; the order stays.
pub(super) fn unique(references: &mut Vec<Cow<str>>) {
    // Most lists are in order, which shows that nothing stands in them twice.
    if references.is_sorted_by(|one, next| one < next) {
        return;
    }
    let mut seen = HashSet::default();
    references.retain(|reference| seen.insert(reference.clone()));
}

/// A UUID of version 8 out of a digest: the same content has the same number.
pub(crate) fn uuid(digest: &[u8]) -> String {
    let mut text = String::with_capacity(36);
    for (at, byte) in digest.iter().take(16).enumerate() {
        let byte = match at {
            6 => (byte & 0x0f) | 0x80,
            8 => (byte & 0x3f) | 0x80,
            _ => *byte,
        };
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

#[test]
fn a_number_is_made_of_the_content_alone() {
    assert_eq!(uuid(&[0xff; 32]), "ffffffff-ffff-8fff-bfff-ffffffffffff");
    assert_eq!(uuid(&[0; 32]), "00000000-0000-8000-8000-000000000000");
}
