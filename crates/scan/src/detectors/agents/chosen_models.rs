//! Reads which models the settings of coding agents choose: Aider, Claude Code, Codex, Continue, Gemini CLI, opencode,
//! Zed.

use super::super::{Detector, Files, Want};
use super::hosted;
use crate::file::SourceFile;
use crate::found::{Found, line_in};
use crate::tree::{Node, jsonc, toml, yaml};

pub const DETECTOR: Detector = Detector {
    id: "chosen-models",
    files: Files::Named(&[
        ".aider.conf.yml",
        ".claude/settings.json",
        ".codex/config.toml",
        ".continue/config.yaml",
        ".continue/config.json",
        ".gemini/settings.json",
        "opencode.json",
        "opencode.jsonc",
        ".zed/settings.json",
    ]),
    want: Want::Source,
    read,
};

/// A model, and who runs it if the settings say so.
type Choice<'n, 'a> = (&'n Node<'a>, Option<&'n str>);

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let tree = match file.name.extension() {
        "toml" => toml(&text),
        "yaml" | "yml" => yaml(&text),
        _ => jsonc(&text),
    };
    // Broken settings are told where their servers are read.
    let Ok(tree) = tree else { return };
    let choices = match file.name.lower_folder() {
        ".codex" => codex(&tree),
        ".claude" => claude(&tree),
        ".continue" => provided(["models", "tabAutocompleteModel", "embeddingsProvider", "reranker"], &tree),
        ".zed" => zed(&tree),
        ".gemini" => of_keys(&[&["model", "name"], &["model"]], &tree),
        _ if file.name.lower_name() == ".aider.conf.yml" => {
            of_keys(&[&["model"], &["weak-model"], &["editor-model"]], &tree)
        }
        _ => opencode(&tree),
    };
    let lines: Vec<&str> = text.lines().collect();
    for (model, provider) in choices {
        let line = line_in(&lines, model.line);
        let written = model.as_str().unwrap_or_default();
        match provider.map(|provider| provider.to_ascii_lowercase().replace(['.', '-', '_', ' '], "")).as_deref() {
            Some("ollama") => hosted::report(found, &format!("ollama/{written}"), None, line),
            Some("lmstudio") => hosted::report(found, &format!("lm_studio/{written}"), None, line),
            Some("llamacpp" | "llamafile" | "vllm") => hosted::report(found, &format!("local/{written}"), None, line),
            provider => hosted::report(found, written, provider.and_then(hosted::of_node), line),
        }
    }
}

fn of_keys<'n, 'a>(keys: &[&[&str]], tree: &'n Node<'a>) -> Vec<Choice<'n, 'a>> {
    keys.iter().filter_map(|keys| Some((tree.at(keys)?, None))).collect()
}

/// OpenAI runs it unless another provider is named; a profile has its own.
fn codex<'n, 'a>(tree: &'n Node<'a>) -> Vec<Choice<'n, 'a>> {
    let profiles = tree.table("profiles").map(|(_, profile)| profile);
    let settings = std::iter::once(tree).chain(profiles);
    let choices = settings.flat_map(|settings| {
        let provider = settings.text("model_provider").or(tree.text("model_provider")).unwrap_or("openai");
        ["model", "review_model"].into_iter().filter_map(move |key| Some((settings.get(key)?, Some(provider))))
    });
    choices.collect()
}

/// `sonnet` is a choice of the tool: a full name has a number.
fn claude<'n, 'a>(tree: &'n Node<'a>) -> Vec<Choice<'n, 'a>> {
    let of_environment =
        tree.table("env").filter(|(key, _)| key.text.starts_with("ANTHROPIC_") && key.text.ends_with("MODEL"));
    let choices = tree.get("model").into_iter().chain(of_environment.map(|(_, model)| model));
    let is_full = |model: &&Node| model.as_str().is_some_and(|model| model.contains(|c: char| c.is_ascii_digit()));
    choices.filter(is_full).map(|model| (model, None)).collect()
}

/// `{provider, model}` under one of these keys, alone or in a list.
fn provided<'n, 'a, const N: usize>(keys: [&str; N], tree: &'n Node<'a>) -> Vec<Choice<'n, 'a>> {
    let nodes = keys.into_iter().filter_map(|key| tree.get(key));
    let each = nodes.flat_map(|node| node.items().iter().chain(node.is_table().then_some(node)));
    each.filter_map(|choice| Some((choice.get("model")?, choice.text("provider")))).collect()
}

fn zed<'n, 'a>(tree: &'n Node<'a>) -> Vec<Choice<'n, 'a>> {
    let keys = ["default_model", "inline_assistant_model", "commit_message_model", "thread_summary_model"];
    ["agent", "assistant"].into_iter().filter_map(|key| tree.get(key)).flat_map(|node| provided(keys, node)).collect()
}

/// `anthropic/claude-sonnet-4-5`, for all or for one agent.
fn opencode<'n, 'a>(tree: &'n Node<'a>) -> Vec<Choice<'n, 'a>> {
    let of_agents = ["agent", "mode"].into_iter().flat_map(|key| tree.table(key)).filter_map(|(_, of)| of.get("model"));
    let of_all = ["model", "small_model"].into_iter().filter_map(|key| tree.get(key));
    of_all.chain(of_agents).map(|model| (model, None)).collect()
}

#[test]
fn the_models_of_coding_agents_are_read_from_their_settings() {
    use crate::detectors::tests::check_assets;
    let check = |path: &str, text: &str, expected: &[&str]| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let settings = format!("agent-config {name} role=settings");
        let own = (!path.starts_with("opencode") && !path.starts_with(".zed")).then_some(&*settings);
        let all: Vec<&str> = own.into_iter().chain(expected.iter().copied()).collect();
        check_assets(path, text, &all);
    };
    check(
        ".codex/config.toml",
        "model = \"o3\"\n[profiles.own]\nmodel = \"door:20b\"\nmodel_provider = \"ollama\"\n",
        &["hosted-model o3 provider=OpenAI", "model-reference door:20b library=ollama"],
    );
    check(
        ".continue/config.yaml",
        "name: x\nmodels:\n  - name: M\n    provider: mistral\n    model: codestral-latest\n  - provider: lmstudio\n    model: door\n",
        &["hosted-model codestral-latest provider=Mistral AI", "model-reference door library=lm_studio"],
    );
    check(
        ".continue/config.json",
        "{\"tabAutocompleteModel\": {\"provider\": \"openai\", \"model\": \"door-1\"}}",
        &["hosted-model door-1 provider=OpenAI"],
    );
    check(
        ".gemini/settings.json",
        "{\"model\": {\"name\": \"gemini-2.5-pro\"}}",
        &["hosted-model gemini-2.5-pro provider=Google"],
    );
    check(".claude/settings.json", "{\"model\": \"opus\"}", &[]);
    check(
        ".claude/settings.json",
        "{\"env\": {\n\"ANTHROPIC_MODEL\": \"claude-opus-4-1\"}}",
        &["hosted-model-client Anthropic", "hosted-model claude-opus-4-1 provider=Anthropic"],
    );
    check(
        ".zed/settings.json",
        "{\"agent\": {\"default_model\": {\"provider\": \"zed.dev\", \"model\": \"claude-sonnet-4\"}}, // x\n}",
        &["hosted-model claude-sonnet-4 provider=Anthropic"],
    );
    check(
        "opencode.json",
        "{\"model\": \"anthropic/claude-sonnet-4-5\",\n\"agent\": {\"a\": {\"model\": \"openai/gpt-5\"}}}",
        &["hosted-model claude-sonnet-4-5 provider=Anthropic", "hosted-model gpt-5 provider=OpenAI"],
    );
    check(".aider.conf.yml", "weak-model: gpt-4o-mini\n", &["hosted-model gpt-4o-mini provider=OpenAI"]);
}
