//! Reads Carton's `cpanfile.snapshot`: the Perl distributions it resolved.

use std::collections::HashMap;

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, lines};
use crate::repository::{name_and_version, stem};
use crate::sheet::{At, Origin};

pub const DETECTOR: Detector =
    Detector { id: "cpan-snapshot", files: Files::Named(&["cpanfile.snapshot"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    found.origin(Origin::Lock);
    let mut providers: HashMap<&str, At> = HashMap::new();
    let mut needs: Vec<(At, &str)> = Vec::new();
    let mut distribution: Option<(&str, u32)> = None;
    let mut at = None;
    let mut block = "";
    for line in lines(&text) {
        let indent = line.text.len() - line.text.trim_start().len();
        let entry = line.text.trim();
        match indent {
            2 => distribution = Some((entry, line.number)),
            4 => match (entry.split_once(": "), distribution) {
                (Some(("pathname", path)), Some((name, line))) => {
                    at = component(name, path).map(|component| found.component(component, line));
                }
                _ => block = entry,
            },
            6 => {
                let module = entry.split(' ').next().unwrap_or(entry);
                let Some(at) = at else { continue };
                match block {
                    "provides:" => {
                        providers.insert(module, at);
                    }
                    "requirements:" => needs.push((at, module)),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    for (from, module) in needs {
        if let Some(to) = providers.get(module).filter(|to| **to != from) {
            found.depends(from, *to);
        }
    }
    found.sheet().edges_complete = true;
}

/// `Left-Pad-1.2` at `E/EX/EXAMPLE/Left-Pad-1.2.tar.gz`: the author is a part of the identity.
fn component(name: &str, path: &str) -> Option<Component> {
    let mut parts = path.rsplit('/');
    let file = parts.next()?;
    let author = parts.next();
    let (distribution, version) = match name_and_version(stem(file)) {
        (_, None) => name_and_version(name),
        parted => parted,
    };
    let package = Package::new("cpan", distribution, version);
    let package = Package { namespace: author.map(str::to_uppercase), ..package };
    let source = Some(format!("https://cpan.metacpan.org/authors/id/{path}"));
    Some(Component { source, ..Component::new(package) })
}

#[test]
fn distributions_are_read_with_their_needs() {
    let snapshot = "\
# carton snapshot format: version 1.0
DISTRIBUTIONS
  Door-v2.0.1
    pathname: E/EX/EXAMPLE/Door-v2.0.1.tar.gz
    provides:
      Door v2.0.1
    requirements:
      Left::Pad 1.0
      perl 5.010
  Left-Pad-1.20
    pathname: E/EX/EXAMPLE/Left-Pad-1.20.tar.gz
    provides:
      Left::Pad 1.20
";
    crate::detectors::tests::check_sheet(
        "cpanfile.snapshot",
        snapshot,
        &[
            "3 pkg:cpan/EXAMPLE/Door@v2.0.1 \
             source=https://cpan.metacpan.org/authors/id/E/EX/EXAMPLE/Door-v2.0.1.tar.gz -> Left-Pad",
            "10 pkg:cpan/EXAMPLE/Left-Pad@1.20 \
             source=https://cpan.metacpan.org/authors/id/E/EX/EXAMPLE/Left-Pad-1.20.tar.gz",
        ],
    );
}
