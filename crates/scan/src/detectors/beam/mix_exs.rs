//! Reads `mix.exs`: the application, and the packages it asks for, by the shape of its lines.

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Line, Scope, lines};
use crate::repository::{exact, git_package};

pub const DETECTOR: Detector = Detector { id: "mix-exs", files: Files::Named(&["mix.exs"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let own = !found.is_vendored();
    let (mut app, mut version, mut attribute) = (None, None, None);
    let mut in_deps = false;
    for line in lines(&text) {
        let code = line.text.trim();
        if code.starts_with('#') {
            continue;
        }
        if let Some(name) = code.strip_prefix("app: :") {
            app = app.or(Some((name.trim_end_matches(','), line.number)));
        } else if let Some(value) = code.strip_prefix("version: ") {
            version = version.or(Some(value));
        } else if let Some(value) = code.strip_prefix("@version ") {
            attribute = attribute.or(Some(value));
        }
        if code.starts_with("def") && code.contains("deps") {
            in_deps = true;
        } else if code == "end" {
            in_deps = false;
        }
        if !in_deps || !own {
            continue;
        }
        for tuple in code.split("{:").skip(1) {
            wish(tuple, line, found);
        }
    }
    if let Some((name, line)) = app {
        let version = version.filter(|version| !version.starts_with("@version")).or(attribute);
        let version = version.and_then(|version| version.trim_end_matches(',').strip_prefix('"')?.strip_suffix('"'));
        let component = Component { own, ..Component::new(Package::new("hex", name, version)) };
        found.component(component, line);
    }
}

/// What follows `{:` of a dependency: `name, "~> 1.0", only: [:dev, :test]}`.
fn wish(tuple: &str, line: Line, found: &mut Found) {
    let Some((name, rest)) = tuple.split_once(',') else { return };
    let name = name.trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !is_name || rest.contains("path:") || rest.contains("in_umbrella:") {
        return;
    }
    let only_development = rest.contains("only:") && (rest.contains(":dev") || rest.contains(":test"));
    let scope = if only_development && !rest.contains(":prod") {
        Scope::Development
    } else if rest.contains("optional: true") {
        Scope::Optional
    } else {
        Scope::Runtime
    };
    let option =
        |key: &str| rest.split_once(key).and_then(|(_, value)| value.trim_start().strip_prefix('"')?.split('"').next());
    let requirement = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next()).unwrap_or_default();
    let github = option("github:").map(|path| format!("https://github.com/{path}"));
    let package = match option("git:").map(str::to_owned).or(github) {
        Some(url) => git_package(&url, name, None),
        None => {
            let hex = rest.split_once(" hex: :").and_then(|(_, name)| name.split([',', '}']).next());
            Package::new("hex", hex.unwrap_or(name), exact(requirement))
        }
    };
    found.dependency("hex", name, scope, || Some(line));
    let revision = option("tag:").or(option("ref:")).unwrap_or(requirement);
    found.wish(package, revision, scope, line.number);
}

#[test]
fn an_application_and_its_wishes_are_read() {
    let manifest = "\
defmodule Door.MixProject do
  @version \"1.2.3\"
  def project do
    [
      app: :door,
      version: @version,
      deps: deps()
    ]
  end

  defp deps do
    [
      {:left_pad, \"~> 1.7\"},
      # {:old, \"~> 1\"},
      {:example, \"== 2.0.1\", only: [:dev, :test], runtime: false},
      {:ours, in_umbrella: true},
      {:repo, github: \"example/repo\", tag: \"v1\"}
    ]
  end
end
";
    crate::detectors::tests::check_sheet(
        "mix.exs",
        manifest,
        &[
            "5 pkg:hex/door@1.2.3 own",
            "13 wish pkg:hex/left_pad ~> 1.7 runtime",
            "15 wish pkg:hex/example@2.0.1 == 2.0.1 development",
            "17 wish pkg:github/example/repo v1 runtime",
        ],
    );
}

#[test]
fn a_library_of_models_is_seen_in_what_is_asked_for() {
    let manifest = "defmodule D do\n  defp deps, do: [\n    {:bumblebee, \"~> 0.5\"},\n    {:door, \"~> 1.0\"}]\nend\n";
    crate::detectors::tests::check("mix.exs", manifest, &["3 ai-library Elixir Nx product"]);
}
