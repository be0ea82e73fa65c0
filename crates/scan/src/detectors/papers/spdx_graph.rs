//! Reads bills of materials in SPDX 3: a graph of elements as JSON-LD.

use std::collections::HashMap;

use inventory::ComponentKind;

use super::super::{Detector, Files, Want};
use super::bill::{self, Bill, Entry};
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::tree::{self, Node};

pub const DETECTOR: Detector = Detector {
    id: "spdx-graph",
    files: Files::NamedIf(&["*.json", "*.jsonld", "*.spdx"], super::sbom::is_candidate),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    if !text.contains("spdx.org/rdf/3") || !text.trim_start().starts_with('{') {
        return;
    }
    let Some(document) = found.parsed(tree::json(&text)) else { return };
    let graph = document.list("@graph");
    let mut bill = Bill::default();
    let mut names: HashMap<&str, &str> = HashMap::new();
    let mut licences: HashMap<&str, &str> = HashMap::new();
    for element in graph {
        let id = id(element);
        names.extend(element.text("name").map(|name| (id, name)));
        let expression = element.text("simplelicensing_licenseExpression").or(element.text("name"));
        if kind(element).contains("icens") {
            licences.extend(expression.map(|expression| (id, expression)));
        }
        if matches!(kind(element), "SpdxDocument" | "software_Sbom" | "Bom") {
            let roots = element.list("rootElement").iter().filter_map(|root| root.as_str());
            bill.subjects.extend(roots.map(str::to_owned));
        }
    }
    for element in graph {
        bill.entries.extend(entry(element, &names));
        if kind(element).ends_with("Relationship") {
            relate(element, &licences, &mut bill);
        }
    }
    bill.report(found);
}

fn id<'a>(element: &'a Node) -> &'a str {
    element.text("spdxId").or(element.text("@id")).unwrap_or_default()
}

fn kind<'a>(element: &'a Node) -> &'a str {
    element.text("type").or(element.text("@type")).unwrap_or_default()
}

fn entry(element: &Node, names: &HashMap<&str, &str>) -> Option<Entry> {
    let purpose = element.text("software_primaryPurpose").unwrap_or_default();
    let kind = match kind(element) {
        "software_Package" => bill::kind(purpose)?,
        "ai_AIPackage" => ComponentKind::MachineLearningModel,
        "dataset_DatasetPackage" => ComponentKind::Data,
        _ => return None,
    };
    let name = element.get("name")?;
    let text = |key: &str| element.text(key).unwrap_or_default().to_owned();
    let identifier = |wanted: &str| {
        let mut all = element.list("externalIdentifier").iter();
        all.find(|one| one.text("externalIdentifierType") == Some(wanted)).and_then(|one| one.text("identifier"))
    };
    let hashes = element.list("verifiedUsing").iter();
    let supplier = element.text("suppliedBy").and_then(|id| names.get(id)).copied();
    Some(Entry {
        reference: id(element).to_owned(),
        line: name.line,
        kind,
        name: name.as_str().unwrap_or_default().to_owned(),
        version: text("software_packageVersion"),
        purl: element.text("software_packageUrl").or(identifier("packageUrl")).unwrap_or_default().to_owned(),
        cpe: identifier("cpe23").unwrap_or_default().to_owned(),
        hashes: hashes.filter_map(|one| bill::hash(one.text("algorithm")?, one.text("hashValue")?)).collect(),
        source: text("software_downloadLocation"),
        supplier: supplier.unwrap_or_default().to_owned(),
        description: text("description"),
        ..Entry::default()
    })
}

fn relate(relationship: &Node, licences: &HashMap<&str, &str>, bill: &mut Bill) {
    let from = relationship.text("from").unwrap_or_default();
    let scope = match relationship.text("scope") {
        Some("development" | "build" | "test") => Some(Scope::Development),
        Some("runtime") => Some(Scope::Runtime),
        _ => None,
    };
    for to in relationship.list("to").iter().filter_map(|to| to.as_str()) {
        match relationship.text("relationshipType").unwrap_or_default() {
            "dependsOn" | "hasStaticLink" | "hasDynamicLink" | "hasPrerequisite" => {
                bill.needs.push((from.to_owned(), to.to_owned()));
                bill.scopes.extend(scope.map(|scope| (to.to_owned(), scope)));
            }
            "hasOptionalDependency" => {
                bill.needs.push((from.to_owned(), to.to_owned()));
                bill.scopes.insert(to.to_owned(), Scope::Optional);
            }
            "hasDeclaredLicense" => {
                // It may be named by its address in the list of licences.
                let licence = licences.get(to).copied().or_else(|| to.strip_prefix("https://spdx.org/licenses/"));
                bill.licences.extend(licence.map(|licence| (from.to_owned(), licence.to_owned())));
            }
            _ => {}
        }
    }
}

#[test]
fn elements_are_put_together() {
    let document = r#"{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [
{"type": "SpdxDocument", "spdxId": "urn:d", "rootElement": ["urn:root"]},
{"type": "software_Package", "spdxId": "urn:root", "name": "product", "software_packageVersion": "1"},
{"type": "software_Package", "spdxId": "urn:a", "name": "left-pad", "software_packageVersion": "1.3.0", "software_packageUrl": "pkg:npm/left-pad@1.3.0",
 "verifiedUsing": [{"type": "Hash", "algorithm": "sha1", "hashValue": "da39a3ee5e6b4b0d3255bfef95601890afd80709"}], "suppliedBy": "urn:o"},
{"type": "ai_AIPackage", "spdxId": "urn:m", "name": "door-net"},
{"type": "Organization", "spdxId": "urn:o", "name": "Example"},
{"type": "simplelicensing_LicenseExpression", "spdxId": "urn:l", "simplelicensing_licenseExpression": "MIT"},
{"type": "Relationship", "spdxId": "urn:1", "from": "urn:root", "relationshipType": "dependsOn", "to": ["urn:a", "urn:m"]},
{"type": "Relationship", "spdxId": "urn:2", "from": "urn:a", "relationshipType": "hasDeclaredLicense", "to": ["urn:l"]}]}"#;
    crate::detectors::tests::check_sheet(
        "product.spdx3.json",
        document,
        &[
            "3 pkg:generic/product@1 own -> left-pad door-net",
            "4 pkg:npm/left-pad@1.3.0 direct licence=MIT hashes=1",
            "6 pkg:generic/door-net direct",
        ],
    );
    crate::detectors::tests::check_malformed(
        "a.spdx3.json",
        "{\"@context\": \"https://spdx.org/rdf/3.0.1/\", \"@graph\": [",
    );
}
