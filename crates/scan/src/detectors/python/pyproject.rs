//! Reads `pyproject.toml` and `Pipfile`: name, version, licence, and the packages they ask for, in the
//! form of the standard and in those of Poetry, PDM, uv and Pipenv.

use toml::{Table, Value};

use super::super::{Detector, Files, Want};
use super::requirements;
use crate::file::SourceFile;
use crate::found::{Found, Scope, line_of_key, line_where};
use crate::report::Kind;

pub const DETECTOR: Detector =
    Detector { id: "pyproject", files: Files::Named(&["pyproject.toml", "pipfile"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let table: Table = match toml::from_str(&text) {
        Ok(table) => table,
        Err(error) => return found.malformed(error.message()),
    };
    let root = Value::Table(table);
    for path in [&["project"][..], &["tool", "poetry"]] {
        let Some(project) = at(&root, path) else { continue };
        for (key, kind) in [
            ("name", Kind::ManifestName),
            ("version", Kind::ManifestVersion),
            ("description", Kind::ManifestDescription),
        ] {
            if let Some(value) = project.get(key).and_then(Value::as_str) {
                found.add(kind, value, line_of_key(&text, key));
            }
        }
        // An expression, or in the older form a table with the name or the whole text.
        let licence = project.get("license");
        let licence = licence.and_then(|licence| licence.as_str().or_else(|| licence.get("text")?.as_str()));
        if let Some(licence) = licence.filter(|licence| !licence.trim().contains('\n')) {
            found.licence(licence, line_of_key(&text, "license"));
        }
    }

    // Lists of requirement lines.
    let lists = [
        (&["project", "dependencies"][..], Scope::Runtime),
        (&["build-system", "requires"], Scope::Development),
        (&["tool", "uv", "dev-dependencies"], Scope::Development),
    ];
    for (path, scope) in lists {
        requirement_list(at(&root, path), scope, &text, found);
    }
    let groups = [
        (&["project", "optional-dependencies"][..], Scope::Runtime),
        (&["dependency-groups"], Scope::Development),
        (&["tool", "pdm", "dev-dependencies"], Scope::Development),
    ];
    for (path, scope) in groups {
        let group = at(&root, path).and_then(Value::as_table);
        for list in group.into_iter().flat_map(Table::values) {
            requirement_list(Some(list), scope, &text, found);
        }
    }

    // Tables by name.
    let tables = [
        (&["tool", "poetry", "dependencies"][..], Scope::Runtime),
        (&["tool", "poetry", "dev-dependencies"], Scope::Development),
        (&["packages"], Scope::Runtime),
        (&["dev-packages"], Scope::Development),
    ];
    for (path, scope) in tables {
        name_table(at(&root, path), scope, &text, found);
    }
    let groups = at(&root, &["tool", "poetry", "group"]).and_then(Value::as_table);
    for group in groups.into_iter().flat_map(Table::values) {
        name_table(group.get("dependencies"), Scope::Development, &text, found);
    }
}

fn at<'a>(root: &'a Value, path: &[&str]) -> Option<&'a Value> {
    path.iter().try_fold(root, |value, key| value.get(key))
}

fn requirement_list(list: Option<&Value>, scope: Scope, text: &str, found: &mut Found) {
    for requirement in list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
        let Some(package) = requirements::package(requirement) else { continue };
        found.dependency("pypi", package, scope, || line_where(text, |line| line.contains(requirement)));
    }
}

fn name_table(table: Option<&Value>, scope: Scope, text: &str, found: &mut Found) {
    for package in table.and_then(Value::as_table).into_iter().flat_map(Table::keys) {
        found.dependency("pypi", package, scope, || line_of_key(text, package));
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
]
[project.optional-dependencies]
local = ["torch[opt]; python_version > '3.9'"]
[dependency-groups]
dev = ["pytest", { include-group = "lint" },
    "anthropic"]
[tool.poetry.dependencies]
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
            "10 ai-library PyTorch product",
            "13 hosted-model-client Anthropic development",
            "15 ai-library scikit-learn product",
            "17 ai-library Keras development",
        ],
    );
    crate::detectors::tests::check("Pipfile", "[packages]\nopenai = '*'\n", &["2 hosted-model-client OpenAI product"]);
    crate::detectors::tests::check_malformed("pyproject.toml", "[[[");
}
