//! An inventory as an SPDX 3.0.1 document in JSON-LD.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;

use super::model3::{
    Collection, CreationInfo, Element, Graph, Hash, Licence as LicenceElement, Named, Package, Relationship,
};
use super::{HASHES, PURPOSES, created, number, seen, v3_ai};
use crate::cyclonedx::Tool;
use crate::cyclonedx::packages::package_url;
use crate::indented::write_indented;
use crate::iri::{fragment, is_address, uri_reference};
use crate::licence::Licence;
use crate::{Component, Inventory, Relation, Scope};

const CONTEXT: &str = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";
pub(super) const CREATION: &str = "_:creation";
const NO_LICENCE_KNOWN: &str = "expandedlicensing_NoAssertionLicense";
const NONE: &str = "NoneElement";

/// Takes an inventory and the program that made it; gives the document.
pub fn spdx3(inventory: &Inventory, tool: &Tool) -> serde_json::Result<serde_json::Value> {
    serde_json::to_value(graph(inventory, tool, &number(inventory)?))
}

/// Takes what [`spdx3`] takes; writes the document, indented, with a line end behind it.
pub fn write_spdx3(inventory: &Inventory, tool: &Tool, to: impl io::Write) -> io::Result<()> {
    let number = number(inventory)?;
    write_indented(&graph(inventory, tool, &number), to)
}

/// The document while it grows.
pub(super) struct Writer<'a> {
    base: String,
    graph: Vec<Element<'a>>,
    relations: usize,
    used: HashSet<String>,
    /// What everything but the licences and agents is called, for the bill of materials to list.
    listed: Vec<String>,
    licences: BTreeMap<&'a str, String>,
    organisations: BTreeMap<&'a str, String>,
    /// A licence outside the SPDX list was named: another profile has those.
    custom_licences: bool,
    pub(super) profiles: v3_ai::Profiles,
}

fn graph<'a>(inventory: &'a Inventory, tool: &Tool<'a>, number: &str) -> Graph<'a> {
    let mut writer = Writer {
        base: format!("https://spdx.org/spdxdocs/marque-{number}#"),
        graph: Vec::with_capacity(inventory.components.len() * 4 + 16),
        relations: 0,
        used: HashSet::new(),
        listed: Vec::new(),
        licences: BTreeMap::new(),
        organisations: BTreeMap::new(),
        custom_licences: false,
        profiles: v3_ai::Profiles::default(),
    };
    let keys: Vec<String> = inventory.components.iter().map(Component::reference).collect();
    let ids: Vec<String> = keys.iter().map(|key| writer.id("package/", key)).collect();
    let by_key: HashMap<&str, &str> = keys.iter().map(String::as_str).zip(ids.iter().map(String::as_str)).collect();
    let subject = inventory.subject.as_ref().map(|subject| {
        let key = subject.reference();
        let id = writer.id("product/", &key);
        writer.package(subject, &key, id.clone());
        id
    });
    for ((component, key), id) in inventory.components.iter().zip(&keys).zip(&ids) {
        writer.package(component, key, id.clone());
    }
    for (component, id) in inventory.components.iter().zip(&ids) {
        if let Some(keys) = &component.depends_on {
            let to = keys.iter().filter_map(|key| by_key.get(&**key)).map(|id| (*id).to_owned());
            writer.relate(id, "dependsOn", to.collect(), None);
        }
    }
    let assets = v3_ai::assets(&mut writer, inventory);
    if let Some(subject) = &subject {
        product_relations(&mut writer, inventory, subject, &ids);
        writer.contain(subject, assets);
    }
    head(inventory, tool, writer, subject)
}

/// What the product depends on, by what it needs it for, and its own parts.
fn product_relations(writer: &mut Writer, inventory: &Inventory, subject: &str, ids: &[String]) {
    let parts = inventory.components.iter().zip(ids);
    let own: Vec<String> = parts.clone().filter(|(part, _)| part.own).map(|(_, id)| id.clone()).collect();
    writer.contain(subject, own);
    let kinds = [
        (None, "dependsOn", None),
        (Some(Scope::Runtime), "dependsOn", Some("runtime")),
        (Some(Scope::Optional), "hasOptionalDependency", Some("runtime")),
        (Some(Scope::Development), "dependsOn", Some("development")),
    ];
    for (scope, kind, lifecycle) in kinds {
        let direct = parts
            .clone()
            .filter(|(part, _)| !part.own && part.relation == Some(Relation::Direct) && part.scope == scope);
        let to: Vec<String> = direct.map(|(_, id)| id.clone()).collect();
        if !to.is_empty() {
            writer.relate(subject, kind, to, lifecycle);
        }
    }
}

/// Puts the document, its bill of materials and who made it before the rest.
fn head<'a>(inventory: &'a Inventory, tool: &Tool<'a>, writer: Writer<'a>, subject: Option<String>) -> Graph<'a> {
    let (time, comment) = created(inventory);
    let id = |name: &str| format!("{}{name}", writer.base);
    let (agent, used) = (id("agent"), id("tool"));
    let mut profiles = vec!["core", "software", "simpleLicensing"];
    if writer.custom_licences {
        profiles.push("expandedLicensing");
    }
    profiles.extend(writer.profiles.met());
    let name = inventory.subject.as_ref().map(|subject| Cow::Owned(subject.package.to_string()));
    let sbom = id("sbom");
    let mut graph = vec![
        Element::CreationInfo(CreationInfo {
            kind: "CreationInfo",
            id: CREATION,
            spec_version: "3.0.1",
            created: time,
            created_by: [agent.clone()],
            created_using: [used.clone()],
            comment,
        }),
        Element::Named(named("SoftwareAgent", agent, Cow::Borrowed(tool.name))),
        Element::Named(named("Tool", used, Cow::Owned(format!("{} {}", tool.name, tool.version)))),
        Element::Collection(Collection {
            kind: "SpdxDocument",
            spdx_id: id("document"),
            creation_info: CREATION,
            name: name.clone(),
            comment: writer.profiles.unmet(&inventory.not_read),
            root_element: vec![sbom.clone()],
            element: Vec::new(),
            profile_conformance: profiles.clone(),
        }),
        Element::Collection(Collection {
            kind: "software_Sbom",
            spdx_id: sbom,
            creation_info: CREATION,
            name,
            comment: None,
            root_element: subject.into_iter().collect(),
            element: writer.listed,
            profile_conformance: profiles,
        }),
    ];
    graph.extend(writer.graph);
    Graph { context: CONTEXT, graph }
}

fn named<'a>(kind: &'static str, spdx_id: String, name: Cow<'a, str>) -> Named<'a> {
    Named { kind, spdx_id, creation_info: CREATION, name }
}

impl<'a> Writer<'a> {
    /// An identifier no other element has.
    pub(super) fn id(&mut self, kind: &str, reference: &str) -> String {
        let wished = format!("{}{kind}{}", self.base, fragment(reference));
        let mut id = wished.clone();
        let mut number = 2;
        while !self.used.insert(id.clone()) {
            id = format!("{wished}+{number}");
            number += 1;
        }
        id
    }

    fn package(&mut self, component: &'a Component, key: &str, id: String) {
        let purpose = PURPOSES.iter().find(|(kind, ..)| *kind == component.kind).map_or("other", |(_, word, _)| *word);
        let source = component.source.as_deref();
        let supplied_by = component.supplier.as_deref().map(|name| self.organisation(name));
        let notes = component.properties.iter().map(|property| format!("{}: {}", property.name, property.value));
        let notes: Vec<String> = notes.collect();
        let package = Package {
            kind: "software_Package",
            name: Cow::Owned(component.package.full_name()),
            description: component.description.as_deref(),
            comment: (!notes.is_empty()).then(|| notes.join("\n")),
            verified_using: component.hashes.iter().filter_map(hash).collect(),
            supplied_by,
            purpose,
            version: component.package.version.as_deref(),
            package_url: package_url(component, key).map(str::to_owned),
            download_location: source.filter(|source| is_address(source)).map(uri_reference),
            source_info: seen(&component.evidence),
            ..Package::default()
        };
        self.add(package, id, component.licence.as_deref());
    }

    /// Adds a package with its two licences: the declared one, and the concluded one, which nobody has concluded.
    pub(super) fn add(&mut self, package: Package<'a>, id: String, licence: Option<&'a str>) {
        let declared = licence.and_then(Licence::read).map(|licence| self.licence(licence));
        self.listed.push(id.clone());
        let package = Package { spdx_id: id.clone(), creation_info: CREATION, ..package };
        self.graph.push(Element::Package(Box::new(package)));
        let declared = declared.map_or(Cow::Borrowed(NO_LICENCE_KNOWN), Cow::Owned);
        self.relation("Relationship", &id, "hasDeclaredLicense", vec![declared], None, None);
        let unknown = vec![Cow::Borrowed(NO_LICENCE_KNOWN)];
        self.relation("Relationship", &id, "hasConcludedLicense", unknown, None, None);
    }

    fn licence(&mut self, licence: Licence<'a>) -> String {
        let (Licence::Id(text) | Licence::Expression(text) | Licence::Name(text)) = licence;
        if let Some(id) = self.licences.get(text) {
            return id.clone();
        }
        let id = self.id("licence/", text);
        let custom = matches!(licence, Licence::Name(_));
        self.custom_licences |= custom;
        self.graph.push(Element::Licence(LicenceElement {
            kind: if custom { "expandedlicensing_CustomLicense" } else { "simplelicensing_LicenseExpression" },
            spdx_id: id.clone(),
            creation_info: CREATION,
            name: custom.then_some(text),
            expression: (!custom).then_some(text),
            text: custom.then_some(text),
        }));
        self.licences.insert(text, id.clone());
        id
    }

    pub(super) fn organisation(&mut self, name: &'a str) -> String {
        if let Some(id) = self.organisations.get(name) {
            return id.clone();
        }
        let id = self.id("organisation/", name);
        self.graph.push(Element::Named(named("Organization", id.clone(), Cow::Borrowed(name))));
        self.organisations.insert(name, id.clone());
        id
    }

    /// What something depends on, as far as a scan can tell: it never knows that this is all.
    fn relate(&mut self, from: &str, kind: &'static str, mut to: Vec<String>, scope: Option<&'static str>) {
        let mut seen = HashSet::new();
        to.retain(|id| seen.insert(id.clone()));
        let to = match to.is_empty() {
            true => vec![Cow::Borrowed(NONE)],
            false => to.into_iter().map(Cow::Owned).collect(),
        };
        let element = if scope.is_some() { "LifecycleScopedRelationship" } else { "Relationship" };
        self.relation(element, from, kind, to, Some("noAssertion"), scope);
    }

    /// Says that one contains others; nothing if there are none.
    pub(super) fn contain(&mut self, from: &str, to: Vec<String>) {
        if !to.is_empty() {
            self.relate(from, "contains", to, None);
        }
    }

    pub(super) fn relation(
        &mut self,
        kind: &'static str,
        from: &str,
        relationship_type: &'static str,
        to: Vec<Cow<'a, str>>,
        completeness: Option<&'static str>,
        scope: Option<&'static str>,
    ) {
        self.relations += 1;
        self.graph.push(Element::Relationship(Relationship {
            kind,
            spdx_id: format!("{}relation/{}", self.base, self.relations),
            creation_info: CREATION,
            from: from.to_owned(),
            relationship_type,
            to,
            completeness,
            scope,
        }));
    }
}

/// A digest in the form the format allows; None for one that is none.
pub(super) fn hash(hash: &crate::Hash) -> Option<Hash> {
    let algorithm = HASHES.iter().find(|(known, ..)| *known == hash.algorithm()).map(|(_, word, _)| *word)?;
    Some(Hash { kind: "Hash", algorithm, value: hash.value() })
}
