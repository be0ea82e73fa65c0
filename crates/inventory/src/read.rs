//! Bills of materials of any tool, as an inventory.

use serde_json::Value;

use crate::json::text;
use crate::{Inventory, cyclonedx, spdx};

/// More than this is not read: the largest published bills of materials are well below.
pub const LARGEST: usize = 64 << 20;

/// Why a bill of materials could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("it is {0} bytes long; at most {LARGEST} are read")]
    TooLarge(usize),
    #[error("it is not JSON: {0}")]
    NotJson(#[from] serde_json::Error),
    #[error("it is not text in UTF-8")]
    NotText,
    #[error("it is XML, which is not read here")]
    Xml,
    #[error("{format} {version} is not read: only {read} are")]
    Version { format: &'static str, version: String, read: &'static str },
    #[error("it is neither CycloneDX (JSON) nor SPDX (JSON, JSON-LD or tag-value)")]
    Unknown,
}

/// Takes a bill of materials: CycloneDX 1.2 to 1.7 in JSON, SPDX 2.2 and 2.3 in JSON or tag-value, SPDX 3.0 in
/// JSON-LD. Gives what it says.
///
/// What it says in a wrong form is passed over; only a document that is none of these is an error.
pub fn read_bom(bytes: &[u8]) -> Result<Inventory, ReadError> {
    if bytes.len() > LARGEST {
        return Err(ReadError::TooLarge(bytes.len()));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let inventory = match bytes.first() {
        Some(b'{') => read_json(&serde_json::from_slice(bytes)?)?,
        Some(b'<') => return Err(ReadError::Xml),
        _ => {
            let text = std::str::from_utf8(bytes).map_err(|_| ReadError::NotText)?;
            let document = spdx::tag_value::read(text).ok_or(ReadError::Unknown)?;
            read_json(&document)?
        }
    };
    Ok(finished(inventory))
}

fn read_json(document: &Value) -> Result<Inventory, ReadError> {
    // The export of GitHub puts the document into an envelope.
    let document = document.get("sbom").filter(|inner| inner.is_object()).unwrap_or(document);
    if text(document, "bomFormat") == Some("CycloneDX") {
        let version = text(document, "specVersion").unwrap_or_default();
        return match version {
            "1.2" | "1.3" | "1.4" | "1.5" | "1.6" | "1.7" => Ok(cyclonedx::read::inventory(document)),
            _ => Err(ReadError::Version { format: "CycloneDX", version: version.to_owned(), read: "1.2 to 1.7" }),
        };
    }
    if let Some(version) = text(document, "spdxVersion") {
        return match version {
            "SPDX-2.2" | "SPDX-2.3" => Ok(spdx::read_v2::inventory(document)),
            _ => Err(ReadError::Version { format: "SPDX", version: version.to_owned(), read: "2.2, 2.3 and 3.0" }),
        };
    }
    if spdx::read_v3::is(document) {
        return Ok(spdx::read_v3::inventory(document));
    }
    Err(ReadError::Unknown)
}

/// Each reference once, in order: what a document says twice of one component is put together.
fn finished(mut inventory: Inventory) -> Inventory {
    let mut keyed: Vec<_> =
        inventory.components.drain(..).map(|component| (component.reference(), component)).collect();
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    let mut last: Option<String> = None;
    let mut doubled: Vec<usize> = Vec::new();
    for (key, component) in keyed {
        let count = inventory.components.len();
        match inventory.components.last_mut() {
            Some(before) if last.as_ref() == Some(&key) => {
                crate::merge::into(before, component);
                doubled.push(count - 1);
            }
            _ => {
                inventory.components.push(component);
                last = Some(key);
            }
        }
    }
    doubled.dedup();
    for at in doubled {
        crate::merge::settle(&mut inventory.components[at]);
    }
    inventory
}

#[test]
fn what_is_no_bill_of_materials_is_refused() {
    let message = |bytes: &[u8]| read_bom(bytes).err().map(|error| error.to_string()).unwrap_or_default();
    assert!(message(b"{").starts_with("it is not JSON"));
    assert_eq!(message(b"{}"), "it is neither CycloneDX (JSON) nor SPDX (JSON, JSON-LD or tag-value)");
    assert_eq!(message(b"hello"), "it is neither CycloneDX (JSON) nor SPDX (JSON, JSON-LD or tag-value)");
    assert_eq!(message(b" <bom/>"), "it is XML, which is not read here");
    assert_eq!(message(b"\xff\xfe"), "it is not text in UTF-8");
    assert_eq!(
        message(br#"{"bomFormat": "CycloneDX", "specVersion": "2.0"}"#),
        "CycloneDX 2.0 is not read: only 1.2 to 1.7 are"
    );
    assert_eq!(message(br#"{"spdxVersion": "SPDX-1.0"}"#), "SPDX SPDX-1.0 is not read: only 2.2, 2.3 and 3.0 are");
    assert!(message(&[b'['; 200]).starts_with("it is neither"));
    assert!(message(format!("{}1", "{\"a\":".repeat(200)).as_bytes()).starts_with("it is not JSON"));
    assert!(read_bom(br#"{"bomFormat": "CycloneDX", "specVersion": "1.4", "components": 3}"#).is_ok());
}
