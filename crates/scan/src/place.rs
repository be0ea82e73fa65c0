//! Where in a repository something stands: in the product, or beside it.
//!
//! Judged by names of folders and files only. It is a hint for the reader; nothing is left out for it.

pub use inventory::Place;

use crate::file::FileName;

/// If several apply the one furthest from the product wins: tests of vendored code are vendored.
pub(crate) fn of(file: &FileName) -> Place {
    let by_folder = file.lower_folders().map(of_folder).max();
    by_folder.unwrap_or_default().max(of_file(file.name()))
}

/// The place of a paper about the project: documentation and dot-folders are where it belongs.
pub(crate) fn of_paper(file: &FileName) -> Place {
    match of(file) {
        Place::Examples | Place::Development => Place::Product,
        place => place,
    }
}

fn of_folder(folder: &str) -> Place {
    match folder {
        "vendor" | "vendored" | "third_party" | "third-party" | "thirdparty" | "3rdparty" | "node_modules"
        | "bower_components" | "jspm_packages" | "site-packages" | "dist-packages" | ".venv" | "venv"
        | "virtualenv" | "pods" | "carthage" | "external" | "externals" | "extern" | "subprojects" | "_deps"
        | "managed_components" | "libdeps" => Place::Vendored,
        "test" | "tests" | "testing" | "__tests__" | "spec" | "specs" | "e2e" | "testdata" | "test-data"
        | "test_data" | "fixtures" | "__fixtures__" | "mocks" | "__mocks__" | "cypress" | "androidtest" => Place::Tests,
        "example" | "examples" | "sample" | "samples" | "demo" | "demos" | "tutorial" | "tutorials" | "cookbook"
        | "quickstart" | "quickstarts" | "playground" | "docs" | "doc" | "docs_src" | "documentation" => {
            Place::Examples
        }
        ".github" | ".gitlab" | ".forgejo" | ".gitea" | ".circleci" | ".devcontainer" | ".vscode" | ".idea"
        | ".claude" | ".cursor" | ".agents" | ".codex" | ".gemini" | ".windsurf" | ".junie" | ".kiro" | ".roo"
        | ".kilocode" | ".continue" | ".amazonq" | ".opencode" | ".trae" | ".augment" | ".clinerules"
        | ".claude-plugin" | ".husky" | ".storybook" | "bench" | "benches" | "benchmark" | "benchmarks" | "xtask" => {
            Place::Development
        }
        _ if folder.ends_with("-tests") || folder.ends_with(".tests") || folder.ends_with("_tests") => Place::Tests,
        _ if folder.ends_with("-examples") || folder.ends_with("_examples") => Place::Examples,
        _ => Place::Product,
    }
}

fn of_file(name: &str) -> Place {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let is_test = match extension {
        "py" => stem.starts_with("test_") || stem.ends_with("_test") || stem == "conftest",
        "go" | "cc" | "cpp" | "dart" | "exs" => stem.ends_with("_test"),
        "rb" => stem.ends_with("_spec") || stem.ends_with("_test"),
        "js" | "jsx" | "ts" | "tsx" | "mjs" | "cjs" | "mts" | "cts" => {
            stem.ends_with(".test") || stem.ends_with(".spec") || stem.ends_with(".stories")
        }
        "java" | "kt" | "cs" | "swift" | "scala" | "php" => stem.ends_with("Test") || stem.ends_with("Tests"),
        _ => false,
    };
    if is_test { Place::Tests } else { Place::Product }
}

#[test]
fn the_place_furthest_from_the_product_wins() {
    let cases = [
        ("src/main.rs", Place::Product),
        ("latest/attest.py", Place::Product),
        ("tests/a.py", Place::Tests),
        ("src/app.test.ts", Place::Tests),
        ("src/Contest.java", Place::Product),
        ("src/OrderTest.java", Place::Tests),
        ("examples/chat/main.py", Place::Examples),
        ("docs/conf.py", Place::Examples),
        ("examples/tests/a.py", Place::Tests),
        ("vendor/x/tests/a.go", Place::Vendored),
        ("web/node_modules/x/package.json", Place::Vendored),
        (".github/workflows/ci.yml", Place::Development),
    ];
    for (path, place) in cases {
        assert_eq!(of(&FileName::new(path)), place, "{path}");
    }
    let paper = |path| of_paper(&FileName::new(path));
    assert_eq!(paper("docs/SECURITY.md"), Place::Product);
    assert_eq!(paper("vendor/x/LICENSE"), Place::Vendored);
}
