//! Reads bills of materials in SPDX 2 as JSON or YAML.

use super::super::{Detector, Files, Want};
use super::bill::{self, Bill, Entry};
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::tree::{self, Node};

pub const DETECTOR: Detector = Detector {
    id: "spdx",
    files: Files::NamedIf(&["*.json", "*.yaml", "*.yml", "*.spdx"], super::sbom::is_candidate),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let is_yaml = matches!(file.name.extension(), "yaml" | "yml");
    if !text.contains("spdxVersion") || !(is_yaml || text.trim_start().starts_with('{')) {
        return;
    }
    let document = if is_yaml { tree::yaml(&text) } else { tree::json(&text) };
    let Some(document) = found.parsed(document) else { return };
    // Some tools wrap the document in another.
    let document = document.get("sbom").or(document.get("predicate")).unwrap_or(&document);
    let mut bill = Bill::default();
    bill.entries.extend(document.list("packages").iter().filter_map(entry));
    let described = document.list("documentDescribes").iter().filter_map(|one| one.as_str());
    bill.subjects.extend(described.map(str::to_owned));
    for relationship in document.list("relationships") {
        let text = |key: &str| relationship.text(key).unwrap_or_default();
        relate(text("spdxElementId"), text("relationshipType"), text("relatedSpdxElement"), &mut bill);
    }
    bill.report(found);
}

fn entry(node: &Node) -> Option<Entry> {
    let name = node.get("name")?;
    let text = |key: &str| node.text(key).unwrap_or_default();
    let reference = |kind: &str| {
        let refs = node.list("externalRefs").iter();
        let mut found = refs.filter(|one| one.text("referenceType").is_some_and(|known| known.starts_with(kind)));
        found.find_map(|one| one.text("referenceLocator")).unwrap_or_default().to_owned()
    };
    let licence = bill::said(text("licenseDeclared")).or(bill::said(text("licenseConcluded")));
    let hashes = node.list("checksums").iter();
    let supplier = bill::supplier(text("supplier")).or(bill::supplier(text("originator")));
    Some(Entry {
        reference: text("SPDXID").to_owned(),
        line: name.line,
        kind: bill::kind(text("primaryPackagePurpose"))?,
        name: name.as_str().unwrap_or_default().to_owned(),
        version: bill::said(text("versionInfo")).unwrap_or_default().to_owned(),
        purl: reference("purl"),
        cpe: reference("cpe23"),
        licences: licence.map(str::to_owned).into_iter().collect(),
        hashes: hashes.filter_map(|one| bill::hash(one.text("algorithm")?, one.text("checksumValue")?)).collect(),
        source: bill::said(text("downloadLocation")).unwrap_or_default().to_owned(),
        supplier: supplier.unwrap_or_default().to_owned(),
        description: text("description").to_owned(),
        ..Entry::default()
    })
}

/// What one relationship says of a bill.
pub fn relate(from: &str, kind: &str, to: &str, bill: &mut Bill) {
    let (user, used, scope) = match kind {
        "DESCRIBES" => {
            bill.subjects.insert(to.to_owned());
            return;
        }
        "DESCRIBED_BY" => {
            bill.subjects.insert(from.to_owned());
            return;
        }
        "DEPENDS_ON" | "STATIC_LINK" | "DYNAMIC_LINK" | "HAS_PREREQUISITE" => (from, to, None),
        "DEPENDENCY_OF" | "PREREQUISITE_FOR" => (to, from, None),
        "RUNTIME_DEPENDENCY_OF" => (to, from, Some(Scope::Runtime)),
        "OPTIONAL_DEPENDENCY_OF" | "OPTIONAL_COMPONENT_OF" => (to, from, Some(Scope::Optional)),
        "DEV_DEPENDENCY_OF"
        | "BUILD_DEPENDENCY_OF"
        | "TEST_DEPENDENCY_OF"
        | "DEV_TOOL_OF"
        | "BUILD_TOOL_OF"
        | "TEST_TOOL_OF" => (to, from, Some(Scope::Development)),
        _ => return,
    };
    bill.needs.push((user.to_owned(), used.to_owned()));
    if let Some(scope) = scope {
        // What is needed to run, too, is not only for development.
        bill.scopes.entry(used.to_owned()).and_modify(|known| *known = (*known).min(scope)).or_insert(scope);
    }
}

#[test]
fn packages_are_listed_with_their_relationships() {
    let check = crate::detectors::tests::check_sheet;
    let document = r#"{"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "packages": [
{"SPDXID": "SPDXRef-root", "name": "product", "versionInfo": "1", "downloadLocation": "NOASSERTION"},
{"SPDXID": "SPDXRef-a", "name": "left-pad", "versionInfo": "1.3.0", "licenseDeclared": "NOASSERTION", "licenseConcluded": "MIT",
 "supplier": "Organization: Example (a@example.org)", "checksums": [{"algorithm": "SHA1", "checksumValue": "da39a3ee5e6b4b0d3255bfef95601890afd80709"}],
 "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:npm/left-pad@1.3.0"}]},
{"SPDXID": "SPDXRef-b", "name": "door", "downloadLocation": "https://example.org/door.tgz"}],
"relationships": [
{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-root"},
{"spdxElementId": "SPDXRef-root", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": "SPDXRef-a"},
{"spdxElementId": "SPDXRef-b", "relationshipType": "DEV_DEPENDENCY_OF", "relatedSpdxElement": "SPDXRef-root"}]}"#;
    check(
        "release/product.spdx.json",
        document,
        &[
            "2 pkg:generic/product@1 own -> left-pad door",
            "3 pkg:npm/left-pad@1.3.0 direct licence=MIT hashes=1",
            "6 pkg:generic/door development direct source=https://example.org/door.tgz",
        ],
    );
    check(
        "a.spdx.yml",
        "spdxVersion: SPDX-2.2\npackages:\n- SPDXID: SPDXRef-a\n  name: door\n  versionInfo: 1.10\n",
        &["4 pkg:generic/door@1.10"],
    );
    crate::detectors::tests::check_malformed("a.spdx.json", "{\"spdxVersion\": \"SPDX-2.3\", \"packages\": [");
}
