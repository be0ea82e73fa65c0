//! Reads the `values.yaml` of Helm charts: the images a chart runs if nobody says otherwise.

use inventory::{Component, Relation};

use super::super::{Detector, Files, Want};
use super::image;
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Scope};
use crate::tree::{self, Node, Value};

pub const DETECTOR: Detector = Detector {
    id: "helm-values",
    files: Files::NamedIf(&["*.yaml", "*.yml"], |name: &FileName| name.lower_name().starts_with("values")),
    want: Want::Source,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    if !file.is_complete() {
        return;
    }
    let text = file.text();
    // Many kinds of programs have a file of values: one that cannot be read is no loss.
    if let Ok(values) = tree::yaml(&text) {
        images(&values, found);
    }
}

fn images(node: &Node, found: &mut Found) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| images(item, found)),
        Value::Table(entries) => {
            for (key, value) in entries {
                let is_image = key.text.to_ascii_lowercase().ends_with("image");
                match (is_image, value.as_str()) {
                    (true, Some(written)) if written.contains([':', '/']) => add(written, value.line, found),
                    (_, None) => images(value, found),
                    _ => {}
                }
            }
            if let Some((written, line)) = in_parts(node) {
                add(&written, line, found);
            }
        }
        _ => {}
    }
}

/// `registry`, `repository`, `tag` and `digest`, each by itself.
fn in_parts(node: &Node) -> Option<(String, u32)> {
    let repository = node.get("repository")?;
    let tag = node.get("tag").or(node.get("digest"))?;
    let text = |key: &str| node.text(key).filter(|value| !value.is_empty());
    let mut written = String::new();
    if let Some(registry) = text("registry") {
        written = format!("{registry}/");
    }
    written.push_str(repository.as_str().filter(|repository| !repository.contains("://"))?);
    // Without a tag the chart puts in its own version.
    if let Some(tag) = tag.as_str().filter(|tag| !tag.is_empty() && !tag.starts_with("sha256:")) {
        written = format!("{written}:{tag}");
    }
    if let Some(digest) = text("digest") {
        written = format!("{written}@{digest}");
    }
    Some((written, repository.line))
}

fn add(written: &str, line: u32, found: &mut Found) {
    if let Some(component) = image::component(written) {
        let component = Component { scope: Some(Scope::Runtime), relation: Some(Relation::Direct), ..component };
        found.component(component, line);
    }
}

#[test]
fn images_are_listed_whole_and_in_parts() {
    let check = crate::detectors::tests::check_sheet;
    let values = "image:\n  registry: ghcr.io\n  repository: example/door\n  tag: 1.10\nsidecar:\n  initImage: busybox:1.36\n  image:\n    repository: key\n    tag: \"\"\ngit: {repository: 'https://example.org/x', tag: v1}\nlogo: {image: picture}\n";
    check(
        "chart/values-prod.yaml",
        values,
        &[
            "3 pkg:docker/example/door@1.10?repository_url=ghcr.io runtime direct source=ghcr.io/example/door:1.10",
            "6 pkg:docker/busybox@1.36 runtime direct source=busybox:1.36",
            "8 pkg:docker/key runtime direct source=key",
        ],
    );
    check("values.yaml", "a: [", &[]);
}
