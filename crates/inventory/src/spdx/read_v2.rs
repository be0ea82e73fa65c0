//! An SPDX 2.2 or 2.3 document as an inventory.

use std::collections::HashMap;

use serde_json::Value;

use super::graph::Graph;
use super::{HASHES, PURPOSES};
use crate::asset::Property;
use crate::json::{list, text, texts};
use crate::licence::Licence;
use crate::{Component, Hash, Inventory, Package, Scope};

/// Takes a whole document; gives what it says.
pub(crate) fn inventory(document: &Value) -> Inventory {
    let relations = Relations::read(document);
    let extracted: HashMap<&str, &str> = list(document, "hasExtractedLicensingInfos")
        .iter()
        .filter_map(|licence| Some((text(licence, "licenseId")?, text(licence, "name")?)))
        .collect();
    let parts: Vec<(&str, Component)> = list(document, "packages")
        .iter()
        .filter(|package| package.is_object())
        .map(|value| (text(value, "SPDXID").unwrap_or_default(), component(value, &extracted)))
        .collect();
    // Several described packages are parts beside each other, not one product.
    let mut described: Vec<&str> = texts(document, "documentDescribes").collect();
    described.extend(relations.described.iter());
    described.sort_unstable();
    described.dedup();
    let subject = match described[..] {
        [one] => Some(one),
        _ => None,
    };
    let creation = document.get("creationInfo").unwrap_or(&Value::Null);
    relations.graph.inventory(parts, subject, text(creation, "created"))
}

/// What the document says about its packages and each other.
#[derive(Default)]
struct Relations<'a> {
    described: Vec<&'a str>,
    graph: Graph<'a>,
}

impl<'a> Relations<'a> {
    fn read(document: &'a Value) -> Relations<'a> {
        let mut relations = Relations::default();
        for value in list(document, "relationships") {
            let parts = (text(value, "spdxElementId"), text(value, "relatedSpdxElement"));
            let ((Some(from), Some(to)), Some(kind)) = (parts, text(value, "relationshipType")) else { continue };
            match kind {
                "DESCRIBES" => relations.described.push(to),
                "DESCRIBED_BY" => relations.described.push(from),
                "DEPENDS_ON" => match to {
                    "NONE" => _ = relations.graph.on.entry(from).or_default(),
                    "NOASSERTION" => {}
                    to => relations.graph.on.entry(from).or_default().push(to),
                },
                "CONTAINS" => _ = relations.graph.contained.insert((from, to)),
                "CONTAINED_BY" => _ = relations.graph.contained.insert((to, from)),
                _ => {
                    let scope = match kind {
                        "DEPENDENCY_OF" => None,
                        "RUNTIME_DEPENDENCY_OF" | "PROVIDED_DEPENDENCY_OF" => Some(Scope::Runtime),
                        "OPTIONAL_DEPENDENCY_OF" => Some(Scope::Optional),
                        "DEV_DEPENDENCY_OF"
                        | "TEST_DEPENDENCY_OF"
                        | "BUILD_DEPENDENCY_OF"
                        | "DEV_TOOL_OF"
                        | "BUILD_TOOL_OF"
                        | "TEST_TOOL_OF" => Some(Scope::Development),
                        _ => continue,
                    };
                    relations.graph.on.entry(to).or_default().push(from);
                    if let Some(scope) = scope {
                        // Needed at run time once, it is needed at run time.
                        let known = relations.graph.scopes.entry(from).or_insert(scope);
                        *known = scope.min(*known);
                    }
                }
            }
        }
        relations
    }
}

fn component(value: &Value, extracted: &HashMap<&str, &str>) -> Component {
    let references = list(value, "externalRefs");
    let reference = |kind: &str| {
        let found = references.iter().find(|reference| text(reference, "referenceType") == Some(kind));
        found.and_then(|reference| text(reference, "referenceLocator"))
    };
    let version = text(value, "versionInfo").filter(|version| !matches!(*version, "NOASSERTION" | "NONE"));
    let package = match reference("purl").and_then(Package::from_purl) {
        Some(package) => Package { version: package.version.or_else(|| version.map(str::to_owned)), ..package },
        None => Package::new("generic", text(value, "name").unwrap_or("unnamed"), version),
    };
    let mut component = Component::new(package);
    let purpose = text(value, "primaryPackagePurpose");
    let kind = PURPOSES.iter().find(|(.., word)| Some(*word) == purpose && *word != "OTHER");
    component.kind = kind.map(|(kind, ..)| *kind).unwrap_or_default();
    let licence = ["licenseDeclared", "licenseConcluded"].iter().find_map(|key| {
        let written = text(value, key)?;
        Licence::read(written)?;
        Some(extracted.get(written).copied().unwrap_or(written))
    });
    component.licence = licence.map(str::to_owned);
    component.hashes = list(value, "checksums").iter().filter_map(hash).collect();
    let known = |key: &str| text(value, key).filter(|given| !matches!(*given, "NOASSERTION" | "NONE"));
    component.source = known("downloadLocation").map(str::to_owned);
    component.supplier = known("supplier").or_else(|| known("originator")).map(|supplier| name(supplier).to_owned());
    component.description = text(value, "description").or_else(|| text(value, "summary")).map(str::to_owned);
    if let Some(cpe) = reference("cpe23Type") {
        component.properties.push(Property::new("cpe", cpe));
    }
    component
}

/// `Organization: Name (address)`.
fn name(supplier: &str) -> &str {
    let name = ["Organization:", "Person:", "Tool:"].iter().find_map(|kind| supplier.strip_prefix(kind));
    let name = name.unwrap_or(supplier).trim();
    match name.rsplit_once(" (") {
        Some((name, mail)) if mail.ends_with(')') && (mail.contains('@') || mail == ")") => name.trim(),
        _ => name,
    }
}

fn hash(value: &Value) -> Option<Hash> {
    let written = text(value, "algorithm")?;
    let algorithm = HASHES.iter().find(|(.., word)| *word == written)?.0;
    Hash::hex(algorithm, text(value, "checksumValue")?)
}

#[test]
fn a_supplier_is_a_name() {
    assert_eq!(name("Organization: Example GmbH (mail@example.com)"), "Example GmbH");
    assert_eq!(name("Person: A B ()"), "A B");
    assert_eq!(name("Example (Europe)"), "Example (Europe)");
}
