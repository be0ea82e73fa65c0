//! Reads `deno.json`, `jsr.json` and import maps: the names and addresses that code imports by.

use inventory::{Component, Package, Scope};

use super::super::{Detector, Files, Want};
use super::{registry, remote};
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::report::Kind;
use crate::tree::{self, Node};

pub const DETECTOR: Detector = Detector {
    id: "deno-json",
    files: Files::Named(&["deno.json", "deno.jsonc", "jsr.json", "jsr.jsonc", "import_map.json"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let root = match tree::jsonc(&text) {
        Ok(root) if root.is_table() => root,
        Ok(_) => return found.malformed("it is no object"),
        Err(fault) => return found.malformed(fault),
    };
    let key = |name: &str| root.entries().find(|(key, _)| key.text == name).map(|(key, _)| key.line);
    for (name, kind) in [("name", Kind::ManifestName), ("version", Kind::ManifestVersion)] {
        if let Some(value) = root.text(name) {
            found.add(kind, value, key(name).and_then(|line| lines(&text).nth(line.saturating_sub(1) as usize)));
        }
    }
    if let Some(name) = root.text("name").filter(|name| !name.is_empty()) {
        let package = Package::new("jsr", name, root.text("version"));
        let licence = registry::licence(&root);
        found.component(Component { own: true, licence, ..Component::new(package) }, key("name"));
    }
    imports(&root, &text, found);
    for (_, scoped) in root.table("scopes") {
        for (name, node) in scoped.entries() {
            import(node.as_str().unwrap_or_default(), name.line, &text, found);
        }
    }
}

fn imports(root: &Node, text: &str, found: &mut Found) {
    for (name, node) in root.table("imports") {
        import(node.as_str().unwrap_or_default(), name.line, text, found);
    }
}

fn import(written: &str, line: u32, text: &str, found: &mut Found) {
    let (package, requirement) = match requested(written) {
        Some((ecosystem, name, requirement)) => {
            let version = Some(requirement).filter(|requirement| registry::is_version(requirement));
            let package = match ecosystem {
                "jsr" => Package::new("jsr", name, version),
                _ => registry::package(name, version),
            };
            (package, requirement)
        }
        None => match remote::package(written) {
            Some(package) => (package, ""),
            None => return,
        },
    };
    if package.ecosystem == "npm" {
        let line = || lines(text).nth(line.saturating_sub(1) as usize);
        found.dependency("npm", &package.full_name(), Scope::Runtime, line);
    }
    found.wish(package, requirement, Scope::Runtime, line);
}

/// `npm:@a/b@^1/sub` asks for `@a/b` and `^1`.
pub fn requested(written: &str) -> Option<(&'static str, &str, &str)> {
    let (ecosystem, rest) = match written.split_once(':')? {
        ("npm", rest) => ("npm", rest),
        ("jsr", rest) => ("jsr", rest),
        _ => return None,
    };
    let rest = rest.trim_start_matches('/');
    let scope = if rest.starts_with('@') { rest.find('/')? + 1 } else { 0 };
    let len = rest.get(scope..)?.find('/').map_or(rest.len(), |at| scope + at);
    let (name, requirement) = registry::split(rest.get(..len)?);
    (!name.is_empty()).then_some((ecosystem, name, requirement.unwrap_or_default()))
}

#[test]
fn imports_are_requests() {
    let manifest = r#"{
  // A comment.
  "name": "@example/door", "version": "0.2.0", "license": "MIT",
  "imports": {
    "pad": "npm:left-pad@^1.3/sub",
    "llm": "npm:openai@4.1.0",
    "@std/path": "jsr:@std/path@^1",
    "oak": "https://deno.land/x/oak@v12.0.0/mod.ts",
    "here/": "./src/",
  },
  "scopes": { "./src/": { "nail": "npm:/nail" } },
}"#;
    crate::detectors::tests::check_sheet(
        "deno.jsonc",
        manifest,
        &[
            "3 pkg:jsr/%40example/door@0.2.0 own licence=MIT",
            "5 wish pkg:npm/left-pad ^1.3 runtime",
            "6 wish pkg:npm/openai@4.1.0 4.1.0 runtime",
            "7 wish pkg:jsr/%40std/path ^1 runtime",
            "8 wish pkg:generic/oak@v12.0.0?download_url=https:%2F%2Fdeno.land%2Fx%2Foak  runtime",
            "11 wish pkg:npm/nail  runtime",
        ],
    );
    crate::detectors::tests::check_malformed("deno.json", &manifest[..100]);
}
