//! Reads `compose.yaml` and `docker-compose.yml`: the images that services run.

use inventory::{Component, Relation};

use super::super::{Detector, Files, Want};
use super::image;
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Scope};
use crate::tree;

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
