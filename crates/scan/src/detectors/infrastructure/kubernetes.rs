//! Reads Kubernetes manifests (and those of Argo, Tekton and others built like them): the images they run.
//!
//! A manifest is known by `apiVersion` and `kind` at the beginning of a line, never by its name.

use std::collections::HashSet;

use inventory::{Component, Relation};
use memchr::memmem;

use super::super::{Detector, Files, Want};
use super::image;
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::tree::{self, Node, Value};

pub const DETECTOR: Detector =
    Detector { id: "kubernetes", files: Files::Named(&["*.yml", "*.yaml"]), want: Want::Source, read };

fn read(file: &SourceFile, found: &mut Found) {
    let may_be_one = begins_line(file.bytes, b"apiVersion:") && begins_line(file.bytes, b"kind:");
    if !may_be_one || !file.is_complete() || memmem::find(file.bytes, b"image").is_none() {
        return;
    }
    let text = file.text();
    let documents = match tree::yaml_documents(&text) {
        Ok(documents) => documents,
        // A template of Helm is no YAML before Helm has filled it in.
        Err(_) if text.contains("{{") => return,
        Err(fault) => return found.malformed(fault),
    };
    let mut seen = HashSet::new();
    for document in &documents {
        let is_manifest = document.text("apiVersion").is_some() && document.text("kind").is_some();
        // A definition of a kind describes what an image may look like.
        if is_manifest && document.text("kind") != Some("CustomResourceDefinition") {
            images(document, false, &mut seen, found);
        }
    }
}

fn begins_line(bytes: &[u8], word: &[u8]) -> bool {
    memmem::find_iter(bytes, word).any(|at| at == 0 || matches!(bytes.get(at - 1), Some(b'\n' | 0xbf)))
}

/// `is_container`: below a list of containers, where every `image` is one.
fn images(node: &Node, is_container: bool, seen: &mut HashSet<(u32, String)>, found: &mut Found) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| images(item, is_container, seen, found)),
        Value::Table(entries) => {
            for (key, value) in entries {
                match (&*key.text, value.as_str()) {
                    // Elsewhere it must look like one: a picture is called so, too.
                    ("image", Some(written)) if is_container || looks_like_image(written) => {
                        add(written, value.line, seen, found);
                    }
                    ("metadata" | "annotations" | "labels" | "data" | "stringData", _) => {}
                    ("containers" | "initContainers" | "ephemeralContainers" | "sidecars" | "steps", _) => {
                        images(value, true, seen, found);
                    }
                    ("container" | "script", _) => images(value, true, seen, found),
                    _ => images(value, false, seen, found),
                }
            }
        }
        _ => {}
    }
}

fn looks_like_image(written: &str) -> bool {
    let name = written.split('@').next().unwrap_or_default();
    let last = name.rsplit('/').next().unwrap_or_default();
    let is_picture = [".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp", ".iso", ".qcow2", ".img"];
    (last.contains(':') || written.contains("@sha256:") || name.split('/').count() > 2)
        && !name.contains("://")
        && !is_picture.iter().any(|end| name.ends_with(end))
}

fn add(written: &str, line: u32, seen: &mut HashSet<(u32, String)>, found: &mut Found) {
    // An anchor repeats what stands in one line.
    if !seen.insert((line, written.to_owned())) {
        return;
    }
    if let Some(component) = image::component(written) {
        let component = Component { scope: Some(Scope::Runtime), relation: Some(Relation::Direct), ..component };
        found.component(component, line);
    }
}

#[test]
fn images_of_every_document_are_listed() {
    let check = crate::detectors::tests::check_sheet;
    let manifest = "# hi\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  annotations: {image: 'left-pad:1'}\nspec:\n  template:\n    spec:\n      initContainers:\n      - name: a\n        image: busybox\n      containers:\n      - name: b\n        image: registry.k8s.io/door:v1.2\n        imagePullPolicy: Always\n      volumes:\n      - image: {reference: x}\n---\napiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec:\n  image: logo.png\n  templates:\n  - container: {image: key}\n  - script: {image: 'hinge:3'}\n---\napiVersion: example.org/v1\nkind: Door\nspec:\n  image: example.org/team/door@sha256:00\n  picture: {image: door}\n";
    check(
        "deploy/door.yaml",
        manifest,
        &[
            "11 pkg:docker/busybox runtime direct source=busybox",
            "14 pkg:docker/door@v1.2?repository_url=registry.k8s.io runtime direct source=registry.k8s.io/door:v1.2",
            "24 pkg:docker/key runtime direct source=key",
            "25 pkg:docker/hinge@3 runtime direct source=hinge:3",
            "30 pkg:docker/team/door@sha256:00?repository_url=example.org runtime direct \
             source=example.org/team/door@sha256:00",
        ],
    );
}

#[test]
fn what_is_no_manifest_is_passed_over() {
    let check = crate::detectors::tests::check_sheet;
    check(
        "chart/templates/a.yaml",
        "apiVersion: v1\nkind: Pod\n{{- if .Values.x }}\nimage: {{ .Values.image }}\n{{ end }}",
        &[],
    );
    check("a.yaml", "x: apiVersion\nimage: door:1\n", &[]);
    check("crd.yaml", "apiVersion: v1\nkind: CustomResourceDefinition\nspec: {image: 'a/b/c:1'}\n", &[]);
    crate::detectors::tests::check_malformed("a.yaml", "apiVersion: v1\nkind: Pod\nspec:\n  image: [\n");
}
