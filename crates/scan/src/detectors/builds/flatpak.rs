//! Reads the manifests of Flatpak: the runtime an application runs on, and what each of its modules is built from.

use inventory::{Component, ComponentKind, Package, Relation, Scope};

use super::super::{Detector, Files, Want};
use super::flatpak_sources;
use crate::file::{FileName, SourceFile};
use crate::found::Found;
use crate::sheet::Origin;
use crate::tree::{Fault, Node, jsonc, yaml};

pub const DETECTOR: Detector = Detector { id: "flatpak", files: Files::If(is_named), want: Want::Head, read };

/// The name is the id of the application, `org.example.Door.yml`, or says that it is of Flatpak.
fn is_named(name: &FileName) -> bool {
    let file = name.lower_name();
    matches!(name.extension(), "json" | "yml" | "yaml")
        && (file.matches('.').count() >= 3 || file.contains("flatpak") || name.lower_folder().contains("flatpak"))
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    // Files of many kinds are called so. Of a manifest these three are the least.
    let has = |key: &str| text.contains(&format!("\"{key}\"")) || text.contains(&format!("{key}:"));
    if !(has("runtime") && has("sdk") && has("modules")) {
        return;
    }
    if !file.is_complete() {
        return found.malformed("it is longer than any manifest of Flatpak");
    }
    // What is broken may be anything.
    let Ok(manifest) = tree(file.name, &text) else { return };
    let id = manifest.get("id").or(manifest.get("app-id")).and_then(Node::as_str).unwrap_or_default();
    let Some(runtime) = manifest.get("runtime").filter(|_| id.contains('.') && manifest.get("modules").is_some())
    else {
        return;
    };
    found.origin(Origin::Lock);
    let version = manifest.text("runtime-version");
    let base = manifest.get("base");
    let extensions = manifest.list("sdk-extensions").iter().map(|one| (one, None, Scope::Development));
    let platforms = [
        (Some(runtime), version, Scope::Runtime),
        (manifest.get("sdk"), version, Scope::Development),
        (base, manifest.text("base-version"), Scope::Runtime),
    ];
    let platforms = platforms.into_iter().filter_map(|(node, version, scope)| Some((node?, version, scope)));
    for (node, version, scope) in platforms.chain(extensions) {
        let Some(name) = node.as_str().filter(|name| !name.is_empty()) else { continue };
        let component = Component {
            kind: ComponentKind::Platform,
            scope: Some(scope),
            relation: Some(Relation::Direct),
            ..platform(name, version)
        };
        found.component(component, node.line);
    }
    flatpak_sources::modules(manifest.list("modules"), found);
}

/// `org.example.Platform`, or with its architecture and version: `org.example.Platform/x86_64/48`.
fn platform(written: &str, version: Option<&str>) -> Component {
    let mut parts = written.split('/');
    let name = parts.next().unwrap_or(written);
    Component::new(Package::new("generic", name, parts.nth(1).filter(|part| !part.is_empty()).or(version)))
}

/// Manifests and their parts are written in either form; in JSON, comments are allowed.
pub fn tree<'a>(name: &FileName, text: &'a str) -> Result<Node<'a>, Fault> {
    if name.extension() == "json" { jsonc(text) } else { yaml(text) }
}

#[test]
fn runtime_and_sources_of_a_manifest_are_read() {
    let manifest = "\
id: org.example.Door
runtime: org.example.Platform
runtime-version: '48'
sdk: org.example.Sdk
base: org.example.BaseApp
base-version: stable
sdk-extensions:
  - org.example.Sdk.Extension.rust/x86_64/24.08
modules:
  - parts/shared.json
  - name: hinge
    sources:
      - type: archive
        url: https://dl.example/hinge-3.24.6.tar.xz
        sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
      - type: patch
        path: fix.patch
    modules:
      - name: bolt
        sources:
          - type: git
            url: https://gitlab.example/o/bolt.git
            tag: v1.2
            commit: 0123456789abcdef0123456789abcdef01234567
  - name: gone
    disabled: true
    sources: [{type: archive, url: https://dl.example/gone-1.0.zip}]
  - name: door
    sources:
      - type: git
        url: https://github.com/example/door
        branch: main
      - type: dir
        path: .
      - generated-sources.json
";
    let expected = [
        "2 pkg:generic/org.example.Platform@48 runtime direct",
        "4 pkg:generic/org.example.Sdk@48 development direct",
        "5 pkg:generic/org.example.BaseApp@stable runtime direct",
        "8 pkg:generic/org.example.Sdk.Extension.rust@24.08 development direct",
        "14 pkg:generic/hinge@3.24.6?download_url=https:%2F%2Fdl.example%2Fhinge-3.24.6.tar.xz \
         hashes=1",
        "22 pkg:generic/bolt@v1.2?vcs_url=git%2Bhttps:%2F%2Fgitlab.example%2Fo%2Fbolt.git%40v1.2 \
         source=git+https://gitlab.example/o/bolt.git@0123456789abcdef0123456789abcdef01234567",
        "31 pkg:github/example/door requires=main source=git+https://github.com/example/door",
    ];
    crate::detectors::tests::check_sheet("build/org.example.Door.yml", manifest, &expected);
    let report = crate::inspect(std::path::Path::new("a/flatpak.yaml"), manifest.as_bytes()).expect("sound");
    let asked: Vec<&str> = report.includes.iter().filter_map(|(path, _)| path.to_str()).collect();
    assert_eq!(asked, ["a/parts/shared.json", "a/generated-sources.json"]);
}

#[test]
fn a_file_of_that_name_that_is_no_manifest_is_passed_over() {
    let check = crate::detectors::tests::check_sheet;
    check("org.example.Door.json", r#"{"runtime": "x", "sdk": "y", "modules": [{"sources": []}]}"#, &[]);
    check("a.b.c.json", r#"{"id": "a.b", "modules": []}"#, &[]);
    check("org.example.Door.json", "{\"runtime\" \"sdk\" \"modules\"", &[]);
}
