//! Reads `setup.py`: name, version, and the packages it asks for.
//!
//! It is a program; only values written out in it are seen, by the shape of their lines.

use super::super::{Detector, Files, Want};
use super::requirement;
use super::setup_cfg::Own;
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};

pub const DETECTOR: Detector = Detector { id: "setup-py", files: Files::Named(&["setup.py"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let mut own = Own::default();
    let mut in_list = None;
    // How many brackets the list has open.
    let mut depth = 0i64;
    for line in lines(&text) {
        let trimmed = line.text.trim();
        if trimmed.starts_with('#') {
            continue;
        }
        let mut list = trimmed;
        for key in ["name", "version", "description", "license"] {
            if let Some(value) = keyword(trimmed, key).and_then(written_out) {
                own.note(key, value, line, found);
            }
        }
        for (key, scope) in [
            ("install_requires", Scope::Runtime),
            ("extras_require", Scope::Optional),
            ("tests_require", Scope::Development),
            ("setup_requires", Scope::Development),
        ] {
            if let Some(value) = keyword(trimmed, key) {
                (in_list, depth, list) = (Some(scope), 0, value);
            }
        }
        let Some(scope) = in_list else { continue };
        let mut quote = None;
        let mut from = 0;
        for (at, c) in list.char_indices() {
            match (quote, c) {
                (None, '"' | '\'') => (quote, from) = (Some(c), at + 1),
                (None, '#') => break,
                (None, '[' | '{' | '(') => depth += 1,
                (None, ']' | '}' | ')') => {
                    depth -= 1;
                    if depth <= 0 {
                        break;
                    }
                }
                (Some(open), c) if c == open => {
                    quote = None;
                    let written = list.get(from..at).unwrap_or_default();
                    // The name of an extra stands before a colon.
                    let is_key = list.get(at + 1..).is_some_and(|rest| rest.trim_start().starts_with(':'));
                    if let Some(package) = requirement::package(written).filter(|_| !is_key) {
                        found.dependency("pypi", package, scope, || Some(line));
                        requirement::wish(written, scope, line.number, found);
                    }
                }
                _ => {}
            }
        }
        if depth <= 0 {
            in_list = None;
        }
    }
    own.finish(found);
}

/// What follows `key =`, at the begin of a line or of an argument.
fn keyword<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let (before, value) = line.match_indices(key).find_map(|(at, _)| {
        let value = line.get(at + key.len()..)?.trim_start().strip_prefix('=')?;
        Some((line.get(..at)?, value)).filter(|_| !value.starts_with('='))
    })?;
    let begins = before.chars().next_back().is_none_or(|c| matches!(c, '(' | ',' | ' ' | '\t'));
    begins.then(|| value.trim_start())
}

/// The text of a value that is one plain string, before what else stands in the line.
fn written_out(value: &str) -> Option<&str> {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (inner, rest) = value.get(1..)?.split_once(quote)?;
    let goes_on = rest.trim_start().chars().next();
    (goes_on.is_none_or(|c| matches!(c, ',' | ')' | '#')) && !inner.is_empty()).then_some(inner)
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
        \"torch==2.0; python_version > '3'\",
        # \"gate\",
    ],
    extras_require={
        'more': ['nail'], \"other\": [\"hinge>=2\"],
    },
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
    crate::detectors::tests::check_sheet(
        "setup.py",
        program,
        &[
            "3 pkg:pypi/door own licence=MIT",
            "7 wish pkg:pypi/openai >=1 runtime",
            "8 wish pkg:pypi/torch@2.0 ==2.0 runtime",
            "12 wish pkg:pypi/nail  optional",
            "12 wish pkg:pypi/hinge >=2 optional",
        ],
    );
    let one_line = "setup(name='door', version='1.0', install_requires=['left-pad'])\n";
    let expected = ["1 pkg:pypi/door@1.0 own", "1 wish pkg:pypi/left-pad  runtime"];
    crate::detectors::tests::check_sheet("setup.py", one_line, &expected);
}
