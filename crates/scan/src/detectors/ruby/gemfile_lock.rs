//! Reads `Gemfile.lock` and `gems.locked`: every gem Bundler resolved, with its platforms, checksums and needs.

use std::collections::HashMap;

use inventory::{Component, Hash, HashAlgorithm, Package, Relation};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::repository::vcs_url;
use crate::sheet::{At, Origin};

pub const DETECTOR: Detector =
    Detector { id: "gemfile-lock", files: Files::Named(&["gemfile.lock", "gems.locked"]), want: Want::Whole, read };

/// A gem comes for several platforms, seldom for more than this.
const VARIANTS_MAX: usize = 32;

/// Where the gems of a block come from.
#[derive(Default)]
struct Block<'a> {
    remotes: Vec<&'a str>,
    revision: Option<&'a str>,
}

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    found.origin(Origin::Lock);
    let mut section = "";
    let mut block = Block::default();
    let mut gems: HashMap<&str, Vec<At>> = HashMap::new();
    let mut by_entry: HashMap<&str, At> = HashMap::new();
    let mut needs: Vec<(At, &str)> = Vec::new();
    let mut wanted: Option<Vec<&str>> = None;
    let mut gem = None;
    for line in lines(&text) {
        let entry = line.text.trim();
        let indent = line.text.len() - line.text.trim_start().len();
        if entry.is_empty() {
            continue;
        }
        if indent == 0 {
            if !entry.chars().all(|c| c.is_ascii_uppercase() || c == ' ') {
                found.malformed(format!("line {}: no section of a lockfile", line.number));
                break;
            }
            section = entry;
            block = Block::default();
            if section == "DEPENDENCIES" {
                wanted.get_or_insert_default();
            }
            continue;
        }
        match (section, indent) {
            ("GEM" | "GIT" | "PATH" | "PLUGIN SOURCE", 2) => match entry.split_once(": ") {
                Some(("remote", url)) => block.remotes.push(url),
                Some(("revision", revision)) => block.revision = Some(revision),
                _ => {}
            },
            ("GEM" | "GIT" | "PATH" | "PLUGIN SOURCE", 4) => {
                let Some((name, version)) = name_and_version(entry) else {
                    found.malformed(format!("line {}: a gem without a version", line.number));
                    break;
                };
                let component = component(section, &block, name, version);
                let at = found.component(component, line.number);
                gems.entry(name).or_default().push(at);
                by_entry.insert(entry, at);
                gem = Some(at);
            }
            ("GEM" | "GIT" | "PATH" | "PLUGIN SOURCE", 6..) => {
                needs.extend(gem.map(|gem| (gem, entry.split(' ').next().unwrap_or(entry))));
            }
            ("DEPENDENCIES", _) => {
                let name = entry.split(' ').next().unwrap_or(entry).trim_end_matches('!');
                wanted.get_or_insert_default().push(name);
            }
            ("CHECKSUMS", _) => checksum(entry, &by_entry, found),
            _ => {}
        }
    }
    for (from, name) in needs {
        for to in gems.get(name).into_iter().flatten().take(VARIANTS_MAX).filter(|to| **to != from) {
            found.depends(from, *to);
        }
    }
    if let Some(wanted) = wanted {
        let components = &mut found.sheet().components;
        for component in components.iter_mut().filter(|component| !component.own) {
            component.relation = Some(Relation::Transitive);
        }
        for At(at) in wanted.iter().filter_map(|name| gems.get(name)).flatten() {
            if let Some(component) = components.get_mut(*at).filter(|component| !component.own) {
                component.relation = Some(Relation::Direct);
            }
        }
    }
    found.sheet().edges_complete = true;
}

/// `left-pad (1.2.3-x86_64-linux)`: the name, and what stands in the brackets.
fn name_and_version(entry: &str) -> Option<(&str, &str)> {
    let (name, version) = entry.split_once(" (")?;
    Some((name, version.strip_suffix(')')?))
}

fn component(section: &str, block: &Block, name: &str, version: &str) -> Component {
    // A version has no dash; what follows is the platform.
    let (version, platform) = version.split_once('-').unwrap_or((version, ""));
    let mut package = Package::new("gem", name, Some(version)).with("platform", platform);
    let mut source = None;
    match (section, &block.remotes[..]) {
        ("PATH", _) => {}
        ("GIT", [url, ..]) => {
            let vcs = vcs_url(url, block.revision);
            package = package.with("vcs_url", vcs.clone());
            source = Some(vcs);
        }
        (_, [registry]) if !registry.contains("://rubygems.org") && !registry.contains("@rubygems.org") => {
            package = package.with("repository_url", crate::repository::without_login(registry));
        }
        _ => {}
    }
    Component { own: section == "PATH", source, ..Component::new(package) }
}

/// `left-pad (1.2.3) sha256=…`
fn checksum(entry: &str, by_entry: &HashMap<&str, At>, found: &mut Found) {
    let Some((gem, digests)) = entry.split_once(") ") else { return };
    let Some(at) = entry.get(..=gem.len()).and_then(|gem| by_entry.get(gem)) else { return };
    for digest in digests.split(',') {
        if let Some(("sha256", value)) = digest.trim().split_once('=')
            && let Some(hash) = Hash::hex(HashAlgorithm::Sha256, value)
            && let Some(component) = found.sheet().components.get_mut(at.0)
        {
            component.hashes.push(hash);
        }
    }
}

#[test]
fn gems_are_read_with_source_platform_and_needs() {
    let lock = "\
GIT
  remote: https://github.com/example/door.git
  revision: 0123456789abcdef0123456789abcdef01234567
  tag: v6.2.0
  specs:
    door (6.2.0)
      left-pad (>= 1)

PATH
  remote: .
  specs:
    own (0.1.0)
      door

GEM
  remote: https://rubygems.org/
  specs:
    left-pad (1.2.3)
    left-pad (1.2.3-x86_64-linux)
    example (7.0.0.rc1)
      left-pad (~> 1.2)

PLATFORMS
  ruby
  x86_64-linux

DEPENDENCIES
  door!
  example (~> 7.0)
  own!

CHECKSUMS
  left-pad (1.2.3) sha256=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
  example (7.0.0.rc1)

RUBY VERSION
   ruby 3.3.0p0

BUNDLED WITH
   2.5.3
";
    let git = "git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fdoor.git%400123456789abcdef0123456789abcdef01234567";
    let source = "git+https://github.com/example/door.git@0123456789abcdef0123456789abcdef01234567";
    crate::detectors::tests::check_sheet(
        "Gemfile.lock",
        lock,
        &[
            &format!("6 pkg:gem/door@6.2.0?vcs_url={git} direct source={source} -> left-pad left-pad"),
            "12 pkg:gem/own@0.1.0 own -> door",
            "18 pkg:gem/left-pad@1.2.3 transitive hashes=1",
            "19 pkg:gem/left-pad@1.2.3?platform=x86_64-linux transitive",
            "20 pkg:gem/example@7.0.0.rc1 direct -> left-pad left-pad",
        ],
    );
    crate::detectors::tests::check_malformed("Gemfile.lock", "GEM\n  specs:\n    left-pad (1.2");
    crate::detectors::tests::check_malformed("Gemfile.lock", "GEM\n<<<<<<< HEAD\n");
}
