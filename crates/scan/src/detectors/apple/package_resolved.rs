//! Reads `Package.resolved`, versions 1 to 3: the Swift packages SwiftPM or Xcode pinned.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::Found;
use crate::repository::{repository, vcs_url};
use crate::sheet::Origin;
use crate::tree::json;

pub const DETECTOR: Detector =
    Detector { id: "package-resolved", files: Files::Named(&["package.resolved"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(resolved) = found.parsed(json(&text)) else { return };
    found.origin(Origin::Lock);
    // Version 1 wraps the pins in an object.
    let pins = resolved.get("object").unwrap_or(&resolved).list("pins");
    for pin in pins {
        let location = pin.text("location").or_else(|| pin.text("repositoryURL")).unwrap_or_default();
        let Some(name) = pin.get("identity").or_else(|| pin.get("package")) else { continue };
        let Some(identity) = name.as_str() else { continue };
        let state = |key| pin.get("state").and_then(|state| state.text(key));
        let revision = state("revision");
        let version = state("version").or(revision);
        let kind = pin.text("kind").unwrap_or_default();
        found.component(component(identity, location, kind, version, revision), name.line);
    }
}

fn component(identity: &str, location: &str, kind: &str, version: Option<&str>, revision: Option<&str>) -> Component {
    // `scope.name` of a registry has no address.
    let package = match (repository(location), identity.split_once('.')) {
        (Some(found), _) => Package::new("swift", &format!("{}/{}", found.host, found.path), version),
        (None, Some((scope, name))) if kind == "registry" => Package::new("swift", &format!("{scope}/{name}"), version),
        _ => Package::new("generic", identity, version),
    };
    Component {
        own: kind == "localSourceControl" || kind == "fileSystem",
        source: repository(location).map(|_| vcs_url(location, revision)),
        ..Component::new(package)
    }
}

#[cfg(test)]
fn check(text: &str, expected: &[&str]) {
    crate::detectors::tests::check_sheet("App.xcodeproj/Package.resolved", text, expected);
}

#[test]
fn all_three_versions_are_read() {
    check(
        r#"{
  "object": {
    "pins": [
      {
        "package": "Door",
        "repositoryURL": "https://github.com/Example/Door.git",
        "state": {"branch": null, "revision": "0123abc", "version": "5.4.3"}
      },
      {
        "package": "Branch",
        "repositoryURL": "git@gitlab.com:example/group/branch.git",
        "state": {"branch": "main", "revision": "fedcba98", "version": null}
      }
    ]
  },
  "version": 1
}"#,
        &[
            "5 pkg:swift/github.com/Example/Door@5.4.3 source=git+https://github.com/Example/Door.git@0123abc",
            "10 pkg:swift/gitlab.com/example/group/branch@fedcba98 \
             source=git+https://gitlab.com/example/group/branch.git@fedcba98",
        ],
    );
    check(
        r#"{
  "originHash" : "aa",
  "pins" : [
    {
      "identity" : "left-pad",
      "kind" : "remoteSourceControl",
      "location" : "https://github.com/example/left-pad",
      "state" : {"revision" : "abc", "version" : "7.0.0"}
    },
    {
      "identity" : "example.door",
      "kind" : "registry",
      "location" : "",
      "state" : {"version" : "1.2.3"}
    }
  ],
  "version" : 3
}"#,
        &[
            "5 pkg:swift/github.com/example/left-pad@7.0.0 source=git+https://github.com/example/left-pad@abc",
            "11 pkg:swift/example/door@1.2.3",
        ],
    );
    crate::detectors::tests::check_malformed("Package.resolved", "{\"pins\": [");
}
