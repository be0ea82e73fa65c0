//! Reads `setup.cfg`: name, version, licence, and the packages it asks for.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use super::{installed, requirement};
use crate::file::SourceFile;
use crate::found::{Found, Line, Scope, lines};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "setup-cfg", files: Files::Named(&["setup.cfg"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let mut section = "";
    let mut list: Option<Scope> = None;
    let mut own = Own::default();
    for line in lines(&text) {
        let trimmed = line.text.trim();
        if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = trimmed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            (section, list) = (name.trim(), None);
            continue;
        }
        let is_continued = line.text.starts_with([' ', '\t']);
        let (key, value) = trimmed.split_once(['=', ':']).unwrap_or((trimmed, ""));
        let (key, value) = (key.trim(), value.trim());
        if is_continued {
            requests(trimmed, list, line, found);
            continue;
        }
        list = match (section, key) {
            ("options", "install_requires") => Some(Scope::Runtime),
            ("options", "tests_require" | "setup_requires") => Some(Scope::Development),
            ("options.extras_require", extra) if requirement::is_development(extra) => Some(Scope::Development),
            ("options.extras_require", _) => Some(Scope::Optional),
            _ => None,
        };
        requests(value, list, line, found);
        // `attr:` and `file:` say where it stands.
        if section == "metadata" && !value.is_empty() && !value.starts_with("attr:") && !value.starts_with("file:") {
            own.note(key, value, line, found);
        }
    }
    own.finish(found);
}

fn requests(written: &str, scope: Option<Scope>, line: Line, found: &mut Found) {
    let Some(scope) = scope else { return };

    if let Some(name) = requirement::package(written) {
        found.dependency("pypi", name, scope, || Some(line));
        requirement::wish(written, scope, line.number, found);
    }
}

/// What the project says of itself, here or in `setup.py`.
#[derive(Default)]
pub struct Own<'a> {
    name: Option<(&'a str, u32)>,
    version: Option<&'a str>,
    licence: Option<&'a str>,
    description: Option<&'a str>,
}

impl<'a> Own<'a> {
    pub fn note(&mut self, key: &str, value: &'a str, line: Line, found: &mut Found) {
        match key {
            "name" => {
                self.name = self.name.or(Some((value, line.number)));
                found.add(Kind::ManifestName, value, Some(line));
            }
            "version" => {
                self.version = self.version.or(Some(value));
                found.add(Kind::ManifestVersion, value, Some(line));
            }
            "description" => {
                self.description = self.description.or(Some(value));
                found.add(Kind::ManifestDescription, value, Some(line));
            }
            "license" => {
                self.licence = self.licence.or(Some(value));
                found.licence(value, Some(line));
            }
            _ => {}
        }
    }

    pub fn finish(self, found: &mut Found) {
        let Some((name, line)) = self.name else { return };
        let component = Component {
            own: true,
            licence: self.licence.map(installed::licence),
            description: self.description.map(str::to_owned),
            ..Component::new(Package::new("pypi", name, self.version))
        };
        found.component(component, line);
    }
}

#[test]
fn values_written_out_are_read_and_others_left_alone() {
    let settings = "\
[metadata]
name = door
version = attr: door.__version__
license = MIT License
[options]
install_requires =
    openai>=1
    left-pad==1.3.0; python_version > '3'
packages = find:
[options.extras_require]
more = nail
test =
    torch
[tool:pytest]
name = other
";
    crate::detectors::tests::check(
        "setup.cfg",
        settings,
        &[
            "2 manifest-name door product",
            "4 licence MIT product",
            "7 hosted-model-client OpenAI product",
            "13 ai-library PyTorch development",
        ],
    );
    crate::detectors::tests::check_sheet(
        "setup.cfg",
        settings,
        &[
            "2 pkg:pypi/door own licence=MIT",
            "7 wish pkg:pypi/openai >=1 runtime",
            "8 wish pkg:pypi/left-pad@1.3.0 ==1.3.0 runtime",
            "11 wish pkg:pypi/nail  optional",
            "13 wish pkg:pypi/torch  development",
        ],
    );
}
