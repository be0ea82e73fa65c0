//! Names of hosted models in settings: `openai/gpt-4o`, `anthropic:claude-3-5-haiku-latest`, `gpt-4o`.

use inventory::Confidence;

use crate::found::{Found, Line, Seen};
use crate::report::Kind;

/// Prefixes of routers and frameworks, and whom they stand for.
const PREFIXES: &[(&str, &str)] = &[
    ("openai", "OpenAI"),
    ("azure", "Azure OpenAI"),
    ("azure_openai", "Azure OpenAI"),
    ("azure-openai", "Azure OpenAI"),
    ("azureml", "Azure AI"),
    ("azure_ai", "Azure AI"),
    ("anthropic", "Anthropic"),
    ("google", "Google"),
    ("gemini", "Google"),
    ("googleai", "Google"),
    ("google-gla", "Google"),
    ("google-vertex", "Google"),
    ("google_genai", "Google"),
    ("google_vertexai", "Google"),
    ("vertex_ai", "Google"),
    ("vertexai", "Google"),
    ("mistral", "Mistral AI"),
    ("mistralai", "Mistral AI"),
    ("mistral-ai", "Mistral AI"),
    ("cohere", "Cohere"),
    ("meta", "Meta"),
    ("groq", "Groq"),
    ("together_ai", "Together AI"),
    ("together", "Together AI"),
    ("fireworks_ai", "Fireworks AI"),
    ("fireworks", "Fireworks AI"),
    ("bedrock", "Amazon Bedrock"),
    ("amazon-bedrock", "Amazon Bedrock"),
    ("deepseek", "DeepSeek"),
    ("xai", "xAI"),
    ("perplexity", "Perplexity"),
    ("openrouter", "OpenRouter"),
    ("nvidia_nim", "NVIDIA NIM"),
    ("nvidia", "NVIDIA NIM"),
    ("replicate", "Replicate"),
    ("databricks", "Databricks"),
    ("watsonx", "IBM watsonx"),
    ("cerebras", "Cerebras"),
    ("sambanova", "SambaNova"),
    ("huggingface", "Hugging Face"),
    ("github", "GitHub Models"),
    ("voyage", "Voyage AI"),
];

/// How the names of models begin, and whose they are.
const MODELS: &[(&str, &str)] = &[
    ("gpt-", "OpenAI"),
    ("chatgpt-", "OpenAI"),
    ("o1", "OpenAI"),
    ("o3", "OpenAI"),
    ("o4-", "OpenAI"),
    ("text-embedding-3", "OpenAI"),
    ("text-embedding-ada", "OpenAI"),
    ("text-davinci", "OpenAI"),
    ("dall-e", "OpenAI"),
    ("whisper-1", "OpenAI"),
    ("claude", "Anthropic"),
    ("gemini", "Google"),
    ("text-bison", "Google"),
    ("chat-bison", "Google"),
    ("mistral-", "Mistral AI"),
    ("open-mi", "Mistral AI"),
    ("codestral", "Mistral AI"),
    ("ministral", "Mistral AI"),
    ("pixtral", "Mistral AI"),
    ("command", "Cohere"),
    ("embed-", "Cohere"),
    ("deepseek-", "DeepSeek"),
    ("grok-", "xAI"),
    ("sonar", "Perplexity"),
    ("voyage-", "Voyage AI"),
];

/// The prefixes of what runs models on one's own machine.
const LOCAL: &[&str] = &["ollama", "ollama_chat", "lm_studio", "llamafile", "local", "hosted_vllm", "vllm"];

/// The provider as people write it, from one of the names that settings use.
pub fn provider(written: &str) -> Option<&'static str> {
    let written = written.to_ascii_lowercase().replace(' ', "_");
    PREFIXES.iter().find(|(prefix, _)| *prefix == written).map(|(_, provider)| *provider)
}

/// Reports a model that settings name. `hint` is the provider if the settings name one beside it.
pub fn report(found: &mut Found, written: &str, hint: Option<&'static str>, line: Option<Line>) {
    let written = written.trim().trim_start_matches("models/");
    // `{{ model }}`, `${MODEL}`, `inherit` and texts with blanks name nothing.
    let is_name = !written.is_empty()
        && written.len() <= 120
        && written.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '/' | '@' | '+'))
        && written.chars().any(|c| c.is_alphabetic());
    if !is_name || written == "inherit" || written == "default" || written == "auto" {
        return;
    }
    let (prefix, rest) = written.split_once(['/', ':']).unwrap_or(("", written));
    let confidence = Confidence::Certain;
    if LOCAL.contains(&&*prefix.to_ascii_lowercase()) {
        let properties = [("library", prefix), ("model", rest)];
        return found.asset(Seen { kind: Kind::ModelReference, name: rest, line, confidence, properties: &properties });
    }
    let by_prefix = if prefix.is_empty() { None } else { provider(prefix) };
    let name = if by_prefix.is_some() { rest } else { written };
    let lower = name.to_ascii_lowercase();
    let by_name = MODELS.iter().find(|(begin, _)| lower.starts_with(begin)).map(|(_, provider)| *provider);
    let Some(provider) = by_prefix.or(hint).or(by_name) else {
        // `org/name` without a provider is on the Hugging Face Hub.
        if !prefix.is_empty() && written.contains('/') {
            let properties = [("model", written)];
            found.asset(Seen { kind: Kind::ModelReference, name: written, line, confidence, properties: &properties });
        }
        return;
    };
    found.asset(Seen { kind: Kind::HostedModel, name, line, confidence, properties: &[("provider", provider)] });
}

/// Whom the type of a node in a builder stands for: `lmChatOpenAi`, `chatAnthropic`, `ChatGoogleGenerativeAI`.
pub fn of_node(kind: &str) -> Option<&'static str> {
    const WORDS: &[(&str, &str)] = &[
        ("azure", "Azure OpenAI"),
        ("bedrock", "Amazon Bedrock"),
        ("openrouter", "OpenRouter"),
        ("openai", "OpenAI"),
        ("anthropic", "Anthropic"),
        ("google", "Google"),
        ("gemini", "Google"),
        ("vertex", "Google"),
        ("mistral", "Mistral AI"),
        ("cohere", "Cohere"),
        ("groq", "Groq"),
        ("deepseek", "DeepSeek"),
        ("xai", "xAI"),
        ("nvidia", "NVIDIA NIM"),
        ("together", "Together AI"),
        ("fireworks", "Fireworks AI"),
        ("perplexity", "Perplexity"),
        ("watsonx", "IBM watsonx"),
        ("huggingface", "Hugging Face"),
        ("voyage", "Voyage AI"),
    ];
    let kind = kind.to_ascii_lowercase();
    WORDS.iter().find(|(word, _)| kind.contains(word)).map(|(_, provider)| *provider)
}

#[test]
fn a_model_is_named_without_its_provider() {
    use crate::detectors::tests::check_assets;
    let agent = |model: &str| format!("a:\n  role: r\n  goal: g\n  backstory: b\n  llm: {model}\n");
    let shown = |model: &str, expected: &str| {
        let mut all = vec!["agent-config agents.yaml", "agent a role=r"];
        all.extend(Some(expected).filter(|expected| !expected.is_empty()));
        check_assets("agents.yaml", agent(model), &all);
    };
    shown("openai/gpt-4o", "hosted-model gpt-4o provider=OpenAI");
    shown("claude-3-5-haiku-latest", "hosted-model claude-3-5-haiku-latest provider=Anthropic");
    shown("nvidia_nim/meta/llama-3.1-8b-instruct", "hosted-model meta/llama-3.1-8b-instruct provider=NVIDIA NIM");
    shown("ollama/llama3.1", "model-reference llama3.1 library=ollama");
    shown("Qwen/Qwen2.5-7B", "model-reference Qwen/Qwen2.5-7B");
    shown("\"{{ model }}\"", "");
    shown("main", "");
}
