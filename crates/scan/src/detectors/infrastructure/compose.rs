//! Reads `compose.yaml` and `docker-compose.yml`: the images that services run, and the models they are given.

use inventory::{Component, Confidence, Relation};

use super::super::{Detector, Files, Want};
use super::image;
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Scope, Seen, line_in};
use crate::report::Kind;
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "compose", files: Files::NamedIf(&["*.yml", "*.yaml"], is_compose), want: Want::Whole, read };

pub fn is_compose(name: &FileName) -> bool {
    let file = name.lower_name();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    stem.split(['-', '.', '_']).any(|word| matches!(word, "compose" | "dockercompose")) && !stem.contains("k8s")
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let document = match tree::yaml(&text) {
        Ok(document) => document,
        // The text of a template engine is none of ours.
        Err(_) if text.contains("{{") || text.contains("{%") => return,
        Err(fault) => return found.malformed(fault),
    };
    for (_, service) in document.table("services") {
        // With `build` the image is what comes out, not what goes in.
        let image = service.get("image").filter(|_| service.get("build").is_none());
        let Some(image) = image else { continue };
        let written = image::with_variables(image.as_str().unwrap_or_default(), &|_| None);
        if let Some(component) = image::component(&written) {
            // A service of a profile starts only when asked for.
            let scope = if service.get("profiles").is_some() { Scope::Optional } else { Scope::Runtime };
            let component = Component { scope: Some(scope), relation: Some(Relation::Direct), ..component };
            found.component(component, image.line);
        }
    }
    models(&document, &text, found);
}

/// What Docker Model Runner runs beside the services: an element of its own, in older files the provider of a service.
fn models(document: &Node, text: &str, found: &mut Found) {
    let elements = document.table("models").filter_map(|(_, model)| model.get("model"));
    let providers = document.table("services").filter_map(|(_, service)| service.get("provider"));
    let provided = providers
        .filter(|provider| provider.text("type") == Some("model"))
        .filter_map(|provider| provider.at(&["options", "model"]));
    let mut named = elements.chain(provided).peekable();
    if named.peek().is_none() {
        return;
    }
    let lines: Vec<&str> = text.lines().collect();
    for model in named {
        let written = image::with_variables(model.as_str().unwrap_or_default(), &|_| None);
        if written.is_empty() || written.contains('$') {
            continue;
        }
        found.asset(Seen {
            kind: Kind::ModelReference,
            name: &written,
            line: line_in(&lines, model.line),
            confidence: Confidence::Certain,
            properties: &[("provider", "Docker Model Runner")],
        });
    }
}

#[test]
fn images_of_services_are_listed_and_built_ones_are_not() {
    let check = crate::detectors::tests::check_sheet;
    let compose = "x-common: &common
  restart: always
services:
  web:
    <<: *common
    image: nginx:${NGINX:-1.25}
  own:
    image: example/door:dev
    build: .
  db:
    image: 'ghcr.io/example/db@sha256:12'
    profiles: [x]
  none:
    image: ${IMAGE}
";
    check(
        "deploy/docker-compose.prod.yml",
        compose,
        &[
            "6 pkg:docker/nginx@1.25 runtime direct source=nginx:1.25",
            "11 pkg:docker/example/db@sha256:12?repository_url=ghcr.io optional direct \
             source=ghcr.io/example/db@sha256:12",
        ],
    );
    check("compose.yaml", "services:\n  a: {image: {{ x }}:1}\n", &[]);
    check("composer.yaml", "services:\n  a: {image: 'a:1'}\n", &[]);
    crate::detectors::tests::check_malformed("compose.yaml", "services:\n  a: [");
}

#[test]
fn models_of_services_are_named() {
    let check = crate::detectors::tests::check_assets;
    let compose = "services:
  chat:
    build: .
    models: [llm]
  old:
    provider: {type: model, options: {model: ai/door}}
  other:
    provider: {type: tunnel, options: {model: x}}
models:
  llm:
    model: ${MODEL:-ai/door:3b-q4}
  none:
    model: ${NONE}
";
    let expected = [
        "model-reference ai/door provider=Docker Model Runner",
        "model-reference ai/door:3b-q4 provider=Docker Model Runner",
    ];
    check("compose.yaml", compose, &expected);
    check("models.yaml", compose, &[]);
}
