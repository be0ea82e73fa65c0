//! An inventory as an SPDX 2.3 document in JSON, for those who cannot read a newer one.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::io;

use serde::Serialize;

use super::{HASHES, PURPOSES, asset_purpose, created, number, seen};
use crate::cyclonedx::Tool;
use crate::cyclonedx::assets::digests;
use crate::cyclonedx::cards::first;
use crate::cyclonedx::packages::package_url;
use crate::digest::Hex;
use crate::indented::write_indented;
use crate::iri::{is_address, uri_reference};
use crate::licence::{Licence, licence_references};
use crate::{Asset, Component, Hash, Inventory, Relation, Scope};

const UNKNOWN: &str = "NOASSERTION";
const DOCUMENT: &str = "SPDXRef-DOCUMENT";

/// Takes an inventory and the program that made it; gives the document.
pub fn spdx2(inventory: &Inventory, tool: &Tool) -> serde_json::Result<serde_json::Value> {
    serde_json::to_value(document(inventory, tool, &number(inventory)?))
}

/// Takes what [`spdx2`] takes; writes the document, indented, with a line end behind it.
pub fn write_spdx2(inventory: &Inventory, tool: &Tool, to: impl io::Write) -> io::Result<()> {
    let number = number(inventory)?;
    write_indented(&document(inventory, tool, &number), to)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    spdx_version: &'static str,
    data_license: &'static str,
    #[serde(rename = "SPDXID")]
    id: &'static str,
    name: String,
    document_namespace: String,
    creation_info: Creation<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    document_describes: Vec<String>,
    packages: Vec<Package<'a>>,
    relationships: Vec<Relationship>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    has_extracted_licensing_infos: Vec<Extracted<'a>>,
}

#[derive(Serialize)]
struct Creation<'a> {
    created: &'a str,
    creators: [String; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Package<'a> {
    #[serde(rename = "SPDXID")]
    id: String,
    name: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version_info: Option<&'a str>,
    download_location: Cow<'a, str>,
    files_analyzed: bool,
    license_concluded: &'static str,
    license_declared: Cow<'a, str>,
    copyright_text: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    supplier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_info: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
    primary_package_purpose: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    checksums: Vec<Checksum>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    external_refs: Vec<ExternalRef>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Checksum {
    algorithm: &'static str,
    checksum_value: Hex,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ExternalRef {
    reference_category: &'static str,
    reference_type: &'static str,
    reference_locator: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Relationship {
    spdx_element_id: String,
    relationship_type: &'static str,
    related_spdx_element: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Extracted<'a> {
    license_id: String,
    extracted_text: Cow<'a, str>,
    name: Cow<'a, str>,
}

fn document<'a>(inventory: &'a Inventory, tool: &Tool, number: &str) -> Document<'a> {
    let mut licences = Licences::default();
    let mut packages = Vec::with_capacity(inventory.components.len() + inventory.assets.len() + 1);
    let mut relationships = Vec::new();
    let subject = inventory.subject.as_ref().map(|subject| {
        let id = "SPDXRef-Product".to_owned();
        relationships.push(relation(DOCUMENT, "DESCRIBES", &id));
        packages.push(of_component(subject, &subject.reference(), id.clone(), &mut licences));
        id
    });
    let ids: Vec<String> =
        inventory.components.iter().enumerate().map(|(at, part)| id("Package", at, &part.package.name)).collect();
    let keys: Vec<String> = inventory.components.iter().map(Component::reference).collect();
    let by_key: HashMap<&str, &String> = keys.iter().map(String::as_str).zip(&ids).collect();
    for ((part, key), id) in inventory.components.iter().zip(&keys).zip(&ids) {
        packages.push(of_component(part, key, id.clone(), &mut licences));
        if let Some(subject) = &subject {
            relationships.extend(of_product(subject, part, id));
        }
        for on in part.depends_on.iter().flatten().filter_map(|key| by_key.get(&**key)) {
            relationships.push(relation(id, "DEPENDS_ON", on));
        }
        if part.depends_on.as_ref().is_some_and(Vec::is_empty) {
            relationships.push(relation(id, "DEPENDS_ON", "NONE"));
        }
    }
    for (at, asset) in inventory.assets.iter().enumerate() {
        let id = id("Asset", at, &asset.name);
        // Without a product they hang on the document itself.
        match &subject {
            Some(subject) => relationships.push(relation(subject, "CONTAINS", &id)),
            None => relationships.push(relation(DOCUMENT, "DESCRIBES", &id)),
        }
        packages.push(of_asset(asset, id, &mut licences));
    }
    if subject.is_none() {
        relationships.extend(ids.iter().map(|id| relation(DOCUMENT, "DESCRIBES", id)));
    }
    if packages.is_empty() {
        relationships.push(relation(DOCUMENT, "DESCRIBES", "NONE"));
    }
    let (created, comment) = created(inventory);
    let name = inventory.subject.as_ref().map_or_else(|| "inventory".to_owned(), |subject| subject.package.to_string());
    let not_read = inventory.not_read.iter().map(|left| format!("Not read: {}: {}", left.path, left.why));
    let not_read: Vec<String> = not_read.collect();
    Document {
        spdx_version: "SPDX-2.3",
        data_license: "CC0-1.0",
        id: DOCUMENT,
        name,
        document_namespace: format!("https://spdx.org/spdxdocs/marque-{number}"),
        creation_info: Creation { created, creators: [format!("Tool: {}-{}", tool.name, tool.version)], comment },
        comment: (!not_read.is_empty()).then(|| not_read.join("\n")),
        document_describes: subject.into_iter().collect(),
        packages,
        relationships,
        has_extracted_licensing_infos: licences.extracted(),
    }
}

fn relation(from: &str, kind: &'static str, to: &str) -> Relationship {
    Relationship { spdx_element_id: from.to_owned(), relationship_type: kind, related_spdx_element: to.to_owned() }
}

/// What the product has to do with a part: some kinds are written from the part's side.
fn of_product(subject: &str, part: &Component, id: &str) -> Option<Relationship> {
    if part.own {
        return Some(relation(subject, "CONTAINS", id));
    }
    (part.relation == Some(Relation::Direct)).then(|| match part.scope {
        Some(Scope::Development) => relation(id, "DEV_DEPENDENCY_OF", subject),
        Some(Scope::Optional) => relation(id, "OPTIONAL_DEPENDENCY_OF", subject),
        Some(Scope::Runtime) | None => relation(subject, "DEPENDS_ON", id),
    })
}

/// An identifier: the format allows letters, digits, `.` and `-`.
fn id(kind: &str, at: usize, name: &str) -> String {
    let plain = name.chars().take(60).map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' });
    format!("SPDXRef-{kind}-{at}-{}", plain.collect::<String>())
}

fn of_component<'a>(part: &'a Component, key: &str, id: String, licences: &mut Licences<'a>) -> Package<'a> {
    let purpose = PURPOSES.iter().find(|(kind, ..)| *kind == part.kind).map_or("OTHER", |(.., word)| *word);
    let source = part.source.as_deref().filter(|source| is_address(source));
    let purl = package_url(part, key);
    let comment = part.properties.iter().map(|property| format!("{}: {}", property.name, property.value));
    let comment: Vec<String> = comment.collect();
    Package {
        id,
        name: Cow::Owned(part.package.full_name()),
        version_info: part.package.version.as_deref(),
        download_location: source.map_or(Cow::Borrowed(UNKNOWN), uri_reference),
        files_analyzed: false,
        license_concluded: UNKNOWN,
        license_declared: licences.declared(part.licence.as_deref()),
        copyright_text: UNKNOWN,
        supplier: part.supplier.as_ref().map(|name| format!("Organization: {}", line(name))),
        summary: part.description.as_deref(),
        source_info: seen(&part.evidence),
        comment: (!comment.is_empty()).then(|| comment.join("\n")),
        primary_package_purpose: purpose,
        checksums: part.hashes.iter().filter_map(checksum).collect(),
        external_refs: purl.map(purl_reference).into_iter().collect(),
    }
}

fn of_asset<'a>(asset: &'a Asset, id: String, licences: &mut Licences<'a>) -> Package<'a> {
    let mut comment = format!("AI asset: {}", asset.kind.as_str());
    for property in &asset.properties {
        comment += &format!("\n{}: {}", property.name, property.value);
    }
    let source = first(asset, &["download", "source"]).filter(|url| is_address(url));
    Package {
        id,
        name: Cow::Borrowed(if asset.name.is_empty() { asset.kind.as_str() } else { &asset.name }),
        version_info: first(asset, &["version", "revision"]),
        download_location: source.map_or(Cow::Borrowed(UNKNOWN), uri_reference),
        files_analyzed: false,
        license_concluded: UNKNOWN,
        license_declared: licences.declared(first(asset, &["licence", "license"])),
        copyright_text: UNKNOWN,
        supplier: asset.provider.as_ref().map(|name| format!("Organization: {}", line(name))),
        summary: first(asset, &["description"]),
        source_info: seen(&asset.evidence),
        comment: Some(comment),
        primary_package_purpose: asset_purpose(asset.kind).1,
        checksums: digests(asset).filter_map(|hash| checksum(&hash)).collect(),
        external_refs: Vec::new(),
    }
}

fn purl_reference(purl: &str) -> ExternalRef {
    ExternalRef { reference_category: "PACKAGE-MANAGER", reference_type: "purl", reference_locator: purl.to_owned() }
}

fn checksum(hash: &Hash) -> Option<Checksum> {
    let algorithm = HASHES.iter().find(|(known, ..)| *known == hash.algorithm()).map(|(.., word)| *word)?;
    Some(Checksum { algorithm, checksum_value: hash.value() })
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The licences outside the SPDX list: a document has to give their text, or what there is of it.
#[derive(Default)]
struct Licences<'a> {
    names: BTreeMap<&'a str, usize>,
    references: BTreeMap<String, ()>,
}

impl<'a> Licences<'a> {
    fn declared(&mut self, written: Option<&'a str>) -> Cow<'a, str> {
        match written.and_then(Licence::read) {
            None => Cow::Borrowed(UNKNOWN),
            Some(Licence::Id(id)) => Cow::Borrowed(id),
            Some(Licence::Expression(expression)) => {
                self.references.extend(licence_references(expression).into_iter().map(|reference| (reference, ())));
                Cow::Borrowed(expression)
            }
            Some(Licence::Name(name)) => {
                let next = self.names.len();
                let number = *self.names.entry(name).or_insert(next);
                Cow::Owned(format!("LicenseRef-marque-{number}"))
            }
        }
    }

    fn extracted(self) -> Vec<Extracted<'a>> {
        let mut names: Vec<_> = self.names.into_iter().collect();
        names.sort_by_key(|(_, number)| *number);
        let named = names.into_iter().map(|(name, number)| Extracted {
            license_id: format!("LicenseRef-marque-{number}"),
            extracted_text: Cow::Borrowed(name),
            name: Cow::Borrowed(name),
        });
        let references = self.references.into_keys().filter(|reference| !reference.starts_with("LicenseRef-marque-"));
        let referred = references.map(|reference| Extracted {
            extracted_text: Cow::Borrowed("The text of this licence is not known to the scan."),
            name: Cow::Owned(reference.clone()),
            license_id: reference,
        });
        named.chain(referred).collect()
    }
}
