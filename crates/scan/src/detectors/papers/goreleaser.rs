//! Reads `.goreleaser.yaml`: whether releases are signed, and come with a bill of materials.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Seen, lines};
use crate::report::Kind;

pub const DETECTOR: Detector = Detector {
    id: "goreleaser",
    files: Files::Named(&[".goreleaser.yaml", ".goreleaser.yml", "goreleaser.yaml", "goreleaser.yml"]),
    want: Want::Head,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    // Templates stand in it everywhere: read by line, not as YAML.
    for line in lines(&file.text()) {
        let (kind, name) = match line.text.trim_end() {
            "signs:" | "binary_signs:" => (Kind::SignedRelease, "signed by GoReleaser"),
            "docker_signs:" => (Kind::SignedRelease, "images signed by GoReleaser"),
            "notarize:" => (Kind::SignedRelease, "notarised by GoReleaser"),
            "sboms:" => (Kind::Sbom, "made by GoReleaser"),
            _ => continue,
        };
        found.asset(Seen { kind, name, line: Some(line), confidence: Confidence::Certain, properties: &[] });
    }
}

#[test]
fn signatures_and_bills_are_seen() {
    crate::detectors::tests::check(
        ".goreleaser.yaml",
        "builds:\n- env: [A=1]\n# signs:\nsboms:\n- artifacts: archive\nsigns:\n- cmd: cosign\n",
        &["4 sbom made by GoReleaser product", "6 signed-release signed by GoReleaser product"],
    );
}
