//! Bills of materials of other tools.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop where it is")]

use inventory::{Component, ComponentKind, Inventory, Relation, Scope, read_bom};
use serde_json::json;

fn part<'a>(inventory: &'a Inventory, name: &str) -> &'a Component {
    inventory.components.iter().find(|part| part.package.name == name).unwrap()
}

#[test]
fn a_cyclonedx_document_of_another_tool_is_read() {
    let document = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.4",
        "metadata": {
            "timestamp": "2026-01-02T03:04:05Z",
            "component": {"type": "application", "bom-ref": "root", "name": "product", "version": "1"}
        },
        "components": [
            {
                "type": "library", "bom-ref": "a-ref", "group": "@scope", "name": "a", "version": "1.0.0",
                "purl": "pkg:npm/%40scope/a@1.0.0#sub", "scope": "optional", "author": "Somebody",
                "hashes": [{"alg": "SHA-256", "content": "AB".repeat(32)}, {"alg": "SHA-1", "content": "short"}],
                "licenses": [{"license": {"id": "MIT"}}, {"expression": "ISC OR Zlib"}],
                "externalReferences": [
                    {"type": "website", "url": "https://example.com"},
                    {"type": "vcs", "url": "git+https://example.com/a.git"}
                ],
                "properties": [{"name": "syft:package:type", "value": "npm"}, {"name": 3}],
                "components": [{"type": "library", "bom-ref": "inner", "name": "inner", "purl": "pkg:npm/inner@2"}]
            },
            {"type": "machine-learning-model", "bom-ref": "m", "name": "gpt", "cpe": "cpe:2.3:a:x:y:*:*:*:*:*:*:*:*"},
            {"type": "library", "bom-ref": "twice", "name": "twice", "purl": "pkg:npm/twice@1"},
            {"type": "library", "bom-ref": "twice-2", "name": "twice", "purl": "pkg:npm/twice@1", "licenses": [
                {"license": {"name": "our own"}}
            ]},
            "no component",
            {"type": "no type"}
        ],
        "dependencies": [
            {"ref": "root", "dependsOn": ["a-ref"]},
            {"ref": "a-ref", "dependsOn": ["inner", "nowhere"]},
            {"ref": "inner"}
        ]
    });
    let inventory = read_bom(document.to_string().as_bytes()).unwrap();
    assert_eq!(inventory.time.as_deref(), Some("2026-01-02T03:04:05Z"));
    assert_eq!(inventory.subject.as_ref().unwrap().package.to_string(), "product 1");
    let a = part(&inventory, "a");
    assert_eq!(a.reference(), "pkg:npm/%40scope/a@1.0.0");
    assert_eq!(a.scope, Some(Scope::Optional));
    assert_eq!(a.relation, Some(Relation::Direct));
    assert_eq!(a.supplier.as_deref(), Some("Somebody"));
    assert_eq!(a.hashes.iter().map(|hash| hash.value().to_owned()).collect::<Vec<_>>(), ["ab".repeat(32)]);
    assert_eq!(a.licence.as_deref(), Some("MIT AND (ISC OR Zlib)"));
    assert_eq!(a.source.as_deref(), Some("git+https://example.com/a.git"));
    assert_eq!(a.depends_on, Some(vec!["pkg:npm/inner@2".to_owned()]));
    assert_eq!(a.properties[0].name, "syft:package:type");
    let inner = part(&inventory, "inner");
    assert_eq!(inner.relation, Some(Relation::Transitive));
    assert_eq!(inner.depends_on, Some(Vec::new()));
    let model = part(&inventory, "gpt");
    assert_eq!(model.kind, ComponentKind::MachineLearningModel);
    assert_eq!(model.properties[0].value, "cpe:2.3:a:x:y:*:*:*:*:*:*:*:*");
    assert_eq!(part(&inventory, "twice").licence.as_deref(), Some("our own"));
    let names: Vec<_> = inventory.components.iter().map(|part| &*part.package.name).collect();
    assert_eq!(names, ["gpt", "unnamed", "a", "inner", "twice"]);
}

#[test]
fn an_export_of_github_stands_in_an_envelope() {
    let document = json!({"sbom": {
        "spdxVersion": "SPDX-2.3",
        "SPDXID": "SPDXRef-DOCUMENT",
        "creationInfo": {"created": "2026-01-02T03:04:05Z", "creators": ["Tool: x"]},
        "packages": [
            {"SPDXID": "SPDXRef-main", "name": "com.github.owner/name", "versionInfo": "main",
             "downloadLocation": "git+https://github.com/owner/name"},
            {"SPDXID": "SPDXRef-a", "name": "a", "versionInfo": "^1", "downloadLocation": "NOASSERTION",
             "licenseConcluded": "MIT", "externalRefs": [{
                "referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:npm/a@1.2.3"
             }]},
            {"SPDXID": "SPDXRef-b", "name": "b", "supplier": "Organization: B (b@example.com)"}
        ],
        "relationships": [
            {"spdxElementId": "SPDXRef-DOCUMENT", "relatedSpdxElement": "SPDXRef-main", "relationshipType": "DESCRIBES"},
            {"spdxElementId": "SPDXRef-main", "relatedSpdxElement": "SPDXRef-a", "relationshipType": "DEPENDS_ON"},
            {"spdxElementId": "SPDXRef-b", "relatedSpdxElement": "SPDXRef-a", "relationshipType": "DEV_DEPENDENCY_OF"}
        ]
    }});
    let inventory = read_bom(document.to_string().as_bytes()).unwrap();
    assert_eq!(inventory.subject.as_ref().unwrap().package.name, "com.github.owner/name");
    let a = part(&inventory, "a");
    assert_eq!(a.package.version.as_deref(), Some("1.2.3"));
    assert_eq!((a.relation, a.licence.as_deref(), a.source.as_deref()), (Some(Relation::Direct), Some("MIT"), None));
    assert_eq!(a.depends_on, Some(vec![part(&inventory, "b").reference()]));
    let b = part(&inventory, "b");
    assert_eq!((b.scope, b.relation), (Some(Scope::Development), Some(Relation::Transitive)));
    assert_eq!(b.supplier.as_deref(), Some("B"));
}

#[test]
fn an_spdx_document_in_lines_is_read() {
    let document = "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: x\n\
                    Created: 2026-01-02T03:04:05Z\n\nPackageName: a\nSPDXID: SPDXRef-a\nPackageVersion: 1\n\
                    PackageLicenseDeclared: LicenseRef-1\nPackageDownloadLocation: NONE\n\n\
                    LicenseID: LicenseRef-1\nLicenseName: Our own licence\nExtractedText: <text>a\nb</text>\n\
                    Relationship: SPDXRef-a DEPENDS_ON NONE\n";
    let inventory = read_bom(document.as_bytes()).unwrap();
    let a = part(&inventory, "a");
    assert_eq!(a.licence.as_deref(), Some("Our own licence"));
    assert_eq!(a.depends_on, Some(Vec::new()));
    assert_eq!(a.package.to_string(), "a 1");
}

#[test]
fn an_spdx_3_document_of_another_tool_is_read() {
    let document = json!({
        "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
        "@graph": [
            {"type": "CreationInfo", "@id": "_:c", "created": "2026-01-02T03:04:05Z", "specVersion": "3.0.1"},
            {"type": "SpdxDocument", "spdxId": "urn:x:doc", "rootElement": ["urn:x:bom"]},
            {"type": "software_Sbom", "spdxId": "urn:x:bom", "rootElement": ["urn:x:product"]},
            {"type": "software_Package", "spdxId": "urn:x:product", "name": "product"},
            {"type": "software_Package", "spdxId": "urn:x:a", "name": "a", "suppliedBy": "urn:x:who",
             "externalIdentifier": [
                {"type": "ExternalIdentifier", "externalIdentifierType": "packageUrl", "identifier": "pkg:pypi/a@1"}
             ],
             "verifiedUsing": [{"type": "Hash", "algorithm": "sha1", "hashValue": "0".repeat(40)}]},
            {"type": "ai_AIPackage", "spdxId": "urn:x:model", "name": "m", "software_packageVersion": "2"},
            {"type": "Organization", "spdxId": "urn:x:who", "name": "Example"},
            {"type": "LifecycleScopedRelationship", "spdxId": "urn:x:1", "from": "urn:x:product",
             "relationshipType": "dependsOn", "scope": "test", "to": ["urn:x:a"]},
            {"type": "Relationship", "spdxId": "urn:x:2", "from": "urn:x:a", "relationshipType": "dependsOn",
             "to": ["https://spdx.org/rdf/3.0.1/terms/Core/NoneElement"]},
            {"type": "Relationship", "spdxId": "urn:x:3", "from": "urn:x:a",
             "relationshipType": "hasConcludedLicense", "to": ["https://spdx.org/licenses/MIT"]}
        ]
    });
    let inventory = read_bom(document.to_string().as_bytes()).unwrap();
    assert_eq!(inventory.subject.as_ref().unwrap().package.name, "product");
    let a = part(&inventory, "a");
    assert_eq!(a.reference(), "pkg:pypi/a@1");
    assert_eq!((a.scope, a.relation), (Some(Scope::Development), Some(Relation::Direct)));
    assert_eq!((a.licence.as_deref(), a.supplier.as_deref()), (Some("MIT"), Some("Example")));
    assert_eq!(a.depends_on, Some(Vec::new()));
    assert_eq!(a.hashes.len(), 1);
    assert_eq!(part(&inventory, "m").kind, ComponentKind::MachineLearningModel);
}

/// Otherwise ten thousand components with one reference, and ten thousand things it depends on, are a hundred million.
#[test]
fn what_depends_on_what_is_not_multiplied_by_a_reference_that_several_share() {
    let names = |inventory: &Inventory| -> Vec<(String, usize)> {
        let needs = |one: &Component| one.depends_on.as_ref().map_or(0, Vec::len);
        inventory.components.iter().map(|one| (one.package.name.clone(), needs(one))).collect()
    };
    let expected = [("a", 2), ("b", 0), ("c", 0)].map(|(name, needs)| (name.to_owned(), needs));
    let cyclonedx = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "components": [
            {"bom-ref": "same", "name": "a"}, {"bom-ref": "same", "name": "b"}, {"bom-ref": "c", "name": "c"}
        ],
        "dependencies": [{"ref": "same", "dependsOn": ["same", "c"]}]
    });
    assert_eq!(names(&read_bom(cyclonedx.to_string().as_bytes()).unwrap()), expected);
    let needs =
        |to: &str| json!({"spdxElementId": "SPDXRef-same", "relationshipType": "DEPENDS_ON", "relatedSpdxElement": to});
    let spdx = json!({
        "spdxVersion": "SPDX-2.3",
        "packages": [
            {"SPDXID": "SPDXRef-same", "name": "a"}, {"SPDXID": "SPDXRef-same", "name": "b"},
            {"SPDXID": "SPDXRef-c", "name": "c"}
        ],
        "relationships": [needs("SPDXRef-same"), needs("SPDXRef-c")]
    });
    assert_eq!(names(&read_bom(spdx.to_string().as_bytes()).unwrap()), expected);
}

#[test]
fn what_is_said_of_one_component_in_many_places_is_kept_once_and_in_order() {
    let said = |value: &str| {
        let properties = json!([{"name": "colour", "value": value}]);
        json!({"name": "a", "purl": "pkg:npm/a@1", "properties": properties})
    };
    let document = json!({
        "bomFormat": "CycloneDX", "specVersion": "1.6",
        "components": [said("red"), said("blue"), said("red"), said("green"), said("blue")]
    });
    let inventory = read_bom(document.to_string().as_bytes()).unwrap();
    let colours: Vec<&str> = part(&inventory, "a").properties.iter().map(|property| &*property.value).collect();
    assert_eq!(colours, ["red", "blue", "green"]);
}
