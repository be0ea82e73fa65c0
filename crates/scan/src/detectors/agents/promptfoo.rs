//! Reads `promptfooconfig.yaml`: the models that promptfoo tests prompts with.

use super::super::{Detector, Files, Want};
use super::hosted;
use crate::file::SourceFile;
use crate::found::{Found, line_in};
use crate::tree::{jsonc, yaml};

pub const DETECTOR: Detector = Detector {
    id: "promptfoo",
    files: Files::Named(&["promptfooconfig.yaml", "promptfooconfig.yml", "promptfooconfig.json"]),
    want: Want::Whole,
    read,
};

/// How promptfoo calls providers, and what `hosted` calls them.
const PROVIDERS: &[(&str, &str)] = &[
    ("openai", "openai"),
    ("azure", "azure"),
    ("azureopenai", "azure"),
    ("anthropic", "anthropic"),
    ("google", "google"),
    ("palm", "google"),
    ("vertex", "vertex_ai"),
    ("bedrock", "bedrock"),
    ("mistral", "mistral"),
    ("cohere", "cohere"),
    ("groq", "groq"),
    ("togetherai", "together"),
    ("fireworks", "fireworks"),
    ("deepseek", "deepseek"),
    ("xai", "xai"),
    ("perplexity", "perplexity"),
    ("openrouter", "openrouter"),
    ("replicate", "replicate"),
    ("databricks", "databricks"),
    ("cerebras", "cerebras"),
    ("huggingface", "huggingface"),
    ("github", "github"),
    ("voyage", "voyage"),
    ("ollama", "ollama"),
    ("vllm", "vllm"),
    ("llamafile", "llamafile"),
];

/// What may stand between a provider and its model.
const MODES: &[&str] = &[
    "chat",
    "completion",
    "completions",
    "messages",
    "responses",
    "embedding",
    "embeddings",
    "image",
    "realtime",
    "moderation",
    "transcription",
    "text-generation",
    "text-classification",
    "feature-extraction",
    "sentence-similarity",
    "token-classification",
];

fn read(file: &SourceFile, found: &mut Found) {
    let text = file.text();
    let tree = if file.name.extension() == "json" { jsonc(&text) } else { yaml(&text) };
    let Some(tree) = found.parsed(tree) else { return };
    let lines: Vec<&str> = text.lines().collect();
    let lists = ["providers", "targets"].into_iter().filter_map(|key| tree.get(key));
    let each = lists.flat_map(|list| list.items().iter().chain(list.as_str().map(|_| list)));
    let judges = [&["defaultTest", "options", "provider"][..], &["redteam", "provider"]];
    for provider in each.chain(judges.iter().filter_map(|keys| tree.at(keys))) {
        // A text, a table with an id, or a table whose only key it is.
        let only = provider.entries().next().filter(|_| provider.entries().count() == 1);
        let id = provider.as_str().or(provider.text("id")).or(only.map(|(key, _)| &*key.text));
        if let Some(model) = id.and_then(model) {
            let at = provider.get("id").map_or(provider.line, |id| id.line);
            hosted::report(found, &model, None, line_in(&lines, at));
        }
    }
}

/// `anthropic:messages:claude-3-5-haiku-latest` as `anthropic/claude-3-5-haiku-latest`; none of a script or a file.
fn model(id: &str) -> Option<String> {
    let (provider, rest) = id.split_once(':')?;
    let (_, provider) = PROVIDERS.iter().find(|(name, _)| *name == provider)?;
    let model = match rest.split_once(':') {
        Some((mode, model)) if MODES.contains(&mode) => model,
        // `openai:assistant:…` is no model.
        Some(("assistant" | "agents" | "knowledge-base", _)) => return None,
        None if MODES.contains(&rest) => return None,
        _ => rest,
    };
    Some(format!("{provider}/{model}"))
}

#[test]
fn the_models_under_test_are_named() {
    use crate::detectors::tests::{check_assets, check_malformed};
    let settings = "prompts: [\"Say {{x}}\"]\nproviders:\n  - openai:gpt-4o-mini\n  - id: anthropic:messages:claude-3-5-haiku-latest\n  - ollama:chat:door:3b\n  - azure:chat:door-4: {label: x}\n  - file://own.py\n  - openai:assistant:a1\n  - python:own.py\n";
    check_assets(
        "promptfooconfig.yaml",
        settings,
        &[
            "observability promptfoo",
            "hosted-model gpt-4o-mini provider=OpenAI",
            "hosted-model claude-3-5-haiku-latest provider=Anthropic",
            "model-reference door:3b library=ollama",
            "hosted-model door-4 provider=Azure OpenAI",
        ],
    );
    check_assets(
        "evals/promptfooconfig.json",
        "{\"providers\": \"openai:chat:gpt-4o\"}",
        &["observability promptfoo", "hosted-model gpt-4o provider=OpenAI"],
    );
    check_malformed("promptfooconfig.yml", "providers: [");
}
