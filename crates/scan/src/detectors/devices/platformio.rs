//! Reads `platformio.ini`: the libraries, the platform and its packages.

use std::collections::{HashMap, HashSet};

use inventory::{Component, ComponentKind, Package, Relation, Scope};

use super::super::{Detector, Files, Want};
use super::generic;
use crate::fields::{Entry, sections};
use crate::file::SourceFile;
use crate::found::{Found, Line};
use crate::repository::{archive_package, exact, fixed, git_package, repository, vcs_url};

pub const DETECTOR: Detector =
    Detector { id: "platformio", files: Files::Named(&["platformio.ini"]), want: Want::Whole, read };

/// What the values of a key are.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Sort {
    Library,
    Platform,
    Package,
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let sections = sections(&text);
    let mut by_key: HashMap<(&str, &str), Entry> = HashMap::new();
    let mut queue: Vec<(Sort, &str, &str)> = Vec::new();
    for section in &sections {
        for entry in section.entries() {
            let sort = match entry.key {
                "lib_deps" => Some(Sort::Library),
                "platform" => Some(Sort::Platform),
                "platform_packages" => Some(Sort::Package),
                _ => None,
            };
            queue.extend(sort.map(|sort| (sort, section.name, entry.key)));
            by_key.insert((section.name, entry.key), entry);
        }
    }
    // A value may name others: `${common.lib_deps}`. Each is read once, whoever names it.
    let mut seen: HashSet<(Sort, &str, &str)> = queue.iter().copied().collect();
    let mut components: Vec<(Component, u32)> = Vec::new();
    let mut known: HashSet<Package> = HashSet::new();
    while let Some((sort, section, key)) = queue.pop() {
        let Some(entry) = by_key.get(&(section, key)) else { continue };
        for value in entry.values.iter().flat_map(split) {
            if let Some(reference) = value.text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
                if let Some((section, key)) = reference.rsplit_once('.')
                    && seen.insert((sort, section, key))
                {
                    queue.push((sort, section, key));
                }
                continue;
            }
            let component = match sort {
                Sort::Library => library(value.text),
                Sort::Platform => platform(value.text),
                Sort::Package => package(value.text),
            };
            if let Some(component) = component
                && known.insert(component.package.clone())
            {
                components.push((component, value.number));
            }
        }
    }
    components.sort_by_key(|(_, line)| *line);
    for (component, line) in components {
        found.component(Component { relation: Some(Relation::Direct), ..component }, line);
    }
}

/// Several may stand in one line, parted by commas. A comment may follow.
fn split<'a>(line: &Line<'a>) -> Vec<Line<'a>> {
    let text = line.text.split(" ;").next().unwrap_or(line.text);
    let text = text.split(" #").next().unwrap_or(text);
    // A range has commas too: `door@>=1.2,<2`.
    let is_list = text.contains(", ") && !text.contains(['<', '>']);
    let parts: Vec<&str> = if is_list { text.split(", ").collect() } else { vec![text] };
    let parts = parts.into_iter().map(|part| part.trim().trim_end_matches(','));
    parts.filter(|part| !part.is_empty()).map(|text| Line { number: line.number, text }).collect()
}

/// `owner/name@^1.2`, `name`, `name=https://…`, `https://…/x.git#v1`, `symlink://…`.
fn library(written: &str) -> Option<Component> {
    // A folder, or what comes with the framework by its number.
    if written.starts_with("file://") || written.starts_with("symlink://") || written.starts_with("lib/") {
        return None;
    }
    address(written).or_else(|| named(written, ""))
}

fn platform(written: &str) -> Option<Component> {
    let component = address(written).or_else(|| named(written, "platformio"))?;
    Some(Component { kind: ComponentKind::Platform, ..component })
}

/// `toolchain-gccarmnoneeabi@1.90301.0`, `framework-arduino @ https://…#branch`.
fn package(written: &str) -> Option<Component> {
    let (name, place) = written.split_once('@').unwrap_or((written, ""));
    let name = name.trim();
    let last = name.rsplit('/').next().unwrap_or(name);
    let is_tool = last.starts_with("tool-") || last.starts_with("toolchain-");
    let component = address(place).or_else(|| named(written, "platformio"))?;
    Some(Component { scope: is_tool.then_some(Scope::Development), ..component })
}

fn address(written: &str) -> Option<Component> {
    let written = written.trim();
    let written = match written.split_once('=') {
        Some((name, place)) if place.contains("://") && !name.contains("://") => place.trim(),
        _ => written,
    };
    let (url, revision) = written.split_once('#').map_or((written, None), |(url, revision)| (url, Some(revision)));
    let is_scp = url.starts_with("git@") && repository(url).is_some();
    if !url.contains("://") && !is_scp {
        return None;
    }
    let is_archive = [".zip", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz"].iter().any(|ending| url.ends_with(ending));
    if is_archive {
        return Some(Component { source: Some(url.to_owned()), ..Component::new(archive_package(url, "")) });
    }
    let pinned = revision.and_then(fixed);
    let requirement = revision.filter(|_| pinned.is_none()).map(str::to_owned);
    let package = git_package(url, "", pinned);
    (!package.name.is_empty()).then(|| Component {
        requirement,
        source: Some(vcs_url(url, pinned)),
        ..Component::new(package)
    })
}

/// `owner/name @ ^1.2.3`
fn named(written: &str, owner: &str) -> Option<Component> {
    let (name, requirement) = written.split_once('@').unwrap_or((written, ""));
    let (name, requirement) = (name.trim(), requirement.trim());
    let is_name = !name.is_empty() && !name.contains(['$', '{', '\\', ':']) && !name.starts_with('.');
    if !is_name {
        return None;
    }
    let name = if owner.is_empty() || name.contains('/') { name.to_owned() } else { format!("{owner}/{name}") };
    let pinned = exact(requirement);
    let open = Some(requirement).filter(|text| pinned.is_none() && !text.is_empty()).map(str::to_owned);
    Some(Component { requirement: open, ..Component::new(generic(&name, pinned)) })
}

#[test]
fn libraries_platforms_and_packages_are_read_in_all_their_forms() {
    let ini = "\
; ours
[platformio]
default_envs = a

[common]
libs =
  example/Left Pad@1.2.3
  SPI

[env]
framework = arduino
monitor_speed = 115200

[env:a]
platform = espressif32@6.5.0
platform_packages =
  toolchain-riscv32-esp @ 8.4.0
  framework-arduinoespressif32@https://github.com/example/arduino.git#2.0.14
lib_deps =
  ${common.libs}
  example/Door @ ^6.21.0  ; json
  https://github.com/example/net.git#v1.0
  https://github.com/example/moving
  zip=https://x.example/zip-2.0.zip
  symlink://../own

[env:b]
extends = env:a
platform = https://github.com/example/platform.git#develop
lib_deps =
  ${env:a.lib_deps}
  example/Other@>=1.0,<2
";
    crate::detectors::tests::check_sheet(
        "platformio.ini",
        ini,
        &[
            "7 pkg:generic/example/Left%20Pad@1.2.3 direct",
            "8 pkg:generic/SPI direct",
            "15 pkg:generic/platformio/espressif32@6.5.0 direct",
            "17 pkg:generic/platformio/toolchain-riscv32-esp@8.4.0 development direct",
            "18 pkg:github/example/arduino@2.0.14 direct source=git+https://github.com/example/arduino.git@2.0.14",
            "21 pkg:generic/example/Door direct requires=^6.21.0",
            "22 pkg:github/example/net@v1.0 direct source=git+https://github.com/example/net.git@v1.0",
            "23 pkg:github/example/moving direct source=git+https://github.com/example/moving",
            "24 pkg:generic/zip@2.0?download_url=https:%2F%2Fx.example%2Fzip-2.0.zip direct \
             source=https://x.example/zip-2.0.zip",
            "29 pkg:github/example/platform direct requires=develop source=git+https://github.com/example/platform.git",
            "32 pkg:generic/example/Other direct requires=>=1.0,<2",
        ],
    );
}
