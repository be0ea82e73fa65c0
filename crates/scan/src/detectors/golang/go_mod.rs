//! Reads `go.mod`: the name of the module and the modules it requires.

use super::super::{Detector, Files, Want};
use crate::file::SourceFile;
use crate::found::{Found, Scope, lines};
use crate::report::Kind;

pub const DETECTOR: Detector = Detector { id: "go-mod", files: Files::Named(&["go.mod"]), want: Want::Whole, read };

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let mut block = "";
    for line in lines(&text) {
        let code = line.text.split("//").next().unwrap_or_default().trim();
        let (word, rest) = code.split_once(char::is_whitespace).unwrap_or((code, ""));
        let (directive, value) = if block.is_empty() { (word, rest.trim()) } else { (block, code) };
        if value == "(" {
            block = directive;
        } else if code == ")" {
            block = "";
        } else if directive == "module" {
            found.add(Kind::ManifestName, value.trim_matches('"'), Some(line));
        } else if directive == "require" {
            let module = value.split_whitespace().next().unwrap_or_default();
            found.dependency("go", module.trim_matches('"'), Scope::Runtime, || Some(line));
        } else if directive == "tool" {
            found.dependency("go", value, Scope::Development, || Some(line));
        }
    }
}

#[test]
fn modules_are_read_inside_and_outside_a_block() {
    let manifest = "\
module example.eu/door

require github.com/sashabaranov/go-openai v1.0.0
require (
\tgithub.com/tmc/langchaingo/v2 v2.1.0 // indirect
\t// github.com/ollama/ollama v0.1.0
)
replace (
\tgithub.com/ollama/ollama => ../ollama
)
";
    crate::detectors::tests::check(
        "go.mod",
        manifest,
        &[
            "1 manifest-name example.eu/door product",
            "3 hosted-model-client OpenAI product",
            "5 ai-library LangChain product",
        ],
    );
}
