//! An SPDX 3.0 document in JSON-LD as an inventory.
//!
//! It is read in the form the specification asks for: one list of elements that refer to each other. Other shapes of
//! the same graph are not taken apart.

use std::collections::HashMap;

use serde_json::Value;

use super::graph::Graph;
use super::{HASHES, PURPOSES};
use crate::asset::Property;
use crate::json::{list, text, texts};
use crate::licence::{Licence, together};
use crate::{Component, ComponentKind, Hash, Inventory, Package, Scope};

/// True for a document of this format.
pub(crate) fn is(document: &Value) -> bool {
    texts(document, "@context").any(|context| context.contains("spdx.org/rdf/3"))
}

/// Takes a whole document; gives what it says.
pub(crate) fn inventory(document: &Value) -> Inventory {
    let alone = std::slice::from_ref(document);
    let elements = if document.get("@graph").is_some() { list(document, "@graph") } else { alone };
    let by_id: HashMap<&str, &Value> = elements.iter().filter_map(|element| Some((id(element)?, element))).collect();
    let relations = Relations::read(elements);
    let packages = elements
        .iter()
        .filter(|element| matches!(kind(element), "software_Package" | "ai_AIPackage" | "dataset_DatasetPackage"));
    let parts: Vec<(&str, Component)> =
        packages.map(|value| (id(value).unwrap_or_default(), component(value, &by_id, &relations))).collect();
    let subject = subject(elements, &by_id).filter(|subject| parts.iter().any(|(id, _)| id == subject));
    let time = elements.iter().find(|element| kind(element) == "CreationInfo").and_then(|info| text(info, "created"));
    relations.graph.inventory(parts, subject, time)
}

/// The one package a document or its bill of materials is of.
fn subject<'a>(elements: &'a [Value], by_id: &HashMap<&'a str, &'a Value>) -> Option<&'a str> {
    let mut at = elements.iter().find(|element| kind(element) == "SpdxDocument")?;
    // A document, its bill of materials, the package; whoever makes the chain longer goes round in circles.
    for _ in 0..4 {
        let mut roots = texts(at, "rootElement");
        let (Some(root), None) = (roots.next(), roots.next()) else { return None };
        at = by_id.get(root)?;
        if kind(at) == "software_Package" || kind(at) == "ai_AIPackage" {
            return Some(root);
        }
    }
    None
}

#[derive(Default)]
struct Relations<'a> {
    graph: Graph<'a>,
    declared: HashMap<&'a str, Vec<&'a str>>,
    concluded: HashMap<&'a str, Vec<&'a str>>,
}

impl<'a> Relations<'a> {
    fn read(elements: &'a [Value]) -> Relations<'a> {
        let mut relations = Relations::default();
        for value in elements {
            let (Some(from), Some(relation)) = (text(value, "from"), text(value, "relationshipType")) else { continue };
            let lifecycle = text(value, "scope").unwrap_or_default();
            let scope = match (relation, lifecycle) {
                ("hasOptionalDependency" | "hasOptionalComponent", _) => Some(Scope::Optional),
                ("dependsOn", "runtime") | ("hasProvidedDependency", _) => Some(Scope::Runtime),
                ("dependsOn", "build" | "test" | "development" | "design") => Some(Scope::Development),
                _ => None,
            };
            for to in texts(value, "to") {
                match relation {
                    "hasDeclaredLicense" => relations.declared.entry(from).or_default().push(to),
                    "hasConcludedLicense" => relations.concluded.entry(from).or_default().push(to),
                    "contains" => _ = relations.graph.contained.insert((from, to)),
                    "dependsOn"
                    | "hasOptionalDependency"
                    | "hasOptionalComponent"
                    | "hasProvidedDependency"
                    | "hasStaticLink"
                    | "hasDynamicLink" => {
                        if to.ends_with("NoneElement") {
                            relations.graph.on.entry(from).or_default();
                        } else if !to.ends_with("NoAssertionElement") {
                            relations.graph.on.entry(from).or_default().push(to);
                        }
                        if let Some(scope) = scope {
                            let known = relations.graph.scopes.entry(to).or_insert(scope);
                            *known = scope.min(*known);
                        }
                    }
                    _ => {}
                }
            }
        }
        relations
    }
}

fn component(value: &Value, by_id: &HashMap<&str, &Value>, relations: &Relations) -> Component {
    let identifiers = list(value, "externalIdentifier");
    let identifier = |kind: &str| {
        let found = identifiers.iter().find(|given| text(given, "externalIdentifierType") == Some(kind));
        found.and_then(|given| text(given, "identifier"))
    };
    let version = text(value, "software_packageVersion");
    let purl = text(value, "software_packageUrl").or_else(|| identifier("packageUrl"));
    let package = match purl.and_then(Package::from_purl) {
        Some(package) => Package { version: package.version.or_else(|| version.map(str::to_owned)), ..package },
        None => Package::new("generic", text(value, "name").unwrap_or("unnamed"), version),
    };
    let mut component = Component::new(package);
    let purpose = text(value, "software_primaryPurpose");
    let known = PURPOSES.iter().find(|(_, word, _)| Some(*word) == purpose).map(|(kind, ..)| *kind);
    component.kind = match kind(value) {
        "ai_AIPackage" => ComponentKind::MachineLearningModel,
        "dataset_DatasetPackage" => ComponentKind::Data,
        _ => known.unwrap_or_default(),
    };
    let of = id(value).unwrap_or_default();
    let licence =
        |of_kind: &HashMap<&str, Vec<&str>>| together(of_kind.get(of)?.iter().filter_map(|id| licence(id, by_id)));
    component.licence = licence(&relations.declared).or_else(|| licence(&relations.concluded));
    component.hashes = list(value, "verifiedUsing").iter().filter_map(hash).collect();
    let source = text(value, "software_downloadLocation");
    component.source = source.filter(|source| !matches!(*source, "NOASSERTION" | "NONE")).map(str::to_owned);
    let agents = texts(value, "suppliedBy").chain(texts(value, "originatedBy"));
    component.supplier = agents.filter_map(|id| text(by_id.get(id)?, "name")).next().map(str::to_owned);
    component.description = text(value, "description").or_else(|| text(value, "summary")).map(str::to_owned);
    if let Some(cpe) = identifier("cpe23") {
        component.properties.push(Property::new("cpe", cpe));
    }
    component
}

/// The text of a licence: an element of the document, or one of the SPDX list by its address.
fn licence<'a>(id: &'a str, by_id: &HashMap<&str, &'a Value>) -> Option<&'a str> {
    if let Some(element) = by_id.get(id) {
        return text(element, "simplelicensing_licenseExpression")
            .or_else(|| text(element, "name"))
            .or_else(|| text(element, "simplelicensing_licenseText"));
    }
    let listed =
        id.strip_prefix("https://spdx.org/licenses/").or_else(|| id.strip_prefix("http://spdx.org/licenses/"))?;
    matches!(Licence::read(listed), Some(Licence::Id(_))).then_some(listed)
}

fn hash(value: &Value) -> Option<Hash> {
    let written = text(value, "algorithm")?;
    let algorithm = HASHES.iter().find(|(_, word, _)| *word == written)?.0;
    Hash::hex(algorithm, text(value, "hashValue")?)
}

fn id(element: &Value) -> Option<&str> {
    text(element, "spdxId").or_else(|| text(element, "@id"))
}

/// The type without the address of the vocabulary, should it be written out.
fn kind(element: &Value) -> &str {
    let written = text(element, "type").or_else(|| text(element, "@type")).unwrap_or_default();
    written.rsplit('/').next().unwrap_or_default()
}
