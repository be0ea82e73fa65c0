//! Reads `Dockerfile` and `Containerfile`: the images a build begins with or takes files from.

use std::collections::HashMap;

use inventory::Relation;

use super::super::{Detector, Files, Want};
use super::image;
use super::instructions::{Instruction, instructions};
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Scope};

pub const DETECTOR: Detector = Detector { id: "dockerfile", files: Files::If(is_dockerfile), want: Want::Source, read };

pub fn is_dockerfile(name: &FileName) -> bool {
    let file = name.lower_name();
    if matches!(file, "dockerfile" | "containerfile") || matches!(name.extension(), "dockerfile" | "containerfile") {
        return true;
    }
    let rest = file.strip_prefix("dockerfile").or_else(|| file.strip_prefix("containerfile"));
    // `Dockerfile.arm64` is one; `dockerfile.go` is about them.
    rest.is_some_and(|rest| rest.starts_with(['.', '-', '_']))
        && !matches!(
            name.extension(),
            "dockerignore"
                | "md"
                | "txt"
                | "go"
                | "rs"
                | "py"
                | "js"
                | "ts"
                | "rb"
                | "json"
                | "yml"
                | "yaml"
                | "toml"
                | "html"
                | "rst"
                | "sh"
                | "lock"
                | "java"
                | "cs"
                | "php"
                | "vim"
                | "png"
                | "svg"
                | "snap"
        )
}

/// One `FROM` and what follows it.
struct Stage {
    name: String,
    /// The stage or the image it begins with, then those it takes files from.
    sources: Vec<Source>,
}

struct Source {
    written: String,
    line: u32,
    /// It becomes all of the stage, not a part of it.
    is_base: bool,
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let mut arguments: HashMap<String, String> = HashMap::new();
    let mut stages: Vec<Stage> = Vec::new();
    for instruction in instructions(&text) {
        let Instruction { word, rest, line } = &instruction;
        match word.as_str() {
            // Only what is set before the first stage can stand in a FROM.
            "ARG" if stages.is_empty() => {
                for set in rest.split_whitespace() {
                    if let Some((name, value)) = set.split_once('=') {
                        let value = with_arguments(value.trim_matches(['"', '\'']), &arguments);
                        arguments.insert(name.to_owned(), value);
                    }
                }
            }
            "FROM" => {
                let words: Vec<&str> = rest.split_whitespace().filter(|word| !word.starts_with("--")).collect();
                let name = match words.get(1..3) {
                    Some([as_word, name]) if as_word.eq_ignore_ascii_case("as") => name.to_lowercase(),
                    _ => String::new(),
                };
                let written = words.first().map(|image| image.trim_matches(['"', '\'']));
                let written = with_arguments(written.unwrap_or_default(), &arguments);
                stages.push(Stage { name, sources: vec![Source { written, line: *line, is_base: true }] });
            }
            "COPY" | "ADD" | "RUN" => {
                if let Some(stage) = stages.last_mut() {
                    let written = taken_from(word, rest).into_iter().map(|from| with_arguments(from, &arguments));
                    stage.sources.extend(written.map(|written| Source { written, line: *line, is_base: false }));
                }
            }
            _ => {}
        }
    }
    report(&stages, found);
}

fn with_arguments(written: &str, arguments: &HashMap<String, String>) -> String {
    image::with_variables(written, &|name| arguments.get(name).map(String::as_str))
}

/// `COPY --from=image …`, `RUN --mount=type=bind,from=image,… …`.
fn taken_from<'a>(word: &str, rest: &'a str) -> Vec<&'a str> {
    let flags = rest.split_whitespace().take_while(|word| word.starts_with("--"));
    let parts = flags.flat_map(|flag| match word {
        "RUN" => flag.strip_prefix("--mount=").unwrap_or_default().split(','),
        _ => flag.strip_prefix("--").unwrap_or_default().split('\n'),
    });
    parts.filter_map(|part| part.strip_prefix("from=")).filter(|from| !from.is_empty()).collect()
}

/// What ends up in the last stage is part of what runs; what only helped to build it is not.
fn report(stages: &[Stage], found: &mut Found) {
    let names: HashMap<&str, usize> = stages
        .iter()
        .enumerate()
        .filter(|(_, stage)| !stage.name.is_empty())
        .map(|(at, stage)| (&*stage.name, at))
        .collect();
    // A stage is known by its name or its number, and only to those after it.
    let stage_of = |source: &Source, before: usize| {
        let by_number = || if source.is_base { None } else { source.written.parse().ok() };
        let at = names.get(&*source.written.to_lowercase()).copied().or_else(by_number);
        at.filter(|at| *at < before)
    };
    let mut scopes: Vec<Option<Scope>> = vec![None; stages.len()];
    if let Some(last) = scopes.last_mut() {
        *last = Some(Scope::Runtime);
    }
    for (at, stage) in stages.iter().enumerate().rev() {
        let of_stage = scopes.get(at).copied().flatten();
        for source in &stage.sources {
            if let Some(scope) = stage_of(source, at).and_then(|target| scopes.get_mut(target)) {
                let needed = if source.is_base { of_stage } else { of_stage.map(|_| Scope::Development) };
                // Runtime before development before nothing.
                *scope = [*scope, needed].into_iter().flatten().min();
            }
        }
    }
    for (at, stage) in stages.iter().enumerate() {
        for source in &stage.sources {
            if stage_of(source, at).is_some() || source.written.bytes().all(|byte| byte.is_ascii_digit()) {
                continue;
            }
            if let Some(mut component) = image::component(&source.written) {
                component.scope = scopes.get(at).copied().flatten();
                component.relation = Some(Relation::Direct);
                found.component(component, source.line);
            }
        }
    }
}

#[test]
fn images_are_told_from_stages() {
    let dockerfile = "# syntax=docker/dockerfile:1\nARG GO=1.22\nARG BASE=example.org:5000/base\n\
FROM --platform=$BUILDPLATFORM golang:${GO}-alpine AS Build\nARG GO=9\nCOPY --from=key:2 /key /\n\
FROM build AS test\nRUN --mount=type=cache,target=/x --mount=type=bind,from=tools:3,source=/,target=/t \\\n  make # FROM left-pad\n\
FROM scratch AS empty\nFROM node AS docs\n\
FROM ${BASE}:${TAG} AS base\n\
FROM base\nCOPY --chown=1 --from=build /door /door\nCOPY --from=0 /a /b\n\
COPY --from=hinge@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef /h /h\n";
    crate::detectors::tests::check_sheet(
        "build/Dockerfile.arm64",
        dockerfile,
        &[
            "4 pkg:docker/golang@1.22-alpine development direct source=golang:1.22-alpine",
            "6 pkg:docker/key@2 development direct source=key:2",
            "8 pkg:docker/tools@3 direct source=tools:3",
            "11 pkg:docker/node direct source=node",
            "12 pkg:docker/base?repository_url=example.org:5000 runtime direct requires=${TAG} \
             source=example.org:5000/base:${TAG}",
            "16 pkg:docker/hinge@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef runtime direct \
             source=hinge@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef hashes=1",
        ],
    );
}

#[test]
fn a_container_file_is_known_by_its_name() {
    for name in
        ["Dockerfile", "a/Containerfile", "web.Dockerfile", "Dockerfile.arm64", "Dockerfile-dev", "dockerfile_x"]
    {
        assert!(is_dockerfile(&FileName::new(name)), "{name}");
    }
    for name in ["Dockerfile.dockerignore", "dockerfile.go", "dockerfile-guide.md", "dockerfiles", "docker"] {
        assert!(!is_dockerfile(&FileName::new(name)), "{name}");
    }
}
