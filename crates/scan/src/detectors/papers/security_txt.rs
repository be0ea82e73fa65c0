//! Reads `security.txt` (RFC 9116): whom to tell of a vulnerability, and until when that holds.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Line, Seen, lines};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "security-txt", files: Files::Named(&["security.txt"]), want: Want::Head, read };

/// The fields worth keeping, and what they are called here. `Contact` may come several times.
const FIELDS: [(&str, &str); 7] = [
    ("contact", "contact"),
    ("expires", "expires"),
    ("canonical", "canonical"),
    ("policy", "policy"),
    ("encryption", "encryption"),
    ("acknowledgments", "acknowledgments"),
    ("csaf", "csaf"),
];

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let mut contact: Option<Line> = None;
    let mut properties: Vec<(&str, &str)> = Vec::new();
    for line in lines(&text) {
        let Some((name, value)) = line.text.split_once(':') else { continue };
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
        let known = FIELDS.iter().find(|(known, _)| *known == name);
        if let Some((_, property)) = known.filter(|_| !value.is_empty()) {
            if name == "contact" {
                contact.get_or_insert(line);
            }
            // Nobody lists a hundred of them.
            if properties.len() < 20 {
                properties.push((property, value));
            }
        }
    }
    if contact.is_some() {
        found.asset(Seen {
            kind: Kind::VulnerabilityDisclosure,
            name: "security.txt",
            line: contact,
            confidence: Confidence::Certain,
            properties: &properties,
        });
    }
}

#[test]
fn the_fields_are_properties() {
    let text = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n# hi\ncontact: mailto:security@example.org\nContact: https://example.org/report\nExpires: 2027-01-01T00:00:00z\nCSAF: https://example.org/.well-known/csaf/provider-metadata.json\nPolicy:\n";
    let report = crate::inspect(std::path::Path::new("web/.well-known/security.txt"), text.as_bytes()).expect("sound");
    let finding = report.findings.iter().find(|finding| finding.detector == "security-txt").expect("it has a contact");
    let properties: Vec<_> = finding.properties.iter().map(|property| (&*property.name, &*property.value)).collect();
    assert_eq!(
        properties,
        [
            ("contact", "mailto:security@example.org"),
            ("contact", "https://example.org/report"),
            ("expires", "2027-01-01T00:00:00z"),
            ("csaf", "https://example.org/.well-known/csaf/provider-metadata.json"),
        ]
    );
    assert_eq!(finding.line, Some(5));
}
