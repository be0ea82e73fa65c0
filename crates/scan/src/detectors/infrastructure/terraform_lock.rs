//! Reads `.terraform.lock.hcl`: the providers Terraform or OpenTofu has chosen.

use inventory::{Component, Hash, HashAlgorithm, Package};

use super::super::{Detector, Files, Want};
use super::hcl;
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::Origin;

pub const DETECTOR: Detector =
    Detector { id: "terraform-lock", files: Files::Named(&[".terraform.lock.hcl"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    found.origin(Origin::Lock);
    let Some(root) = hcl::parse(&text) else { return found.malformed("the brackets do not fit") };
    for block in root.blocks("provider") {
        let Some(name) = block.labels.first() else { continue };
        let hashes = block.texts.iter().filter(|text| text.name == "hashes");
        let hashes = hashes.filter_map(|text| {
            // `zh` is the digest of the archive, `h1` one of what is in it.
            let (scheme, digest) = text.value.split_once(':')?;
            match scheme {
                "zh" => Hash::hex(HashAlgorithm::Sha256, digest),
                "h1" => Hash::base64(HashAlgorithm::Sha256, digest),
                _ => None,
            }
        });
        let component = Component { hashes: hashes.collect(), ..Component::new(provider(name, block.text("version"))) };
        found.component(component, block.line);
    }
}

/// A provider is `namespace/name`, and in a registry of somebody else `host/namespace/name`.
pub fn provider(address: &str, version: Option<&str>) -> Package {
    let address = address.trim();
    let (host, rest) = match address.split_once('/') {
        Some((host, rest)) if host.contains('.') && rest.contains('/') => (host, rest),
        _ => ("", address),
    };
    let host = if matches!(host, "registry.terraform.io" | "registry.opentofu.org") { "" } else { host };
    Package::new("terraform", rest, version).with("repository_url", host)
}

#[test]
fn chosen_providers_are_listed() {
    let lock = "# This file is maintained automatically by \"terraform init\".\n\nprovider \"registry.terraform.io/example/door\" {\n  version     = \"5.31.0\"\n  constraints = \"~> 5.0, >= 5.1\"\n  hashes = [\n    \"h1:LCg0SG4Gs6Vp5yJ+2JVBjyM2z2uDkBqLFkdxFbJmUVQ=\",\n    \"zh:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\",\n  ]\n}\n\nprovider \"terraform.example.org/team/key\" {\n  version = \"0.1.0\"\n}\n";
    crate::detectors::tests::check_sheet(
        "infra/.terraform.lock.hcl",
        lock,
        &[
            "3 pkg:terraform/example/door@5.31.0 hashes=2",
            "12 pkg:terraform/team/key@0.1.0?repository_url=terraform.example.org",
        ],
    );
    crate::detectors::tests::check_malformed(".terraform.lock.hcl", "provider \"a/b/c\" {\n  version = \"5");
}
