//! Reads `environment.yml` of conda: what it asks of conda and of pip.

use super::super::{Detector, Files, Want};
use super::conda_package::Request;
use super::requirement;
use crate::file::{FileName, SourceFile};
use crate::found::{Found, Scope, lines};
use crate::tree::{self, Node};

pub const DETECTOR: Detector = Detector {
    id: "conda-environment",
    files: Files::NamedIf(&["*.yml", "*.yaml"], is_environment),
    want: Want::Whole,
    read,
};

fn is_environment(name: &FileName) -> bool {
    let stem = name.lower_name().rsplit_once('.').map_or("", |(stem, _)| stem);
    let is_named = |word: &str| {
        stem == word
            || stem.strip_prefix(word).is_some_and(|rest| rest.starts_with(['-', '_', '.']))
            || stem.strip_suffix(word).is_some_and(|rest| rest.ends_with(['-', '_', '.']))
    };
    is_named("environment") || is_named("conda") || is_named("conda_env") || is_named("conda-env")
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    // Others call their files so, too: theirs have no list of dependencies beside channels or a name.
    let root = match tree::yaml(&text) {
        Ok(root) => root,
        Err(fault) if text.lines().any(|line| line.starts_with("dependencies:")) => return found.malformed(fault),
        Err(_) => return,
    };
    let scope = if requirement::is_development(file.name.lower_name()) { Scope::Development } else { Scope::Runtime };
    for node in root.list("dependencies") {
        if let Some(written) = node.as_str() {
            conda(written, node.line, scope, &text, found);
        }
        for written in node.list("pip") {
            if let Some(requirement) = written.as_str() {
                pip(requirement, written, scope, &text, found);
            }
        }
    }
}

fn conda(written: &str, line: u32, scope: Scope, text: &str, found: &mut Found) {
    let Some(request) = Request::parse(written) else { return };
    let name = request.package.name.clone();
    // Nearly all libraries are called in conda as they are in pip.
    found.dependency("pypi", &name, scope, || lines(text).nth(line.saturating_sub(1) as usize));
    found.wish(request.package, request.requirement, scope, line);
}

fn pip(written: &str, node: &Node, scope: Scope, text: &str, found: &mut Found) {
    if let Some(file) = written.strip_prefix("-r").map(str::trim) {
        return found.include_for(file, super::requirements::DETECTOR.id);
    }
    if let Some(name) = requirement::package(written) {
        found.dependency("pypi", name, scope, || lines(text).nth(node.line.saturating_sub(1) as usize));
    }
    requirement::wish(written, scope, node.line, found);
}

#[test]
fn both_package_managers_are_asked() {
    let environment = "\
name: door
channels: [conda-forge]
dependencies:
  - python=3.11
  - left-pad=1.9.1
  - pytorch::torch >=2
  - pip
  - pip:
    - nail==2.0
    - -r more.txt
    - -e .
prefix: /opt/door
";
    let expected = [
        "4 wish pkg:conda/python =3.11 runtime",
        "5 wish pkg:conda/left-pad@1.9.1 =1.9.1 runtime",
        "6 wish pkg:conda/torch?channel=pytorch >=2 runtime",
        "7 wish pkg:conda/pip  runtime",
        "9 wish pkg:pypi/nail@2.0 ==2.0 runtime",
    ];
    crate::detectors::tests::check_sheet("environment.yml", environment, &expected);
    crate::detectors::tests::check_sheet("conda/environment-gpu.yaml", environment, &expected);
    crate::detectors::tests::check("environment.yml", environment, &["6 ai-library PyTorch product"]);
    crate::detectors::tests::check_malformed("environment.yml", "dependencies:\n  - \"a");
    crate::detectors::tests::check_sheet("environment.yml", "a: {{ b }}: c\n", &[]);
}
