//! Reads `global.json`: the .NET SDK and the MSBuild SDKs a repository is built with.

use inventory::Package;

use super::super::{Detector, Files, Want};
use super::nuget_version;
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::tree;

pub const DETECTOR: Detector =
    Detector { id: "global-json", files: Files::Named(&["global.json"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(manifest) = found.parsed(tree::jsonc(&text)) else { return };
    for (name, version) in manifest.table("msbuild-sdks") {
        let version = version.as_str().unwrap_or_default();
        if let Some(package) = nuget_version::package(&name.text, version) {
            found.wish(package, version, Scope::Development, name.line);
        }
    }
    if let Some(node) = manifest.at(&["sdk", "version"])
        && let Some(version) = node.as_str()
    {
        // Where newer ones may take its place it is only the least.
        let is_pinned =
            matches!(manifest.at(&["sdk", "rollForward"]).and_then(|policy| policy.as_str()), Some("disable"));
        let sdk = Package::new("generic", "dotnet-sdk", Some(version).filter(|_| is_pinned));
        found.wish(sdk, version, Scope::Development, node.line);
    }
}

#[test]
fn sdks_are_read() {
    crate::detectors::tests::check_sheet(
        "global.json",
        "{\n  // a note\n  \"sdk\": {\n    \"version\": \"8.0.100\", \"rollForward\": \"latestMinor\"\n  },\n\
         \"msbuild-sdks\": { \"Example.Sdk\": \"1.2.3\" },\n}",
        &["6 wish pkg:nuget/Example.Sdk@1.2.3 1.2.3 development", "4 wish pkg:generic/dotnet-sdk 8.0.100 development"],
    );
    crate::detectors::tests::check_malformed("global.json", "{");
}
