//! Reads `setup.py` and `setup.cfg`: name, version, and the packages they ask for.
//!
//! `setup.py` is a program; only values written out in it are seen, by the shape of their lines.

use super::super::{Detector, Files, Want};
use super::requirements;
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "setup-py", files: Files::Named(&["setup.py", "setup.cfg"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let is_program = file.name.extension() == "py";
    let mut in_list = None;
    for line in lines(&text) {
        let trimmed = line.text.trim();
        let indented = line.text.starts_with([' ', '\t']);
        let value = trimmed.split_once('=').map(|(key, value)| (key.trim(), value.trim()));
        let mut list = trimmed;
        if let Some((key, value)) = value
            && !trimmed.starts_with(['"', '\''])
            && (is_program || !indented)
        {
            let kind = match key {
                "name" => Some(Kind::ManifestName),
                "version" => Some(Kind::ManifestVersion),
                "description" => Some(Kind::ManifestDescription),
                _ => None,
            };
            let written = written_out(value, is_program);
            if let (Some(kind), Some(written)) = (kind, written) {
                found.add(kind, written, Some(line));
            }
            if let ("license", Some(written)) = (key, written) {
                found.licence(written, Some(line));
            }
            in_list = match key {
                "install_requires" | "extras_require" => Some(Scope::Runtime),
                "tests_require" | "setup_requires" => Some(Scope::Development),
                _ if trimmed.contains(['[', '{']) || !is_program => None,
                _ => in_list,
            };
            list = value;
        }
        let Some(scope) = in_list else { continue };
        if is_program {
            for (at, part) in list.split(['"', '\'']).enumerate() {
                if at % 2 == 1
                    && let Some(package) = requirements::package(part)
                {
                    found.dependency("pypi", package, scope, || Some(line));
                }
            }
            if trimmed.ends_with(']') || trimmed.ends_with("],") {
                in_list = None;
            }
        } else if let Some(package) = requirements::package(list) {
            found.dependency("pypi", package, scope, || Some(line));
        }
    }
}

/// The text of a value that is one plain string.
fn written_out(value: &str, is_program: bool) -> Option<&str> {
    if !is_program {
        let is_reference = value.starts_with("attr:") || value.starts_with("file:");
        return (!is_reference).then_some(value);
    }
    let value = value.trim_end_matches(',').trim_end_matches(')').trim_end();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = value[1..].strip_suffix(quote)?;
    (!inner.contains(quote)).then_some(inner)
}

#[test]
fn values_written_out_are_read_and_others_left_alone() {
    let program = "\
from setuptools import setup
setup(
    name=\"door\",
    version=read_version(),
    license='MIT',
    install_requires=[
        'openai>=1',
        \"torch\",
    ],
    packages=['keras'],
)
";
    crate::detectors::tests::check(
        "setup.py",
        program,
        &[
            "3 manifest-name door product",
            "5 licence MIT product",
            "7 hosted-model-client OpenAI product",
            "8 ai-library PyTorch product",
        ],
    );
    let settings = "\
[metadata]
name = door
version = attr: door.__version__
[options]
install_requires =
    openai>=1
    left-pad
packages = find:
";
    crate::detectors::tests::check(
        "setup.cfg",
        settings,
        &["2 manifest-name door product", "6 hosted-model-client OpenAI product"],
    );
}
