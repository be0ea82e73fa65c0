//! Reads `pyproject.toml`: name, version, licence, and the packages it asks for, in the form of the standard and
//! in those of Poetry, PDM, uv, Hatch and pixi.

use std::collections::HashMap;

use inventory::{Component, Package};

use super::super::{Detector, Files, Want};
use super::requirement::{self, Requirement};
use super::{installed, name_table, pixi_toml};
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::git_source::GitSource;
use crate::report::Kind;
use crate::tree::{self, Node};

pub const DETECTOR: Detector =
    Detector { id: "pyproject", files: Files::Named(&["pyproject.toml"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(root) = found.parsed(tree::toml(&text)) else { return };
    let mut own: Option<(Component, u32)> = None;
    for path in [&["project"][..], &["tool", "poetry"]] {
        let Some(project) = root.at(path) else { continue };
        let component = project_of(project, &text, found);
        own = own.or(component);
    }
    if let Some((component, line)) = own {
        found.component(component, line);
    }
    let reader = Reader { sources: sources(&root), text: &text };

    // Lists of requirement lines.
    let lists = [
        (&["project", "dependencies"][..], Scope::Runtime),
        (&["build-system", "requires"], Scope::Development),
        (&["tool", "uv", "dev-dependencies"], Scope::Development),
    ];
    for (path, scope) in lists {
        reader.list(root.at(path), scope, found);
    }
    let groups = [
        (&["project", "optional-dependencies"][..], Scope::Optional),
        (&["dependency-groups"], Scope::Development),
        (&["tool", "pdm", "dev-dependencies"], Scope::Development),
    ];
    for (path, scope) in groups {
        for (_, group) in root.at(path).into_iter().flat_map(Node::entries) {
            reader.list(Some(group), scope, found);
        }
    }
    for (_, environment) in root.at(&["tool", "hatch", "envs"]).into_iter().flat_map(Node::entries) {
        reader.list(environment.get("dependencies"), Scope::Development, found);
        reader.list(environment.get("extra-dependencies"), Scope::Development, found);
    }

    // Tables by name.
    let poetry = |key: &str| root.at(&["tool", "poetry", key]);
    name_table::read(poetry("dependencies"), Scope::Runtime, &text, found);
    name_table::read(poetry("dev-dependencies"), Scope::Development, &text, found);
    for (name, group) in poetry("group").into_iter().flat_map(Node::entries) {
        let is_optional = group.is_true("optional") && !requirement::is_development(&name.text);
        let scope = if is_optional { Scope::Optional } else { Scope::Development };
        name_table::read(group.get("dependencies"), scope, &text, found);
    }
    if let Some(pixi) = root.at(&["tool", "pixi"]) {
        pixi_toml::requests(pixi, &text, found);
    }
}

/// What a project says of itself.
fn project_of(project: &Node, text: &str, found: &mut Found) -> Option<(Component, u32)> {
    for (key, kind) in
        [("name", Kind::ManifestName), ("version", Kind::ManifestVersion), ("description", Kind::ManifestDescription)]
    {
        if let Some(node) = project.get(key)
            && let Some(value) = node.as_str()
        {
            found.add(kind, value, lines(text).nth(node.line.saturating_sub(1) as usize));
        }
    }
    // An expression, or in the older form a table with the name or the whole text.
    let node = project.get("license");
    let written = node.and_then(|node| node.as_str().or_else(|| node.text("text")));
    let written = written.filter(|written| !written.trim().contains('\n') && !written.trim().is_empty());
    if let (Some(written), Some(node)) = (written, node) {
        found.licence(written, lines(text).nth(node.line.saturating_sub(1) as usize));
    }
    let name = project.text("name").filter(|name| !name.is_empty())?;
    let component = Component {
        own: true,
        licence: written.map(installed::licence),
        description: project.text("description").filter(|text| !text.is_empty()).map(str::to_owned),
        ..Component::new(Package::new("pypi", name, project.text("version")))
    };
    Some((component, project.get("name").map_or(project.line, |name| name.line)))
}

/// What `tool.uv.sources` says of a name.
enum Source {
    /// A member of the workspace, or a folder.
    Own,
    Git(GitSource),
}

fn sources(root: &Node) -> HashMap<String, Source> {
    let mut sources = HashMap::new();
    for (name, node) in root.at(&["tool", "uv", "sources"]).into_iter().flat_map(Node::entries) {
        // One table, or one for each platform.
        let table = node.items().first().unwrap_or(node);
        let source = if table.is_true("workspace") {
            Source::Own
        } else if let Some(path) = table.text("path") {
            if requirement::of_file(path).is_some() {
                continue;
            }
            Source::Own
        } else if let Some(url) = table.text("git") {
            Source::Git(GitSource::new(url, table.text("rev").or(table.text("tag")).or(table.text("branch"))))
        } else {
            continue;
        };
        sources.insert(requirement::normal(&name.text), source);
    }
    sources
}

struct Reader<'a> {
    sources: HashMap<String, Source>,
    text: &'a str,
}

impl Reader<'_> {
    fn list(&self, list: Option<&Node>, scope: Scope, found: &mut Found) {
        for node in list.into_iter().flat_map(Node::items) {
            let Some(written) = node.as_str() else { continue };
            let Some(requirement) = Requirement::parse(written) else { continue };
            found.dependency("pypi", requirement.name, scope, || {
                lines(self.text).nth(node.line.saturating_sub(1) as usize)
            });
            match self.sources.get(&requirement::normal(requirement.name)) {
                Some(Source::Own) => {}
                Some(Source::Git(git)) => {
                    let package = git.of_package(Package::new("pypi", requirement.name, git.version()));
                    found.wish(package, &git.vcs_url(), scope, node.line);
                }
                None => requirement::wish(written, scope, node.line, found),
            }
        }
    }
}

#[test]
fn every_way_to_name_a_package_is_read() {
    let manifest = r#"
[project]
name = "door"
version = "1.2.3"
license = { text = "MIT License" }
dependencies = [
    "openai>=1.0",
    "hinge", "gate",
]
[project.optional-dependencies]
local = ["torch[opt]==2.0; python_version > '3.9'"]
[dependency-groups]
dev = ["pytest", { include-group = "lint" },
    "anthropic"]
[tool.uv.sources]
hinge = { workspace = true }
gate = { git = "https://github.com/example/gate", tag = "v1.0" }
[tool.poetry.dependencies]
python = "^3.11"
scikit-learn = "^1.5"
[tool.poetry.group.test.dependencies]
keras = "*"
"#;
    crate::detectors::tests::check(
        "pyproject.toml",
        manifest,
        &[
            "3 manifest-name door product",
            "4 manifest-version 1.2.3 product",
            "5 licence MIT product",
            "7 hosted-model-client OpenAI product",
            "11 ai-library PyTorch product",
            "14 hosted-model-client Anthropic development",
            "20 ai-library scikit-learn product",
            "22 ai-library Keras development",
        ],
    );
    crate::detectors::tests::check_sheet(
        "pyproject.toml",
        manifest,
        &[
            "3 pkg:pypi/door@1.2.3 own licence=MIT",
            "7 wish pkg:pypi/openai >=1.0 runtime",
            "8 wish pkg:pypi/gate@v1.0?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fgate%40v1.0 \
             git+https://github.com/example/gate@v1.0 runtime",
            "11 wish pkg:pypi/torch@2.0 ==2.0 optional",
            "13 wish pkg:pypi/pytest  development",
            "14 wish pkg:pypi/anthropic  development",
            "20 wish pkg:pypi/scikit-learn ^1.5 runtime",
            "22 wish pkg:pypi/keras * development",
        ],
    );
    crate::detectors::tests::check_malformed("pyproject.toml", "[[[");
}
