//! Reads bills of materials in CycloneDX as JSON: what another tool listed.

use std::collections::HashSet;

use super::super::{Detector, Files, Want};
use super::bill::{self, Bill, Entry};
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Scope};
use crate::tree::{self, Node};

pub const DETECTOR: Detector = Detector {
    id: "cyclonedx",
    files: Files::NamedIf(&["*.json"], super::sbom::is_candidate),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    if !text.contains("\"bomFormat\"") || !text.contains("CycloneDX") {
        return;
    }
    let Some(document) = found.parsed(tree::json(&text)) else { return };
    let mut bill = Bill::default();
    if let Some(subject) = document.at(&["metadata", "component"]) {
        bill.entries.extend(entry(subject).map(|entry| Entry { is_subject: true, ..entry }));
        components(subject, &mut bill);
    }
    components(&document, &mut bill);
    let dependencies = document.list("dependencies");
    let mut said = HashSet::new();
    for dependency in dependencies {
        let from = dependency.text("ref").unwrap_or_default();
        said.insert(from);
        let targets = dependency.list("dependsOn").iter().filter_map(|target| target.as_str());
        bill.needs.extend(targets.map(|to| (from.to_owned(), to.to_owned())));
    }
    // An entry the list leaves out may need anything.
    bill.is_complete = !said.is_empty() && bill.entries.iter().all(|entry| said.contains(&*entry.reference));
    bill.report(found);
}

/// Those of a table, and those inside them.
fn components(node: &Node, bill: &mut Bill) {
    for component in node.list("components") {
        bill.entries.extend(entry(component));
        components(component, bill);
    }
}

fn entry(node: &Node) -> Option<Entry> {
    let text = |key: &str| node.text(key).unwrap_or_default().to_owned();
    let name = node.get("name")?;
    let licences = node.list("licenses").iter().filter_map(|choice| {
        let licence = choice.get("license");
        choice.text("expression").or_else(|| licence?.text("id")).or_else(|| licence?.text("name"))
    });
    let hashes = node.list("hashes").iter().filter_map(|hash| bill::hash(hash.text("alg")?, hash.text("content")?));
    let supplier = node.at(&["supplier", "name"]).or(node.get("publisher")).and_then(|name| name.as_str());
    let distribution = node.list("externalReferences").iter().find(|one| one.text("type") == Some("distribution"));
    Some(Entry {
        reference: node.text("bom-ref").or(node.text("purl")).unwrap_or_default().to_owned(),
        line: name.line,
        kind: bill::kind(node.text("type").unwrap_or_default())?,
        group: text("group"),
        name: name.as_str().unwrap_or_default().to_owned(),
        version: text("version"),
        purl: text("purl"),
        cpe: text("cpe"),
        licences: licences.map(str::to_owned).collect(),
        hashes: hashes.collect(),
        scope: node.text("scope").and_then(scope),
        source: distribution.and_then(|one| one.text("url")).unwrap_or_default().to_owned(),
        supplier: supplier.unwrap_or_default().to_owned(),
        description: text("description"),
        is_subject: false,
    })
}

pub fn scope(word: &str) -> Option<Scope> {
    Some(match word {
        "required" => Scope::Runtime,
        "optional" => Scope::Optional,
        "excluded" => Scope::Development,
        _ => return None,
    })
}

pub fn is_xml(name: &FileName) -> bool {
    super::sbom::is_candidate(name) || name.extension() == "cdx"
}

#[test]
fn entries_are_listed_with_what_they_need() {
    let bom = r#"{"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6",
"metadata": {"component": {"type": "application", "bom-ref": "root", "name": "product", "version": "1"}},
"components": [
{"type": "library", "bom-ref": "a", "group": "@left", "name": "pad", "version": "1.3.0", "purl": "pkg:npm/%40left/pad@1.3.0",
 "scope": "required", "licenses": [{"license": {"id": "MIT"}}, {"license": {"name": "The Door License"}}],
 "hashes": [{"alg": "SHA-1", "content": "da39a3ee5e6b4b0d3255bfef95601890afd80709"}],
 "components": [
  {"type": "library", "bom-ref": "b", "name": "hinge", "version": "2", "licenses": [{"expression": "MIT OR Apache-2.0"}]}]},
{"type": "machine-learning-model", "bom-ref": "m", "name": "door-net"},
{"type": "cryptographic-asset", "name": "RSA"}],
"dependencies": [{"ref": "root", "dependsOn": ["a"]}, {"ref": "a", "dependsOn": ["b"]}]}"#;
    let check = crate::detectors::tests::check_sheet;
    check(
        "sbom/vendor.cdx.json",
        bom,
        &[
            "2 pkg:generic/product@1 own -> pad",
            "4 pkg:npm/%40left/pad@1.3.0 runtime direct licence=MIT AND The Door License hashes=1 -> hinge",
            "8 pkg:generic/hinge@2 transitive licence=MIT OR Apache-2.0",
            "9 pkg:generic/door-net transitive",
        ],
    );
    // What came with somebody else's part is about that part.
    let other =
        r#"{"bomFormat": "CycloneDX", "metadata": {"component": {"type": "library", "name": "door", "version": "1"}}}"#;
    check("vendor/door/bom.json", other, &["1 pkg:generic/door@1"]);
    check("bom.json", "{\"screws\": 12}", &[]);
    crate::detectors::tests::check_malformed("bom.json", "{\"bomFormat\": \"CycloneDX\", \"components\": [");
}
