//! What a file is, by what stands in it: bills of materials, test reports, signatures; anything else is a file.

mod json;
mod xml;

use crate::{Kind, Summary};

/// What a file is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognised {
    pub kind: Kind,
    pub media_type: &'static str,
    pub summary: Option<Summary>,
}

const JSON: &str = "application/json";
const XML: &str = "application/xml";
const TEXT: &str = "text/plain";

/// The beginnings of signatures in text.
const SIGNATURES: [(&str, &str, &str); 4] = [
    ("-----BEGIN PGP SIGNATURE-----", "OpenPGP signature", "application/pgp-signature"),
    ("-----BEGIN SSH SIGNATURE-----", "SSH signature", TEXT),
    ("-----BEGIN PKCS7-----", "PKCS #7 signature", "application/x-pem-file"),
    ("-----BEGIN CMS-----", "CMS signature", "application/x-pem-file"),
];

/// The beginnings of binary files that people keep as evidence.
const MAGIC: [(&[u8], &str); 5] = [
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
];

/// Says what a file is. What cannot be told is a file of unknown type.
pub fn recognise(bytes: &[u8]) -> Recognised {
    if let Some((_, media_type)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return plain(media_type);
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    match text.first() {
        Some(b'{') => {
            json::recognise(text).unwrap_or_else(|| plain(if is_json(text) { JSON } else { text_type(bytes) }))
        }
        Some(b'[') if is_json(text) => plain(JSON),
        Some(b'<') => xml::recognise(text).unwrap_or_else(|| plain(text_type(bytes))),
        _ => in_text(text).unwrap_or_else(|| plain(text_type(bytes))),
    }
}

fn is_json(text: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok()
}

fn plain(media_type: &'static str) -> Recognised {
    Recognised { kind: Kind::File, media_type, summary: None }
}

fn text_type(bytes: &[u8]) -> &'static str {
    let is_text = !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok();
    if is_text { TEXT } else { "application/octet-stream" }
}

fn in_text(text: &[u8]) -> Option<Recognised> {
    let told = SIGNATURES.iter().find(|(start, _, _)| text.starts_with(start.as_bytes()));
    if let Some((_, format, media_type)) = told {
        return Some(known(Kind::Signature, media_type, format, []));
    }
    let version = text.strip_prefix(b"SPDXVersion: SPDX-")?;
    let version: String =
        version.iter().take_while(|byte| !byte.is_ascii_whitespace()).take(9).map(|byte| char::from(*byte)).collect();
    let packages = text.split(|byte| *byte == b'\n').filter(|line| line.starts_with(b"PackageName:")).count() as u64;
    Some(known(Kind::ScanResult, "text/spdx", &format!("SPDX {version}"), [("packages", packages)]))
}

fn known<const N: usize>(kind: Kind, media_type: &'static str, format: &str, counts: [(&str, u64); N]) -> Recognised {
    let counts = counts.map(|(name, count)| (name.to_owned(), count)).into();
    Recognised { kind, media_type, summary: Some(Summary { format: format.to_owned(), counts }) }
}

#[cfg(test)]
mod tests;
