//! Reads `package.json`: name, version, licence, and the packages it asks for. Below `node_modules` it is what was
//! installed.

use std::collections::HashSet;

use inventory::{Component, Scope};

use super::super::{Detector, Files, Want};
use super::registry;
use crate::file::{FileName, SourceFile};
use crate::found::{Found, lines};
use crate::git_source::without_login;
use crate::report::Kind;
use crate::sheet::Origin;
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "package-json", files: Files::Named(&["package.json"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let root = match tree::json(&text) {
        Ok(root) if root.is_table() => root,
        Ok(_) => return found.malformed("it is no object"),
        Err(fault) => return found.malformed(fault),
    };
    let line = |key: &str| {
        let number = root.entries().find(|(known, _)| known.text == key)?.0.line;
        lines(&text).nth(number.saturating_sub(1) as usize)
    };
    for (key, kind) in
        [("name", Kind::ManifestName), ("version", Kind::ManifestVersion), ("description", Kind::ManifestDescription)]
    {
        if let Some(value) = root.text(key) {
            found.add(kind, value, line(key));
        }
    }
    // Once it was an object: { "type": "MIT", "url": … }.
    let licence = root.get("license").and_then(|node| node.as_str().or_else(|| node.text("type")));
    if let Some(licence) = licence {
        found.licence(licence, line("license"));
    }
    match installed(file.name) {
        Some(Installed::Package) => component(&root, false, found),
        // What a package carries with it; its tests carry made-up ones.
        Some(Installed::Below) if root.text("version").is_some() && !root.is_true("private") => {
            component(&root, false, found);
        }
        Some(_) => {}
        None => component(&root, true, found),
    }
    requests(&root, installed(file.name).is_none(), &text, found);
}

/// Where below `node_modules` a manifest stands.
enum Installed {
    /// It is the manifest of an installed package.
    Package,
    /// It stands in the folders of an installed package.
    Below,
    /// The same, among its tests and examples.
    Aside,
}

fn installed(name: &FileName) -> Option<Installed> {
    let (_, below) = name.lower_path().rsplit_once("node_modules/")?;
    let depth = below.matches('/').count();
    if depth == 1 || (depth == 2 && below.starts_with('@')) {
        return Some(Installed::Package);
    }
    let is_aside = |folder: &str| {
        folder.starts_with("test") || folder.contains("fixture") || folder.starts_with("example") || folder == "spec"
    };
    Some(if below.split('/').any(is_aside) { Installed::Aside } else { Installed::Below })
}

fn component(root: &Node, own: bool, found: &mut Found) {
    let Some(name) = root.text("name").filter(|name| !name.trim().is_empty()) else { return };
    let line = root.entries().find(|(key, _)| key.text == "name").map(|(key, _)| key.line);
    if !own {
        found.origin(Origin::Installed);
    }
    let source = root.text("_resolved").map(|url| without_login(url).into_owned());
    let component = Component {
        own,
        licence: registry::licence(root),
        description: root.text("description").filter(|text| !text.is_empty()).map(str::to_owned),
        // What npm wrote into installed manifests before its version 7.
        hashes: registry::hashes(root.text("_integrity")),
        source,
        ..Component::new(registry::package(name, root.text("version")))
    };
    found.component(component, line);
}

fn requests(root: &Node, own: bool, text: &str, found: &mut Found) {
    for (key, scope) in [
        ("dependencies", Scope::Runtime),
        ("optionalDependencies", Scope::Optional),
        ("peerDependencies", Scope::Runtime),
        ("devDependencies", Scope::Development),
    ] {
        let optional: HashSet<&str> = match key {
            "peerDependencies" => root.table("peerDependenciesMeta"),
            _ => root.table("dependenciesMeta"),
        }
        .filter(|(_, meta)| meta.is_true("optional"))
        .map(|(name, _)| &*name.text)
        .collect();
        for (name, node) in root.table(key) {
            let written = node.as_str().unwrap_or_default();
            let asked = registry::asked(&name.text, written);
            let real = asked.as_ref().map_or_else(|| name.text.to_string(), |(package, _)| package.full_name());
            found.dependency("npm", &real, scope, || lines(text).nth(name.line.saturating_sub(1) as usize));
            let Some((package, requirement)) = asked.filter(|_| own) else { continue };
            let is_optional = scope == Scope::Runtime && optional.contains(&*name.text);
            found.wish(package, &requirement, if is_optional { Scope::Optional } else { scope }, name.line);
        }
    }
}

#[test]
fn a_manifest_says_what_it_is_and_what_it_asks_for() {
    let manifest = r#"{
  "name": "door",
  "version": "1.2.3",
  "license": { "type": "MIT" },
  "dependencies": {
    "left-pad": "1",
    "llm": "npm:@anthropic-ai/sdk@^0.30",
    "hinge": "workspace:*",
    "bolt": "github:example/bolt#v2.0.0"
  },
  "peerDependencies": { "frame": ">=2" },
  "peerDependenciesMeta": { "frame": { "optional": true } },
  "overrides": { "nail": "1.0.0" },
  "devDependencies": {
    "openai": "4.1.0"
  }
}"#;
    crate::detectors::tests::check(
        "package.json",
        manifest,
        &[
            "2 manifest-name door product",
            "3 manifest-version 1.2.3 product",
            "4 licence MIT product",
            "7 hosted-model-client Anthropic product",
            "15 hosted-model-client OpenAI development",
        ],
    );
    crate::detectors::tests::check_sheet(
        "a/package.json",
        manifest,
        &[
            "2 pkg:npm/door@1.2.3 own licence=MIT",
            "6 wish pkg:npm/left-pad 1 runtime",
            "7 wish pkg:npm/%40anthropic-ai/sdk ^0.30 runtime",
            "9 wish pkg:npm/bolt@v2.0.0?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fbolt.git%40v2.0.0 \
             github:example/bolt#v2.0.0 runtime",
            "11 wish pkg:npm/frame >=2 optional",
            "15 wish pkg:npm/openai@4.1.0 4.1.0 development",
        ],
    );
    crate::detectors::tests::check_malformed("package.json", "{ // comment\n}");
    crate::detectors::tests::check_malformed("package.json", "{\"name\": \"a\"");
    crate::detectors::tests::check_malformed("package.json", &"[".repeat(100_000));
}

#[test]
fn below_node_modules_it_is_an_installed_package() {
    let check = crate::detectors::tests::check_sheet;
    let manifest = r#"{"name": "@door/hinge", "version": "2.0.0", "licenses": [{"type": "MIT"}, "ISC"],
        "dependencies": {"left-pad": "1"}}"#;
    let expected = ["1 pkg:npm/%40door/hinge@2.0.0 licence=MIT OR ISC"];
    check("a/node_modules/@door/hinge/package.json", manifest, &expected);
    check("node_modules/.pnpm/x@1/node_modules/@door/hinge/package.json", manifest, &expected);
    check("node_modules/x/vendored/hinge/package.json", manifest, &expected);
    check("node_modules/x/test/hinge/package.json", manifest, &[]);
    check("node_modules/x/esm/package.json", r#"{"type": "module", "name": "x"}"#, &[]);
}
