//! Reads `devcontainer.json` and `devcontainer-lock.json`: the image and the features of a development container.

use inventory::{Component, Package, Relation};

use super::super::{Detector, Files, Want};
use super::image;
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::sheet::Origin;
use crate::tree;

pub const DETECTOR: Detector = Detector {
    id: "devcontainer",
    files: Files::Named(&[
        "devcontainer.json",
        ".devcontainer.json",
        "devcontainer-lock.json",
        ".devcontainer-lock.json",
    ]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(config) = found.parsed(tree::jsonc(&text)) else { return };
    let is_lock = file.name.lower_name().ends_with("lock.json");
    if is_lock {
        found.origin(Origin::Lock);
    }
    if let Some(image) = config.get("image").filter(|_| !is_lock) {
        add(image.as_str().unwrap_or_default(), None, image.line, found);
    }
    for (name, feature) in config.table("features") {
        let version = feature.text("version").filter(|_| is_lock);
        let written = feature.text("resolved").filter(|_| is_lock).unwrap_or(&name.text);
        // A feature of the project itself is a folder.
        if !written.starts_with('.') {
            add(written, version, name.line, found);
        }
    }
}

fn add(written: &str, version: Option<&str>, line: u32, found: &mut Found) {
    if let Some(component) = image::component(written) {
        let version = version.map(str::to_owned).or(component.package.version.clone());
        let component = Component {
            package: Package { version, ..component.package },
            scope: Some(Scope::Development),
            relation: Some(Relation::Direct),
            ..component
        };
        found.component(component, line);
    }
}

#[test]
fn image_and_features_are_listed() {
    let check = crate::detectors::tests::check_sheet;
    let config = "{\n// hi\n\"image\": \"mcr.microsoft.com/devcontainers/base:bookworm\",\n\"features\": {\n\"ghcr.io/devcontainers/features/node:1\": {\"version\": \"20\"},\n\"./own\": {},\n}}";
    check(
        ".devcontainer/devcontainer.json",
        config,
        &[
            "3 pkg:docker/devcontainers/base@bookworm?repository_url=mcr.microsoft.com development direct \
             source=mcr.microsoft.com/devcontainers/base:bookworm",
            "5 pkg:docker/devcontainers/features/node@1?repository_url=ghcr.io development direct \
             source=ghcr.io/devcontainers/features/node:1",
        ],
    );
    let lock = "{\"features\": {\"ghcr.io/a/node:1\": {\"version\": \"1.5.0\", \"resolved\": \"ghcr.io/a/node@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}}}";
    check(
        ".devcontainer/devcontainer-lock.json",
        lock,
        &["1 pkg:docker/a/node@1.5.0?repository_url=ghcr.io development direct \
           source=ghcr.io/a/node@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef hashes=1"],
    );
    crate::detectors::tests::check_malformed("devcontainer.json", "{");
}
