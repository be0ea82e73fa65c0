//! Reads `*.gemspec`: the gem itself, and the gems it asks for. Those in a `specifications` folder are installed.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use super::ruby_code::{arguments, first_string, strings};
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::licence_text;
use crate::report::Kind;
use crate::repository::exact;
use crate::sheet::Origin;

pub const DETECTOR: Detector = Detector { id: "gemspec", files: Files::Named(&["*.gemspec"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let is_installed = file.name.lower_folders().rev().take(2).any(|folder| folder == "specifications");
    let own = !is_installed && !found.is_vendored();
    let (mut name, mut version, mut licences, mut summary) = (None, None, Vec::new(), None);
    for line in lines(&text) {
        let code = line.text.trim();
        let word = code.split([' ', '(', '=']).next().unwrap_or_default();
        let field = word.rsplit('.').next().unwrap_or_default();
        let Some(value) = first_string(code) else { continue };
        match field {
            "add_dependency" | "add_runtime_dependency" | "add_development_dependency" => {
                let is_development = field == "add_development_dependency";
                let scope = if is_development { Scope::Development } else { Scope::Runtime };
                found.dependency("gem", value, scope, || Some(line));
                if own {
                    let requirements = arguments(code);
                    let requirements = requirements.get(1..).unwrap_or_default();
                    let pinned = if let [one] = requirements { exact(one) } else { None };
                    let package = Package::new("gem", value, pinned);
                    found.wish(package, &requirements.join(", "), scope, line.number);
                }
            }
            "name" => {
                found.add(Kind::ManifestName, value, Some(line));
                name = name.or(Some((value, line.number)));
            }
            "version" => {
                found.add(Kind::ManifestVersion, value, Some(line));
                version = version.or(Some(value));
            }
            "summary" => {
                found.add(Kind::ManifestDescription, value, Some(line));
                summary = Some(value);
            }
            "license" | "licenses" => {
                found.licence(value, Some(line));
                licences = strings(code);
            }
            _ => {}
        }
    }
    if let Some((name, line)) = name {
        if !own {
            found.origin(Origin::Installed);
        }
        let component = Component {
            own,
            licence: licence_text::declared(&licences.join(" OR ")),
            description: summary.map(str::to_owned),
            ..Component::new(Package::new("gem", name, version))
        };
        found.component(component, line);
    }
}

#[test]
fn a_gemspec_names_the_gem_and_what_it_needs() {
    let gemspec = "\
Gem::Specification.new do |spec|
  spec.name = \"door\"
  spec.version = Door::VERSION
  spec.license = 'MIT'
  spec.add_dependency 'rumale', '~> 1.0'
  spec.add_development_dependency(\"example\", \"= 2.0.1\")
end
";
    crate::detectors::tests::check(
        "door.gemspec",
        gemspec,
        &["2 manifest-name door product", "4 licence MIT product", "5 ai-library Rumale product"],
    );
    crate::detectors::tests::check_sheet(
        "door.gemspec",
        gemspec,
        &[
            "2 pkg:gem/door own licence=MIT",
            "5 wish pkg:gem/rumale ~> 1.0 runtime",
            "6 wish pkg:gem/example@2.0.1 = 2.0.1 development",
        ],
    );
}

#[test]
fn an_installed_gem_is_not_ours() {
    let stub = "\
# -*- encoding: utf-8 -*-
# stub: left-pad 1.2.3 ruby lib

Gem::Specification.new do |s|
  s.name = \"left-pad\".freeze
  s.version = \"1.2.3\"
  s.licenses = [\"Ruby\".freeze, \"BSD-2-Clause\".freeze]
  s.add_runtime_dependency(%q<example>.freeze, [\">= 1\"])
end
";
    crate::detectors::tests::check_sheet(
        "usr/share/rubygems-integration/all/specifications/left-pad-1.2.3.gemspec",
        stub,
        &["5 pkg:gem/left-pad@1.2.3 licence=Ruby OR BSD-2-Clause"],
    );
}
