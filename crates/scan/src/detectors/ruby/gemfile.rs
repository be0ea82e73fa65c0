//! Reads `Gemfile` and `gems.rb`: the gems they ask for, by the shape of their lines.

use inventory::Package;

use super::super::{Detector, Files, Want};
use super::ruby_code::{arguments, first_string, option};
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::repository::{exact, fixed};

pub const DETECTOR: Detector =
    Detector { id: "gemfile", files: Files::Named(&["gemfile", "gems.rb"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let mut group = Scope::Runtime;
    for line in lines(&text) {
        let code = line.text.trim();
        if code.starts_with("group") {
            group = scope_of(code);
        } else if code == "end" {
            group = Scope::Runtime;
        }
        if code.split([' ', '(']).next() != Some("gem") {
            continue;
        }
        let Some(name) = first_string(code) else { continue };
        let own_group = option(code, "group").or_else(|| option(code, "groups"));
        let scope = own_group.map_or(group, |group| scope_of(&format!(":{group}")));
        found.dependency("gem", name, scope, || Some(line));
        // A gem of the product itself.
        if option(code, "path").is_some() || found.is_vendored() {
            continue;
        }
        let requirements = arguments(code);
        let requirements = requirements.get(1..).unwrap_or_default();
        let pinned = match requirements {
            [one] => exact(one),
            _ => None,
        };
        let requirement = match option(code, "tag").or_else(|| option(code, "ref")).and_then(fixed) {
            Some(revision) if requirements.is_empty() => revision.to_owned(),
            _ => requirements.join(", "),
        };
        found.wish(Package::new("gem", name, pinned), &requirement, scope, line.number);
    }
}

fn scope_of(code: &str) -> Scope {
    let is_development = code.contains(":development") || code.contains(":test");
    if is_development { Scope::Development } else { Scope::Runtime }
}

#[test]
fn gems_are_read_with_their_group() {
    let gemfile = "\
source 'https://rubygems.org'
gem \"ruby-openai\", '~> 7'
group :development, :test do
  gem 'anthropic'
end
# gem 'torch-rb'
gem 'left-pad', '1.2.3', require: false
gem 'example', '>= 1', '< 3', group: :test
gem 'own', path: 'gems/own'
gem 'door', git: 'https://github.com/example/door', tag: 'v2'
";
    crate::detectors::tests::check(
        "Gemfile",
        gemfile,
        &["2 hosted-model-client OpenAI product", "4 hosted-model-client Anthropic development"],
    );
    crate::detectors::tests::check_sheet(
        "Gemfile",
        gemfile,
        &[
            "2 wish pkg:gem/ruby-openai ~> 7 runtime",
            "4 wish pkg:gem/anthropic  development",
            "7 wish pkg:gem/left-pad@1.2.3 1.2.3 runtime",
            "8 wish pkg:gem/example >= 1, < 3 development",
            "10 wish pkg:gem/door v2 runtime",
        ],
    );
}
