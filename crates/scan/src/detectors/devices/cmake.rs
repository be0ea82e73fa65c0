//! Reads `CMakeLists.txt`: the name and version of the project.

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "cmake", files: Files::Named(&["cmakelists.txt"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let is_project = |line: &str| {
        let command = line.trim_start().get(..7).unwrap_or_default();
        command.eq_ignore_ascii_case("project") && line.trim_start()[7..].trim_start().starts_with('(')
    };
    // A second project in one file is a part of the first.
    let mut rest = lines(&text).skip_while(|line| !is_project(line.text)).peekable();
    let Some(line) = rest.peek().copied() else { return };
    // The call may go on over several lines.
    let call: String = rest.take(20).flat_map(|line| [line.text, "\n"]).collect();
    let call = call.split(')').next().unwrap_or_default();
    let arguments = words(call.split_once('(').map_or("", |(_, arguments)| arguments));
    let after = |word: &str| {
        let at = arguments.iter().position(|argument| *argument == word)?;
        arguments.get(at + 1).copied()
    };
    for (kind, value) in [
        (Kind::ManifestName, arguments.first().copied()),
        (Kind::ManifestVersion, after("VERSION")),
        (Kind::ManifestDescription, after("DESCRIPTION")),
    ] {
        // A value that is computed is none we know.
        if let Some(value) = value.filter(|value| !value.contains("${")) {
            found.add(kind, value, Some(line));
        }
    }
}

/// Words, and what stands in quotes as one.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for (at, part) in text.split('"').enumerate() {
        if at % 2 == 1 {
            words.push(part);
        } else {
            words.extend(part.split_whitespace());
        }
    }
    words
}

#[test]
fn a_project_says_its_name_and_version() {
    let manifest = "cmake_minimum_required(VERSION 3.20)\r\nproject(door\n  VERSION 1.2.3\n  \
                    DESCRIPTION \"opens it\")\nproject_options(x)\n";
    crate::detectors::tests::check(
        "CMakeLists.txt",
        manifest,
        &[
            "2 manifest-name door product",
            "2 manifest-version 1.2.3 product",
            "2 manifest-description opens it product",
        ],
    );
    crate::detectors::tests::check("CMakeLists.txt", "project(${NAME})", &[]);
}
