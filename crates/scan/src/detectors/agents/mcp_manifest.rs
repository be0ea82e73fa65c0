//! Reads what an MCP server says of itself: `server.json` of the registry, `manifest.json` of a bundle for desktops.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::mcp_servers::without_secrets;
use crate::file::SourceFile;
use crate::found::line_of_number;
use crate::found::{Found, Seen};
use crate::report::Kind;
use crate::tree::json;

pub const DETECTOR: Detector =
    Detector { id: "mcp-manifest", files: Files::Named(&["server.json", "manifest.json"]), want: Want::Head, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let is_registry = text.contains("modelcontextprotocol");
    let is_bundle = text.contains("\"mcp_config\"") || text.contains("\"dxt_version\"");
    if !is_registry && !is_bundle {
        return;
    }
    let Ok(tree) = json(&text) else { return };
    let Some(name) = tree.get("name").filter(|_| tree.get("version").is_some()) else { return };
    let package = tree.list("packages").iter().find_map(|package| package.text("identifier").or(package.text("name")));
    let url = tree.list("remotes").iter().find_map(|remote| remote.text("url")).map(without_secrets);
    let tools: Vec<&str> = tree.list("tools").iter().filter_map(|tool| tool.text("name")).take(20).collect();
    let tools = tools.join(", ");
    let properties: Vec<(&str, &str)> = [
        ("role", Some("provided")),
        ("version", tree.text("version")),
        ("package", package),
        ("url", url.as_deref()),
        ("transport", tree.at(&["server", "type"]).and_then(|kind| kind.as_str())),
        ("tools", Some(&*tools).filter(|tools| !tools.is_empty())),
        ("licence", tree.text("license")),
        ("description", tree.text("description")),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some((name, value?)))
    .collect();
    let line = line_of_number(&text, name.line);
    let confidence = Confidence::Certain;
    if let Some(name) = name.as_str() {
        found.asset(Seen { kind: Kind::McpServer, name, line, confidence, properties: &properties });
    }
}

#[test]
fn a_server_names_itself() {
    use crate::detectors::tests::check_assets;
    let server = r#"{"$schema": "https://static.modelcontextprotocol.io/schemas/2025-07-09/server.schema.json", "name": "io.example/door", "version": "1.0.2", "packages": [{"registry_type": "npm", "identifier": "@example/door"}]}"#;
    check_assets(
        "server.json",
        server,
        &["mcp-server io.example/door role=provided version=1.0.2 package=@example/door"],
    );
    let bundle = r#"{"dxt_version": "0.1", "name": "door", "version": "1", "server": {"type": "node", "mcp_config": {}}, "tools": [{"name": "open"}]}"#;
    check_assets("manifest.json", bundle, &["mcp-server door version=1 transport=node tools=open"]);
    check_assets("server.json", r#"{"name": "door", "version": "1", "port": 80}"#, &[]);
}
