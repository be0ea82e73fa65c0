//! Reads the order of the layers of a container image: from the `manifest.json` of `docker save` and from the
//! manifests of an OCI image layout.

use memchr::memmem;

use super::super::{Detector, Files, Want};
use crate::file::{FileName, SourceFile};
use crate::found::Found;
use crate::layers::LAYER;
use crate::tree;

pub const DETECTOR: Detector = Detector { id: "image-manifest", files: Files::If(is_manifest), want: Want::Head, read };

fn is_manifest(name: &FileName) -> bool {
    name.lower_name() == "manifest.json" || name.lower_folder() == "sha256"
}

fn read(file: &SourceFile, found: &mut Found) {
    let has = |word: &str| memmem::find(file.bytes, word.as_bytes()).is_some();
    if !file.is_complete() || !(has("\"Layers\"") || (has("\"layers\"") && has("\"config\""))) {
        return;
    }
    let text = file.text();
    let Ok(document) = tree::json(&text) else { return };
    for layer in document.items().iter().flat_map(|image| image.list("Layers")) {
        found.setting(LAYER, layer.as_str().unwrap_or_default());
    }
    for digest in document.list("layers").iter().filter_map(|layer| layer.text("digest")) {
        found.setting(LAYER, &format!("blobs/{}", digest.replace(':', "/")));
    }
}
