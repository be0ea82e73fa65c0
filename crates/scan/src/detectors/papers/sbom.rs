//! Recognises software bills of materials: CycloneDX and SPDX, by name and content.
//!
//! The name alone does not count: a bill of materials may also list screws.

use super::super::{Detector, Files, Want};
use crate::file::{FileName, SourceFile};
use crate::found::Found;
use crate::report::Kind;

pub const DETECTOR: Detector = Detector { id: "sbom", files: Files::If(is_candidate), want: Want::Head, read };

pub fn is_candidate(name: &FileName) -> bool {
    let mut parts = name.lower_name().split('.');
    let stem = parts.next().unwrap_or_default();
    let has_format =
        parts.next_back() == Some("spdx") || parts.any(|part| matches!(part, "cdx" | "spdx" | "spdx3" | "cyclonedx"));
    let has_name = stem.split(['-', '_']).any(|word| matches!(word, "bom" | "sbom" | "mlbom" | "aibom"));
    has_format || (has_name && matches!(name.extension(), "json" | "xml" | "yaml" | "yml" | "jsonld" | "rdf"))
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let format = if text.contains("\"bomFormat\"") && text.contains("CycloneDX") {
        with_version("CycloneDX", after(&text, "\"specVersion\""))
    } else if text.contains("cyclonedx.org/schema/bom") {
        with_version("CycloneDX", text.split("cyclonedx.org/schema/bom/").nth(1))
    } else if let Some(rest) = after(&text, "\"spdxVersion\"").or_else(|| after(&text, "SPDXVersion:")) {
        with_version("SPDX", rest.trim_start().strip_prefix("SPDX-"))
    } else if let Some(rest) = text.split("spdx.org/rdf/").nth(1) {
        with_version("SPDX", Some(rest))
    } else {
        return;
    };
    found.add_file(Kind::Sbom, &format, "");
}

/// What follows a key, its colon and its quotes.
fn after<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(key)?;
    Some(rest.trim_start_matches([' ', ':', '"', '\n', '\r', '\t']))
}

/// The name of the format, and the version if `rest` begins with one.
fn with_version(format: &str, rest: Option<&str>) -> String {
    let rest = rest.unwrap_or_default();
    let len = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    match rest[..len].trim_end_matches('.') {
        "" => format.to_owned(),
        version => format!("{format} {version}"),
    }
}

#[test]
fn a_bill_of_materials_is_known_by_its_content() {
    let check = crate::detectors::tests::check;
    check("bom.json", r#"{"bomFormat": "CycloneDX", "specVersion": "1.6"}"#, &["- sbom CycloneDX 1.6 product"]);
    check("a.cdx.xml", r#"<bom xmlns="http://cyclonedx.org/schema/bom/1.4"/>"#, &["- sbom CycloneDX 1.4 product"]);
    check("a.spdx.json", r#"{"spdxVersion": "SPDX-2.3"}"#, &["- sbom SPDX 2.3 product"]);
    check("a.spdx", "SPDXVersion: SPDX-2.3\n", &["- sbom SPDX 2.3 product"]);
    check(
        "app-sbom.json",
        r#"{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"}"#,
        &["- sbom SPDX 3.0.1 product"],
    );
    check("bom.json", r#"{"screws": 12}"#, &[]);
    check("bombay.json", r#"{"bomFormat": "CycloneDX"}"#, &[]);
    check("spdx.json", r#"{"spdxVersion": "SPDX-2.3"}"#, &[]);
}
