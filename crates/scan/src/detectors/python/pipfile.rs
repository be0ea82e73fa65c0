//! Reads `Pipfile`: the packages it asks for.

use super::super::{Detector, Files, Want};
use super::{name_table, requirement};
use crate::file::SourceFile;
use crate::found::{Found, Scope};
use crate::tree;

pub const DETECTOR: Detector = Detector { id: "pipfile", files: Files::Named(&["pipfile"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let Some(root) = found.parsed(tree::toml(&text)) else { return };
    for (category, packages) in root.entries() {
        let scope = match &*category.text {
            "source" | "requires" | "scripts" | "pipenv" => continue,
            "packages" => Scope::Runtime,
            "dev-packages" => Scope::Development,
            name if requirement::is_development(name) => Scope::Development,
            _ => Scope::Optional,
        };
        name_table::read(Some(packages), scope, &text, found);
    }
}

#[test]
fn every_category_is_read() {
    let manifest = r#"
[[source]]
url = "https://index.example.eu/simple"
[packages]
left-pad = "*"
openai = {version = "==1.0", extras = ["x"]}
gate = {git = "https://github.com/example/gate.git", ref = "main"}
hinge = {path = ".", editable = true}
[dev-packages]
torch = "~=2.0"
[more]
nail = "==2.0"
[requires]
python_version = "3.11"
"#;
    crate::detectors::tests::check(
        "Pipfile",
        manifest,
        &["6 hosted-model-client OpenAI product", "10 ai-library PyTorch development"],
    );
    crate::detectors::tests::check_sheet(
        "Pipfile",
        manifest,
        &[
            "5 wish pkg:pypi/left-pad * runtime",
            "6 wish pkg:pypi/openai@1.0 ==1.0 runtime",
            "7 wish pkg:pypi/gate?vcs_url=git%2Bhttps:%2F%2Fgithub.com%2Fexample%2Fgate.git%40main \
             git+https://github.com/example/gate.git@main runtime",
            "10 wish pkg:pypi/torch ~=2.0 development",
            "12 wish pkg:pypi/nail@2.0 ==2.0 optional",
        ],
    );
    crate::detectors::tests::check_malformed("Pipfile", "[packages");
}
