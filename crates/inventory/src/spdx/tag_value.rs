//! SPDX 2 in its line form, turned into the JSON form of the same document.

use serde_json::{Map, Value, json};

/// Takes the text of a document; gives it as JSON. None if it does not start as one.
pub(crate) fn read(text: &str) -> Option<Value> {
    let mut document = Map::new();
    let mut creation = Map::new();
    let mut packages: Vec<Map<String, Value>> = Vec::new();
    let mut relationships: Vec<Value> = Vec::new();
    let mut licences: Vec<Map<String, Value>> = Vec::new();
    let mut part = Part::Document;
    for (tag, value) in (Tags { lines: text.lines() }) {
        match tag {
            "SPDXVersion" => _ = document.insert("spdxVersion".to_owned(), value.into()),
            "DocumentName" => _ = document.insert("name".to_owned(), value.into()),
            "Created" => _ = creation.insert("created".to_owned(), value.into()),
            "PackageName" => {
                part = Part::Package;
                packages.push(Map::from_iter([("name".to_owned(), value.into())]));
            }
            "FileName" | "SnippetSPDXID" => part = Part::Other,
            "LicenseID" => {
                part = Part::Other;
                licences.push(Map::from_iter([("licenseId".to_owned(), value.into())]));
            }
            "LicenseName" => {
                if let Some(licence) = licences.last_mut() {
                    licence.insert("name".to_owned(), value.into());
                }
            }
            "Relationship" => {
                let mut words = value.split_whitespace();
                if let (Some(from), Some(kind), Some(to)) = (words.next(), words.next(), words.next()) {
                    relationships
                        .push(json!({"spdxElementId": from, "relationshipType": kind, "relatedSpdxElement": to}));
                }
            }
            _ => {
                if part == Part::Package
                    && let Some(package) = packages.last_mut()
                {
                    of_package(package, tag, &value);
                }
            }
        }
    }
    document.contains_key("spdxVersion").then(|| {
        document.insert("creationInfo".to_owned(), Value::Object(creation));
        document.insert("packages".to_owned(), packages.into_iter().map(Value::Object).collect());
        document.insert("relationships".to_owned(), Value::Array(relationships));
        document.insert("hasExtractedLicensingInfos".to_owned(), licences.into_iter().map(Value::Object).collect());
        Value::Object(document)
    })
}

/// What the lines that follow belong to.
#[derive(PartialEq)]
enum Part {
    Document,
    Package,
    Other,
}

fn of_package(package: &mut Map<String, Value>, tag: &str, value: &str) {
    let key = match tag {
        "SPDXID" => "SPDXID",
        "PackageVersion" => "versionInfo",
        "PackageDownloadLocation" => "downloadLocation",
        "PackageLicenseDeclared" => "licenseDeclared",
        "PackageLicenseConcluded" => "licenseConcluded",
        "PackageSupplier" => "supplier",
        "PackageOriginator" => "originator",
        "PackageSummary" => "summary",
        "PackageDescription" => "description",
        "PrimaryPackagePurpose" => "primaryPackagePurpose",
        "PackageChecksum" => {
            if let Some((algorithm, digest)) = value.split_once(':') {
                push(package, "checksums", json!({"algorithm": algorithm.trim(), "checksumValue": digest.trim()}));
            }
            return;
        }
        "ExternalRef" => {
            let mut words = value.split_whitespace();
            if let (Some(category), Some(kind), Some(locator)) = (words.next(), words.next(), words.next()) {
                let reference =
                    json!({"referenceCategory": category, "referenceType": kind, "referenceLocator": locator});
                push(package, "externalRefs", reference);
            }
            return;
        }
        _ => return,
    };
    package.insert(key.to_owned(), value.into());
}

fn push(package: &mut Map<String, Value>, key: &str, value: Value) {
    match package.get_mut(key) {
        Some(Value::Array(list)) => list.push(value),
        _ => _ = package.insert(key.to_owned(), Value::Array(vec![value])),
    }
}

/// The tags of a text with their values; a value in `<text>` may span lines.
struct Tags<'a> {
    lines: std::str::Lines<'a>,
}

impl<'a> Iterator for Tags<'a> {
    type Item = (&'a str, String);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let line = self.lines.next()?;
            let Some((tag, value)) = line.split_once(':').filter(|_| !line.starts_with('#')) else { continue };
            let value = value.trim();
            let Some(start) = value.strip_prefix("<text>") else { return Some((tag.trim(), value.to_owned())) };
            let mut whole = start.to_owned();
            while !whole.contains("</text>") {
                let Some(line) = self.lines.next() else { break };
                whole.push('\n');
                whole.push_str(line);
            }
            let end = whole.find("</text>").unwrap_or(whole.len());
            whole.truncate(end);
            return Some((tag.trim(), whole));
        }
    }
}

#[test]
fn the_line_form_says_what_the_json_form_says() {
    let text = "SPDXVersion: SPDX-2.3\nCreated: 2026-01-02T03:04:05Z\n# a remark: no tag\nDocumentComment: <text>two\n\
                SPDXVersion: lines</text>\n\nPackageName: a\nSPDXID: SPDXRef-a\nPackageVersion: 1\n\
                PackageChecksum: SHA1: da39a3ee5e6b4b0d3255bfef95601890afd80709\n\
                ExternalRef: PACKAGE-MANAGER purl pkg:npm/a@1\nFileName: ./x\nSPDXID: SPDXRef-x\n\
                Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-a\n";
    let expected = json!({
        "spdxVersion": "SPDX-2.3",
        "creationInfo": {"created": "2026-01-02T03:04:05Z"},
        "packages": [{
            "name": "a",
            "SPDXID": "SPDXRef-a",
            "versionInfo": "1",
            "checksums": [{"algorithm": "SHA1", "checksumValue": "da39a3ee5e6b4b0d3255bfef95601890afd80709"}],
            "externalRefs": [
                {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": "pkg:npm/a@1"}
            ]
        }],
        "relationships": [
            {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-a"}
        ],
        "hasExtractedLicensingInfos": []
    });
    assert_eq!(read(text), Some(expected));
    assert_eq!(read("a: b\nc"), None);
}
