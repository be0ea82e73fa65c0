//! Reads what an unpacked container image says of itself: the `index.json` of an OCI layout and the `manifest.json`
//! that `docker save` writes.

use inventory::{Component, Property};
use memchr::memmem;

use super::super::{Detector, Files, Want};
use super::image;
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::Origin;
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "image-layout", files: Files::Named(&["index.json", "manifest.json"]), want: Want::Head, read };

fn read(file: &SourceFile, found: &mut Found) {
    // Both names are common, and both files are short.
    let has = |word: &str| memmem::find(file.bytes, word.as_bytes()).is_some();
    let is_index = has("\"manifests\"") && has("\"schemaVersion\"");
    if !file.is_complete() || !(is_index || (has("\"RepoTags\"") && has("\"Layers\""))) {
        return;
    }
    let text = file.text();
    let Some(document) = found.parsed(tree::json(&text)) else { return };
    found.origin(Origin::Installed);
    for manifest in document.list("manifests") {
        let name = ["io.containerd.image.name", "org.opencontainers.image.ref.name"]
            .iter()
            .find_map(|key| manifest.get("annotations")?.get(key))
            .filter(|name| name.as_str().is_some_and(|name| name.contains([':', '/'])));
        if let Some(name) = name {
            add(name, manifest.text("digest"), found);
        }
    }
    for tag in document.items().iter().flat_map(|image| image.list("RepoTags")) {
        add(tag, None, found);
    }
}

fn add(name: &Node, digest: Option<&str>, found: &mut Found) {
    let Some(mut component) = image::component(name.as_str().unwrap_or_default()) else { return };
    if let Some(digest) = digest {
        component.properties.push(Property::new("digest", digest));
    }
    found.component(Component { source: None, ..component }, name.line);
}

#[test]
fn the_name_of_an_unpacked_image_is_listed() {
    let check = crate::detectors::tests::check_sheet;
    let index = "{\"schemaVersion\": 2, \"manifests\": [\n{\"mediaType\": \"application/vnd.oci.image.manifest.v1+json\", \"digest\": \"sha256:00\", \"annotations\": {\"io.containerd.image.name\": \"docker.io/library/door:1.2\", \"org.opencontainers.image.ref.name\": \"1.2\"}}]}";
    check("image/index.json", index, &["2 pkg:docker/door@1.2"]);
    let saved = r#"[{"Config": "x.json", "RepoTags": ["example/door:1.2"], "Layers": []}]"#;
    check("image/manifest.json", saved, &["1 pkg:docker/example/door@1.2"]);
    check("manifest.json", "{\"name\": \"an app of the web\"}", &[]);
}
