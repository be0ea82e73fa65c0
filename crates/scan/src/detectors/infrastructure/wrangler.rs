//! Reads the settings of Cloudflare's Workers: what of a program's AI they bind to it.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Seen, line_in};
use crate::report::Kind;
use crate::tree::{Node, jsonc, toml};

pub const DETECTOR: Detector = Detector {
    id: "wrangler",
    files: Files::Named(&["wrangler.toml", "wrangler.json", "wrangler.jsonc"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let tree = if file.name.extension() == "toml" { toml(&text) } else { jsonc(&text) };
    let Some(tree) = found.parsed(tree) else { return };
    let lines: Vec<&str> = text.lines().collect();
    // Each environment may bind its own.
    let environments = tree.table("env").map(|(_, environment)| environment);
    for settings in std::iter::once(&tree).chain(environments) {
        if let Some(ai) = settings.get("ai").filter(|ai| ai.text("binding").is_some()) {
            bound(found, Kind::Infrastructure, "Cloudflare Workers AI", ai, &lines);
        }
        for index in settings.list("vectorize").iter().filter(|index| index.text("binding").is_some()) {
            bound(found, Kind::VectorStore, "Cloudflare Vectorize", index, &lines);
        }
    }
}

fn bound(found: &mut Found, kind: Kind, name: &str, binding: &Node, lines: &[&str]) {
    let properties = [("provider", "Cloudflare")];
    let line = line_in(lines, binding.line);
    found.asset(Seen { kind, name, line, confidence: Confidence::Certain, properties: &properties });
}

#[test]
fn what_is_bound_to_a_worker_is_used() {
    use crate::detectors::tests::{check_assets, check_malformed};
    let toml = "name = \"door\"\n[ai]\nbinding = \"AI\"\n[[vectorize]]\nbinding = \"V\"\nindex_name = \"doors\"\n";
    check_assets(
        "wrangler.toml",
        toml,
        &[
            "infrastructure Cloudflare Workers AI provider=Cloudflare",
            "vector-store Cloudflare Vectorize provider=Cloudflare",
        ],
    );
    let json = "{\n// a comment\n\"env\": {\"production\": {\"ai\": {\"binding\": \"AI\"}}}}";
    check_assets("api/wrangler.jsonc", json, &["infrastructure Cloudflare Workers AI provider=Cloudflare"]);
    check_assets("wrangler.toml", "name = \"door\"\n[[kv_namespaces]]\nbinding = \"AI\"\n", &[]);
    check_malformed("wrangler.toml", "[ai");
}
