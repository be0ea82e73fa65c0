//! Reads Ollama's Modelfile: what it builds on, its adapter and its system prompt.

use inventory::Confidence;

use super::super::{Detector, Files, Want};
use super::seen::Model;
use crate::file::SourceFile;
use crate::found::{Found, Line, Seen, lines};
use crate::licence_text::of_hub;
use crate::report::Kind;

pub const DETECTOR: Detector = Detector {
    id: "modelfile",
    files: Files::NamedIf(&["modelfile", "modelfile.*", "modelfile-*", "*.modelfile"], |name| {
        // `Modelfile.rb` is a class.
        !matches!(
            name.extension(),
            "rb" | "py" | "js" | "ts" | "go" | "java" | "md" | "mdx" | "php" | "cs" | "rs" | "html"
        )
    }),
    want: Want::Source,
    read,
};

const INSTRUCTIONS: [&str; 8] =
    ["from", "parameter", "template", "system", "adapter", "license", "message", "requires"];

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let mut from = None;
    let (mut adapter, mut written_licence, mut context) = (None, None, None);
    let mut system: Option<Line> = None;
    // Texts in three quotes may hold anything.
    let mut is_quoted = false;
    for line in lines(&text) {
        let was_quoted = is_quoted;
        if line.text.matches("\"\"\"").count() % 2 == 1 {
            is_quoted = !is_quoted;
        }
        let trimmed = line.text.trim();
        if was_quoted || trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let (word, value) = trimmed.split_once(char::is_whitespace).unwrap_or((trimmed, ""));
        let value = value.trim().trim_matches('"');
        match &*word.to_ascii_lowercase() {
            "from" => from = from.or(Some((value, line))),
            "adapter" => adapter = Some(value),
            "license" => written_licence = Some(value),
            "parameter" if value.starts_with("num_ctx") => context = value.split_whitespace().nth(1),
            "system" => system = Some(line),
            known if INSTRUCTIONS.contains(&known) => {}
            // Before the first instruction anything else is a sign of another format.
            _ if from.is_none() => return,
            _ => {}
        }
    }
    let Some((base, line)) = from.filter(|(base, _)| !base.is_empty() && !base.contains(' ')) else { return };
    Model::new("Ollama Modelfile")
        .line(line)
        .with("library", "Ollama")
        .with("base-model", base)
        .with_some("adapter", adapter)
        .with_some("licence", written_licence.filter(|text| !text.is_empty()).map(of_hub))
        .with_some("context-length", context)
        .report_beside(file, found);
    if let Some(line) = system {
        let properties = [("role", "system"), ("model", base)];
        let name = format!("system prompt of {}", file.name.name());
        let confidence = Confidence::Certain;
        found.asset(Seen {
            kind: Kind::PromptFile,
            name: &name,
            line: Some(line),
            confidence,
            properties: &properties,
        });
    }
}

#[test]
fn a_modelfile_names_its_base_and_holds_a_prompt() {
    use crate::detectors::tests::check_assets;
    let text = "# door\nFROM llama3.2:3b\nPARAMETER num_ctx 4096\nSYSTEM \"\"\"\nYou open doors.\nFROM here on be kind.\n\"\"\"\nLICENSE MIT\n";
    check_assets(
        "ollama/Modelfile",
        text,
        &[
            "model-file Modelfile format=Ollama Modelfile base-model=llama3.2:3b licence=MIT context-length=4096",
            "prompt-file system prompt of Modelfile role=system",
        ],
    );
    check_assets("door.modelfile", "from ./door.gguf\r\n", &["model-file door.modelfile base-model=./door.gguf"]);
    check_assets("Modelfile.rb", "class Modelfile; end\n", &[]);
    check_assets("Modelfile", "all:\n\tmake\n", &[]);
    check_assets("Modelfile", "FROM\n", &[]);
}
