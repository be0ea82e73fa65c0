//! Reads `RUN` instructions of container files: the packages that are installed at a fixed version.

use inventory::{Component, Package, Relation};

use super::super::{Detector, Files, Want};
use super::dockerfile::is_dockerfile;
use super::instructions::instructions;
use crate::file::SourceFile;
use crate::found::Found;

pub const DETECTOR: Detector =
    Detector { id: "dockerfile-packages", files: Files::If(is_dockerfile), want: Want::Source, read };

fn read(file: &SourceFile, found: &mut Found) {
    for instruction in instructions(&file.text()).iter().filter(|one| one.word == "RUN") {
        for command in instruction.rest.split(['&', ';', '|', '(', ')']) {
            packages(command, instruction.line, found);
        }
    }
}

fn packages(command: &str, line: u32, found: &mut Found) {
    let mut words = command.split_whitespace().map(|word| word.trim_matches(['"', '\'', '[', ']', ',']));
    let mut before = "";
    // The manager and its verb may stand behind `sudo`, `env A=b` or flags.
    let installer = words.by_ref().find_map(|word| {
        let found = match (before.rsplit('/').next().unwrap_or_default(), word) {
            ("pip" | "pip3" | "pipx", "install") => Some(("pypi", "==")),
            ("tool", "install") | ("uv", "pip") => None,
            ("npm", "install" | "i" | "add") | ("pnpm", "add") => Some(("npm", "@")),
            ("apk", "add") => Some(("apk", "=")),
            ("apt-get" | "apt" | "-y" | "-yq" | "-qq" | "-qy", "install") => Some(("deb", "=")),
            ("go", "install") => Some(("golang", "@")),
            ("cargo", "install") => Some(("cargo", "@")),
            _ => None,
        };
        if !word.starts_with('-') || word.starts_with("-y") || word.starts_with("-q") {
            before = word;
        }
        found
    });
    let Some((ecosystem, separator)) = installer else { return };
    for word in words.filter(|word| !word.starts_with('-')) {
        let at = if separator == "@" { word.rfind('@').filter(|at| *at > 0) } else { word.find(separator) };
        let Some((name, version)) = at.and_then(|at| Some((word.get(..at)?, word.get(at + separator.len()..)?))) else {
            continue;
        };
        let name = name.split('[').next().unwrap_or(name);
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || "@/._-+".contains(c)) && !name.is_empty();
        let is_version = version.starts_with(|c: char| c.is_ascii_digit() || c == 'v')
            && version.contains(|c: char| c.is_ascii_digit())
            && version.chars().all(|c| c.is_ascii_alphanumeric() || ".-+_~:!".contains(c));
        // `latest` and `20` of npm are no versions.
        let is_whole = ecosystem != "npm" || version.contains('.');
        if is_name && is_version && is_whole {
            let name = if ecosystem == "golang" { name.split("/cmd/").next().unwrap_or(name) } else { name };
            let component = Component {
                relation: Some(Relation::Direct),
                ..Component::new(Package::new(ecosystem, name, Some(version)))
            };
            found.component(component, line);
        }
    }
}

#[test]
fn packages_at_a_fixed_version_are_listed() {
    let dockerfile = "FROM scratch\nRUN pip install --no-cache-dir -r requirements.txt 'Left_Pad[x]==1.0' door>=2 && npm i -g @a/b@1.2.3 key@latest\nRUN apk add --no-cache curl=8.5.0-r0 git\nRUN apt-get update && sudo apt-get install -y --no-install-recommends nginx=1.22.1-9 curl\nRUN [\"python\", \"-m\", \"pip\", \"install\", \"hinge==3\"]\nRUN CGO_ENABLED=0 go install example.com/door/cmd/x@v1.2.3; cargo install bat@0.24.0\nCMD pip install no==1\n";
    crate::detectors::tests::check_sheet(
        "Dockerfile",
        dockerfile,
        &[
            "2 pkg:pypi/left-pad@1.0 direct",
            "2 pkg:npm/%40a/b@1.2.3 direct",
            "3 pkg:apk/curl@8.5.0-r0 direct",
            "4 pkg:deb/nginx@1.22.1-9 direct",
            "5 pkg:pypi/hinge@3 direct",
            "6 pkg:golang/example.com/door@v1.2.3 direct",
            "6 pkg:cargo/bat@0.24.0 direct",
        ],
    );
}
