//! Reads files that fix the versions of tools: `.tool-versions`, `mise.toml`, `.nvmrc`, `rust-toolchain.toml` …

use inventory::{Component, ComponentKind, Package, Relation};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::tree::{self, Node};

pub const DETECTOR: Detector = Detector {
    id: "tool-versions",
    files: Files::Named(&[
        ".tool-versions",
        "mise.toml",
        ".mise.toml",
        ".config/mise/config.toml",
        "rust-toolchain",
        "rust-toolchain.toml",
        ".nvmrc",
        ".node-version",
        ".python-version",
        ".ruby-version",
        ".java-version",
        ".go-version",
        ".terraform-version",
        ".bun-version",
        ".php-version",
        ".bazelversion",
    ]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let name = file.name.lower_name();
    match name {
        ".tool-versions" => {
            for line in lines(&text) {
                let line_text = line.text.split('#').next().unwrap_or_default();
                let mut words = line_text.split_whitespace();
                let Some(tool) = words.next() else { continue };
                words.for_each(|version| add(tool, version, line.number, found));
            }
        }
        "mise.toml" | ".mise.toml" | "config.toml" => match tree::toml(&text) {
            Ok(config) => config.table("tools").for_each(|(tool, wanted)| mise(&tool.text, wanted, tool.line, found)),
            Err(fault) => found.malformed(fault),
        },
        "rust-toolchain.toml" => match tree::toml(&text) {
            Ok(config) => toolchain(&config, found),
            Err(fault) => found.malformed(fault),
        },
        // Once it held the name of the channel and nothing else.
        "rust-toolchain" if text.contains('[') => {
            if let Ok(config) = tree::toml(&text) {
                toolchain(&config, found);
            }
        }
        _ => {
            let tool = match name {
                "rust-toolchain" => "rust",
                ".nvmrc" => "node",
                ".bazelversion" => "bazel",
                name => name.trim_start_matches('.').trim_end_matches("-version"),
            };
            let mut written = lines(&text).filter(|line| !line.text.trim().is_empty() && !line.text.starts_with('#'));
            if let Some(line) = written.next() {
                add(tool, line.text.trim(), line.number, found);
            }
        }
    }
}

fn toolchain(config: &Node, found: &mut Found) {
    if let Some(channel) = config.at(&["toolchain", "channel"]) {
        add("rust", channel.as_str().unwrap_or_default(), channel.line, found);
    }
}

/// `node = "20"`, `python = ["3.12", "3.11"]`, `go = { version = "1.22" }`.
fn mise(tool: &str, wanted: &Node, line: u32, found: &mut Found) {
    for wanted in wanted.items().iter().chain(Some(wanted)) {
        if let Some(version) = wanted.as_str().or_else(|| wanted.text("version")) {
            add(tool, version, line, found);
        }
    }
}

fn add(tool: &str, wanted: &str, line: u32, found: &mut Found) {
    // `core:node` and `npm:prettier` name where a tool comes from.
    let (backend, tool) = tool.split_once(':').unwrap_or(("", tool));
    let (ecosystem, tool) = match (backend, tool) {
        ("npm", tool) => ("npm", tool),
        ("cargo", tool) => ("cargo", tool),
        ("pipx", tool) => ("pypi", tool),
        ("go", tool) => ("golang", tool),
        ("gem", tool) => ("gem", tool),
        (_, "nodejs") => ("generic", "node"),
        (_, "golang") => ("generic", "go"),
        (_, tool) => ("generic", tool),
    };
    let number = wanted.strip_prefix(['v', 'V']).unwrap_or(wanted);
    // `20` or `lts/*` leaves the rest open; three numbers leave nothing.
    let numbers = number.split(['-', '+', '_']).next().unwrap_or_default();
    let is_whole = numbers.split('.').count() >= 3 && numbers.starts_with(|c: char| c.is_ascii_digit());
    let is_plain = number.chars().all(|c| c.is_ascii_alphanumeric() || ".-+_".contains(c));
    let version = (is_whole && is_plain).then_some(number);
    let component = Component {
        kind: ComponentKind::Platform,
        scope: Some(Scope::Development),
        relation: Some(Relation::Direct),
        requirement: version.is_none().then(|| wanted.to_owned()).filter(|wanted| !wanted.is_empty()),
        ..Component::new(Package::new(ecosystem, tool, version))
    };
    found.component(component, line);
}

#[test]
fn tools_are_listed_with_the_versions_that_are_fixed() {
    let check = crate::detectors::tests::check_sheet;
    check(
        ".tool-versions",
        "# hi\nnodejs 20.11.1 18.0.0 # two\npython 3.12\n\n",
        &[
            "2 pkg:generic/node@20.11.1 development direct",
            "2 pkg:generic/node@18.0.0 development direct",
            "3 pkg:generic/python development direct requires=3.12",
        ],
    );
    check(
        "mise.toml",
        "[tools]\n'npm:prettier' = '3.1.0'\ngo = { version = '1.22.1' }\nruby = ['3.3.0', 'latest']\n",
        &[
            "2 pkg:npm/prettier@3.1.0 development direct",
            "3 pkg:generic/go@1.22.1 development direct",
            "4 pkg:generic/ruby@3.3.0 development direct",
            "4 pkg:generic/ruby development direct requires=latest",
        ],
    );
    check(".nvmrc", "v20.11.1\n", &["1 pkg:generic/node@20.11.1 development direct"]);
    check(".nvmrc", "lts/*\n", &["1 pkg:generic/node development direct requires=lts/*"]);
    check(
        "rust-toolchain",
        "nightly-2024-01-01\n",
        &["1 pkg:generic/rust development direct requires=nightly-2024-01-01"],
    );
    check(
        "rust-toolchain.toml",
        "[toolchain]\nchannel = \"1.78.0\"\n",
        &["2 pkg:generic/rust@1.78.0 development direct"],
    );
    crate::detectors::tests::check_malformed("rust-toolchain.toml", "[toolchain");
}
