//! Reads `Gemfile` and `*.gemspec`: the gems they ask for, by the shape of their lines.

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "gemfile", files: Files::Named(&["gemfile", "gems.rb", "*.gemspec"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let is_gemspec = file.name.extension() == "gemspec";
    let mut group = Scope::Runtime;
    for line in lines(&text) {
        let code = line.text.trim();
        if code.starts_with("group") {
            let is_development = code.contains(":development") || code.contains(":test");
            group = if is_development { Scope::Development } else { Scope::Runtime };
        } else if code == "end" {
            group = Scope::Runtime;
        }
        let Some(value) = first_string(code) else { continue };
        let word = code.split([' ', '(']).next().unwrap_or_default();
        let field = word.rsplit('.').next().unwrap_or_default();
        match field {
            "gem" => found.dependency("gem", value, group, || Some(line)),
            "add_dependency" | "add_runtime_dependency" => {
                found.dependency("gem", value, Scope::Runtime, || Some(line));
            }
            "add_development_dependency" => {
                found.dependency("gem", value, Scope::Development, || Some(line));
            }
            "name" if is_gemspec => found.add(Kind::ManifestName, value, Some(line)),
            "version" if is_gemspec => found.add(Kind::ManifestVersion, value, Some(line)),
            "summary" if is_gemspec => found.add(Kind::ManifestDescription, value, Some(line)),
            "license" | "licenses" if is_gemspec => found.licence(value, Some(line)),
            _ => {}
        }
    }
}

fn first_string(code: &str) -> Option<&str> {
    let start = code.find(['"', '\''])?;
    let quote = char::from(code.as_bytes()[start]);
    let (value, _) = code[start + 1..].split_once(quote)?;
    // A value that is computed is none we know.
    (!value.contains("#{")).then_some(value)
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
";
    crate::detectors::tests::check(
        "Gemfile",
        gemfile,
        &["2 hosted-model-client OpenAI product", "4 hosted-model-client Anthropic development"],
    );
    let gemspec = "\
Gem::Specification.new do |spec|
  spec.name = \"door\"
  spec.version = Door::VERSION
  spec.license = 'MIT'
  spec.add_dependency 'rumale', '~> 1.0'
end
";
    crate::detectors::tests::check(
        "door.gemspec",
        gemspec,
        &["2 manifest-name door product", "4 licence MIT product", "5 ai-library Rumale product"],
    );
}
