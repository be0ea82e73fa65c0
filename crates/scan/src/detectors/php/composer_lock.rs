//! Reads `composer.lock`: every package Composer resolved, for the product and for development.

use inventory::Scope;

use super::super::{Detector, Files, Want};
use super::composer_package::Packages;
use crate::file::SourceFile;
use crate::found::Found;
use crate::sheet::Origin;
use crate::tree::json;

pub const DETECTOR: Detector =
    Detector { id: "composer-lock", files: Files::Named(&["composer.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(lock) = found.parsed(json(&text)) else { return };
    found.origin(Origin::Lock);
    let mut packages = Packages::default();
    for (key, scope) in [("packages", Scope::Runtime), ("packages-dev", Scope::Development)] {
        for package in lock.list(key) {
            packages.add(package, Some(scope), found);
        }
    }
    packages.link(found);
    found.sheet().edges_complete = true;
}

#[test]
fn every_resolved_package_is_a_component() {
    let lock = r#"{
    "content-hash": "1bc3c17beadede56f356721d4f6526b4",
    "packages": [
        {
            "name": "Example/left-pad",
            "version": "v1.2.3",
            "source": {"type": "git", "url": "https://github.com/example/left-pad.git",
                       "reference": "7505959737f7944507be7ef476752ad761873c4a"},
            "dist": {"type": "zip", "url": "https://api.github.com/repos/example/left-pad/zipball/7505959",
                     "reference": "7505959", "shasum": "da39a3ee5e6b4b0d3255bfef95601890afd80709"},
            "require": {"php": "^8.1", "ext-json": "*", "psr/log-implementation": "1.0"},
            "license": ["MIT", "Apache-2.0"]
        },
        {
            "name": "example/log",
            "version": "dev-main",
            "source": {"type": "git", "url": "git@github.com:example/log.git", "reference": "abc123"},
            "provide": {"psr/log-implementation": "1.0.0"},
            "dist": {"type": "zip", "url": "", "shasum": ""}
        },
        {"name": "acme/door", "version": "1.0.0", "dist": {"type": "path", "url": "packages/door"}}
    ],
    "packages-dev": [
        {"name": "example/test", "version": "10.5.1", "require": {"example/left-pad": "^1", "missing/one": "*"}}
    ]
}"#;
    crate::detectors::tests::check_sheet(
        "composer.lock",
        lock,
        &[
            "5 pkg:composer/example/left-pad@v1.2.3 runtime licence=MIT OR Apache-2.0 \
             source=https://api.github.com/repos/example/left-pad/zipball/7505959 hashes=1 -> log",
            "15 pkg:composer/example/log@dev-main?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Flog.git%40abc123 \
             runtime source=git+https://github.com/example/log.git@abc123",
            "21 pkg:composer/acme/door@1.0.0 own runtime",
            "24 pkg:composer/example/test@10.5.1 development -> left-pad",
        ],
    );
    crate::detectors::tests::check_malformed("composer.lock", "{\"packages\": [{\"name\"");
}
