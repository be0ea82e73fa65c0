//! Reads `dotnet-tools.json`: the tools a repository uses.

use super::super::{Detector, Files, Want};
use super::nuget_version;
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::tree;

pub const DETECTOR: Detector =
    Detector { id: "dotnet-tools", files: Files::Named(&["dotnet-tools.json"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(manifest) = found.parsed(tree::jsonc(&text)) else { return };
    for (name, tool) in manifest.table("tools") {
        let version = tool.text("version").unwrap_or_default();
        if let Some(package) = nuget_version::package(&name.text, version) {
            found.wish(package, version, Scope::Development, name.line);
        }
    }
}

#[test]
fn tools_are_read() {
    crate::detectors::tests::check_sheet(
        ".config/dotnet-tools.json",
        "{ \"version\": 1, \"isRoot\": true, \"tools\": {\n\"example-tool\": { \"version\": \"8.0.0\", \"commands\": [\"x\"] } } }",
        &["2 wish pkg:nuget/example-tool@8.0.0 8.0.0 development"],
    );
    crate::detectors::tests::check_malformed("dotnet-tools.json", "{");
}
