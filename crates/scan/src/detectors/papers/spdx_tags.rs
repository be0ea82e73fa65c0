//! Reads bills of materials in SPDX 2 as tags and values: `PackageName: door`.

use super::super::{Detector, Files, Want};
use super::bill::{self, Bill, Entry};
use super::spdx;
use crate::file::SourceFile;
use crate::found::{Found, lines};

pub const DETECTOR: Detector = Detector {
    id: "spdx-tags",
    files: Files::NamedIf(&["*.spdx", "*.tag", "*.txt"], |name| {
        name.extension() == "spdx" || name.lower_name().contains(".spdx.")
    }),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    if !text.lines().take(200).any(|line| line.starts_with("SPDXVersion:")) {
        return;
    }
    let mut bill = Bill::default();
    let mut entry: Option<Entry> = None;
    let mut concluded = None;
    // A text between `<text>` and `</text>` may hold anything.
    let mut is_inside_text = false;
    for line in lines(&text) {
        if is_inside_text {
            is_inside_text = !line.text.contains("</text>");
            continue;
        }
        let Some((tag, value)) = line.text.split_once(':') else { continue };
        let value = value.trim();
        if value.starts_with("<text>") && !value.contains("</text>") {
            is_inside_text = true;
        }
        match tag.trim() {
            "PackageName" => {
                finish(entry.take(), concluded.take(), &mut bill);
                entry = Some(Entry { line: line.number, name: value.to_owned(), ..Entry::default() });
            }
            // What follows is about a file, or about nothing in particular.
            "FileName" | "SnippetSPDXID" | "LicenseID" => finish(entry.take(), concluded.take(), &mut bill),
            "Relationship" => {
                let words: Vec<&str> = value.split_whitespace().collect();
                if let [from, kind, to, ..] = words[..] {
                    spdx::relate(from, kind, to, &mut bill);
                }
            }
            "PackageLicenseConcluded" => concluded = bill::said(value).map(str::to_owned),
            tag => {
                if let Some(entry) = &mut entry {
                    put(entry, tag, value);
                }
            }
        }
    }
    finish(entry, concluded, &mut bill);
    if is_inside_text {
        found.malformed("a text without end");
    }
    bill.report(found);
}

fn put(entry: &mut Entry, tag: &str, value: &str) {
    match tag {
        "SPDXID" => entry.reference = value.to_owned(),
        "PackageVersion" => entry.version = bill::said(value).unwrap_or_default().to_owned(),
        "PackageDownloadLocation" => entry.source = bill::said(value).unwrap_or_default().to_owned(),
        "PackageSupplier" => entry.supplier = bill::supplier(value).unwrap_or_default().to_owned(),
        "PackageLicenseDeclared" => entry.licences.extend(bill::said(value).map(str::to_owned)),
        "PrimaryPackagePurpose" => entry.kind = bill::kind(value).unwrap_or_default(),
        "PackageChecksum" => {
            let hash = value.split_once(':').and_then(|(algorithm, digest)| bill::hash(algorithm, digest));
            entry.hashes.extend(hash);
        }
        "ExternalRef" => {
            let mut words = value.split_whitespace().skip(1);
            match (words.next(), words.next()) {
                (Some("purl"), Some(purl)) => entry.purl = purl.to_owned(),
                (Some("cpe23Type"), Some(cpe)) => entry.cpe = cpe.to_owned(),
                _ => {}
            }
        }
        _ => {}
    }
}

fn finish(entry: Option<Entry>, concluded: Option<String>, bill: &mut Bill) {
    if let Some(mut entry) = entry {
        if entry.licences.is_empty() {
            entry.licences.extend(concluded);
        }
        bill.entries.push(entry);
    }
}

#[test]
fn packages_are_listed() {
    let document = "SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: product\n\nPackageName: product\nSPDXID: SPDXRef-root\nPackageVersion: 1\nPackageComment: <text>\nPackageName: no\n</text>\nRelationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-root\n\n##### left-pad\n\nPackageName: left-pad\nSPDXID: SPDXRef-a\nPackageVersion: 1.3.0\nPackageDownloadLocation: NOASSERTION\nPackageChecksum: SHA1: da39a3ee5e6b4b0d3255bfef95601890afd80709\nPackageLicenseConcluded: MIT\nPackageLicenseDeclared: NOASSERTION\nExternalRef: PACKAGE-MANAGER purl pkg:npm/left-pad@1.3.0\nRelationship: SPDXRef-root DEPENDS_ON SPDXRef-a\n";
    let check = crate::detectors::tests::check_sheet;
    check(
        "product.spdx",
        document,
        &["5 pkg:generic/product@1 own -> left-pad", "15 pkg:npm/left-pad@1.3.0 direct licence=MIT hashes=1"],
    );
    check("licences.spdx.txt", "PackageName: no\n", &[]);
    crate::detectors::tests::check_malformed(
        "a.spdx",
        "SPDXVersion: SPDX-2.3\nPackageName: a\nPackageComment: <text>x\n",
    );
}
