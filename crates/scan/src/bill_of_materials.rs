//! A bill of materials in CycloneDX as XML that somebody gives, and that no walk has found.

use std::path::Path;

use inventory::Inventory;

use crate::detectors::{CYCLONEDX_XML, CYCLONEDX_XML_NAMESPACE};
use crate::file::{FileName, SourceFile};
use crate::inspect::Plan;
use crate::patterns;
use crate::{ScanError, assemble};

/// How much of a document is searched for its namespace: it stands at the first element.
const HEAD_BYTES: usize = 64 << 10;

/// Whether the bytes are CycloneDX as XML, as far as their beginning tells.
pub fn is_cyclonedx_xml(bytes: &[u8]) -> bool {
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    head.starts_with(b"<") && memchr::memmem::find(head, CYCLONEDX_XML_NAMESPACE.as_bytes()).is_some()
}

/// What a bill of materials in CycloneDX as XML says.
pub fn read_cyclonedx_xml(bytes: &[u8]) -> Result<Inventory, ScanError> {
    let patterns = patterns::built_in().map_err(ScanError::Patterns)?;
    let path = Path::new("bom.xml");
    let name = FileName::new(path);
    let file = SourceFile { name: &name, bytes, size_bytes: bytes.len() as u64 };
    let mut report = Plan::only(&name, patterns, CYCLONEDX_XML).run(path, &file);
    if let Some(not_read) = report.not_read.pop() {
        return Err(ScanError::BillOfMaterials(not_read.why));
    }
    let mut inventory = assemble::inventory(report, &[]);
    // It is what the bill is about.
    if let Some(at) = inventory.components.iter().position(|component| component.own) {
        inventory.subject = Some(inventory.components.remove(at));
    }
    for component in inventory.components.iter_mut().chain(&mut inventory.subject) {
        // The bill is no file of the product, and its product may be another one.
        component.own = false;
        component.evidence.clear();
    }
    Ok(inventory)
}

#[test]
fn subject_and_components_are_read() {
    let bom = r#"<?xml version="1.0"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5">
<metadata><component type="application" bom-ref="r"><name>product</name><version>2</version></component></metadata>
<components><component type="library" bom-ref="a"><name>door</name><version>1.0</version>
<purl>pkg:npm/door@1.0</purl></component></components>
<dependencies><dependency ref="r"><dependency ref="a"/></dependency></dependencies>
</bom>"#;
    assert!(is_cyclonedx_xml(bom.as_bytes()));
    let inventory = read_cyclonedx_xml(bom.as_bytes()).expect("it is whole");
    let subject = inventory.subject.expect("it is named");
    assert_eq!(subject.package.to_string(), "product 2");
    assert_eq!(subject.depends_on, Some(vec!["pkg:npm/door@1.0".to_owned()]));
    let shown: Vec<String> = inventory.components.iter().map(|component| component.reference()).collect();
    assert_eq!(shown, ["pkg:npm/door@1.0"]);
    assert!(inventory.components.iter().all(|component| !component.own && component.evidence.is_empty()));
}

#[test]
fn what_is_cut_short_is_an_error_and_other_documents_are_none() {
    let half = br#"<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components><component>"#;
    assert!(is_cyclonedx_xml(half));
    let message = read_cyclonedx_xml(half).err().map(|error| error.to_string());
    assert_eq!(message.as_deref(), Some("the bill of materials cannot be parsed: the document ends too early"));
    assert!(!is_cyclonedx_xml(b"<bom/>"));
    assert!(!is_cyclonedx_xml(br#"{"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json"}"#));
}
