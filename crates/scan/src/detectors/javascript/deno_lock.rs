//! Reads `deno.lock` of versions 2 to 5: packages of npm and JSR, and modules fetched by address.

use std::collections::{HashMap, HashSet};

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use super::{deno_json, registry, remote};
use crate::file::SourceFile;
use crate::found::Found;
use crate::needs::Needs;
use crate::sheet::{At, Origin};
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "deno-lock", files: Files::Named(&["deno.lock"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let root = match tree::json(&text) {
        Ok(root) if root.is_table() => root,
        Ok(_) => return found.malformed("it is no object"),
        Err(fault) => return found.malformed(fault),
    };
    found.origin(Origin::Lock);
    // Version 2 keeps all of npm in one place, version 3 all packages; from 4 on they stand at the top.
    let npm = root.at(&["packages", "npm"]).or_else(|| root.at(&["npm", "packages"])).or_else(|| root.get("npm"));
    let jsr = root.at(&["packages", "jsr"]).or_else(|| root.get("jsr"));
    let specifiers = ["packages", "npm"].iter().find_map(|part| root.at(&[*part, "specifiers"]));
    let specifiers = specifiers.or_else(|| root.get("specifiers"));

    let mut packages = Packages::default();
    for (key, entry) in npm.into_iter().flat_map(Node::entries) {
        let (name, Some(version)) = registry::split(&key.text) else { continue };
        // What follows are the peers it was resolved with.
        let version = version.split('_').next();
        let hashes = registry::hashes(entry.text("integrity"));
        let component = Component { hashes, ..registry::resolved(name, version, entry.text("tarball")) };
        packages.add("npm", &key.text, name, found.component(component, key.line));
    }
    for (key, _) in jsr.into_iter().flat_map(Node::entries) {
        let (name, version) = registry::split(&key.text);
        let component = Component::new(Package::new("jsr", name, version));
        packages.add("jsr", &key.text, name, found.component(component, key.line));
    }
    for (request, answer) in specifiers.into_iter().flat_map(Node::entries) {
        packages.answer(&request.text, answer.as_str().unwrap_or_default());
    }
    let mut needs = Needs::default();
    packages.relate(npm, jsr, &mut needs);
    needs.settle(found.sheet());
    modules(&root, found);
}

/// Packages by `npm:name@version`, and by the requests for them.
#[derive(Default)]
struct Packages {
    by_key: HashMap<String, At>,
    /// Where only one version of a package is there, it is named without.
    by_name: HashMap<String, At>,
    requests: HashMap<String, At>,
}

impl Packages {
    fn add(&mut self, ecosystem: &str, key: &str, name: &str, at: At) {
        self.by_key.insert(format!("{ecosystem}:{key}"), at);
        self.by_name.insert(format!("{ecosystem}:{name}"), at);
    }

    fn answer(&mut self, request: &str, answer: &str) {
        let has_prefix = request.starts_with("npm:") || request.starts_with("jsr:");
        let request = if has_prefix { request.to_owned() } else { format!("npm:{request}") };
        let Some((ecosystem, name, _)) = deno_json::requested(&request) else { return };
        let answer = answer.split_once(':').map_or(answer, |(_, answer)| answer);
        let at = self.by_key.get(&format!("{ecosystem}:{answer}"));
        if let Some(at) = at.or_else(|| self.by_key.get(&format!("{ecosystem}:{name}@{answer}"))).copied() {
            self.requests.insert(request, at);
        }
    }

    /// The package that a dependency of npm or JSR means.
    fn find(&self, ecosystem: &str, written: &str) -> Option<At> {
        // `alias@npm:real@1.0.0`.
        let real = written.split_once("@npm:").map_or(written, |(_, real)| real);
        let named = if real.starts_with("npm:") || real.starts_with("jsr:") {
            real.to_owned()
        } else {
            format!("{ecosystem}:{real}")
        };
        let at = self.requests.get(&named).or_else(|| self.by_key.get(&named)).or_else(|| self.by_name.get(&named));
        at.copied()
    }

    fn relate(&self, npm: Option<&Node>, jsr: Option<&Node>, needs: &mut Needs) {
        let mut inner: HashSet<&str> = HashSet::new();
        for (ecosystem, packages) in [("npm", npm), ("jsr", jsr)] {
            for (key, entry) in packages.into_iter().flat_map(Node::entries) {
                let Some(from) = self.by_key.get(&format!("{ecosystem}:{}", key.text)).copied() else { continue };
                for (list, optional) in [("dependencies", false), ("optionalDependencies", true)] {
                    let named = entry.table(list).map(|(_, node)| node);
                    for written in entry.list(list).iter().chain(named).filter_map(Node::as_str) {
                        if ecosystem == "jsr" {
                            inner.insert(written);
                        }
                        match self.find(ecosystem, written) {
                            Some(to) if optional => needs.optional_edge(from, to),
                            Some(to) => needs.edge(from, to),
                            None => {}
                        }
                    }
                }
            }
        }
        // What no package of JSR asked for, the code itself did.
        let is_inner = |request: &str| {
            let name = deno_json::requested(request).map(|(ecosystem, name, _)| format!("{ecosystem}:{name}"));
            inner.contains(request) || name.is_some_and(|name| inner.contains(&*name))
        };
        let direct = self.requests.iter().filter(|(request, _)| !is_inner(request));
        direct.for_each(|(_, at)| needs.root(*at, None));
    }
}

/// Modules fetched by address: those of one package are one component.
fn modules(root: &Node, found: &mut Found) {
    let mut seen = HashSet::new();
    for (url, digest) in root.table("remote") {
        let Some(package) = remote::package(&url.text) else {
            let (name, source) =
                (url.text.split_once("://").map_or(&*url.text, |(_, name)| name), url.text.to_string());
            let hashes = digest.as_str().and_then(inventory::Hash::of_length).into_iter().collect();
            let package = Package::new("generic", name, None).with("download_url", &*source);
            found.component(Component { source: Some(source), hashes, ..Component::new(package) }, url.line);
            continue;
        };
        if seen.insert(package.clone()) {
            found.component(Component::new(package), url.line);
        }
    }
}

#[test]
fn every_version_is_read_with_its_edges() {
    let check = crate::detectors::tests::check_sheet;
    let five = r#"{
  "version": "5",
  "specifiers": {
    "jsr:@example/door@1": "1.0.3",
    "npm:left-pad@^1.3.0": "1.3.0_nail@2.0.0",
    "npm:nail@2": "2.0.0"
  },
  "jsr": {
    "@example/door@1.0.3": { "integrity": "aa", "dependencies": ["npm:nail"] }
  },
  "npm": {
    "left-pad@1.3.0_nail@2.0.0": {
      "integrity": "sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
      "dependencies": ["nail", "alias@npm:@example/real@3.0.0"]
    },
    "nail@2.0.0": { "integrity": "sha512-broken", "optionalDependencies": ["@example/real"] },
    "@example/real@3.0.0": { "integrity": "sha512-broken" }
  },
  "remote": {
    "https://deno.land/std@0.224.0/path/mod.ts": "aa",
    "https://deno.land/std@0.224.0/path/join.ts": "bb",
    "https://example.eu/a.ts": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
  }
}"#;
    check(
        "deno.lock",
        five,
        &[
            "12 pkg:npm/left-pad@1.3.0 direct hashes=1 -> nail real",
            "16 pkg:npm/nail@2.0.0 transitive -> real",
            "17 pkg:npm/%40example/real@3.0.0 transitive",
            "9 pkg:jsr/%40example/door@1.0.3 direct -> nail",
            "20 pkg:generic/std@0.224.0?download_url=https:%2F%2Fdeno.land%2Fstd",
            "22 pkg:generic/example.eu%2Fa.ts?download_url=https:%2F%2Fexample.eu%2Fa.ts source=https://example.eu/a.ts hashes=1",
        ],
    );
    let three = r#"{"version": "3", "packages": {
      "specifiers": {"npm:left-pad@1": "npm:left-pad@1.3.0", "jsr:@a/b@1": "jsr:@a/b@1.0.0"},
      "jsr": {"@a/b@1.0.0": {"integrity": "aa"}},
      "npm": {"left-pad@1.3.0": {"integrity": "sha512-broken", "dependencies": {"nail": "nail@2.0.0"}},
        "nail@2.0.0": {"integrity": "sha512-broken", "dependencies": {}}}}, "remote": {}}"#;
    check(
        "deno.lock",
        three,
        &[
            "4 pkg:npm/left-pad@1.3.0 direct -> nail",
            "5 pkg:npm/nail@2.0.0 transitive",
            "3 pkg:jsr/%40a/b@1.0.0 direct",
        ],
    );
    let two = r#"{"version": "2", "remote": {}, "npm": {"specifiers": {"left-pad@1": "left-pad@1.3.0"},
      "packages": {"left-pad@1.3.0": {"integrity": "sha512-broken", "dependencies": {}}}}}"#;
    check("deno.lock", two, &["2 pkg:npm/left-pad@1.3.0 direct"]);
    crate::detectors::tests::check_malformed("deno.lock", &five[..400]);
}
