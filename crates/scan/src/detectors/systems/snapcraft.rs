//! Reads `snapcraft.yaml`, and the `manifest.yaml` inside a built snap: what a snap is made of.

use inventory::{Component, ComponentKind, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::sheet::Origin;
use crate::tree::{self, Node};

pub const DETECTOR: Detector = Detector {
    id: "snapcraft",
    files: Files::Named(&["snapcraft.yaml", "snap/manifest.yaml"]),
    want: Want::Whole,
    read,
};

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(snap) = found.parsed(tree::yaml(&text)) else { return };
    let is_built = file.name.lower_name() == "manifest.yaml";
    if is_built {
        found.origin(Origin::Installed);
    }
    if let Some(name) = snap.get("name") {
        let own = Component {
            own: true,
            kind: ComponentKind::Application,
            licence: snap.text("license").and_then(super::licence),
            description: snap.text("summary").map(str::to_owned),
            ..Component::new(snap_package(name.as_str().unwrap_or_default(), snap.text("version")))
        };
        found.component(own, name.line);
    }
    if let Some(base) = snap.get("base").filter(|_| !is_built) {
        found.wish(snap_package(base.as_str().unwrap_or_default(), None), "", Scope::Runtime, base.line);
    }
    let parts = snap.table("parts").map(|(_, part)| part).chain(is_built.then_some(&snap));
    for part in parts {
        for (key, scope) in [
            ("stage-packages", Scope::Runtime),
            ("primed-stage-packages", Scope::Runtime),
            ("build-packages", Scope::Development),
            ("installed-packages", Scope::Development),
        ] {
            part.list(key).iter().for_each(|item| package(item, scope, is_built, found));
        }
    }
}

/// A snap's packages are Ubuntu's: `name`, or in a manifest `name=version`.
fn package(item: &Node, scope: Scope, is_built: bool, found: &mut Found) {
    // `on arm64: …` stands for a choice that the architecture makes.
    let Some(written) = item.as_str() else { return };
    let (name, version) = written.split_once('=').map_or((written, None), |(name, version)| (name, Some(version)));
    let mut package = Package::new("deb", name.trim(), version);
    package.namespace = Some("ubuntu".to_owned());
    if is_built {
        found.component(Component { scope: Some(scope), ..Component::new(package) }, item.line);
    } else {
        found.wish(package, "", scope, item.line);
    }
}

fn snap_package(name: &str, version: Option<&str>) -> Package {
    // `adopt-info` and `git` stand for a version that is known only once it is built.
    let version = version.filter(|version| *version != "git");
    Package::new("generic", name, version)
}

#[test]
fn a_snap_and_its_packages_are_listed() {
    let check = crate::detectors::tests::check_sheet;
    let yaml = "name: door\nbase: core22\nversion: '1.2'\nlicense: MIT\nparts:\n  door:\n    plugin: nil\n    build-packages: [gcc]\n    stage-packages:\n      - libkey1\n";
    check(
        "snap/snapcraft.yaml",
        yaml,
        &[
            "1 pkg:generic/door@1.2 own licence=MIT",
            "2 wish pkg:generic/core22  runtime",
            "10 wish pkg:deb/ubuntu/libkey1  runtime",
            "8 wish pkg:deb/ubuntu/gcc  development",
        ],
    );
    let built = "name: door\nversion: git\nprimed-stage-packages:\n- libkey1=1.0-2\n";
    check("snap/manifest.yaml", built, &["1 pkg:generic/door own", "4 pkg:deb/ubuntu/libkey1@1.0-2 runtime"]);
    crate::detectors::tests::check_malformed("snapcraft.yaml", "name: [\n");
}
