//! Reads `bun.lockb`, the binary lockfile of Bun before `bun.lock`: every package it resolved, and who needs it.

use inventory::{Component, Hash, HashAlgorithm, Scope};

use super::super::{Detector, Files, Want};
use super::bun_lockb_file::{BunFile, Need, Resolution};
use super::registry;
use crate::file::SourceFile;
use crate::found::Found;
use crate::needs::Needs;
use crate::sheet::{At, Origin};

pub const DETECTOR: Detector =
    Detector { id: "bun-lockb", files: Files::Named(&["bun.lockb"]), want: Want::Whole, read };

const PRODUCTION: u8 = 2;
const OPTIONAL: u8 = 4;
const DEVELOPMENT: u8 = 8;
const PEER: u8 = 16;

fn read(file: &SourceFile, found: &mut Found) {
    let Some(mut lock) = found.parsed(BunFile::parse(file.bytes)) else { return };
    found.origin(Origin::Lock);
    let mut known: Vec<Option<At>> = Vec::new();
    for package in 0..lock.packages {
        let Some(component) = component(package, &mut lock) else {
            return found.malformed(format!("package {package} is broken"));
        };
        // The folder the lockfile stands in may have no name.
        known.push((!component.package.name.is_empty()).then(|| found.component(component, None)));
    }
    let is_own = |at: At, found: &mut Found| found.sheet().components.get(at.0).is_some_and(|one| one.own);
    let mut needs = Needs::default();
    for package in 0..lock.packages {
        let Some(of_package) = lock.needs(package) else {
            return found.malformed(format!("the dependencies of package {package} are broken"));
        };
        let from = known.get(package).copied().flatten();
        let is_root = from.is_none_or(|from| is_own(from, found));
        for need in of_package {
            let (Some(scope), Some(to)) = (scope(need), known.get(need.package).copied().flatten()) else { continue };
            if is_root {
                needs.root(to, Some(scope));
            }
            match from {
                Some(from) if scope == Scope::Optional && !is_root => needs.optional_edge(from, to),
                Some(from) if scope != Scope::Development || is_root => needs.edge(from, to),
                _ => {}
            }
        }
    }
    needs.settle(found.sheet());
}

/// None for what only says that a folder belongs to the workspace.
fn scope(need: Need) -> Option<Scope> {
    let is = |bit: u8| need.behaviour & bit != 0;
    if is(OPTIONAL) {
        Some(Scope::Optional)
    } else if is(PRODUCTION) || is(PEER) {
        Some(Scope::Runtime)
    } else {
        is(DEVELOPMENT).then_some(Scope::Development)
    }
}

fn component(package: usize, lock: &mut BunFile) -> Option<Component> {
    let name = lock.name(package)?;
    let resolved = match lock.resolution(package)? {
        Resolution::Root | Resolution::Workspace | Resolution::Folder => {
            return Some(Component { own: true, ..Component::new(registry::package(&name, None)) });
        }
        Resolution::Npm { version, url } => registry::resolved(&name, Some(&version), Some(&url)),
        Resolution::Archive(address) => registry::resolved(&name, None, Some(&address)),
        Resolution::Repository(address) => registry::resolved(&name, None, Some(&address)),
        Resolution::Unknown => Component::new(registry::package(&name, None)),
    };
    let (kind, bytes) = lock.digest(package)?;
    Some(Component { hashes: hash(kind, bytes).into_iter().collect(), ..resolved })
}

fn hash(kind: u8, bytes: &[u8]) -> Option<Hash> {
    let (algorithm, len) = match kind {
        1 => (HashAlgorithm::Sha1, 20),
        2 => (HashAlgorithm::Sha256, 32),
        3 => (HashAlgorithm::Sha384, 48),
        4 => (HashAlgorithm::Sha512, 64),
        _ => return None,
    };
    Hash::new(algorithm, bytes.get(..len)?)
}

#[cfg(test)]
mod tests {
    use super::super::bun_lockb_file::tests::{Row, lockfile};

    fn rows() -> Vec<Row> {
        let row = |name, kind, texts, needs| Row { name, kind, texts, numbers: None, pre: "", needs };
        let npm = |name, texts, numbers, pre, needs| Row { name, kind: 2, texts, numbers: Some(numbers), pre, needs };
        vec![
            row("door", 1, &[], &[(0x20, 5), (2, 1), (8, 2), (4, 3), (2, 4)]),
            npm("@example/hinge", &["https://example.eu/hinge.tgz"], [1, 30, 0], "", &[(2, 6), (8, 2), (4, 3)]),
            npm("nail", &[""], [2, 0, 0], "beta.1", &[]),
            npm("bolt", &[""], [4, 0, 0], "", &[]),
            // The owner, the repository, what was asked for, what it was resolved to.
            row("gate", 16, &["example", "gate", "main", "example-gate-0123456"], &[(16, u32::MAX)]),
            row("window", 72, &["parts/window"], &[(0x22, 7)]),
            npm("screw", &[""], [0, 0, 9], "", &[]),
            row("frame", 80, &["https://example.eu/frame.tgz"], &[(2, 8)]),
            row("lock", 32, &["", "git@example.eu:o/lock.git", "", "fedcba9876543210"], &[]),
        ]
    }

    #[test]
    fn every_sort_of_package_is_read_with_its_edges() {
        for version in [2, 3] {
            crate::detectors::tests::check_sheet_bytes(
                "bun.lockb",
                &lockfile(version, &rows()),
                &[
                    "- pkg:npm/door own -> hinge nail bolt gate",
                    "- pkg:npm/%40example/hinge@1.30.0 runtime direct source=https://example.eu/hinge.tgz hashes=1 \
                     -> screw bolt",
                    "- pkg:npm/nail@2.0.0-beta.1 development direct hashes=1",
                    "- pkg:npm/bolt@4.0.0 optional direct hashes=1",
                    "- pkg:npm/gate@0123456?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fgate.git%400123456 \
                     runtime direct source=git+https://github.com/example/gate.git@0123456",
                    "- pkg:npm/window own -> frame",
                    "- pkg:npm/screw@0.0.9 runtime transitive hashes=1",
                    "- pkg:npm/frame runtime direct source=https://example.eu/frame.tgz -> lock",
                    "- pkg:npm/lock@fedcba9876543210?vcs_url=\
                     git%2Bssh:%2F%2Fgit%40example.eu%2Fo%2Flock.git%40fedcba9876543210 \
                     runtime transitive source=git+ssh://git@example.eu/o/lock.git@fedcba9876543210",
                ],
            );
        }
    }

    #[test]
    fn what_cannot_be_read_is_listed() {
        let not_read = |bytes: &[u8]| {
            let report = crate::inspect(std::path::Path::new("bun.lockb"), bytes).expect("sound");
            report.not_read.len()
        };
        let whole = lockfile(3, &rows());
        assert_eq!(not_read(&whole), 0);
        assert_eq!(not_read(&whole[..whole.len() - 1]), 1);
        assert_eq!(not_read(&lockfile(1, &rows())), 1);
        assert_eq!(not_read(b"no lockfile"), 1);
    }
}
